// The strip of rooms: one page, shown by its address. Links and GET forms of the app do not load
// the page again; the address goes to the port of its tab (see ui/tabs/opening.py).
(() => {
  "use strict";
  const START = "overview";
  const ports = new Map(); // element of each port, by tab
  const left = new Map(); // address of each tab as it was left
  const places = new Map(); // how each tab was left: { address, at: px scrolled }
  const opened = new Set();
  let shown = null;

  document.documentElement.lang = "vi";

  function tabOf(search) {
    const said = new URLSearchParams(search);
    const named = said.get("tab") || (said.get("q") ? "ask" : START);
    return document.querySelector(`.cc-nav a[data-tab="${CSS.escape(named)}"]`) ? named : START;
  }

  function tell(name, detail) {
    ports.get(name).dispatchEvent(new CustomEvent("cancu-go", { detail }));
  }

  // A tab gets one address at a time, the newest after it: of two under way the answer that ends
  // last is shown, which may be the earlier one. Tabs that order answers themselves get all at once.
  const PATIENCE = 20_000; // ms after which an answer is not waited for any more
  const telling = new Set(["overview", "document", "check", "tasks"]);
  const busy = new Map(); // since when, by tab
  const waiting = new Map();

  function send(name, detail) {
    if (telling.has(name) && performance.now() - (busy.get(name) ?? -Infinity) < PATIENCE) {
      if (!detail.again) waiting.set(name, detail);
      return;
    }
    busy.set(name, performance.now());
    tell(name, detail);
  }

  window.cancuAnswered = (name, wasShown) => {
    busy.delete(name);
    if (!wasShown) {
      opened.delete(name);
      document.dispatchEvent(new CustomEvent("cancu-failed", { detail: name }));
    }
    const next = waiting.get(name);
    waiting.delete(name);
    if (next) send(name, next);
  };

  // Show the tab of an address; `again`: as it was left, nothing is asked anew.
  function show(search, again) {
    window.cancuTrouble.clear();
    const tab = tabOf(search);
    if (shown && shown !== tab) places.set(shown, { address: left.get(shown), at: window.scrollY });
    keep(tab, search);
    const strip = document.querySelectorAll(".cc-nav a");
    strip.forEach((link) => {
      if (link.dataset.tab === tab) link.setAttribute("aria-current", "page");
      else link.removeAttribute("aria-current");
      if (link.dataset.tab === tab) {
        document.title = `${link.textContent.trim()} · CănCứ`;
        const row = link.closest(".cc-nav");
        row.scrollLeft = link.offsetLeft - row.clientWidth / 2 + link.offsetWidth / 2;
      }
    });
    window.cancuTab = tab;
    const changed = shown !== tab;
    if (changed) send("shell", {});
    shown = tab;
    const told = { address: search, again: Boolean(again && opened.has(tab)) };
    send(tab, told);
    opened.add(tab);
    document.dispatchEvent(new CustomEvent("cancu-shown", { detail: { tab, ...told } }));
    return changed;
  }

  // The strip leads to a room as it was left.
  function keep(tab, search) {
    left.set(tab, search);
    const link = document.querySelector(`.cc-nav a[data-tab="${tab}"]`);
    if (link) link.setAttribute("href", search || `?tab=${tab}`);
  }

  const panel = () => [...document.querySelectorAll("#tabs [role=tabpanel]")].find((one) => one.offsetWidth);

  // Rooms share the page's scroll: one shown as it was left is scrolled so, once it can be seen.
  function putBack(tab, before) {
    const { address, at } = places.get(tab) || { address: left.get(tab), at: 0 };
    if (address !== left.get(tab)) return;
    window.cancuSeen(() => (panel() === before ? null : panel()), () => {
      if (shown === tab) window.scrollTo(0, at);
    });
  }

  function go(search, again) {
    if (shown) keep(shown, location.search);
    const before = panel();
    if (search !== location.search) history.pushState(null, "", search);
    const changed = show(search, again);
    if (!again) window.scrollTo(0, 0);
    else if (changed) putBack(shown, before);
  }
  window.cancuGo = go;

  const plain = (event) => !(event.ctrlKey || event.metaKey || event.shiftKey || event.altKey || event.button);

  document.addEventListener("click", (event) => {
    const link = event.target.closest && event.target.closest("a[href]");
    if (!link || !plain(event) || event.defaultPrevented || link.target || link.hasAttribute("download")) return;
    const to = link.getAttribute("href");
    if (to === "#tabs") { // not a step of the history, at which the room would be asked anew
      event.preventDefault();
      enter();
      return;
    }
    if (!to.startsWith("?") || !ports.size) return;
    event.preventDefault();
    const tab = link.dataset.tab;
    if (tab && tab === shown && opened.has(tab)) return;
    const there = tab === shown ? location.search : left.get(tab);
    go((tab && there) || to, Boolean(tab));
    if (!tab) enter({ preventScroll: true });
  });

  function enter(how) {
    const room = document.getElementById("tabs");
    room.tabIndex = -1;
    room.focus(how);
  }

  document.addEventListener("submit", (event) => {
    const form = event.target;
    if (form.method !== "get" || !(form.getAttribute("action") || "").startsWith("?")) return;
    event.preventDefault();
    const said = new URLSearchParams(form.getAttribute("action"));
    new FormData(form).forEach((value, name) => value && said.append(name, String(value)));
    go(`?${said}`);
  });

  window.addEventListener("popstate", () => {
    if (!ports.size) return;
    const before = panel();
    if (show(location.search, false)) putBack(shown, before);
  });

  function begin() {
    const wanted = ports.has("shell") && document.querySelector(".cc-nav") && tabOf(location.search);
    if (shown || !wanted || !ports.has(wanted)) return;
    show(location.search, false);
  }
  // Ports tell of themselves when Gradio mounts them, before this file is run or after.
  const told = window.cancuPorts || [];
  function take([name, element]) {
    ports.set(name, element);
    requestAnimationFrame(begin);
  }
  window.cancuPorts = { push: take };
  told.forEach(take);
})();
