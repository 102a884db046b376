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

  // Every n-th of what is left, so that each ring goes all the way round.
  const spread = (items, count) => items.filter((_, place) => Math.floor(((place + 1) * count) / items.length) > Math.floor((place * count) / items.length));

  // The centre in the middle, one ring (or several close ones) for each level around it,
  // stretched to the shape of the drawing.
  function rings(nodes, edges, { centre, levels, names, aspect }) {
    const many = nodes.length > 120;
    const room = many ? 40 : nodes.length > 40 ? 62 : 104; // along a ring
    const gap = many ? 40 : 74; // between rings
    const wide = Math.min(Math.max(aspect, 0.8), 1.45);
    const placed = new Map();
    const guides = [];
    const near = joined(edges);
    if (centre) placed.set(centre, { x: 0, y: 0 });
    let radius = centre ? gap * 0.5 : 0;
    for (const [level, group] of byLevel(nodes.filter((data) => data.id !== centre), levels)) {
      const told = new Map(group.slice().sort(byDay).map((data, place, all) => [data, direction(data, near, placed) ?? (TURN * place) / all.length - Math.PI]));
      let left = [...told.keys()].sort((one, other) => told.get(one) - told.get(other));
      while (left.length) {
        radius += group.length > 6 ? gap : gap * 0.7;
        const fits = Math.max(1, Math.floor((TURN * radius * (1 + wide)) / 2 / room));
        const taken = left.length <= fits ? left : spread(left, fits);
        const offset = radius * 0.013 - Math.PI / 2;
        taken.forEach((data, place) => {
          const angle = offset + (TURN * place) / taken.length;
          placed.set(data.id, { x: wide * radius * Math.cos(angle), y: radius * Math.sin(angle) });
        });
        left = left.filter((data) => !taken.includes(data));
      }
      const height = 2 * radius + gap;
      guides.push({ kind: "ring", label: names[level], x: 0, y: 0, width: height * wide, height });
      radius += many ? 30 : 10;
    }
    return { placed, guides: guides.reverse() };
  }

  // A column for each year that has documents, a band for each level; within a cell in stacks.
  function time(nodes, _edges, { levels, names, words, aspect }) {
    const cell = nodes.length > 120 ? { w: 42, h: 36 } : { w: 104, h: 66 };
    const yearOf = (data) => (data.date ? data.date.slice(0, 4) : "");
    const groups = byLevel(nodes, levels);
    const years = [...new Set(nodes.map(yearOf))].sort((one, other) => (one || "9999").localeCompare(other || "9999"));
    const cells = groups.map(([, group]) => years.map((year) => group.filter((data) => yearOf(data) === year).sort(byDay)));
    const measured = (tall) => {
      const columns = years.map((_, year) => Math.max(1, ...cells.map((row) => Math.ceil(row[year].length / tall))));
      const rows = cells.map((row) => Math.max(1, ...row.map((here, year) => Math.ceil(here.length / columns[year]))));
      return { columns, rows, width: columns.reduce((sum, one) => sum + one * cell.w + 22, 0), height: rows.reduce((sum, one) => sum + one * cell.h + 34, 0) };
    };
    // As high a stack as makes the whole the shape of the drawing.
    const { columns, rows, width } = [3, 4, 5, 6, 8, 10, 12, 16, 20].map(measured)
      .reduce((best, one) => (Math.abs(Math.log(one.width / one.height / aspect)) < Math.abs(Math.log(best.width / best.height / aspect)) ? one : best));
    const starts = columns.map((_, place) => columns.slice(0, place).reduce((sum, one) => sum + one * cell.w + 22, 0));
    const placed = new Map();
    const guides = [];
    let top = 0;
    groups.forEach(([level], band) => {
      cells[band].forEach((here, year) => here.forEach((data, index) => placed.set(data.id, {
        x: starts[year] + (Math.floor(index / rows[band]) + 0.5) * cell.w,
        y: top + (index % rows[band]) * cell.h + cell.h * 0.38,
      })));
      const height = rows[band] * cell.h;
      guides.push({ kind: "band", label: names[level], x: width / 2 - 11, y: top + height / 2, width: width + 8, height: height + 18 });
      top += height + 34;
    });
    years.forEach((year, place) => guides.push({ kind: "year", label: year || words.undated_column,
      width: columns[place] * cell.w, height: 20, x: starts[place] + (columns[place] * cell.w) / 2, y: -32 }));
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

  // fcose (the page on its own has cose), from the rings: the same graph is always drawn the same.
  function force(cy) {
    cy.elements("[!guide]").layout({
      name: window.cytoscapeFcose ? "fcose" : "cose", animate: false, randomize: false, quality: "default", fit: false,
      nodeDimensionsIncludeLabels: cy.nodes().length < 80, nodeSeparation: 70, packComponents: false,
      idealEdgeLength: () => (cy.nodes().length > 120 ? 70 : 110), nodeRepulsion: () => 9000,
      numIter: cy.nodes().length > 120 ? 600 : 1500, gravity: 0.35, tile: true,
    }).run();
  }

  graph.layouts = { rings, time, force, beside };
})();
