// The room “Nhiệm vụ” by keyboard: focus stays where it was when the room is drawn anew, arrows go
// from day to day of the month, PageUp and PageDown from month to month, Escape folds filters.
(() => {
  "use strict";
  const ROOM = "tasks-room";
  let focused = "";

  document.addEventListener("focusin", (event) => {
    const room = event.target.closest && event.target.closest(`#${ROOM}`);
    if (room) focused = event.target.id;
    else if (event.target.id !== "tabs") focused = "";
  });

  // The server sends the room whole; what had the focus has it again.
  function restore() {
    const lost = document.activeElement === document.body || document.activeElement.id === "tabs";
    const same = focused && lost && document.getElementById(focused);
    if (same && same.closest(`#${ROOM}`)) same.focus({ preventScroll: true });
  }
  new MutationObserver((changes) => {
    const drawn = changes.some(({ target }) => target.closest && target.closest("#tasks-page"));
    if (focused && drawn) requestAnimationFrame(restore);
  }).observe(document.documentElement, { childList: true, subtree: true });

  const DAYS = { ArrowLeft: -1, ArrowRight: 1, ArrowUp: -7, ArrowDown: 7 };

  // The day with tasks that is nearest in a direction, at least a step away.
  function towards(links, link, step) {
    const from = Date.parse(link.dataset.day);
    const ahead = links
      .map((each) => [each, (Date.parse(each.dataset.day) - from) / 86400000])
      .filter(([, days]) => Math.sign(days) === Math.sign(step));
    const least = Math.abs(step);
    const far = ahead.filter(([, days]) => Math.abs(days) >= least);
    far.sort(([, a], [, b]) => Math.abs(a) - Math.abs(b));
    return far.length ? far[0][0] : null;
  }

  document.addEventListener("keydown", (event) => {
    const room = event.target.closest && event.target.closest(`#${ROOM}`);
    if (!room || event.ctrlKey || event.metaKey || event.altKey) return;
    if (event.key === "Escape") {
      const folded = event.target.closest("details.cc-task-more[open]");
      if (!folded) return;
      folded.open = false;
      folded.querySelector("summary").focus();
      event.stopPropagation();
      return;
    }
    const turning = { PageUp: "tasks-month-before", PageDown: "tasks-month-after" }[event.key];
    if (turning && event.target.closest(".cc-month, .cc-month-head, .cc-year")) {
      event.preventDefault();
      room.querySelector(`#${turning}`).click();
      return;
    }
    const link = event.target.closest(".cc-month a[data-day]");
    if (!link || !DAYS[event.key]) return;
    event.preventDefault();
    const links = [...room.querySelectorAll(".cc-month a[data-day]")];
    const next = towards(links, link, DAYS[event.key]);
    if (next) next.focus();
  });
})();
