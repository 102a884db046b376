// The drawing as files: PNG from the canvas, SVG and GraphML written from positions and data.
(() => {
  "use strict";
  const graph = (window.CancuGraph = window.CancuGraph || {});
  const MARGIN = 24;

  const xml = (text) => String(text ?? "").replace(/[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\u{10000}-\u{10ffff}]/gu, "\ufffd")
    .replace(/[&<>"']/g, (sign) => ({ "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;", "'": "&apos;" })[sign]);
  const round = (number) => Math.round(number * 10) / 10;

  // Corners of a regular shape of `count` corners; `turn` in radians from straight up.
  function corners(x, y, radius, count, turn = 0) {
    return Array.from({ length: count }, (_, place) => {
      const angle = turn - Math.PI / 2 + (2 * Math.PI * place) / count;
      return `${round(x + radius * Math.cos(angle))},${round(y + radius * Math.sin(angle))}`;
    }).join(" ");
  }

  function shape(name, x, y, size, paint) {
    const half = size / 2;
    if (name === "ellipse") return `<circle cx="${round(x)}" cy="${round(y)}" r="${round(half)}" ${paint}/>`;
    if (name === "rectangle") return `<rect x="${round(x - half)}" y="${round(y - half)}" width="${round(size)}" height="${round(size)}" ${paint}/>`;
    const [count, turn] = { diamond: [4, 0], triangle: [3, 0], pentagon: [5, 0], octagon: [8, Math.PI / 8] }[name];
    return `<polygon points="${corners(x, y, half, count, turn)}" ${paint}/>`;
  }

  // The head of an arrow at (x, y), coming from `angle`.
  function head(name, x, y, angle, paint, size = 9) {
    const at = (along, aside) => `${round(x - along * Math.cos(angle) - aside * Math.sin(angle))},${round(y - along * Math.sin(angle) + aside * Math.cos(angle))}`;
    const half = size / 2;
    const points = {
      triangle: [at(0, 0), at(size, half), at(size, -half)],
      vee: [at(0, 0), at(size, half), at(size * 0.6, 0), at(size, -half)],
      diamond: [at(0, 0), at(half, half), at(size, 0), at(half, -half)],
      square: [at(0, half), at(size, half), at(size, -half), at(0, -half)],
      tee: [at(0, half), at(3, half), at(3, -half), at(0, -half)],
    }[name];
    if (points) return `<polygon points="${points.join(" ")}" ${paint}/>`;
    const [cx, cy] = at(half, 0).split(",");
    return `<circle cx="${cx}" cy="${cy}" r="${half}" ${paint}/>`;
  }

  function line(edge, relation, look, name) {
    const from = edge.sourceEndpoint();
    const to = edge.targetEndpoint();
    const bend = (edge.controlPoints && edge.controlPoints()) || [];
    const colour = look.value(relation.token);
    const before = bend.length ? bend[bend.length - 1] : from;
    const way = bend.length ? `Q${round(bend[0].x)} ${round(bend[0].y)} ${round(to.x)} ${round(to.y)}` : `L${round(to.x)} ${round(to.y)}`;
    const dash = relation.dash.length ? ` stroke-dasharray="${relation.dash.join(" ")}"` : "";
    const paint = `fill="${relation.hollow ? look.value("card") : colour}" stroke="${colour}"`;
    return `<g class="edge" data-id="${xml(edge.id())}"><title>${xml(name)}</title>` +
      `<path d="M${round(from.x)} ${round(from.y)}${way}" fill="none" stroke="${colour}" stroke-width="${relation.width}"${dash}/>` +
      `${head(relation.arrow, to.x, to.y, Math.atan2(to.y - before.y, to.x - before.x), paint)}</g>`;
  }

  function guides(cy, look) {
    return cy.nodes("[guide]").map((node) => {
      const { x, y } = node.position();
      const { guide, label, width, height } = node.data();
      const drawn = guide === "ring"
        ? `<circle cx="${round(x)}" cy="${round(y)}" r="${round(width / 2)}" fill="none" stroke="${look.value("line-2")}" stroke-dasharray="2 3"/>`
        : guide === "band" ? `<rect x="${round(x - width / 2)}" y="${round(y - height / 2)}" width="${round(width)}" height="${round(height)}" rx="6" fill="${look.value("soft")}"/>` : "";
      const top = guide === "year" ? y + 4 : y - height / 2 - 4;
      return `<g class="guide">${drawn}<text x="${round(x)}" y="${round(top)}" font-size="13" font-weight="600" text-anchor="middle" fill="${look.value("muted")}">${xml(label)}</text></g>`;
    }).join("");
  }

  // A standalone SVG of what is shown. look: tokens of the scheme that it is painted in.
  function svg(cy, view, look) {
    const nodes = graph.draw.drawn(cy.nodes("[!guide]"));
    const edges = graph.draw.drawn(cy.edges());
    const box = graph.draw.drawn(cy.elements()).boundingBox();
    const drawn = nodes.map((node) => {
      const data = view.node(node.id());
      const state = view.stateOf(data);
      const mark = view.config.states[state];
      const size = node.data("size");
      const { x, y } = node.position();
      const colour = look.value(mark.token);
      const centre = node.hasClass("centre");
      const paint = `fill="${data.held ? colour : look.value("card")}" stroke="${centre ? look.value("ink") : colour}" stroke-width="${centre ? 4 : 2}"`;
      const name = node.hasClass("named")
        ? `<text x="${round(x)}" y="${round(y + size / 2 + 13)}" text-anchor="middle" font-size="12" paint-order="stroke" stroke="${look.value("card")}" stroke-width="3" fill="${look.value("ink")}">${xml(node.data("name"))}</text>` : "";
      return `<g class="node" data-id="${xml(data.id)}" data-state="${xml(state)}"><title>${xml([data.label, data.title, view.config.states[state].label].filter(Boolean).join(" – "))}</title>${shape(mark.shape, x, y, size, paint)}${name}</g>`;
    });
    const lines = edges.map((edge) => {
      const relation = view.config.relations[edge.data("relation")];
      const name = `${view.node(edge.data("source")).label} ${relation.label} ${view.node(edge.data("target")).label}`;
      return line(edge, relation, look, name);
    });
    const [x, y] = [box.x1 - MARGIN, box.y1 - MARGIN - 16];
    const [width, height] = [Math.max(box.w, 1) + 2 * MARGIN, Math.max(box.h, 1) + 2 * MARGIN + 32];
    return `<?xml version="1.0" encoding="UTF-8"?>\n<svg xmlns="http://www.w3.org/2000/svg" lang="vi" viewBox="${round(x)} ${round(y)} ${round(width)} ${round(height)}" width="${round(width)}" height="${round(height)}" font-family="${xml(look.font)}">` +
      `<title>${xml(view.caption())}</title><rect x="${round(x)}" y="${round(y)}" width="100%" height="100%" fill="${look.value("card")}"/>` +
      `${guides(cy, look)}${lines.join("")}${drawn.join("")}</svg>`;
  }

  const FIELDS = ["label", "number", "title", "type", "issuer", "level", "date", "document"];

  // What is shown as GraphML (graphml.graphdrawing.org): attributes, state on the day, relation.
  function graphml(view) {
    const key = (name, owner, type) => `<key id="${owner[0]}_${name}" for="${owner}" attr.name="${name}" attr.type="${type}"/>`;
    const value = (owner, name, said) => (said === null || said === undefined || said === "" ? "" : `<data key="${owner[0]}_${name}">${xml(said)}</data>`);
    const nodes = view.shown().map((data) => `<node id="${xml(data.id)}">${FIELDS.map((name) => value("node", name, data[name])).join("")}` +
      `${value("node", "held", data.held)}${value("node", "citing", data.citing)}${value("node", "state", view.stateOf(data))}${value("node", "state_on", view.day())}</node>`);
    const edges = view.shownEdges().map((edge, place) => `<edge id="e${place + 1}" source="${xml(edge.source)}" target="${xml(edge.target)}">` +
      `${value("edge", "relation", edge.relation)}${value("edge", "label", view.config.relations[edge.relation].label)}${value("edge", "count", edge.count)}</edge>`);
    return `<?xml version="1.0" encoding="UTF-8"?>\n<graphml xmlns="http://graphml.graphdrawing.org/xmlns">` +
      `${[...FIELDS, "state", "state_on"].map((name) => key(name, "node", "string")).join("")}${key("held", "node", "boolean")}${key("citing", "node", "int")}` +
      `${key("relation", "edge", "string")}${key("label", "edge", "string")}${key("count", "edge", "int")}` +
      `<graph edgedefault="directed">${nodes.join("")}${edges.join("")}</graph></graphml>\n`;
  }

  const png = (cy, look) => cy.png({ output: "blob-promise", full: true, scale: 2, maxWidth: 6000, maxHeight: 6000, bg: look.value("card") });

  function save(name, blob) {
    const link = document.createElement("a");
    link.href = URL.createObjectURL(blob);
    link.download = name;
    document.body.append(link);
    link.click();
    link.remove();
    setTimeout(() => URL.revokeObjectURL(link.href), 10000);
  }

  graph.files = { svg, graphml, png, save };
})();
