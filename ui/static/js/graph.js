// Draws the citation graph.
(() => {
  "use strict";

  function quiet(graph) {
    if (graph.edges().length > 12) graph.edges().style("text-opacity", 0);
  }

  function draw(box) {
    box.dataset.drawn = "yes";
    const graph = window.cytoscape({
      container: box,
      elements: JSON.parse(box.dataset.elements),
      style: JSON.parse(box.dataset.style),
      layout: { name: "cose", animate: false, padding: 30, nodeRepulsion: 100000,
        idealEdgeLength: 80, nodeOverlap: 40, componentSpacing: 80, gravity: 1,
        randomize: false, nodeDimensionsIncludeLabels: true },
      minZoom: 0.2, maxZoom: 3,
    });
    // Many words on many arrows cannot be read: then an arrow's word shows when it is pointed at.
    // Whole graphs are drawn small: their names are written larger to stay readable.
    graph.nodes().style("font-size", graph.nodes().length > 15 ? 17 : 13);
    quiet(graph);
    graph.on("mouseover", "edge", (event) => event.target.style({ "text-opacity": 1, "z-index": 9 }));
    graph.on("mouseover", "node", (event) => event.target.connectedEdges().style("text-opacity", 1));
    graph.on("mouseout", "edge", (event) => event.target.removeStyle("z-index") && quiet(graph));
    graph.on("mouseout", "node", () => quiet(graph));
    // One click centres a document, two open it: the first waits to see whether a second comes.
    let waiting = null;
    graph.on("tap", "node", (event) => {
      const data = event.target.data();
      clearTimeout(waiting);
      waiting = setTimeout(() => {
        box.dispatchEvent(new CustomEvent("cancu-centre", { bubbles: true, detail: { doc: data.document } }));
      }, 300);
    });
    graph.on("dbltap", "node", (event) => {
      clearTimeout(waiting);
      const data = event.target.data();
      if (data.held) window.cancuGo("?" + new URLSearchParams({ tab: "document", doc: data.document }));
    });
    new ResizeObserver(() => { graph.resize(); graph.fit(undefined, 30); }).observe(box);
    box.cancuGraph = graph;
  }

  // The drawing library is large: it is fetched when a graph is first looked at.
  let fetching = false;
  function fetchLibrary() {
    if (fetching) return;
    fetching = true;
    const script = document.createElement("script");
    script.src = "/cancu-static/vendor/cytoscape.min.js";
    script.onload = look;
    document.head.append(script);
  }

  function look() {
    document.querySelectorAll(".cc-graph:not([data-drawn])").forEach((box) => {
      if (!box.offsetWidth) return;
      if (window.cytoscape) draw(box);
      else fetchLibrary();
    });
  }

  let asked = false;
  new MutationObserver(() => {
    if (asked) return;
    asked = true;
    requestAnimationFrame(() => { asked = false; look(); });
  }).observe(document.documentElement, { childList: true, subtree: true, attributes: true,
    attributeFilter: ["style", "class", "hidden"] });
  window.addEventListener("load", look);
})();
