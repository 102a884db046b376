// A page of the file beside its text: the line is framed on the image; zoom; no image, one sentence.
(() => {
  "use strict";
  const SIZES = [100, 150, 200, 300]; // per cent of the frame
  const GONE = "Tệp gốc không còn ở chỗ cũ hoặc đã thay đổi, nên không có ảnh trang.";

  function frame(line) {
    const page = line.closest(".cc-page");
    const box = page && page.querySelector(".cc-box");
    if (!box) return;
    box.hidden = !line.dataset.box;
    if (box.hidden) return;
    const [left, top, right, bottom] = line.dataset.box.split(",").map(Number);
    Object.assign(box.style, { left: `${100 * left}%`, top: `${100 * top}%`,
      width: `${100 * (right - left)}%`, height: `${100 * (bottom - top)}%` });
    const view = box.closest(".cc-frame");
    const sheet = box.parentElement.offsetHeight;
    const middle = sheet * (top + bottom) / 2;
    if (middle < view.scrollTop + 20 || middle > view.scrollTop + view.clientHeight - 20) view.scrollTop = middle - view.clientHeight / 2;
  }

  for (const kind of ["mouseover", "focusin", "cancu-marked"]) {
    document.addEventListener(kind, (event) => {
      const line = event.target.closest && event.target.closest(".cc-page .cc-line");
      if (line) frame(line);
    });
  }

  document.addEventListener("click", (event) => {
    const pressed = event.target.closest && event.target.closest(".cc-page [data-zoom]");
    if (!pressed) return;
    const sheet = pressed.closest("figure").querySelector(".cc-sheet");
    if (!sheet) return; // no image: a sentence stands there
    const now = SIZES.indexOf(Number(sheet.dataset.size || 100)) + Number(pressed.dataset.zoom);
    const size = SIZES[Math.max(0, Math.min(SIZES.length - 1, now))];
    sheet.dataset.size = size;
    sheet.style.width = `${size}%`;
  });

  document.addEventListener("load", (event) => {
    if (event.target.matches && event.target.matches(".cc-sheet img")) {
      event.target.closest(".cc-sheet").classList.add("cc-loaded");
      const line = event.target.closest(".cc-page").querySelector(".cc-target");
      if (line) frame(line);
    }
  }, true);

  document.addEventListener("error", (event) => {
    if (!event.target.matches || !event.target.matches(".cc-sheet img")) return;
    const told = document.createElement("p");
    told.className = "cc-note";
    told.textContent = GONE;
    event.target.closest(".cc-frame").replaceChildren(told);
  }, true);
})();
