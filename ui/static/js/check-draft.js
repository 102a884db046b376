// Handing over a draft: dropped anywhere on the tab or chosen; sent, read, then checked.
(() => {
  "use strict";
  const at = (id) => document.getElementById(id);
  let request = null;
  let later = null; // a draft read while another room was looked at: { told, address }

  function checked(told) {
    const { check, wait } = window.cancuCheck;
    later = null;
    at("check-draft").value = told.draft;
    at("check-chosen").value = at("check-doc").value = "";
    wait(`Đang kiểm tra “${told.name}”…`);
    check(true);
  }

  function take(file) {
    const { complain, wait } = window.cancuCheck;
    if (request) request.abort();
    later = null;
    const address = location.search;
    complain("");
    const most = Number(at("check-room").dataset.most);
    const mine = (request = new XMLHttpRequest());
    const bar = at("check-bar");
    bar.value = 0;
    at("check-stop").hidden = false;
    wait(`Đang gửi “${file.name}”…`);
    mine.open("POST", `${at("draft").dataset.to}?${new URLSearchParams({ name: file.name })}`);
    mine.responseType = "json";
    mine.upload.onprogress = (event) => { bar.value = event.loaded / (event.total || 1); };
    mine.upload.onload = () => {
      bar.removeAttribute("value");
      wait(`Đang đọc “${file.name}”…`);
    };
    mine.onloadend = () => {
      if (mine !== request) return;
      request = null;
      at("check-stop").hidden = true;
      bar.removeAttribute("value");
      const told = mine.response;
      if (told && told.draft) {
        if (window.cancuTab === "check") checked(told);
        else {
          wait("");
          later = { told, address };
        }
        return;
      }
      wait("");
      const wrong = told && told.error;
      complain(wrong ? [wrong.message, wrong.hint].filter(Boolean).join(" ")
        : "Đã dừng, hoặc mất kết nối với chương trình. Hãy thử lại.");
    };
    // More than a document may have is not sent whole: the server tells the same sentence.
    mine.send(file.size > most ? file.slice(0, most + 1) : file);
  }

  // Nobody is led away from where they are: it is checked once the room is seen as it was left.
  document.addEventListener("cancu-shown", ({ detail: { tab, address, again } }) => {
    if (later && tab === "check" && (again || address === later.address)) checked(later.told);
  });

  document.addEventListener("change", (event) => {
    if (event.target.id !== "draft-file" || !event.target.files.length) return;
    take(event.target.files[0]);
    event.target.value = "";
  });
  document.addEventListener("click", (event) => {
    if (event.target.id === "check-stop" && request) request.abort();
  });

  window.cancuDrop("check", "draft", "ck-over", (files) => {
    if (files.length) take(files[0]);
    if (files.length > 1) window.cancuCheck.complain("Mỗi lần kiểm tra một dự thảo; đang kiểm tra tệp đầu tiên.");
  });
})();
