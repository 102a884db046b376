// The list beside the drawing: the same documents and citations, for eyes, keyboard and screen reader.
(() => {
  "use strict";
  const graph = (window.CancuGraph = window.CancuGraph || {});

  function make(name, attributes = {}, ...children) {
    const made = document.createElement(name);
    for (const [key, value] of Object.entries(attributes)) {
      if (value !== undefined && value !== null) made.setAttribute(key, value);
    }
    made.append(...children.filter((child) => child !== null && child !== undefined));
    return made;
  }

  // One document: its name and state, and each citation that it makes, once.
  function entry(data, view) {
    const { config, words } = view;
    const state = view.stateOf(data);
    const button = make("button", { type: "button", tabindex: "-1", "data-key": data.id, title: data.title || undefined }, data.label);
    const said = make("span", { class: "cc-state", "data-state": state }, `${config.states[state].sign} ${config.states[state].label}`);
    const told = [data.held ? null : words.not_held, view.incoming(data) ? words.in_drawing.replace("{count}", view.incoming(data)) : null];
    const note = told.filter(Boolean).join(" · ");
    const cited = view.outgoing(data).map((edge) => {
      const target = view.node(edge.target);
      const item = make("li", { "data-edge": edge.id }, `${config.relations[edge.relation].label} `,
        make("button", { type: "button", tabindex: "-1", class: "cc-goto", "data-key": target.id }, target.label));
      edge.quotes.filter(() => view.linked).forEach((quote) => {
        const to = `?${new URLSearchParams({ tab: "document", doc: quote.document, line: quote.line })}`;
        item.append(" ", make("a", { href: to, tabindex: "-1" }, words.line.replace("{line}", quote.line)));
      });
      return item;
    });
    return make("li", { "data-node": data.id }, make("div", { class: "cc-entry" }, button, said),
      note ? make("small", {}, note) : null, cited.length ? make("ul", {}, ...cited) : null);
  }

  // Draws the list anew. view: what is shown now (see graph-view.js).
  function fill(box, view) {
    const active = box.contains(document.activeElement) && document.activeElement.dataset.key;
    const parts = [];
    const part = (label, here) => here.length && parts.push(make("h4", {}, label), make("ul", { class: "cc-nodes" }, ...here.map((data) => entry(data, view))));
    const shown = view.shown();
    const middle = (data) => data.id === view.model.centre;
    part(view.words.middle, shown.filter(middle));
    for (const [level, label] of view.config.levels) {
      const here = shown.filter((data) => data.level === level && !middle(data));
      part(`${label} (${here.length})`, here);
    }
    box.replaceChildren(...parts);
    const first = box.querySelector(active ? `[data-node] .cc-entry button[data-key="${CSS.escape(active)}"]` : ".cc-entry button");
    if (!first) return;
    enter(box, first);
    if (active) first.focus({ preventScroll: true });
  }

  // One stop for the Tab key; its citations come after it.
  function enter(box, button) {
    box.querySelectorAll('[tabindex="0"]').forEach((old) => old.setAttribute("tabindex", "-1"));
    button.closest("[data-node]").querySelectorAll("button, a").forEach((one) => one.setAttribute("tabindex", "0"));
  }

  function mark(box, key) {
    box.querySelectorAll(".cc-on").forEach((old) => old.classList.remove("cc-on"));
    const item = key && box.querySelector(`[data-node="${CSS.escape(key)}"]`);
    if (item) item.classList.add("cc-on");
    return item;
  }

  // Keys and pointers. on.look(key): shown in the drawing; on.choose(key): put into its middle.
  function listen(box, on) {
    box.addEventListener("focusin", (event) => {
      const button = event.target.closest(".cc-entry button");
      if (!button) return;
      enter(box, button);
      on.look(button.dataset.key);
    });
    box.addEventListener("mouseover", (event) => {
      const item = event.target.closest("[data-node]");
      if (item) on.look(item.dataset.node);
    });
    box.addEventListener("mouseleave", () => on.look(null));
    box.addEventListener("click", (event) => {
      const button = event.target.closest("button[data-key]");
      if (button) on.choose(button.dataset.key);
    });
    box.addEventListener("keydown", (event) => {
      const button = event.target.closest && event.target.closest(".cc-entry button");
      if (!button || !["ArrowDown", "ArrowUp", "Home", "End"].includes(event.key)) return;
      const all = [...box.querySelectorAll(".cc-entry button")];
      const at = all.indexOf(button);
      const next = { ArrowDown: at + 1, ArrowUp: at - 1, Home: 0, End: all.length - 1 }[event.key];
      event.preventDefault();
      if (all[next]) all[next].focus();
    });
  }

  graph.list = { fill, listen, mark, make };
})();
