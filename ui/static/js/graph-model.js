// The documents and citations that a drawing holds, and which of them are shown on the chosen day.
(() => {
  "use strict";
  const graph = (window.CancuGraph = window.CancuGraph || {});

  function model() {
    const nodes = new Map();
    const edges = new Map();
    const near = new Map(); // keys joined to each document
    const hidden = { relations: new Set(), levels: new Set() };
    let day = null;
    let centre = null;

    function join(one, other) {
      if (!near.has(one)) near.set(one, new Set());
      near.get(one).add(other);
    }

    function rejoin() {
      near.clear();
      edges.forEach((edge) => { join(edge.source, edge.target); join(edge.target, edge.source); });
    }

    // Takes in a view of the server; returns what is new. via: the document that it belongs to.
    function add(view, via) {
      const fresh = { nodes: [], edges: [] };
      for (const { data } of view.nodes) {
        if (nodes.has(data.id)) continue;
        // States that take long to find are told later (see complete in graph-view.js).
        nodes.set(data.id, { ...data, via, pending: !data.states, states: data.states || [[null, "unknown"]] });
        fresh.nodes.push(nodes.get(data.id));
      }
      for (const { data } of view.edges) {
        if (edges.has(data.id) || !nodes.has(data.source) || !nodes.has(data.target)) continue;
        edges.set(data.id, data);
        fresh.edges.push(data);
      }
      rejoin();
      return fresh;
    }

    function remove(keys) {
      keys.forEach((key) => nodes.delete(key));
      edges.forEach((edge, id) => { if (!nodes.has(edge.source) || !nodes.has(edge.target)) edges.delete(id); });
      rejoin();
    }

    const joinedTo = (key) => near.get(key) || new Set();

    // What collapsing a document takes away: what came with it, and what hangs on it alone.
    function foldable(key) {
      const found = new Set();
      const queue = [key];
      while (queue.length) {
        const at = queue.pop();
        nodes.forEach((data) => {
          if (data.via === at && data.id !== centre && data.id !== key && !found.has(data.id)) {
            found.add(data.id);
            queue.push(data.id);
          }
        });
      }
      joinedTo(key).forEach((other) => {
        if (other !== centre && [...joinedTo(other)].every((one) => one === key || found.has(one))) found.add(other);
      });
      return found;
    }

    const shows = (data) => graph.days.issuedBy(data, day) && !hidden.levels.has(data.level);
    const showsEdge = (edge) => !hidden.relations.has(edge.relation) && shows(nodes.get(edge.source)) && shows(nodes.get(edge.target));

    // The order of the list: the document in the middle, then by day, newest first.
    function shown() {
      const order = (data) => (data.id === centre ? "9999" : data.date || "0000");
      return [...nodes.values()].filter(shows).sort((one, other) => order(other).localeCompare(order(one)) || one.label.localeCompare(other.label, "vi"));
    }

    return {
      nodes, edges, hidden, add, remove, foldable, shows, showsEdge, shown, joinedTo,
      get day() { return day; },
      set day(value) { day = value; },
      get centre() { return centre; },
      clear(middle) { nodes.clear(); edges.clear(); near.clear(); centre = middle; },
      shownEdges: () => [...edges.values()].filter(showsEdge),
      lacking: (data) => Math.max(0, data.either - joinedTo(data.id).size),
      stateOf: (data) => graph.days.stateOn(data, day),
    };
  }

  graph.model = model;
})();
