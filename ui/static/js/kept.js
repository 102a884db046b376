// Lists that stay in this browser: questions asked, words searched. The browser's own storage and
// not the server's (gr.BrowserState sends its content through the server and is locked with a key
// of one start): what somebody asked is nobody else's matter. Where storage is blocked the list
// lives as long as the page.
(() => {
  "use strict";
  const aside = new Map();

  // Each account of a shared computer has a list of its own.
  function place(name) {
    const who = (window.gradio_config && window.gradio_config.username) || "";
    return `cancu-${name}${who ? `:${who}` : ""}`;
  }

  function all(name) {
    let said = null;
    try { said = localStorage.getItem(place(name)); } catch { said = aside.get(name); }
    try {
      const found = JSON.parse(said || "[]");
      return Array.isArray(found) ? found.filter((one) => one && typeof one.q === "string") : [];
    } catch { return []; }
  }

  function write(name, items) {
    const said = JSON.stringify(items);
    aside.set(name, said);
    try { localStorage.setItem(place(name), said); } catch { /* blocked or full */ }
  }

  const same = (one, other) => one.q === other.q && (one.to || "") === (other.to || "");

  window.cancuKept = {
    all,
    put(name, item, most) {
      write(name, [item, ...all(name).filter((one) => !same(one, item))].slice(0, most));
    },
    drop(name, item) { write(name, all(name).filter((one) => !same(one, item))); },
    clear(name) { write(name, []); },
  };

  // The part of the page that one room needs, once Gradio has mounted it.
  window.cancuWhen = (selector, act) => {
    let tries = 600;
    (function look() {
      const found = document.querySelector(selector);
      if (found) act(found);
      else if (tries-- > 0) requestAnimationFrame(look);
    })();
  };

  // Once a piece of the page can be seen: a room that was left is shown a moment later.
  window.cancuSeen = (find, act) => {
    let tries = 120;
    (function look() {
      const found = find();
      if (found && found.offsetWidth) act(found);
      else if (tries-- > 0) requestAnimationFrame(look);
    })();
  };

  // Gradio may mount a piece of the page more than once while it opens: each time `act` is told,
  // so that a form is filled again, with what was typed meanwhile.
  const mounted = new Map();
  const typed = new Map();
  function mount(act, id) {
    const found = document.getElementById(id);
    if (!found || found.dataset.mounted) return;
    found.dataset.mounted = "yes";
    act(found);
    (typed.get(id) || []).forEach(([name, value]) => { found.elements[name].value = value; });
  }
  new MutationObserver(() => mounted.forEach(mount)).observe(document, { childList: true, subtree: true });
  window.cancuMounted = (id, act) => {
    mounted.set(id, act);
    queueMicrotask(() => mount(act, id)); // it may stand there already; its room's script is run first
  };
  document.addEventListener("input", (event) => {
    const form = event.target.form;
    if (form && mounted.has(form.id)) typed.set(form.id, [...new FormData(form)].filter(([name]) => name !== "after"));
  });

  // A form as an address says; it remembers which.
  window.cancuFill = (form, address) => {
    const said = new URLSearchParams(address);
    form.dataset.filled = address;
    typed.delete(form.id);
    form.querySelectorAll("input[name], textarea[name], select[name]").forEach((box) => {
      if (box.type !== "hidden") box.value = said.get(box.name) || "";
    });
  };

  // Days: what the browser's calendar gives is written as offices write it.
  document.addEventListener("click", (event) => {
    const button = event.target.closest && event.target.closest(".cc-day-open");
    if (!button) return;
    const native = button.parentElement.querySelector(".cc-day-native");
    const typed = button.parentElement.querySelector("input[name]");
    const told = /^(\d{1,2})[/.-](\d{1,2})[/.-](\d{4})$/.exec(typed.value.trim());
    native.value = told ? `${told[3]}-${told[2].padStart(2, "0")}-${told[1].padStart(2, "0")}` : typed.value;
    if (native.showPicker) native.showPicker();
  });
  document.addEventListener("change", (event) => {
    const native = event.target;
    if (!native.classList || !native.classList.contains("cc-day-native") || !native.value) return;
    const [year, month, day] = native.value.split("-").map(Number);
    const typed = native.parentElement.querySelector("input[name]");
    typed.value = `${String(day).padStart(2, "0")}/${month < 3 ? String(month).padStart(2, "0") : month}/${year}`;
    typed.focus();
  });

  // Texts to be put into a letter.
  async function copy(said) {
    try {
      await navigator.clipboard.writeText(said);
      return true;
    } catch { /* not offered here, as over plain HTTP from another computer */ }
    const box = document.createElement("textarea");
    box.value = said;
    box.className = "cc-heard";
    document.body.append(box);
    box.select();
    const done = document.execCommand("copy");
    box.remove();
    return done;
  }
  window.cancuCopy = copy;

  const before = new WeakMap(); // what stood on buttons that say at the moment that it is copied
  document.addEventListener("click", async (event) => {
    const button = event.target.closest && event.target.closest("[data-copy]");
    if (!button || before.has(button)) return;
    before.set(button, [...button.childNodes]);
    const done = await copy(button.dataset.copy);
    button.focus();
    button.replaceChildren(done ? `✔ ${button.dataset.copied}` : "✖ Không sao chép được");
    setTimeout(() => {
      button.replaceChildren(...before.get(button));
      before.delete(button);
    }, 2500);
  });

  // Where a room takes files they may be dropped anywhere on it: beside the box the browser would
  // leave the page. box: id of what is marked with `over`; act: told the files.
  window.cancuDrop = (tab, box, over, act) => {
    const place = () => window.cancuTab === tab && document.getElementById(box);
    const holds = (event) => [...(event.dataTransfer ? event.dataTransfer.types : [])].includes("Files");
    ["dragenter", "dragover"].forEach((name) => document.addEventListener(name, (event) => {
      if (!place() || !holds(event)) return;
      event.preventDefault();
      place().classList.add(over);
    }));
    ["dragleave", "drop", "dragend"].forEach((name) => document.addEventListener(name, (event) => {
      if (!place() || (name === "dragleave" && event.relatedTarget)) return;
      place().classList.remove(over);
      if (name !== "drop" || !holds(event)) return;
      event.preventDefault();
      act([...event.dataTransfer.files]);
    }));
  };
})();
