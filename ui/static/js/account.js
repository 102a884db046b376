// Who is logged in and the way out, where accounts are used; and one sentence when the login ended.
(() => {
  "use strict";
  const ICON = '<svg viewBox="0 0 24 24" fill="none" stroke="currentColor" stroke-width="1.8" stroke-linecap="round" '
    + 'stroke-linejoin="round" aria-hidden="true"><path d="M10 4H5v16h5M15 8l4 4-4 4M19 12H9"/></svg>';
  const name = () => (window.gradio_config && window.gradio_config.username) || "";

  function show() {
    const tools = document.querySelector(".cc-tools");
    if (!tools || tools.querySelector(".cc-account")) return;
    const box = document.createElement("div");
    box.className = "cc-account";
    const who = document.createElement("span");
    who.className = "cc-who";
    who.textContent = name();
    who.title = `Đang đăng nhập: ${name()}`;
    const form = document.createElement("form");
    form.method = "post";
    form.action = "/cancu-logout";
    form.innerHTML = `<button type="submit" id="cc-logout" title="Đăng xuất">${ICON}<span>Đăng xuất</span></button>`;
    box.append(who, form);
    tools.append(box);
  }

  // The head is mounted by Gradio after this script has run, and is drawn anew at times.
  let due = false;
  function soon() {
    if (due) return;
    due = true;
    requestAnimationFrame(() => {
      due = false;
      show();
    });
  }
  function begin() {
    if (!name()) return;
    new MutationObserver(soon).observe(document.body, { childList: true, subtree: true });
    soon();
  }
  if (document.readyState === "loading") document.addEventListener("DOMContentLoaded", begin);
  else begin();

  function ended() {
    if (document.getElementById("cc-ended")) return;
    const bar = document.createElement("div");
    bar.id = "cc-ended";
    bar.className = "cc-foot-bar";
    bar.setAttribute("role", "alert");
    const link = document.createElement("a");
    const lead = () => { link.href = `/cancu-login?next=${encodeURIComponent(location.pathname + location.search)}`; };
    lead();
    // The bar stays while rooms are changed; the way back leads to the last.
    ["pointerdown", "focus", "click"].forEach((each) => link.addEventListener(each, lead));
    link.textContent = "Đăng nhập lại";
    bar.append("Phiên đăng nhập đã hết.", link);
    document.body.append(bar);
  }

  // Every way in which the rooms ask the server.
  const fetched = window.fetch.bind(window);
  window.fetch = async (...asked) => {
    const answer = await fetched(...asked);
    if (answer.status === 401 && name()) ended();
    return answer;
  };
  const send = XMLHttpRequest.prototype.send;
  XMLHttpRequest.prototype.send = function sent(...given) {
    this.addEventListener("load", () => {
      if (this.status === 401 && name()) ended();
    });
    return send.apply(this, given);
  };
})();
