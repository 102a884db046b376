// The reader: goes to a line, frames it on the image of its page.
(() => {
  "use strict";

  function mark(article, number) {
    const line = article.querySelector(`[id="L${number}"]`);
    if (!line) return;
    article.querySelectorAll(".cc-target").forEach((old) => old.classList.remove("cc-target"));
    line.classList.add("cc-target");
    line.scrollIntoView({ block: "center" });
  }

  // Links to a line of the document shown do not load the page again.
  document.addEventListener("click", (event) => {
    const link = event.target.closest && event.target.closest("a[data-goto]");
    if (!link || event.ctrlKey || event.metaKey || event.shiftKey) return;
    const article = link.closest(".cc-reader");
    if (!article) return;
    event.preventDefault();
    mark(article, link.dataset.goto);
    if (link.search.includes("doc=")) history.replaceState(null, "", link.search);
  });

  // On a page shown beside its text, the line pointed at is framed on the image.
  function frame(event) {
    const line = event.target.closest && event.target.closest(".cc-page .cc-line");
    if (!line) return;
    const box = line.closest(".cc-page").querySelector(".cc-box");
    box.hidden = !line.dataset.box;
    if (box.hidden) return;
    const [left, top, right, bottom] = line.dataset.box.split(",").map(Number);
    Object.assign(box.style, { left: `${100 * left}%`, top: `${100 * top}%`,
      width: `${100 * (right - left)}%`, height: `${100 * (bottom - top)}%` });
  }
  document.addEventListener("mouseover", frame);
  document.addEventListener("focusin", frame);

  function look() {
    document.querySelectorAll(".cc-reader[data-line]:not([data-shown])").forEach((article) => {
      if (!article.offsetWidth) return;
      article.dataset.shown = "yes";
      mark(article, article.dataset.line);
    });
  }

  let asked = false;
  new MutationObserver(() => {
    if (asked) return;
    asked = true;
    requestAnimationFrame(() => { asked = false; look(); });
  }).observe(document.documentElement, { childList: true, subtree: true, attributes: true,
    attributeFilter: ["style", "class", "hidden"] });
  window.addEventListener("load", look);
})();
