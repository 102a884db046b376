// One drawing with its list, card and slider: what is loaded, shown, chosen, unfolded.
(() => {
  "use strict";
  const graph = (window.CancuGraph = window.CancuGraph || {});
  const PADDING = 34;

  const later = (work, wait) => {
    let timer = null;
    return (...given) => { clearTimeout(timer); timer = setTimeout(() => work(...given), wait); };
  };

  // parts: {drawing, list, card, status}; on: {address, chosen, twice, grown}. See graph.js, which makes it.
  function create(parts, config, ask, linked, on) {
    const { words } = config;
    const model = graph.model();
    let cy = null;
    let layout = "rings";
    let chosen = null;
    let looked = null; // under the mouse

    const view = {
      config, words, linked, model,
      day: () => model.day,
      node: (key) => model.nodes.get(key),
      all: () => [...model.nodes.values()],
      shown: model.shown,
      shownEdges: model.shownEdges,
      stateOf: model.stateOf,
      outgoing: (data) => model.shownEdges().filter((edge) => edge.source === data.id),
      incoming: (data) => new Set(model.shownEdges().filter((edge) => edge.target === data.id).map((edge) => edge.source)).size,
      lacking: model.lacking,
      foldable: (data) => model.foldable(data.id).size > 0,
      address: (doc) => on.address(doc),
      caption: () => caption(),
      rightHalf: (key) => Boolean(cy) && cy.getElementById(key).renderedPosition("x") > cy.width() * 0.55,
      get cy() { return cy; },
    };
    const card = graph.card.open(parts.card, view, ask);

    function caption() {
      const counted = words.counted.replace("{nodes}", model.shown().length).replace("{edges}", model.shownEdges().length).replace("{day}", graph.days.shown(model.day));
      const middle = model.centre && model.nodes.get(model.centre);
      return `${middle ? `${middle.label}: ` : ""}${counted}`;
    }

    // Edges by their ends, once for a whole list.
    function filled() {
      const out = new Map();
      const into = new Map();
      model.shownEdges().forEach((edge) => {
        out.set(edge.source, [...(out.get(edge.source) || []), edge]);
        into.set(edge.target, (into.get(edge.target) || new Set()).add(edge.source));
      });
      const fast = Object.create(view, {
        outgoing: { value: (data) => out.get(data.id) || [] },
        incoming: { value: (data) => (into.get(data.id) || new Set()).size },
      });
      graph.list.fill(parts.list, fast);
      graph.list.mark(parts.list, looked || chosen);
    }

    const weight = (node) => {
      if (node.hasClass("centre") || node.hasClass("chosen") || node.hasClass("way") || node.hasClass("near")) return 1e6;
      return node.data("size") * 10 + node.degree(false);
    };
    const name = () => cy && cy.width() && graph.draw.names(cy, weight);
    const nameLater = later(name, 120);
    const fillLater = later(filled, 120);

    // Day and filters into the drawing. soon: at once, or a moment after the last change.
    function refresh(soon) {
      if (!cy) return;
      cy.batch(() => {
        cy.nodes("[!guide]").forEach((node) => {
          const data = model.nodes.get(node.id());
          const state = `s-${model.stateOf(data)}`;
          if (!node.hasClass(state)) {
            Object.keys(config.states).forEach((code) => node.removeClass(`s-${code}`));
            node.addClass(state);
          }
          node.toggleClass("gone", !model.shows(data));
        });
        cy.edges().forEach((edge) => { edge.toggleClass("gone", !model.showsEdge(model.edges.get(edge.id()))); });
      });
      parts.drawing.dataset.day = model.day;
      parts.status.textContent = model.shown().length ? caption() + (view.bounded ? `; ${(model.centre ? words.bounded : words.bounded_whole).replace("{limit}", view.bounded)}` : "") : words.all_hidden;
      card.again();
      if (soon) { filled(); name(); } else { fillLater(); nameLater(); }
    }

    function place() {
      cy.nodes("[guide]").remove();
      const given = { centre: model.centre, levels: config.levels.map(([code]) => code), names: Object.fromEntries(config.levels), words,
        aspect: cy.width() / Math.max(cy.height(), 1) || 1 };
      if (layout === "force") {
        move(graph.layouts.rings([...model.nodes.values()], model.edges, given).placed);
        graph.layouts.force(cy);
        return;
      }
      const { placed, guides } = graph.layouts[layout]([...model.nodes.values()], model.edges, given);
      move(placed);
      cy.add(guides.map((guide, number) => ({ group: "nodes", data: { ...guide, id: `guide ${number}`, guide: guide.kind, size: 0, name: "" },
        position: { x: guide.x, y: guide.y }, grabbable: false, selectable: false, pannable: true })));
    }

    // Asks for the states that were not found at once, a few at a time.
    let rounds = 0;
    async function complete() {
      const mine = (rounds += 1);
      while (mine === rounds) {
        const keys = view.all().filter((data) => data.pending).map((data) => data.id);
        parts.drawing.dataset.pending = String(keys.length);
        if (!keys.length || !linked) return;
        const got = Object.entries(await ask("states", { keys }).catch(() => ({})));
        if (mine !== rounds || !got.length) return;
        got.forEach(([key, states]) => model.nodes.has(key) && Object.assign(model.nodes.get(key), { states, pending: false }));
        refresh(false);
        on.grown();
      }
    }

    const move = (placed) => cy.batch(() => placed.forEach((at, key) => cy.getElementById(key).position(at)));

    // The whole into the box; names change their size with the zoom, so once more with them.
    function fit() {
      cy.resize();
      for (let round = 0; round < 2; round += 1) {
        const all = graph.draw.drawn(cy.elements());
        cy.fit(all, PADDING);
        if (cy.zoom() > 1.25) { cy.zoom(1.25); cy.center(all); }
        name();
      }
    }

    // A view of the server, drawn from the beginning.
    function draw(given) {
      model.clear(given.centre);
      model.add(given);
      view.bounded = given.bounded ? given.limit : 0;
      chosen = looked = null;
      card.hide(true);
      if (cy) cy.destroy();
      cy = graph.draw.begin(parts.drawing, config, model.nodes.size, model.edges.size);
      const many = model.nodes.size >= graph.draw.MANY;
      cy.add([...model.nodes.values()].map((data) => graph.draw.element(data, many)));
      cy.add([...model.edges.values()].map(graph.draw.edge));
      if (given.centre) cy.getElementById(given.centre).addClass("centre");
      graph.draw.bend(cy);
      listen();
      place();
      refresh(true);
      fit();
      parts.drawing.cancuGraph = cy;
      complete();
    }

    function near(key) {
      cy.batch(() => {
        cy.elements(".near").removeClass("near");
        const node = key && cy.getElementById(key);
        if (node && node.length) {
          node.addClass("near");
          node.connectedEdges().addClass("near");
          node.neighborhood("node").addClass("near");
        }
      });
      nameLater();
    }

    function look(key) {
      looked = key;
      near(key || chosen);
      graph.list.mark(parts.list, key || chosen);
      const data = key && model.nodes.get(key);
      if (data) card.show(data, false);
      else card.hide(false);
    }

    function choose(key, still) {
      const data = model.nodes.get(key);
      if (!data) return;
      cy.elements(".chosen").removeClass("chosen");
      const node = cy.getElementById(key).addClass("chosen");
      chosen = key;
      card.show(data, true);
      near(key);
      graph.list.mark(parts.list, key);
      if (!still) {
        if (cy.zoom() < 0.6) cy.zoom({ level: 0.9, position: node.position() });
        cy.center(node);
      }
      on.chosen(data);
      name();
    }

    function unchoose() {
      chosen = null;
      cy.elements(".chosen").removeClass("chosen");
      near(null);
      card.hide(true);
      graph.list.mark(parts.list, null);
    }

    // Adds documents without moving the others. around: the document that they come to.
    function add(given, around) {
      const fresh = model.add(given, around);
      const at = cy.getElementById(around).position();
      const taken = cy.nodes("[!guide]").map((node) => node.position());
      const spots = graph.layouts.beside(at, fresh.nodes.length, taken);
      cy.add(fresh.nodes.map((data, number) => ({ ...graph.draw.element(data, model.nodes.size >= graph.draw.MANY), position: spots[number] || at })));
      cy.add(fresh.edges.map(graph.draw.edge));
      graph.draw.bend(cy);
      refresh(true);
      on.grown();
      complete();
      return fresh.nodes.length;
    }

    async function expand(key) {
      if (model.nodes.size >= config.most) return words.full.replace("{limit}", config.most);
      const drawing = cy;
      const given = await ask("more", { doc: key, shown: [...model.nodes.keys()] });
      if (cy !== drawing || !model.nodes.has(key)) return ""; // another was drawn, or it was folded away
      const count = add(given, key);
      card.again();
      return count ? words.expanded.replace("{count}", count) : words.nothing_more;
    }

    function collapse(key) {
      const keys = model.foldable(key);
      model.remove(keys);
      cy.batch(() => keys.forEach((one) => cy.getElementById(one).remove()));
      graph.draw.bend(cy);
      refresh(true);
      on.grown();
      card.again();
      return words.collapsed.replace("{count}", keys.size);
    }

    // Marks a path: keys of its documents, ids of its edges.
    function way(keys, edges) {
      cy.elements(".way").removeClass("way");
      keys.forEach((key) => cy.getElementById(key).addClass("way"));
      edges.forEach((id) => cy.getElementById(id).addClass("way"));
      const found = cy.elements(".way");
      if (found.length) cy.fit(found, 90);
      if (cy.zoom() > 1.25) { cy.zoom(1.25); cy.center(found); }
      name();
    }

    function listen() {
      cy.on("mouseover", "node[!guide]", (event) => look(event.target.id()));
      cy.on("mouseout", "node[!guide]", () => look(null));
      cy.on("tap", (event) => { if (event.target === cy) unchoose(); });
      cy.on("onetap", "node[!guide]", (event) => choose(event.target.id(), true));
      cy.on("dbltap", "node[!guide]", (event) => on.twice(event.target.id()));
      cy.on("viewport", nameLater);
      cy.on("dragfree", "node", nameLater);
    }

    function restyle() {
      if (!cy) return;
      cy.style(graph.draw.styleOf(config, graph.draw.tokens(parts.drawing)));
      name();
    }

    return Object.assign(view, {
      draw, refresh, fit, look, choose, unchoose, add, expand, collapse, way, restyle, name, card,
      arrange(wanted) { layout = wanted; if (cy) { place(); refresh(true); fit(); } },
    });
  }

  graph.view = { create };
})();
