// Keys of the whole app: "/" to the box of the room shown, "g" and a letter to a room, "?" for help.
(() => {
  "use strict";
  const ROOMS = { h: "ask", t: "search", v: "document", k: "check", n: "tasks", d: "graph", q: "overview" };
  const NEXT = 1500; // ms in which the letter follows "g"
  const HELP = [
    ["Đi tới", [
      [["g", "q"], "Tổng quan"], [["g", "h"], "Hỏi"], [["g", "t"], "Tìm"], [["g", "v"], "Văn bản"],
      [["g", "k"], "Kiểm tra"], [["g", "n"], "Nhiệm vụ"], [["g", "d"], "Đồ thị"]]],
    ["Hỏi và tìm", [
      [["/"], "Đưa con trỏ vào ô hỏi hoặc ô tìm"], [["Enter"], "Hỏi, tìm"],
      [["Shift", "Enter"], "Xuống dòng trong câu hỏi"], [["↑"], "Câu hỏi trước (khi ô đang trống)"],
      [["j"], "Kết quả tìm sau (hoặc ↓)"], [["k"], "Kết quả tìm trước (hoặc ↑)"],
      [["Enter"], "Mở kết quả đang chọn"], [["Esc"], "Rời ô đang gõ"]]],
    ["Chung", [
      [["?"], "Mở bảng phím tắt này"], [["Esc"], "Đóng"], [["Alt", "←"], "Trở lại trang trước"]]],
  ];
  let begun = 0;

  function typing(element) {
    return Boolean(element && element.closest
      && (element.closest("input, textarea, select, [role=combobox], [role=textbox]") || element.isContentEditable));
  }

  document.addEventListener("keydown", (event) => {
    if (event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey || event.isComposing) return;
    if (typing(event.target) || document.querySelector("dialog[open]")) return;
    const key = event.key.toLowerCase();
    const second = begun && event.timeStamp - begun < NEXT;
    begun = 0;
    if (second && ROOMS[key]) {
      const link = document.querySelector(`.cc-nav a[data-tab="${ROOMS[key]}"]`);
      if (link) link.click();
    } else if (key === "g") {
      begun = event.timeStamp;
      return;
    } else if (key === "/") {
      if (!box()) return;
    } else if (event.key === "?") {
      help();
    } else return;
    event.preventDefault();
  });

  // Goes to the box of the tab shown.
  function box() {
    const found = [...document.querySelectorAll("[data-slash]")].find((one) => one.offsetWidth);
    if (!found) return false;
    found.focus();
    if (found.select) found.select();
    return true;
  }

  document.addEventListener("click", (event) => {
    if (event.target.closest && event.target.closest("[data-keys]")) help();
  });

  // A dialog of the browser: it keeps the focus, closes with Escape, and gives the focus back.
  function help() {
    let panel = document.getElementById("cc-keys");
    if (!panel) {
      panel = document.createElement("dialog");
      panel.id = "cc-keys";
      panel.setAttribute("aria-labelledby", "cc-keys-title");
      panel.innerHTML = `<form method="dialog"><h2 id="cc-keys-title">Phím tắt</h2>${HELP.map(part).join("")}`
        + '<p><button class="cc-button" autofocus>Đóng</button></p></form>';
      panel.addEventListener("click", (event) => { if (event.target === panel) panel.close(); });
      document.body.append(panel);
    }
    panel.showModal();
  }

  function part([heading, keys]) {
    const rows = keys.map(([names, does]) =>
      `<div><dt>${names.map((name) => `<kbd>${name}</kbd>`).join(" ")}</dt><dd>${does}</dd></div>`);
    return `<h3>${heading}</h3><dl>${rows.join("")}</dl>`;
  }
})();
