// The room “Tìm”: moving among results by keys, more of them, what was searched; see answers.js.
(() => {
  "use strict";
  const MOST = 20; // searches that are kept
  const LONGEST = 200; // characters of one that is
  const hits = () => [...document.querySelectorAll("#found .cc-hit")];
  let reach = -1; // place of the result to go to once more have come

  const { room, ask, kept, done, failed } = window.cancuAnswers("search", {
    page: "found",
    told: "found-told",
    kind: "found",
    state: "found",
    busy: "searching",
    waiting: "Đang tìm…",
    outlined: () => reach < 0,
    places: hits,
    place: (link) => link.closest(".cc-hit"),
    opened() { reach = -1; },
    heard: (told) => told.heard,
    keep(told) {
      if (told.query.length > LONGEST) return;
      window.cancuKept.put("searched", { q: told.query, to: kept(told, "count") }, MOST);
    },
    list,
    // More results come into the same list, under the place where one reads.
    taken(event, link) {
      if (!link.dataset.more || event.ctrlKey || event.metaKey || event.shiftKey) return false;
      event.preventDefault();
      event.stopPropagation();
      history.replaceState(null, "", link.getAttribute("href"));
      ask(link.getAttribute("href"));
      reach = Number(link.dataset.more); // asking has forgotten the one before
      return true;
    },
    goesOn() {
      if (reach < 0) return false;
      const next = hits()[reach];
      reach = -1;
      if (next) next.focus();
      return true;
    },
  });
  window.cancuSearch = { done, failed };
  window.cancuMounted("search-recent", () => list());

  // --- keys --------------------------------------------------------------------------------------
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
})();
