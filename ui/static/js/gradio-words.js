// What Gradio says in English wherever it stands: messages in the corner, and its footer.
(() => {
  "use strict";
  const TITLES = { error: "Chưa làm được", warning: "Lưu ý", info: "Thông tin", success: "Đã xong" };

  function named(toast) {
    const kind = Object.keys(TITLES).find((one) => toast.classList.contains(one));
    const title = toast.querySelector(".toast-title");
    if (!kind || !title || !title.firstChild) return;
    toast.dataset.named = "";
    title.firstChild.data = `${TITLES[kind]} `;
    const close = toast.querySelector(".toast-close");
    if (close) close.setAttribute("aria-label", "Đóng");
  }

  // Gradio has no key for this sentence; see `Blocks.svelte`.
  const LOST = "Connection to the server was lost";
  const LOST_HERE = "Mất kết nối với chương trình. Đang nối lại…";

  function inVietnamese() {
    document.querySelectorAll(".toast-message-text").forEach((said) => {
      if (said.textContent.trim().startsWith(LOST)) said.textContent = LOST_HERE;
    });
    document.querySelectorAll(".toast-body:not([data-named])").forEach(named);
    const footer = document.querySelector("footer[aria-label^=Gradio]");
    if (footer) footer.setAttribute("aria-label", "Cuối trang");
  }

  const root = document.documentElement;
  new MutationObserver(inVietnamese).observe(root, { childList: true, subtree: true });
})();
