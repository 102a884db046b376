// The room “Hỏi”: the box, its keys, the conversation, what was asked before; see answers.js.
(() => {
  "use strict";
  const MOST = 50; // questions that are kept
  const LONGEST = 500; // characters of one that is
  const EARLIER = 6; // questions of a conversation in its address
  let talk = null; // the question on the page, after which the next one is asked
  let back = -1; // place in the history while going through it with the arrows

  const { room, kept, done, failed } = window.cancuAnswers("ask", {
    page: "answer",
    told: "answer-told",
    kind: "answer",
    state: "ask",
    busy: "asking",
    waiting: "Đang tìm câu trả lời…",
    places: () => [...document.querySelectorAll("#answer a[href]")],
    place: (link) => link,
    opened() { back = -1; },
    filled(form) {
      form.querySelector("#ask-new").hidden = !talk;
      size(form.q);
    },
    shown(told) { talk = told.kind === "answer" ? told.question : null; },
    heard: (told) => told.answer,
    settled(told) {
      const box = document.activeElement;
      if (box && box.id === "ask-q" && told.kind === "answer") box.select();
    },
    keep(told) {
      if (told.to && location.search === told.address) history.replaceState(null, "", told.to);
      if (told.typed.length > LONGEST || told.to) return;
      window.cancuKept.put("asked", {
        q: told.typed, to: kept(told, "after", "rows"), at: new Date().toISOString(), ok: told.answered }, MOST);
    },
    list,
  });
  window.cancuAsk = { done, failed };
  window.cancuMounted("ask-history", () => list());

  // --- the box -----------------------------------------------------------------------------------
  function size(box) {
    box.style.height = "auto";
    box.style.height = `${Math.min(box.scrollHeight + 2, 220)}px`;
  }

  document.addEventListener("input", (event) => {
    if (event.target.id !== "ask-q") return;
    back = -1;
    size(event.target);
  });

  // What is asked next goes on from what is on the page.
  document.addEventListener("submit", (event) => {
    const form = event.target;
    if (form.id !== "ask-form") return;
    form.querySelectorAll("input[name=after]").forEach((old) => old.remove());
    if (!talk || event.defaultPrevented) return;
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
      const place = [...line.parentElement.children].indexOf(line);
      window.cancuKept.drop("asked", one);
      list();
      const rest = [...document.querySelectorAll("#ask-history .cc-drop")];
      const next = rest[place] || rest.at(-1);
      if (next) next.focus();
      else room((form) => form.q.focus());
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
})();
