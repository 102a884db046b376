// Keys of the whole app.
(() => {
  "use strict";

  // "/" goes to the box of the tab shown, as long as nothing is being typed.
  document.addEventListener("keydown", (event) => {
    if (event.key !== "/" || event.ctrlKey || event.metaKey || event.altKey) return;
    const typing = event.target.closest && event.target.closest("input, textarea, select");
    if (typing || event.target.isContentEditable) return;
    const boxes = document.querySelectorAll("#search-query :is(input, textarea), #question textarea");
    const box = [...boxes].find((one) => one.offsetWidth);
    if (!box) return;
    event.preventDefault();
    box.focus();
    box.select();
  });
})();
