// From citation to citation by keys and buttons; find in the text, with a count.
(() => {
  "use strict";
  const DEAD = ".cc-state-expired, .cc-state-suspended";
  const MOST = 2000; // places found that are coloured
  let last = null; // the citation visited last

  const cites = (one) => window.cancuReader.all(one, '.cc-cite:not([tabindex="-1"])');

  async function step(one, way) {
    const { bring, say, top } = window.cancuReader;
    const found = cites(one);
    const fits = way === "dead" ? found.filter((cite) => cite.matches(DEAD)) : found;
    const output = one.querySelector(".cc-step-count");
    if (!fits.length) {
      say(way === "dead" ? "Không có viện dẫn nào hết hiệu lực vào ngày này." : "Văn bản này không viện dẫn văn bản nào.");
      output.textContent = "0";
      return;
    }
    const from = last && last.isConnected ? last : null;
    let place = from ? found.indexOf(from) : -1;
    if (!from) {
      const here = top(one);
      place = found.findIndex((cite) => Number(cite.closest(".cc-line").id.slice(1)) >= (here ? here.number : 0)) - (way === "before" ? 0 : 1);
      if (place < -1) place = found.length - 1;
    }
    const after = way === "before" ? [...fits].reverse().find((cite) => found.indexOf(cite) < place) : fits.find((cite) => found.indexOf(cite) > place);
    const next = after || (way === "before" ? fits[fits.length - 1] : fits[0]);
    last = next;
    await bring(next);
    next.focus({ preventScroll: true });
    if (window.cancuCard) window.cancuCard.show(next);
    output.textContent = `${fits.indexOf(next) + 1}/${fits.length}`;
    say(`Viện dẫn ${fits.indexOf(next) + 1} trên ${fits.length}`);
  }

  document.addEventListener("focusin", (event) => {
    const cite = event.target.closest && event.target.closest(".cc-reader .cc-cite");
    if (cite) last = cite;
  });

  document.addEventListener("keydown", (event) => {
    const one = window.cancuReader && window.cancuReader.article();
    if (!one || event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey) return;
    if (document.querySelector("dialog[open]")) return;
    const typing = event.target.closest && event.target.closest("input:not([type=radio]), textarea, select");
    if (typing || event.target.isContentEditable) return;
    const way = { n: "next", p: "before", N: "dead" }[event.key];
    if (way) { event.preventDefault(); step(one, way); return; }
    if (event.key !== "f") return;
    event.preventDefault();
    const box = one.querySelector("#cc-find");
    box.focus();
    box.select();
  });

  document.addEventListener("click", (event) => {
    const pressed = event.target.closest && event.target.closest(".cc-reader [data-step]");
    if (pressed) step(pressed.closest(".cc-reader"), pressed.dataset.step);
  });

  // --- find in the text: letters without their marks fit those with them, unless marks are typed
  const plain = (said) => [...said].map((letter) => {
    const bare = letter === "đ" || letter === "Đ" ? "d" : letter.normalize("NFD")[0].toLowerCase();
    return bare.length === letter.length ? bare : letter;
  }).join("");
  const low = (said) => [...said].map((letter) => (letter.toLowerCase().length === letter.length ? letter.toLowerCase() : letter)).join("");
  const SKIPPED = "sup, .cc-heard, .cc-number, .cc-raw, button";
  let index = null; // the lines of the text shown
  let found = [], at = -1;

  function lines(one) {
    if (index) return index;
    const made = window.cancuReader.all(one, ".cc-line").map((line) => {
      const walk = document.createTreeWalker(line, NodeFilter.SHOW_TEXT, (node) => (node.parentElement.closest(SKIPPED) ? NodeFilter.FILTER_REJECT : NodeFilter.FILTER_ACCEPT));
      const nodes = [];
      let said = "";
      while (walk.nextNode()) { nodes.push([said.length, walk.currentNode]); said += walk.currentNode.data.replace(/\u00a0/g, " "); }
      return { line, nodes, low: low(said), plain: plain(said) };
    });
    index = made;
    return made;
  }

  function range(hit) {
    const made = document.createRange();
    const spot = (offset, end) => {
      const before = hit.entry.nodes.filter(([start]) => (end ? start < offset : start <= offset)).pop();
      return [before[1], offset - before[0]];
    };
    made.setStart(...spot(hit.start, false));
    made.setEnd(...spot(hit.end, true));
    return made;
  }

  function paint() {
    if (!window.CSS || !CSS.highlights) return;
    CSS.highlights.set("cc-found", new Highlight(...found.slice(0, MOST).map(range)));
    if (found[at]) CSS.highlights.set("cc-found-now", new Highlight(range(found[at])));
    else CSS.highlights.delete("cc-found-now");
  }

  async function go(one, way) {
    if (!found.length) return;
    at = at < 0 ? 0 : (at + way + found.length) % found.length;
    one.querySelector(".cc-find output").textContent = `${at + 1}/${found.length}`;
    window.cancuReader.say(`Chỗ ${at + 1} trên ${found.length}, dòng ${found[at].entry.line.id.slice(1)}`);
    paint();
    await window.cancuReader.bring(found[at].entry.line);
  }

  // Every place of what is typed; none of them is gone to.
  function count(one) {
    const wanted = one.querySelector("#cc-find").value.normalize("NFC").trim().replace(/\s+/g, " ");
    found = [];
    at = -1;
    const output = one.querySelector(".cc-find output");
    if (wanted.length < 2) { output.textContent = ""; paint(); return; }
    const bare = plain(wanted) === low(wanted);
    const sought = bare ? plain(wanted) : low(wanted);
    lines(one).forEach((entry) => {
      const said = bare ? entry.plain : entry.low;
      for (let start = said.indexOf(sought); start >= 0; start = said.indexOf(sought, start + sought.length)) found.push({ entry, start, end: start + sought.length });
    });
    output.textContent = found.length ? `${found.length} chỗ` : "không có";
    paint();
  }

  function search(one) {
    count(one);
    if (one.querySelector("#cc-find").value.trim().length < 2) return;
    window.cancuReader.say(found.length ? `Tìm thấy ${found.length} chỗ.` : "Không tìm thấy trong văn bản này.");
    const here = window.cancuReader.top(one);
    const near = found.findIndex((hit) => Number(hit.entry.line.id.slice(1)) >= (here ? here.number : 0));
    if (found.length) { at = (near < 0 ? 0 : near) - 1; go(one, 1); }
  }

  let typing = 0;
  document.addEventListener("input", (event) => {
    if (event.target.id !== "cc-find") return;
    clearTimeout(typing);
    typing = setTimeout(() => search(event.target.closest(".cc-reader")), 180);
  });
  document.addEventListener("keydown", (event) => {
    if (event.target.id !== "cc-find") return;
    const one = event.target.closest(".cc-reader");
    if (event.key === "Enter") { event.preventDefault(); go(one, event.shiftKey ? -1 : 1); }
    if (event.key === "Escape") { event.target.value = ""; search(one); event.target.blur(); }
  });
  document.addEventListener("click", (event) => {
    const pressed = event.target.closest && event.target.closest(".cc-find [data-find]");
    if (pressed) go(pressed.closest(".cc-reader"), Number(pressed.dataset.find));
  });

  // Another text is shown, or more of it: what is typed is counted anew. Of the same text the place
  // gone to stays.
  document.addEventListener("cancu-begun", (event) => {
    index = null;
    count(event.target);
  });
  document.addEventListener("cancu-text", (event) => {
    const place = (hit) => `${hit.entry.line.id}:${hit.start}`;
    const now = found[at] && place(found[at]);
    index = null;
    count(event.target);
    at = found.findIndex((hit) => place(hit) === now);
    if (at < 0) return;
    event.target.querySelector(".cc-find output").textContent = `${at + 1}/${found.length}`;
    paint();
  });
})();
