// The reader: goes to a line and marks it, fetches the rest of a long text, follows the outline.
(() => {
  "use strict";
  const NARROW = 900; // px below which outline and list of citations begin folded
  const AT_A_TIME = 12; // parts put in place in one frame

  const all = (root, wanted) => [...root.querySelectorAll(wanted)];
  const frame = () => new Promise((done) => requestAnimationFrame(done));
  const article = () => all(document, ".cc-reader").find((one) => one.offsetWidth) || null;

  function say(sentence) {
    const said = document.getElementById("cc-reader-said");
    if (said) said.textContent = sentence;
  }

  // A sentence beside the tools; none: nothing stands there.
  function complain(sentence) {
    const one = article();
    const place = one && one.querySelector(".cc-tools-said");
    if (!place) return;
    place.textContent = sentence || "";
    place.hidden = !sentence;
  }

  // Null where the reader shows something else meanwhile: Gradio puts another document, and the same
  // on another day, into the very elements that stand there.
  async function ask(one, what, parts) {
    const begun = one.dataset.begun;
    const told = await fetched(one, what, parts);
    return one.isConnected && one.dataset.begun === begun ? told : null;
  }

  function fetched(one, what, parts) {
    const asked = new URLSearchParams(parts);
    const to = `/cancu-reader/${encodeURIComponent(one.dataset.doc)}/${what}?${asked}`;
    return fetch(to).then((answer) => answer.json())
      .then((told) => (told.error ? { error: sentence(told.error) } : told))
      .catch(() => ({ error: "Không hỏi được máy chủ; hãy thử lại." }));
  }

  // An error in one sentence. The door before the rooms (ui/accounts/door.py) tells its own in
  // parts, with a hint for programs.
  const sentence = (error) => error.message || error;

  // Address of the document shown with its line, day and view; parts given as "" are left out.
  function address(one, parts) {
    const said = new URLSearchParams({ tab: "document", doc: one.dataset.doc });
    const kept = {
      line: one.dataset.line || "",
      as_of: one.dataset.asked ? one.dataset.on : "",
      view: one.dataset.view === "text" ? "" : one.dataset.view,
      ...parts,
    };
    Object.entries(kept).forEach(([name, value]) => value && said.set(name, value));
    return `?${said}`;
  }

  function remember(one) {
    const shown = new URLSearchParams(location.search);
    const mine = [one.dataset.doc, one.dataset.named].includes(shown.get("doc"));
    if (shown.get("tab") === "document" && mine) history.replaceState(null, "", address(one, {}));
  }

  const below = () => {
    const strip = document.querySelector(".cc-tools-strip");
    const fixed = strip && strip.offsetWidth && getComputedStyle(strip).position === "sticky";
    const head = document.getElementById("head");
    return (head ? head.offsetHeight : 0) + (fixed ? strip.offsetHeight : 0);
  };

  // The last of these elements (in order) that begins above a height on the screen.
  function lastAbove(elements, height) {
    let low = 0, high = elements.length - 1, found = 0;
    while (low <= high) {
      const middle = (low + high) >> 1;
      if (elements[middle].getBoundingClientRect().top <= height) { found = middle; low = middle + 1; } else high = middle - 1;
    }
    return elements[found];
  }

  // The first line in sight, and how far below the top of the screen it begins.
  function top(one) {
    const height = below() + 40;
    const part = lastAbove(all(one, ".cc-part"), height);
    const line = part && lastAbove(all(part, ".cc-line"), height);
    // Where the text begins in sight nothing above it is being read: nothing to keep in place.
    return line && (line.id !== "L1" || line.getBoundingClientRect().top < height) ? { number: Number(line.id.slice(1)), at: line.getBoundingClientRect().top } : null;
  }

  function putBack(one, place) {
    const line = place && lineOf(one, place.number);
    if (line) window.scrollBy({ top: line.getBoundingClientRect().top - place.at, behavior: "instant" });
  }

  const lineOf = (one, number) => one.querySelector(`[id="L${Number(number)}"]`);

  // Parts out of sight have a guessed height: once they are drawn the line may have moved.
  async function bring(element) {
    for (let round = 0; round < 8; round += 1) {
      element.scrollIntoView({ block: "center", behavior: "instant" });
      const before = element.getBoundingClientRect().top;
      await frame();
      await frame();
      if (Math.abs(element.getBoundingClientRect().top - before) < 4 && round) return;
    }
  }

  async function mark(one, number, { focus = true } = {}) {
    const line = lineOf(one, number);
    if (!line) return false;
    all(one, ".cc-target").forEach((old) => old.classList.remove("cc-target"));
    line.classList.add("cc-target");
    one.dataset.line = String(number);
    await bring(line);
    offerLink(line);
    if (focus) {
      line.tabIndex = -1;
      line.focus({ preventScroll: true });
    }
    line.dispatchEvent(new CustomEvent("cancu-marked", { bubbles: true }));
    return true;
  }

  // A button that copies the address of the line pointed at.
  const button = document.createElement("button");
  button.type = "button";
  button.className = "cc-link-line";
  button.innerHTML = '<svg viewBox="0 0 16 16" width="14" height="14" fill="none" stroke="currentColor" stroke-width="1.5" stroke-linecap="round" aria-hidden="true"><path d="M6.5 9.5l3-3M7 4.5l1-1a3 3 0 0 1 4.3 4.3l-1 1M9 11.5l-1 1a3 3 0 0 1-4.3-4.3l1-1"/></svg>';

  function offerLink(line) {
    const number = line.id.slice(1);
    button.setAttribute("aria-label", `Chép liên kết đến dòng ${number}`);
    button.title = button.getAttribute("aria-label");
    button.dataset.number = number;
    (line.matches("tr") ? line.firstElementChild : line).append(button);
  }

  button.addEventListener("click", async () => {
    const one = button.closest(".cc-reader");
    const done = await window.cancuCopy(new URL(address(one, { line: button.dataset.number }), location.href).href);
    const line = `dòng ${button.dataset.number}`;
    say(done ? `Đã chép liên kết đến ${line}.` : `Không chép được liên kết đến ${line}.`);
    button.classList.toggle("cc-done", done);
    setTimeout(() => button.classList.remove("cc-done"), 1200);
  });

  for (const kind of ["mouseover", "focusin"]) {
    document.addEventListener(kind, (event) => {
      const line = event.target.closest && event.target.closest(".cc-reader .cc-line");
      if (line && button.parentElement !== line && button.dataset.number !== line.id.slice(1)) offerLink(line);
    });
  }

  // Links to a line of the document shown do not load it again: said before navigation.js hears.
  document.addEventListener("click", async (event) => {
    const link = event.target.closest && event.target.closest("a[data-goto]");
    if (!link || event.ctrlKey || event.metaKey || event.shiftKey || event.button) return;
    const one = link.closest(".cc-reader") || article();
    if (!one || !lineOf(one, link.dataset.goto)) return;
    event.preventDefault();
    if (window.innerWidth < NARROW && link.closest(".cc-outline, .cc-cited")) link.closest("details").open = false;
    const cite = link.dataset.cite && one.querySelector(`.cc-cite[data-m="${CSS.escape(link.dataset.cite)}"]`);
    await mark(one, link.dataset.goto, { focus: !cite });
    remember(one);
    if (cite) cite.focus({ preventScroll: true });
  }, true);

  const filled = (html) => {
    const holder = document.createElement("template");
    holder.innerHTML = html;
    return holder.content;
  };

  // What did not come with the page, put in its place without moving what is read.
  async function rest(one) {
    const empty = () => all(one, ".cc-part[data-empty]");
    const had = all(one, ".cc-part:not([data-empty])").map((part) => part.dataset.part).join(",");
    const view = one.dataset.view;
    const given = await ask(one, "text", { view, as_of: one.dataset.asked ? one.dataset.on : "", without: had, pending: one.dataset.pending || "" });
    if (!given || one.dataset.view !== view) return;
    if (given.error) {
      complain(`Chưa tải được hết văn bản. ${given.error}`);
      return;
    }
    const places = new Map(empty().map((part) => [part.dataset.part, part]));
    const parts = [...filled(given.html).children];
    while (parts.length) {
      const place = top(one);
      parts.splice(0, AT_A_TIME).forEach((part) => places.get(part.dataset.part)?.replaceWith(part));
      putBack(one, place);
      await frame();
    }
    delete one.dataset.rest;
    one.dispatchEvent(new CustomEvent("cancu-text", { bubbles: true }));
  }

  async function unfitting(one) {
    const place = one.querySelector(".cc-unfitting");
    const given = await ask(one, "unfitting", {});
    if (!given || !given.html) return;
    const before = top(one);
    place.innerHTML = given.html;
    putBack(one, before);
  }

  // The heading under which the first line in sight stands.
  function follow() {
    const one = article();
    const links = one ? all(one, ".cc-outline a[data-goto]") : [];
    const place = links.length && top(one);
    if (!place) return;
    const now = links.filter((link) => Number(link.dataset.goto) <= place.number + 1).pop();
    const before = one.querySelector(".cc-outline a[aria-current]");
    if (now === before) return;
    if (before) before.removeAttribute("aria-current");
    if (!now) return;
    now.setAttribute("aria-current", "true");
    const box = now.closest(".cc-outline");
    if (box.scrollHeight <= box.clientHeight) return;
    const at = now.getBoundingClientRect().top - box.getBoundingClientRect().top;
    if (at < 40 || at > box.clientHeight - 40) box.scrollTop += at - box.clientHeight / 2;
  }

  let following = false;
  window.addEventListener("scroll", () => {
    if (following) return;
    following = true;
    requestAnimationFrame(() => { following = false; follow(); });
  }, { passive: true });

  // What keeps in sight begins below the head of the page and the tools.
  function measure(one) {
    const head = document.getElementById("head");
    const strip = one.querySelector(".cc-tools-strip");
    const fixed = head && getComputedStyle(head).position === "sticky";
    one.style.setProperty("--cc-head-high", `${fixed ? head.offsetHeight : 0}px`);
    one.style.setProperty("--cc-strip-high", `${strip ? strip.offsetHeight : 0}px`);
  }
  window.addEventListener("resize", () => { const one = article(); if (one) measure(one); });

  // The list of citations has a column of its own where there is room for one.
  function fold(one) {
    one.querySelector(".cc-cited > details").open = window.innerWidth >= 1180 && !["both", "pages"].includes(one.dataset.view);
  }

  // The page bears the document's name while it is read, also where it is only shown again.
  function name(one) {
    const asked = new URLSearchParams(location.search);
    if (asked.get("tab") !== "document" || !asked.has("doc")) return;
    const title = `${one.querySelector("h2").textContent} · CănCứ`;
    if (document.title !== title) document.title = title;
  }

  let times = 0;
  async function begin(one) {
    one.dataset.begun = String(times += 1);
    one.dataset.named = new URLSearchParams(location.search).get("doc") || ""; // may be its number
    measure(one);
    if (window.innerWidth < NARROW) all(one, ".cc-outline > details").forEach((part) => { part.open = false; });
    fold(one);
    name(one);
    one.dispatchEvent(new CustomEvent("cancu-begun", { bubbles: true }));
    const hash = location.hash.match(/^#L(\d{1,9})$/);
    const wanted = one.dataset.line || (hash && hash[1]);
    if (wanted) await mark(one, wanted, { focus: false });
    if (one.dataset.pending) one.dispatchEvent(new CustomEvent("cancu-pending", { bubbles: true }));
    if (one.dataset.rest) {
      await rest(one);
      if (wanted && !lineOf(one, one.dataset.line || 0)) await mark(one, wanted, { focus: false });
    }
    follow();
    await unfitting(one);
  }

  let looking = false;
  new MutationObserver(() => {
    if (looking) return;
    looking = true;
    requestAnimationFrame(() => {
      looking = false;
      all(document, ".cc-reader:not([data-begun])").forEach((one) => one.offsetWidth && begin(one));
      const one = article();
      if (one) name(one);
    });
  }).observe(document.documentElement, { childList: true, subtree: true, attributes: true, attributeFilter: ["style", "class", "hidden"] });

  window.cancuReader = { address, all, article, ask, bring, complain, filled, fold, frame, mark, putBack, remember, say, sentence, top };
})();
