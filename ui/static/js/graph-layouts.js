// Where documents stand: rings by level, rows by year and level, or a force layout.
// Positions are pixels at zoom 1; `guides` are faint shapes that name rings and bands.
(() => {
  "use strict";
  const graph = (window.CancuGraph = window.CancuGraph || {});
  const TURN = 2 * Math.PI;

  const byDay = (one, other) => (one.date || "9999").localeCompare(other.date || "9999") || one.label.localeCompare(other.label, "vi");

  function byLevel(nodes, levels) {
    const groups = new Map(levels.map((level) => [level, []]));
    nodes.forEach((data) => (groups.get(data.level) || groups.get("")).push(data));
    return [...groups].filter(([, group]) => group.length);
  }

  // Around those already placed: the mean direction of what a document is joined to.
  function direction(data, edges, placed) {
    let x = 0;
    let y = 0;
    for (const other of edges.get(data.id) || []) {
      const at = placed.get(other);
      const far = at ? Math.hypot(at.x, at.y) : 0;
      if (far) { x += at.x / far; y += at.y / far; }
    }
    return x || y ? Math.atan2(y, x) : null;
  }

  function joined(edges) {
    const found = new Map();
    const add = (one, other) => found.set(one, [...(found.get(one) || []), other]);
    edges.forEach(({ source, target }) => { add(source, target); add(target, source); });
    return found;
  }

  // The centre in the middle, one ring (or several close ones) for each level around it.
  function rings(nodes, edges, { centre, levels, names }) {
    const room = nodes.length > 120 ? 34 : nodes.length > 40 ? 58 : 104; // along a ring
    const gap = nodes.length > 120 ? 42 : 78; // between rings
    const placed = new Map();
    const guides = [];
    const near = joined(edges);
    if (centre) placed.set(centre, { x: 0, y: 0 });
    let radius = centre ? gap * 0.6 : 0;
    for (const [level, group] of byLevel(nodes.filter((data) => data.id !== centre), levels)) {
      const ordered = group.slice().sort(byDay);
      const told = new Map(ordered.map((data, place) => [data, direction(data, near, placed) ?? (TURN * place) / ordered.length - Math.PI]));
      ordered.sort((one, other) => told.get(one) - told.get(other));
      radius += gap;
      const inner = radius;
      for (let done = 0; done < ordered.length;) {
        const fits = Math.max(1, Math.floor((TURN * radius) / room));
        const rest = ordered.length - done;
        const here = Math.min(rest, fits);
        // Every n-th of what is left, so that each ring goes all the way round.
        const taken = ordered.filter((_, place) => place >= done).filter((_, place) => Math.floor(((place + 1) * here) / rest) > Math.floor((place * here) / rest));
        const left = ordered.slice(done).filter((data) => !taken.includes(data));
        const offset = guides.length * 0.37 + done * 0.11 - Math.PI / 2;
        taken.forEach((data, place) => {
          const angle = offset + (TURN * place) / taken.length;
          placed.set(data.id, { x: radius * Math.cos(angle), y: radius * Math.sin(angle) });
        });
        ordered.splice(0, ordered.length, ...ordered.slice(0, done), ...taken, ...left);
        done += taken.length;
        if (done < ordered.length) radius += gap * 0.8;
      }
      guides.push({ kind: "ring", label: names[level], x: 0, y: 0, width: 2 * radius + gap * 0.9, height: 2 * radius + gap * 0.9, inner });
      radius += gap * 0.35;
    }
    return { placed, guides: guides.reverse() };
  }

  // A column for each year that has documents, a band for each level; within a cell in stacks.
  function time(nodes, _edges, { levels, names, words }) {
    const cell = nodes.length > 120 ? { w: 40, h: 30 } : { w: 112, h: 46 };
    const yearOf = (data) => (data.date ? data.date.slice(0, 4) : "");
    const groups = byLevel(nodes, levels);
    const years = [...new Set(nodes.map(yearOf))].sort((one, other) => (one || "9999").localeCompare(other || "9999"));
    const tall = nodes.length > 120 ? 9 : 7;
    const count = (group, year) => group.filter((data) => yearOf(data) === year).length;
    const columns = years.map((year) => Math.max(1, ...groups.map(([, group]) => Math.ceil(count(group, year) / tall))));
    const placed = new Map();
    const guides = [];
    const starts = columns.map((_, place) => columns.slice(0, place).reduce((sum, one) => sum + one * cell.w + 26, 0));
    const width = starts.at(-1) + columns.at(-1) * cell.w + 26;
    let top = 0;
    for (const [level, group] of groups) {
      const rows = Math.max(1, ...years.map((year, place) => Math.min(tall, Math.ceil(count(group, year) / columns[place]))));
      years.forEach((year, place) => {
        const here = group.filter((data) => yearOf(data) === year).sort(byDay);
        here.forEach((data, index) => placed.set(data.id, {
          x: starts[place] + (Math.floor(index / rows) + 0.5) * cell.w,
          y: top + (index % rows) * cell.h + cell.h / 2,
        }));
      });
      const height = rows * cell.h;
      guides.push({ kind: "band", label: names[level], x: width / 2 - 13, y: top + height / 2, width: width + 16, height: height + 14 });
      top += height + 34;
    }
    years.forEach((year, place) => guides.push({
      kind: "year", label: year || words.undated_column, width: columns[place] * cell.w, height: 20,
      x: starts[place] + (columns[place] * cell.w) / 2, y: -30,
    }));
    return { placed, guides };
  }

  // Free places around a document, outward from the rest, for those that come to it.
  function beside(at, count, taken, room = 44) {
    const found = [];
    const free = (spot) => [...taken, ...found].every((other) => Math.hypot(other.x - spot.x, other.y - spot.y) >= room);
    for (let ring = 1; found.length < count && ring < 40; ring += 1) {
      const radius = room * 1.25 * ring;
      const fits = Math.max(6, Math.floor((TURN * radius) / room));
      for (let place = 0; place < fits && found.length < count; place += 1) {
        const angle = (TURN * place) / fits + ring * 0.5;
        const spot = { x: at.x + radius * Math.cos(angle), y: at.y + radius * Math.sin(angle) };
        if (free(spot)) found.push(spot);
      }
    }
    return found;
  }

  // fcose, from the rings so that the same graph is always drawn the same.
  function force(cy) {
    cy.elements("[!guide]").layout({
      name: "fcose", animate: false, randomize: false, quality: "default", fit: false,
      nodeDimensionsIncludeLabels: cy.nodes().length < 80, nodeSeparation: 70, packComponents: false,
      idealEdgeLength: () => (cy.nodes().length > 120 ? 70 : 110), nodeRepulsion: () => 9000,
      numIter: cy.nodes().length > 120 ? 600 : 1500, gravity: 0.35, tile: true,
    }).run();
  }

  graph.layouts = { rings, time, force, beside };
})();
