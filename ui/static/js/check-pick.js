// The box for a held document: what is typed asks the server for a few that fit (ARIA combobox).
(() => {
  "use strict";
  const WAIT = 180; // milliseconds of no typing before documents are asked for
  const at = (id) => document.getElementById(id);
  let typing = 0;
  let turn = 0;

  async function offer() {
    const mine = (turn += 1);
    const box = at("check-doc");
    let found = [];
    try {
      found = await (await fetch(`${box.dataset.from}?${new URLSearchParams({ text: box.value.trim() })}`)).json();
    } catch { /* the box can be typed in all the same */ }
    if (mine === turn && document.activeElement === box) list(found);
  }

  function list(found) {
    const listed = at("check-docs");
    listed.replaceChildren(...found.map(({ id, named }, rank) => {
      const item = document.createElement("li");
      item.id = `check-docs-${rank}`;
      item.setAttribute("role", "option");
      item.setAttribute("aria-selected", "false");
      item.dataset.doc = id;
      item.textContent = named;
      return item;
    }));
    if (!found.length) {
      const none = document.createElement("li");
      none.className = "ck-nothing";
      none.setAttribute("role", "option");
      none.setAttribute("aria-disabled", "true");
      none.textContent = at("check-doc").dataset.none;
      listed.append(none);
    }
    open(true);
  }

  function open(on) {
    clearTimeout(typing);
    at("check-docs").hidden = !on;
    const box = at("check-doc");
    box.setAttribute("aria-expanded", String(on));
    box.removeAttribute("aria-activedescendant");
    if (!on) turn += 1;
  }

  function mark(step) {
    const items = [...at("check-docs").querySelectorAll("[data-doc]")];
    if (!items.length) return;
    const now = items.findIndex((item) => item.getAttribute("aria-selected") === "true");
    const next = (now + step + items.length + (now < 0 && step < 0 ? 1 : 0)) % items.length;
    items.forEach((item, rank) => item.setAttribute("aria-selected", String(rank === next)));
    items[next].scrollIntoView({ block: "nearest" });
    at("check-doc").setAttribute("aria-activedescendant", items[next].id);
  }

  function pick(item) {
    at("check-doc").value = item.textContent;
    at("check-chosen").value = item.dataset.doc;
    at("check-draft").value = "";
    open(false);
    window.cancuCheck.check();
  }

  document.addEventListener("input", (event) => {
    if (event.target.id !== "check-doc") return;
    at("check-chosen").value = at("check-draft").value = "";
    clearTimeout(typing);
    typing = setTimeout(offer, WAIT);
  });
  document.addEventListener("focusin", (event) => {
    if (event.target.id !== "check-doc") return;
    event.target.select();
    if (!event.target.value) offer();
  });
  document.addEventListener("focusout", (event) => {
    if (event.target.id === "check-doc") open(false);
  });
  document.addEventListener("keydown", (event) => {
    if (event.target.id !== "check-doc") return;
    const listed = at("check-docs");
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (step) {
      event.preventDefault();
      if (listed.hidden) offer(); else mark(step);
    } else if (event.key === "Escape" && !listed.hidden) {
      event.preventDefault();
      open(false);
    } else if (event.key === "Enter") {
      const item = !listed.hidden && listed.querySelector("[aria-selected=true]");
      open(false); // also what is still to come for what was typed
      if (!item) return;
      event.preventDefault();
      pick(item);
    }
  });
  document.addEventListener("mousedown", (event) => {
    const item = event.target.closest && event.target.closest("#check-docs [data-doc]");
    if (!item) return;
    event.preventDefault();
    pick(item);
  });
})();
