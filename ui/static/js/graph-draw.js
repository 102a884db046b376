// The drawing itself: colours from the style sheet's tokens, shapes by state, names that fit.
(() => {
  "use strict";
  const graph = (window.CancuGraph = window.CancuGraph || {});
  const HEAVY = 1200; // citations from which arrows are left out while the drawing moves
  const MANY = 150; // documents from which the drawing is painted more cheaply
  const CROWDED = 150; // citations from which those not pointed at are drawn faintly
  const SURE = 14; // names of the weightiest documents are written over other marks
  const LETTERS = 12; // px on the screen
  const LONGEST = 26; // characters of a name

  // Value of each token; `from`: the element whose scheme counts.
  function tokens(from) {
    const style = getComputedStyle(from);
    const value = (name) => style.getPropertyValue(`--cc-${name}`).trim() || "#666666";
    return { value, font: style.fontFamily || "sans-serif" };
  }

  function styleOf(config, look) {
    const { value, font } = look;
    const rules = [
      { selector: "node", style: {
        label: "", width: "data(size)", height: "data(size)", "background-color": value("faint"),
        "border-width": 2, "border-color": value("faint"), color: value("ink"), "font-family": font,
        "font-size": LETTERS, "text-valign": "bottom", "text-margin-y": 3, "text-wrap": "none",
        "text-background-color": value("card"), "text-background-opacity": 0.82, "text-background-padding": 1,
        "text-background-shape": "round-rectangle", "overlay-opacity": 0, "z-index": 2,
      } },
      { selector: "node.named", style: { label: "data(name)", "z-index": 6 } },
      { selector: "edge", style: {
        "curve-style": "straight", width: 1.5, "line-color": value("faint"), "target-arrow-shape": "triangle",
        "target-arrow-color": value("faint"), "arrow-scale": 0.9, opacity: 0.85, "overlay-opacity": 0, "z-index": 1,
      } },
      { selector: "edge.crowded", style: { opacity: 0.34 } },
      { selector: "edge.parallel", style: { "curve-style": "bezier", "control-point-step-size": 22 } },
    ];
    for (const [code, mark] of Object.entries(config.states)) {
      rules.push({ selector: `node.s-${code}`, style: {
        shape: mark.shape, "background-color": value(mark.token), "border-color": value(mark.token) } });
    }
    for (const [code, line] of Object.entries(config.relations)) {
      const dash = line.dash.length ? { "line-style": "dashed", "line-dash-pattern": line.dash } : { "line-style": "solid" };
      rules.push({ selector: `edge.r-${code}`, style: {
        ...dash, width: line.width, "line-color": value(line.token), "target-arrow-color": value(line.token),
        "target-arrow-shape": line.arrow, "target-arrow-fill": line.hollow ? "hollow" : "filled" } });
    }
    return [
      ...rules,
      { selector: "node.stub", style: { "background-color": value("card") } },
      { selector: "node.centre", style: { "border-width": 5, "border-color": value("ink"), "font-weight": "bold" } },
      { selector: ".dim", style: { opacity: 0.16 } },
      { selector: "node.near", style: { "z-index": 8 } },
      { selector: "edge.near", style: { opacity: 1, width: 3, "z-index": 7 } },
      { selector: "node.chosen", style: { "underlay-color": value("accent"), "underlay-opacity": 0.3, "underlay-padding": 9, "z-index": 9 } },
      { selector: "node.way", style: { "underlay-color": value("mark"), "underlay-opacity": 0.95, "underlay-padding": 8, "z-index": 9 } },
      { selector: "edge.way", style: { "underlay-color": value("mark"), "underlay-opacity": 0.95, "underlay-padding": 5, opacity: 1, width: 3.5, "z-index": 8 } },
      { selector: ".gone", style: { display: "none" } },
      { selector: "node[guide]", style: {
        label: "data(label)", events: "no", width: "data(width)", height: "data(height)", "background-opacity": 0,
        "border-width": 1, "border-color": value("line-2"), "border-style": "dotted", shape: "ellipse", "z-index": 0,
        color: value("muted"), "text-valign": "top", "text-margin-y": 7, "font-size": 13, "font-weight": 600,
        "z-index-compare": "manual" } },
      { selector: 'node[guide = "band"]', style: {
        shape: "round-rectangle", "border-width": 0, "background-opacity": 0.55, "background-color": value("sunk"),
        "text-halign": "left", "text-valign": "center", "text-margin-x": -6, "text-wrap": "wrap", "text-max-width": 90 } },
      { selector: 'node[guide = "year"]', style: { "border-width": 0, "text-valign": "center" } },
      { selector: "node.silent", style: { label: "" } },
    ];
  }

  function nameOf(data) {
    const name = data.label;
    return name.length > LONGEST ? `${name.slice(0, LONGEST - 1).trimEnd()}…` : name;
  }

  // By how many documents of the library cite it; smaller where many are drawn.
  const sizeOf = (data, many) => Math.round(many ? Math.min(28, 10 + 2.6 * Math.sqrt(data.citing)) : Math.min(46, 15 + 5 * Math.sqrt(data.citing)));

  function element(data, many) {
    return { group: "nodes", classes: data.held ? "" : "stub", data: { id: data.id, name: nameOf(data), size: sizeOf(data, many) } };
  }

  function edge(data) {
    return { group: "edges", classes: `r-${data.relation}`,
      data: { id: data.id, source: data.source, target: data.target, relation: data.relation } };
  }

  // Two citations between the same two documents are bent, so that both are seen.
  function bend(cy) {
    const pairs = new Map();
    cy.edges().forEach((one) => {
      const pair = [one.data("source"), one.data("target")].sort().join(" ");
      pairs.set(pair, [...(pairs.get(pair) || []), one]);
    });
    const crowded = cy.edges().length > CROWDED;
    cy.batch(() => {
      pairs.forEach((group) => group.forEach((one) => one.toggleClass("parallel", group.length > 1)));
      cy.edges().forEach((one) => { one.toggleClass("crowded", crowded); });
    });
  }

  // An empty drawing in a box, for so many documents and citations.
  function begin(box, config, many, edges) {
    const look = tokens(box);
    return window.cytoscape({
      container: box, style: styleOf(config, look), layout: { name: "preset" },
      minZoom: 0.08, maxZoom: 4, boxSelectionEnabled: false, autounselectify: true,
      pixelRatio: many >= MANY ? 1 : "auto", textureOnViewport: many >= MANY,
      hideEdgesOnViewport: edges >= HEAVY, motionBlur: false,
    });
  }

  const widths = new Map();
  let pen = null;

  // Width of a name on the screen, px.
  function widthOf(name, font) {
    pen = pen || document.createElement("canvas").getContext("2d");
    const key = `${font} ${name}`;
    if (!widths.has(key)) {
      pen.font = `${LETTERS}px ${font}`;
      widths.set(key, pen.measureText(name).width);
    }
    return widths.get(key);
  }

  // What day and filters leave. Not visible(): the library keeps its answer until the next frame.
  const drawn = (found) => found.not(".gone");

  // Which names are written: the weightiest first, as long as they lie on no other name or mark.
  // Letters and marks keep a readable size on the screen, however small the drawing is.
  function names(cy, weight) {
    const zoom = cy.zoom();
    const font = cy.container() ? getComputedStyle(cy.container()).fontFamily : "sans-serif";
    const grown = zoom < 0.75 ? 0.75 / zoom : 1;
    const shown = drawn(cy.nodes("[!guide]"));
    const view = { x2: cy.width(), y2: cy.height() };
    const cells = new Map();
    const cellsOf = (box) => {
      const found = [];
      for (let x = Math.floor(box.x1 / 48); x <= Math.floor(box.x2 / 48); x += 1) {
        for (let y = Math.floor(box.y1 / 24); y <= Math.floor(box.y2 / 24); y += 1) found.push(`${x},${y}`);
      }
      return found;
    };
    const take = (box) => cellsOf(box).forEach((cell) => cells.set(cell, [...(cells.get(cell) || []), box]));
    const clash = (box) => cellsOf(box).some((cell) => (cells.get(cell) || []).some((other) =>
      other.owner !== box.owner && (!box.sure || other.name) && box.x1 < other.x2 && other.x1 < box.x2 && box.y1 < other.y2 && other.y1 < box.y2));
    const placed = shown.map((node) => {
      const at = node.renderedPosition();
      const half = (node.data("size") * grown * zoom) / 2;
      take({ owner: node.id(), x1: at.x - half, x2: at.x + half, y1: at.y - half, y2: at.y + half });
      const wide = widthOf(node.data("name"), font) * (node.hasClass("centre") ? 1.1 : 1) + 6;
      return { node, at, box: { owner: node.id(), x1: at.x - wide / 2, x2: at.x + wide / 2, y1: at.y + half + 1, y2: at.y + half + LETTERS + 7 } };
    }).sort((one, other) => weight(other.node) - weight(one.node));
    const named = new Set();
    let sure = 0;
    for (const { node, box } of placed) {
      if (box.x2 < 0 || box.y2 < 0 || box.x1 > view.x2 || box.y1 > view.y2) continue;
      const over = sure < SURE && !clash({ ...box, sure: true });
      if (over || !clash(box) || weight(node) >= 1e6) {
        sure += over ? 1 : 0;
        take({ ...box, name: true });
        named.add(node.id());
      }
    }
    cy.batch(() => {
      shown.forEach((node) => { node.toggleClass("named", named.has(node.id())); });
      cy.nodes("[!guide]").style({
        "font-size": LETTERS / zoom, "text-margin-y": 3 / zoom, "border-width": (node) => (node.hasClass("centre") ? 5 : 2) * grown,
        width: (node) => node.data("size") * grown, height: (node) => node.data("size") * grown,
      });
      cy.nodes("[guide]").style({ "font-size": Math.min(13 / zoom, 34), "text-max-width": 90 / zoom });
      let last = -Infinity;
      cy.nodes('[guide = "year"]').sort((one, other) => one.position("x") - other.position("x")).forEach((node) => {
        const wide = Math.min(13 / zoom, 34) * zoom * node.data("label").length * 0.62;
        const left = node.renderedPosition("x") - wide / 2;
        node.toggleClass("silent", left < last + 6);
        if (left >= last + 6) last = left + wide;
      });
      cy.edges().style("arrow-scale", Math.min(0.9 * grown, 2));
    });
  }

  graph.draw = { begin, tokens, styleOf, element, edge, bend, drawn, names, MANY };
})();
