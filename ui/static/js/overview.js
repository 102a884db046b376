// Tab “Tổng quan”: when the last visit was, what is done in the queue, lines cut out of page images.
(() => {
  "use strict";
  const VISIT_ENDS = 4 * 3600 * 1000; // a page left alone that long is a new visit

  // Stores by name: where they are blocked, to look at `window.localStorage` is refused already.
  const read = (store, key) => {
    try { return window[store].getItem(key); } catch { return null; }
  };
  const write = (store, key, value) => {
    try { window[store].setItem(key, value); } catch { /* storage is closed: every visit is the first */ }
  };
  const key = () => {
    const named = document.querySelector("#overview-numbers [data-library]");
    return named ? `cancu-visit-${named.dataset.library}` : null;
  };

  window.cancuVisit = {
    // What the last visit saw; while a visit lasts, the one before it.
    since() {
      if (!key()) return "";
      const now = Date.now();
      let visit = null;
      try { visit = JSON.parse(read("sessionStorage", key())); } catch { /* no visit yet */ }
      const lasts = visit && now - visit.touched < VISIT_ENDS &&
        new Date(visit.touched).toDateString() === new Date(now).toDateString();
      const before = lasts ? visit.before : read("localStorage", key()) || "";
      write("sessionStorage", key(), JSON.stringify({ before, touched: now }));
      return before;
    },
    seen() {
      const shown = document.querySelector("#overview-changes [data-last]");
      if (!shown || !key()) return;
      write("localStorage", key(), JSON.stringify({ last: Number(shown.dataset.last), at: new Date().toISOString() }));
    },
  };

  // --- accept, correct, choose, take back ---------------------------------------------------------
  // The port is `window.cancuActs`: Gradio may mount it before this file is run.
  let next = -1; // which place of the list is looked at once the list is there again

  const cards = () => [...document.querySelectorAll("#review-queue .rv-card")];

  function act(from, more) {
    const card = from.closest(".rv-card");
    const port = window.cancuActs;
    if (!port || document.querySelector("[data-busy]")) return;
    window.cancuTrouble.clear();
    (card || from).dataset.busy = "";
    (card || from).setAttribute("aria-busy", "true");
    document.querySelectorAll("[data-while-busy]").forEach((one) => { one.hidden = false; });
    next = card ? cards().indexOf(card) : -1;
    const place = card ? { ...card.dataset } : {};
    port.dispatchEvent(new CustomEvent("cancu-act", {
      detail: { ...place, ...more, address: location.search },
    }));
  }

  window.cancuActed = () => {
    const samples = document.querySelector('[data-busy][data-act="samples"]');
    document.querySelectorAll("[data-busy]").forEach((one) => {
      delete one.dataset.busy;
      one.removeAttribute("aria-busy");
    });
    document.querySelectorAll("[data-while-busy]").forEach((one) => { one.hidden = true; });
    if (samples && window.cancuTab === "overview") window.cancuGo(location.search || "?tab=overview");
    requestAnimationFrame(() => {
      const card = next >= 0 && (cards()[next] || cards().at(-1));
      const first = card && card.querySelector("[data-act='accept'], [data-act='choose']");
      if (first) first.focus({ preventScroll: false });
      next = -1;
    });
  };

  document.addEventListener("click", (event) => {
    const button = event.target.closest && event.target.closest("button[data-act], button[data-fill]");
    if (!button || !button.closest("#overview-board, #overview-review")) return;
    if (button.dataset.fill !== undefined) {
      const box = button.closest(".rv-card").querySelector("input[name=text]");
      box.value = button.dataset.fill;
      box.focus();
    } else if (button.dataset.act !== "correct") {
      const { act: done, target, review } = button.dataset;
      act(button, { act: done, ...(target && { target }), ...(review && { review }) });
    }
  });

  document.addEventListener("submit", (event) => {
    const form = event.target.closest("form[data-act]");
    if (!form) return;
    event.preventDefault();
    act(form, { act: form.dataset.act, text: form.elements.text.value });
  });

  document.addEventListener("change", (event) => {
    const box = event.target.closest && event.target.closest("select[data-submits]");
    if (box) box.form.requestSubmit();
  });

  // --- the image of a line: the place in the middle where the line is wider ----------------------
  document.addEventListener("load", (event) => {
    const image = event.target;
    if (!(image instanceof HTMLImageElement) || !image.dataset.at) return;
    const cut = image.parentElement;
    const wider = cut.scrollWidth > cut.clientWidth;
    cut.dataset.shown = "";
    if (!wider) return;
    cut.tabIndex = 0; // read on by the arrow keys
    cut.setAttribute("role", "group");
    cut.setAttribute("aria-label", image.alt);
    cut.scrollLeft = Number(image.dataset.at) * cut.scrollWidth - cut.clientWidth / 2;
  }, true);
})();
