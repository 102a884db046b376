// Boxes in which a document is looked for: first among those drawn, then in the library.
(() => {
  "use strict";
  const graph = (window.CancuGraph = window.CancuGraph || {});
  const PATIENCE = 200;
  const MOST = 6;

  // Small letters without tone marks, as people type in a hurry.
  const folded = (text) => (text || "").toLowerCase().normalize("NFD").replace(/[\u0300-\u036f]/g, "").replace(/đ/g, "d");

  function among(nodes, text) {
    const wanted = folded(text).split(/\s+/).filter(Boolean);
    if (!wanted.length) return [];
    const fits = nodes.filter((data) => {
      const said = folded(`${data.label} ${data.title || ""} ${data.issuer || ""}`);
      return wanted.every((word) => said.includes(word));
    });
    const first = (data) => (folded(data.label).startsWith(wanted[0]) ? 0 : 1);
    return fits.sort((one, other) => first(one) - first(other) || other.citing - one.citing).slice(0, MOST);
  }

  // A box with suggestions (ARIA combobox). take(choice): {id, document, label, drawn}.
  function box(field, list, view, ask, take) {
    const { make } = graph.list;
    const { words } = view;
    let choices = [];
    let asked = ""; // what they are for
    let at = -1;
    let waiting = null;

    function close() {
      clearTimeout(waiting);
      list.hidden = true;
      at = -1;
      field.setAttribute("aria-expanded", "false");
      field.removeAttribute("aria-activedescendant");
    }

    function point(next) {
      at = next;
      [...list.children].forEach((item, place) => item.setAttribute("aria-selected", String(place === at)));
      const item = list.children[at];
      if (!item) return;
      field.setAttribute("aria-activedescendant", item.id);
      item.scrollIntoView({ block: "nearest" });
    }

    function show() {
      const items = choices.map((choice, place) => make("li", { role: "option", id: `${list.id}-${place}`, "aria-selected": "false", "data-place": place },
        make("b", {}, choice.label), ` ${choice.title && choice.title !== choice.label ? choice.title : ""} `,
        make("small", {}, choice.drawn ? words.in_shown : words.in_library)));
      list.replaceChildren(...(items.length ? items : [make("li", { role: "option", "aria-disabled": "true" }, words.not_found)]));
      list.hidden = false;
      field.setAttribute("aria-expanded", "true");
      at = -1;
    }

    async function look() {
      clearTimeout(waiting);
      const text = field.value.trim();
      if (!text) {
        choices = [];
        asked = "";
        return close();
      }
      const drawn = among(view.all(), text).map((data) => ({ ...data, drawn: true }));
      choices = drawn;
      asked = drawn.length || !view.linked ? text : null;
      if (asked !== null) show();
      if (!view.linked) return;
      const held = await ask("find", { q: text }).catch(() => []);
      if (field.value.trim() !== text || document.activeElement !== field) return;
      const known = new Set(drawn.map((data) => data.id));
      const chosen = at >= 0 ? choices[at] : null;
      choices = [...drawn, ...held.filter((one) => !known.has(one.id)).map((one) => ({ ...one, drawn: Boolean(view.node(one.id)) }))];
      asked = text;
      show();
      if (chosen) point(choices.indexOf(chosen));
    }

    function choose(place) {
      const choice = choices[place];
      if (!choice) return;
      field.value = choice.label;
      close();
      take(choice);
    }

    field.addEventListener("input", () => { clearTimeout(waiting); waiting = setTimeout(look, PATIENCE); });
    field.addEventListener("blur", () => setTimeout(close, 150));
    field.addEventListener("keydown", async (event) => {
      if (event.key === "Escape") { close(); return; }
      if (event.key === "Enter") {
        event.preventDefault();
        if (list.hidden || field.value.trim() !== asked) await look();
        if (choices.length && field.value.trim() === asked) choose(Math.max(at, 0));
        return;
      }
      if (event.key !== "ArrowDown" && event.key !== "ArrowUp") return;
      event.preventDefault();
      if (list.hidden || !choices.length) return;
      point((at + (event.key === "ArrowDown" ? 1 : choices.length - 1) + (at < 0 && event.key === "ArrowUp" ? 1 : 0)) % choices.length);
    });
    list.addEventListener("mousedown", (event) => {
      const item = event.target.closest("[data-place]");
      event.preventDefault();
      if (item) choose(Number(item.dataset.place));
    });
  }

  graph.find = { box, folded };
})();
