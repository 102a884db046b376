// The room “Tìm”: its box, moving among results by keys, more of them, and coming back.
(() => {
  "use strict";
  const MOST = 20; // searches that are kept
  const LONGEST = 200; // characters of one that is
  const SLOW = 150; // ms after which waiting is shown
  const LATE = 30_000; // ms after which nothing is expected any more
  const room = (act) => window.cancuWhen("#search-form", act);
  const hits = () => [...document.querySelectorAll("#found .cc-hit")];
  const left = new Map(); // by address: how far the page was scrolled, and the result that was opened
  let wanted = null;
  let settled = true; // whether its page has come
  let timer = 0;
  let late = 0;
  let reach = -1; // place of the result to go to once more have come

  document.addEventListener("cancu-go", (event) => {
    if (!event.target.closest("#port-search")) return;
    const { address, again } = event.detail;
    const said = new URLSearchParams(address);
    if (again) return room(focus);
    wanted = address;
    settled = false;
    failed(false);
    if (said.get("q")) wait();
    room((form) => {
      fill(form);
      if (!said.get("q")) focus(form);
    });
  }, true);

  function fill(form) {
    if (wanted !== null && form.dataset.filled !== wanted) window.cancuFill(form, wanted);
  }

  function focus(form) {
    if (matchMedia("(pointer: coarse)").matches) return; // it would bring the keyboard up
    setTimeout(() => form.q.focus({ preventScroll: true }), 0);
  }

  const begun = () => !new URLSearchParams(wanted || "").get("q");
  window.cancuMounted("search-form", (form) => {
    fill(form);
    if (wanted !== null && begun() && document.activeElement === document.body) focus(form);
  });
  window.cancuMounted("search-recent", () => list());

  function wait() {
    clearTimeout(timer);
    timer = setTimeout(() => {
      if (reach < 0) document.documentElement.dataset.searching = "yes";
      tell("Đang tìm…");
    }, SLOW);
    clearTimeout(late);
    late = setTimeout(() => settled || failed(true), LATE);
  }

  // No page came: the program was ended, or the connection is lost.
  function failed(yes) {
    const told = document.getElementById("search-failed");
    if (told) told.hidden = !yes;
    if (!yes) return;
    clearTimeout(timer);
    delete document.documentElement.dataset.searching;
    tell("");
  }

  function tell(sentence) {
    const told = document.getElementById("found-told");
    if (told) told.textContent = sentence;
  }

  function done(said) {
    let told = {};
    try { told = JSON.parse(said || "{}"); } catch { /* nothing was told */ }
    if (told.kind === "same") return;
    if (told.address !== wanted) {
      if (settled) ask(wanted); // an older page came last
      return;
    }
    settled = true;
    failed(false);
    clearTimeout(timer);
    delete document.documentElement.dataset.searching;
    show(told);
    more(told.kind);
  }

  function ask(address) {
    document.querySelector("#port-search .cc-port").dispatchEvent(
      new CustomEvent("cancu-go", { detail: { address, again: false } }));
  }

  function show(told) {
    document.documentElement.dataset.found = told.kind || "problem";
    room(fill);
    requestAnimationFrame(() => requestAnimationFrame(() => {
      const spoken = document.querySelector("#found .cc-problem .cc-sentence");
      tell(told.kind === "found" ? told.heard : (spoken ? spoken.textContent : ""));
      restore(told.address);
    }));
    if (told.kind === "found" && told.query.length <= LONGEST) {
      const said = new URLSearchParams(told.address);
      said.delete("count");
      window.cancuKept.put("searched", { q: told.query, to: `?${said}` }, MOST);
    }
    list();
  }

  let loaded = false;
  function more(kind) {
    if (loaded && kind !== "start") return;
    if (!["start", "found", "problem"].includes(kind)) return;
    loaded = true;
    requestAnimationFrame(() => setTimeout(() => window.cancuWhen("#port-search-more .cc-port", (element) =>
      element.dispatchEvent(new CustomEvent("cancu-go", { detail: {} }))), 0));
  }

  // --- coming back, and more results -------------------------------------------------------------
  document.addEventListener("click", (event) => {
    const link = event.target.closest && event.target.closest("#found a[href]");
    if (!link) return;
    if (link.dataset.more && !event.ctrlKey && !event.metaKey && !event.shiftKey) {
      event.preventDefault();
      event.stopPropagation();
      reach = Number(link.dataset.more);
      history.replaceState(null, "", link.getAttribute("href"));
      return ask(link.getAttribute("href"));
    }
    const at = hits().indexOf(link.closest(".cc-hit"));
    left.set(location.search, { y: window.scrollY, at });
  }, true);

  function restore(address) {
    if (reach >= 0) {
      const next = hits()[reach];
      reach = -1;
      if (next) next.focus();
      return;
    }
    const was = left.get(address);
    if (!was || address !== location.search) return;
    left.delete(address);
    window.cancuSeen(() => hits()[was.at], (hit) => {
      window.scrollTo(0, was.y);
      hit.focus({ preventScroll: true });
    });
  }

  // --- keys --------------------------------------------------------------------------------------
  document.addEventListener("submit", (event) => {
    const form = event.target;
    if (form.id !== "search-form" || form.q.value.trim()) return;
    event.preventDefault();
    event.stopPropagation();
    form.q.setCustomValidity(form.q.dataset.none);
    form.q.reportValidity();
    form.q.focus();
  }, true);
  document.addEventListener("input", (event) => {
    if (event.target.id === "search-q") event.target.setCustomValidity("");
  });

  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || event.isComposing || event.defaultPrevented) return;
    const found = document.getElementById("found");
    if (!found || !found.offsetWidth || document.querySelector("dialog[open]")) return;
    const box = event.target;
    const inBox = box.id === "search-q";
    if (box.closest("#search-form") && event.key === "Escape") return box.blur();
    if (!inBox && (box.closest("input, textarea, select, [role=combobox]") || box.isContentEditable)) return;
    const step = event.key === "ArrowDown" || (!inBox && event.key === "j") ? 1
      : event.key === "ArrowUp" || (!inBox && event.key === "k") ? -1 : 0;
    const all = hits();
    const at = all.indexOf(box.closest(".cc-hit"));
    if (step && all.length && (inBox || at >= 0 || event.key.length === 1)) {
      if (inBox && step < 0) return;
      event.preventDefault();
      go(all, at + step);
    } else if (event.key === "Enter" && at >= 0 && box === all[at]) {
      event.preventDefault();
      open(all[at]);
    }
  });

  function go(all, to) {
    if (to < 0) return room((form) => form.q.focus());
    if (to >= all.length) {
      const next = document.querySelector("#found [data-more]");
      return next && next.click();
    }
    all[to].focus({ preventScroll: true });
    all[to].scrollIntoView({ block: "nearest" });
  }

  // A result without a reader opens its own text.
  function open(hit) {
    const link = hit.querySelector("a.cc-source");
    const folded = hit.querySelector("details");
    if (link) link.click();
    else if (folded) folded.open = !folded.open;
  }

  // --- what was searched before ------------------------------------------------------------------
  function list() {
    window.cancuWhen("#search-recent", (box) => {
      const said = window.cancuKept.all("searched").slice(0, 8);
      box.hidden = !said.length;
      box.querySelector("ul").replaceChildren(...said.map((one) => {
        const line = document.createElement("li");
        const link = document.createElement("a");
        link.href = String(one.to || "").startsWith("?tab=search") ? one.to : `?tab=search&q=${encodeURIComponent(one.q)}`;
        link.textContent = one.q;
        const drop = document.createElement("button");
        drop.type = "button";
        drop.className = "cc-drop";
        drop.textContent = "×";
        drop.setAttribute("aria-label", `Bỏ “${one.q}” khỏi danh sách`);
        drop.addEventListener("click", () => {
          window.cancuKept.drop("searched", one);
          list();
          room((form) => form.q.focus());
        });
        line.append(link, drop);
        return line;
      }));
    });
  }

  window.cancuSearch = { done, failed: () => failed(true) };
})();
