// The tab “Văn bản”: filters that keep the address, and the question before a document goes.
(() => {
  "use strict";
  const WAIT = 280; // milliseconds of no typing before a list is asked for
  const at = (id) => document.getElementById(id);
  let typing = 0;
  let focused = ""; // id of the filter that was last used: it is rendered anew with the list
  let lastList = ""; // address of the list as it was last shown

  const onList = () => window.cancuTab === "document" && !new URLSearchParams(location.search).get("doc");

  function wanted() {
    const said = new URLSearchParams([["tab", "document"]]);
    new FormData(at("documents-form")).forEach((value, name) => {
      const plain = String(value).trim();
      if (plain && !(name === "sort" && plain === "newest")) said.append(name, plain);
    });
    return `?${said}`;
  }

  function ask(keepPlace) {
    const search = wanted();
    if (search === location.search) return;
    const list = at("documents-list");
    if (list) list.setAttribute("aria-busy", "true");
    // What is typed letter by letter is one step of the browser's history.
    if (keepPlace) history.replaceState(null, "", search);
    window.cancuGo(search);
  }

  document.addEventListener("input", (event) => {
    if (event.target.id !== "documents-text") return;
    clearTimeout(typing);
    typing = setTimeout(() => onList() && at("documents-form") && ask(true), WAIT);
  });
  document.addEventListener("change", (event) => {
    if (!event.target.closest || !event.target.closest("#documents-form")) return;
    focused = event.target.id;
    ask(false);
  });
  document.addEventListener("submit", (event) => {
    if (event.target.id !== "documents-form") return;
    event.preventDefault();
    event.stopImmediatePropagation();
    clearTimeout(typing);
    ask(false);
  }, true);
  document.addEventListener("keydown", (event) => {
    const box = event.target;
    if (box.id === "documents-text" && event.key === "Escape" && box.value) {
      event.preventDefault();
      box.value = "";
      clearTimeout(typing);
      ask(true);
    }
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    const link = step && box.closest && box.closest("a.cc-shelf-link");
    if (!link) return;
    const links = [...document.querySelectorAll("a.cc-shelf-link")];
    const next = links[links.indexOf(link) + step];
    if (next) {
      event.preventDefault();
      next.focus();
      next.scrollIntoView({ block: "nearest" });
    }
  });

  // A list was rendered: tell how long it is, fill in what the address says, keep the focus.
  function rendered() {
    const shown = at("documents-list");
    if (!shown || shown.dataset.seen) return;
    shown.dataset.seen = "yes";
    if (onList()) lastList = location.search;
    const box = at("documents-text");
    if (document.activeElement !== box) box.value = shown.dataset.text;
    at("documents-told").textContent = shown.dataset.told || "";
    at("filter-text").hidden = !at("documents-form");
    const lost = focused && document.activeElement === document.body && at(focused);
    focused = "";
    if (lost) lost.focus({ preventScroll: true });
  }
  document.addEventListener("click", (event) => {
    const target = event.target.closest && event.target.closest("a.cc-to-list, #documents-more, [data-remove]");
    if (!target) return;
    if (target.matches("a.cc-to-list") && lastList) target.setAttribute("href", lastList);
    if (target.id === "documents-more") {
      const open = target.getAttribute("aria-expanded") !== "true";
      target.setAttribute("aria-expanded", String(open));
      at("documents").classList.toggle("cc-shelf-open", open);
    }
    if (target.matches("button[data-remove]")) askToRemove(target);
  }, true);

  function askToRemove(button) {
    const dialog = at("remove-dialog");
    const { remove, named, title, cited } = button.dataset;
    dialog.returnValue = "";
    dialog.dataset.doc = remove;
    at("remove-named").textContent = named;
    at("remove-title").textContent = title || "";
    at("remove-cited").textContent = Number(cited) ? dialog.dataset.cited.replace("{count}", cited) : "";
    dialog.showModal();
    dialog.onclose = () => dialog.returnValue === "yes" && removed(dialog, button);
  }

  async function removed(dialog, button) {
    const address = location.search;
    button.disabled = true;
    let said = "Không xóa được. Hãy thử lại.";
    try {
      const to = `${dialog.dataset.remove}?${new URLSearchParams({ doc: dialog.dataset.doc })}`;
      const told = await (await fetch(to, { method: "POST" })).json();
      said = told.told || (told.error && told.error.message) || said;
    } catch { /* the sentence above tells */ }
    button.disabled = false;
    if (onList()) window.cancuGo(location.search);
    else if (location.search === address) window.cancuGo(lastList || "?tab=document");
    at("upload-run").hidden = false;
    at("upload-said").textContent = said;
  }

  document.addEventListener("cancu-failed", (event) => {
    const shown = event.detail === "document" && at("documents-list");
    if (shown) shown.removeAttribute("aria-busy");
  });
  new MutationObserver(rendered).observe(document.documentElement, { childList: true, subtree: true });
})();
