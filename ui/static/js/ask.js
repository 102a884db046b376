// The room “Hỏi”: the box, its keys, what was asked before, waiting, and coming back.
(() => {
  "use strict";
  const MOST = 50; // questions that are kept
  const LONGEST = 500; // characters of one that is
  const EARLIER = 6; // questions of a conversation in its address
  const SLOW = 150; // ms after which waiting is shown
  const LATE = 30_000; // ms after which nothing is expected any more
  const port = (name) => document.querySelector(`#port-${name} .cc-port`);
  const room = (act) => window.cancuWhen("#ask-form", act);
  const left = new Map(); // by address: how far the page was scrolled, and the link that was followed
  let wanted = null; // the address that was asked for last
  let settled = true; // whether its page has come
  let timer = 0;
  let late = 0;
  let talk = null; // the question on the page, after which the next one is asked
  let back = -1; // place in the history while going through it with the arrows

  // --- opening -----------------------------------------------------------------------------------
  document.addEventListener("cancu-go", (event) => {
    if (!event.target.closest("#port-ask")) return;
    const { address, again } = event.detail;
    const said = new URLSearchParams(address);
    if (again) return room(focus);
    wanted = address;
    settled = false;
    failed(false);
    back = -1;
    if (said.get("q")) wait();
    room((form) => {
      fill(form);
      if (!said.get("q")) focus(form);
    });
  }, true);

  function fill(form) {
    if (wanted === null || form.dataset.filled === wanted) return;
    window.cancuFill(form, wanted);
    form.querySelector("#ask-new").hidden = !talk;
    size(form.q);
  }

  function focus(form) {
    if (matchMedia("(pointer: coarse)").matches) return; // it would bring the keyboard up
    setTimeout(() => form.q.focus({ preventScroll: true }), 0);
  }

  const begun = () => !new URLSearchParams(wanted || "").get("q");
  window.cancuMounted("ask-form", (form) => {
    fill(form);
    if (wanted !== null && begun() && document.activeElement === document.body) focus(form);
  });
  window.cancuMounted("ask-history", () => list());

  function wait() {
    clearTimeout(timer);
    timer = setTimeout(() => {
      document.documentElement.dataset.asking = "yes";
      tell("Đang tìm câu trả lời…");
    }, SLOW);
    clearTimeout(late);
    late = setTimeout(() => settled || failed(true), LATE);
  }

  // No page came: the program was ended, or the connection is lost.
  function failed(yes) {
    const told = document.getElementById("ask-failed");
    if (told) told.hidden = !yes;
    if (!yes) return;
    clearTimeout(timer);
    delete document.documentElement.dataset.asking;
    tell("");
  }

  function tell(sentence) {
    const told = document.getElementById("answer-told");
    if (told) told.textContent = sentence;
  }

  // --- answers -----------------------------------------------------------------------------------
  // told: JSON of the server, or what an earlier event left where this one failed.
  function done(said) {
    let told = {};
    try { told = JSON.parse(said || "{}"); } catch { /* nothing was told */ }
    if (told.kind === "same") return;
    if (told.address !== wanted) {
      if (settled) port("ask").dispatchEvent(
        new CustomEvent("cancu-go", { detail: { address: wanted, again: false } })); // an older page came last
      return;
    }
    settled = true;
    failed(false);
    clearTimeout(timer);
    delete document.documentElement.dataset.asking;
    show(told);
    more(told.kind);
  }

  function show(told) {
    const answered = told.kind === "answer";
    talk = answered ? told.question : null;
    document.documentElement.dataset.ask = told.kind || "problem";
    room((form) => {
      fill(form);
      form.querySelector("#ask-new").hidden = !answered;
      size(form.q);
    });
    requestAnimationFrame(() => requestAnimationFrame(() => {
      const spoken = document.querySelector("#answer .cc-problem .cc-sentence");
      tell(answered ? told.answer : (spoken ? spoken.textContent : ""));
      if (document.activeElement && document.activeElement.id === "ask-q" && answered) {
        document.activeElement.select();
      }
      restore(told.address);
    }));
    if (!answered) return list();
    if (told.to && location.search === told.address) history.replaceState(null, "", told.to);
    if (told.typed.length <= LONGEST && !told.to) {
      const said = new URLSearchParams(told.address);
      said.delete("after");
      window.cancuKept.put("asked", {
        q: told.typed, to: `?${said}`, at: new Date().toISOString(), ok: told.answered }, MOST);
    }
    list();
  }

  let loaded = false;
  function more(kind) {
    if (loaded && kind !== "start") return;
    if (kind !== "start" && kind !== "answer" && kind !== "problem") return;
    loaded = true;
    // Once the box has been painted.
    requestAnimationFrame(() => setTimeout(() => window.cancuWhen("#port-ask-more .cc-port", (element) =>
      element.dispatchEvent(new CustomEvent("cancu-go", { detail: {} }))), 0));
  }

  // --- coming back -------------------------------------------------------------------------------
  document.addEventListener("click", (event) => {
    const link = event.target.closest && event.target.closest("#answer a[href]");
    if (!link) return;
    const at = [...document.querySelectorAll("#answer a[href]")].indexOf(link);
    left.set(location.search, { y: window.scrollY, at });
  }, true);

  function restore(address) {
    const was = left.get(address);
    if (!was || address !== location.search) return;
    left.delete(address);
    const all = [...document.querySelectorAll("#answer a[href]")];
    window.cancuSeen(() => all[was.at], (link) => {
      window.scrollTo(0, was.y);
      link.focus({ preventScroll: true });
    });
  }

  // --- the box -----------------------------------------------------------------------------------
  function size(box) {
    box.style.height = "auto";
    box.style.height = `${Math.min(box.scrollHeight + 2, 220)}px`;
  }

  document.addEventListener("input", (event) => {
    if (event.target.id !== "ask-q") return;
    back = -1;
    event.target.setCustomValidity("");
    size(event.target);
  });

  // What is asked next goes on from what is on the page.
  document.addEventListener("submit", (event) => {
    const form = event.target;
    if (form.id !== "ask-form") return;
    form.querySelectorAll("input[name=after]").forEach((old) => old.remove());
    if (!form.q.value.trim()) {
      event.preventDefault();
      event.stopPropagation();
      form.q.setCustomValidity(form.q.dataset.none);
      form.q.reportValidity();
      form.q.focus();
      return;
    }
    if (!talk) return;
    const before = new URLSearchParams(location.search).getAll("after");
    if (talk !== form.q.value.trim()) before.push(talk);
    before.slice(-EARLIER).forEach((question) => {
      const kept = document.createElement("input");
      Object.assign(kept, { type: "hidden", name: "after", value: question });
      form.append(kept);
    });
  }, true);

  document.addEventListener("keydown", (event) => {
    const box = event.target;
    if (!box.closest || !box.closest("#ask-form")) return;
    if (event.key === "Escape") return box.blur();
    if (box.id !== "ask-q" || event.isComposing || event.ctrlKey || event.metaKey || event.altKey) return;
    if (event.key === "Enter" && !event.shiftKey) {
      event.preventDefault();
      box.form.requestSubmit();
    } else if (event.key === "ArrowUp" && (!box.value || back >= 0)) {
      recall(event, box, back + 1);
    } else if (event.key === "ArrowDown" && back >= 0) {
      recall(event, box, back - 1);
    }
  });

  function recall(event, box, to) {
    const asked = window.cancuKept.all("asked");
    if (to >= asked.length) return;
    event.preventDefault();
    back = to;
    box.value = to < 0 ? "" : asked[to].q;
    size(box);
  }

  // --- what was asked before ---------------------------------------------------------------------
  function list() {
    window.cancuWhen("#ask-history", (folded) => {
      const asked = window.cancuKept.all("asked");
      folded.hidden = !asked.length;
      folded.querySelector(".cc-count").textContent = `(${asked.length})`;
      folded.querySelector("ul").replaceChildren(...asked.map(item));
    });
  }

  function item(one) {
    const line = document.createElement("li");
    const link = document.createElement("a");
    link.href = String(one.to || "").startsWith("?tab=ask") || String(one.to).startsWith("?q=")
      ? one.to : `?tab=ask&q=${encodeURIComponent(one.q)}`;
    link.textContent = one.q;
    const when = document.createElement("span");
    when.className = "cc-small";
    const day = new Date(one.at);
    when.textContent = `${one.ok ? "✔ có câu trả lời" : "∅ chưa trả lời"}${
      Number.isNaN(day.getTime()) ? "" : ` · ${day.toLocaleString("vi-VN", { dateStyle: "short", timeStyle: "short" })}`}`;
    const drop = document.createElement("button");
    drop.type = "button";
    drop.className = "cc-drop";
    drop.textContent = "×";
    drop.setAttribute("aria-label", `Bỏ câu “${one.q}” khỏi danh sách`);
    drop.addEventListener("click", () => {
      const next = line.nextElementSibling || line.previousElementSibling;
      window.cancuKept.drop("asked", one);
      const to = next && [...next.parentElement.children].indexOf(next) - (next === line.nextElementSibling ? 1 : 0);
      list();
      const left_ = document.querySelectorAll("#ask-history .cc-drop");
      if (left_.length) left_[Math.max(0, to)].focus();
    });
    line.append(link, when, drop);
    return line;
  }

  document.addEventListener("click", (event) => {
    if (!event.target.closest || !event.target.closest("#ask-history [data-clear]")) return;
    window.cancuKept.clear("asked");
    list();
    room((form) => form.q.focus());
  });
  window.addEventListener("storage", (event) => {
    if (event.key && event.key.startsWith("cancu-asked")) list(); // another page of the same browser
  });

  window.cancuAsk = { done, failed: () => failed(true) };
})();
