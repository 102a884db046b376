// What the browser does by itself: go to a line, draw the graph, keep the address in step.
(() => {
  "use strict";
  document.documentElement.lang = "vi";

  function mark(article, number) {
    const line = article.querySelector(`[id="L${number}"]`);
    if (!line) return;
    article.querySelectorAll(".cc-target").forEach((old) => old.classList.remove("cc-target"));
    line.classList.add("cc-target");
    line.scrollIntoView({ block: "center" });
  }

  // Links to a line of the document shown do not load the page again.
  document.addEventListener("click", (event) => {
    const link = event.target.closest && event.target.closest("a[data-goto]");
    if (!link || event.ctrlKey || event.metaKey || event.shiftKey) return;
    const article = link.closest(".cc-reader");
    if (!article) return;
    event.preventDefault();
    mark(article, link.dataset.goto);
    if (link.search.includes("doc=")) history.replaceState(null, "", link.search);
  });

  // "/" goes to the box of the tab shown, as long as nothing is being typed.
  document.addEventListener("keydown", (event) => {
    if (event.key !== "/" || event.ctrlKey || event.metaKey || event.altKey) return;
    const typing = event.target.closest && event.target.closest("input, textarea, select");
    if (typing || event.target.isContentEditable) return;
    const boxes = document.querySelectorAll("#search-query :is(input, textarea), #question textarea");
    const box = [...boxes].find((one) => one.offsetWidth);
    if (!box) return;
    event.preventDefault();
    box.focus();
    box.select();
  });

  // On a page shown beside its text, the line pointed at is framed on the image.
  function frame(event) {
    const line = event.target.closest && event.target.closest(".cc-page .cc-line");
    if (!line) return;
    const box = line.closest(".cc-page").querySelector(".cc-box");
    box.hidden = !line.dataset.box;
    if (box.hidden) return;
    const [left, top, right, bottom] = line.dataset.box.split(",").map(Number);
    Object.assign(box.style, { left: `${100 * left}%`, top: `${100 * top}%`,
      width: `${100 * (right - left)}%`, height: `${100 * (bottom - top)}%` });
  }
  document.addEventListener("mouseover", frame);
  document.addEventListener("focusin", frame);

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
      if (data.held) location.search = "?" + new URLSearchParams({ tab: "document", doc: data.document });
    });
    new ResizeObserver(() => { graph.resize(); graph.fit(undefined, 30); }).observe(box);
    box.cancuGraph = graph;
  }

  function look() {
    document.querySelectorAll(".cc-graph:not([data-drawn])").forEach((box) => {
      if (box.offsetWidth && window.cytoscape) draw(box);
    });
    document.querySelectorAll(".cc-reader[data-line]:not([data-shown])").forEach((article) => {
      if (!article.offsetWidth) return;
      article.dataset.shown = "yes";
      mark(article, article.dataset.line);
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
