// What stands around the drawing: legend with filters, search, path, keys, files, paper.
(() => {
  "use strict";
  const graph = (window.CancuGraph = window.CancuGraph || {});
  const STEP = 60; // px that an arrow key moves the drawing

  function legend({ room, view, keep }) {
    const { model } = view;
    const box = room.querySelector(".cc-graph-legend");
    // Counts and ticks of what is loaded; a level or relation that the graph lacks is not offered.
    view.legend = () => {
      const count = (values) => values.reduce((found, one) => found.set(one, (found.get(one) || 0) + 1), new Map());
      const relations = count([...model.edges.values()].map((edge) => edge.relation));
      const levels = count(view.all().map((data) => data.level));
      const states = count(view.shown().map((data) => view.stateOf(data)));
      box.querySelectorAll("[data-relation], [data-level]").forEach((item) => {
        const [of, code, hidden] = "relation" in item.dataset
          ? [relations, item.dataset.relation, model.hidden.relations] : [levels, item.dataset.level, model.hidden.levels];
        item.hidden = !of.get(code);
        item.querySelector("input").checked = !hidden.has(code);
        item.querySelector(".cc-count").textContent = of.get(code) || 0;
      });
      box.querySelectorAll("[data-shape]").forEach((item) => { item.querySelector(".cc-count").textContent = states.get(item.dataset.shape) || 0; });
      box.querySelectorAll("fieldset, .cc-lines-group").forEach((group) => {
        const items = [...group.querySelectorAll("[data-relation], [data-level]")];
        group.hidden = items.length > 0 && items.every((item) => item.hidden);
      });
    };
    box.addEventListener("change", (event) => {
      const item = event.target.closest("[data-relation], [data-level]");
      if (!item) return;
      const [hidden, code] = "relation" in item.dataset ? [model.hidden.relations, item.dataset.relation] : [model.hidden.levels, item.dataset.level];
      if (event.target.checked) hidden.delete(code);
      else hidden.add(code);
      view.refresh(true);
      view.legend();
      keep();
    });
  }

  function controls(tools) {
    const { room, find, view, asked, keep, load } = tools;
    room.querySelectorAll("[name=depth]").forEach((one) => one.addEventListener("change", () => { asked.depth = Number(one.value); load().then(keep); }));
    find("[name=limit]").addEventListener("change", (event) => { asked.limit = Number(event.target.value); load().then(keep); });
    find("[name=layout]").addEventListener("change", async (event) => {
      asked.layout = event.target.value;
      if (asked.layout === "force" && tools.linked) {
        tools.say(tools.words.drawing);
        await tools.library().catch(tools.fail);
      }
      view.arrange(asked.layout);
      tools.say("");
      keep();
    });
    const zoom = (factor) => view.cy && view.cy.zoom({ level: view.cy.zoom() * factor, renderedPosition: { x: view.cy.width() / 2, y: view.cy.height() / 2 } });
    const acts = { in: () => zoom(1.3), out: () => zoom(1 / 1.3), fit: () => view.fit() };
    room.querySelectorAll("[data-zoom]").forEach((one) => one.addEventListener("click", () => acts[one.dataset.zoom]()));
    find(".cc-graph-card").addEventListener("click", (event) => {
      const act = event.target.closest("[data-act]");
      if (!act) return;
      const key = view.card.shown;
      if (act.dataset.act === "close") { view.unchoose(); find(".cc-graph").focus(); }
      if (act.dataset.act === "expand") tools.unfold(key);
      if (act.dataset.act === "collapse") tools.say(view.collapse(key));
      if (act.dataset.act === "from") {
        find(".cc-path").open = true;
        find("[name=from]").value = view.node(key).label;
        find("[name=from]").dataset.key = key;
        find("[name=to]").focus();
      }
    });
    find(".cc-lineage").addEventListener("click", (event) => {
      const button = event.target.closest("[data-day]");
      if (button) { tools.days.stop(); tools.days.put(button.dataset.day); }
    });
    new ResizeObserver(() => { if (view.cy) { view.cy.resize(); view.name(); } }).observe(find(".cc-graph"));
  }

  function keys({ find, view }) {
    const drawing = find(".cc-graph");
    const pan = { ArrowLeft: [STEP, 0], ArrowRight: [-STEP, 0], ArrowUp: [0, STEP], ArrowDown: [0, -STEP] };
    const zoom = { "+": 1.3, "=": 1.3, "-": 1 / 1.3 };
    const middle = () => {
      const at = { x: view.cy.width() / 2, y: view.cy.height() / 2 };
      const far = (node) => Math.hypot(node.renderedPosition("x") - at.x, node.renderedPosition("y") - at.y);
      return graph.draw.drawn(view.cy.nodes("[!guide]")).min(far).ele;
    };
    drawing.addEventListener("keydown", (event) => {
      if (!view.cy || event.target !== drawing || event.ctrlKey || event.metaKey || event.altKey) return;
      if (pan[event.key]) view.cy.panBy({ x: pan[event.key][0], y: pan[event.key][1] });
      else if (zoom[event.key]) view.cy.zoom({ level: view.cy.zoom() * zoom[event.key], renderedPosition: { x: view.cy.width() / 2, y: view.cy.height() / 2 } });
      else if (event.key === "0") view.fit();
      else if (event.key === "Enter" && middle()) view.choose(middle().id(), true);
      else if (event.key === "Escape") view.unchoose();
      else return;
      event.preventDefault();
    });
    find(".cc-graph-card").addEventListener("keydown", (event) => {
      if (event.key === "Escape") { view.unchoose(); drawing.focus(); }
    });
    graph.list.listen(find(".cc-graph-list"), { look: (key) => view.cy && view.look(key), choose: (key) => view.choose(key) });
  }

  function search(tools) {
    const { find, view, ask } = tools;
    graph.find.box(find("[name=wanted]"), find("#cc-wanted-list"), view, ask, (choice) => {
      if (choice.drawn) view.choose(choice.id);
      else window.cancuGo(view.address(choice.document || choice.id));
    });
    const form = find(".cc-path form");
    for (const name of ["from", "to"]) {
      const field = form.elements[name];
      graph.find.box(field, find(`#cc-${name}-list`), view, ask, (choice) => { field.dataset.key = choice.id; });
      field.addEventListener("input", () => delete field.dataset.key);
    }
    const told = find(".cc-way");
    form.addEventListener("submit", async (event) => {
      event.preventDefault();
      const end = (field) => field.dataset.key || field.value.trim();
      told.hidden = false;
      told.textContent = tools.words.loading;
      try {
        const got = await ask("path", { from: end(form.elements.from), to: end(form.elements.to),
          directed: form.elements.directed.checked, shown: [...view.model.nodes.keys()] });
        const start = got.path.find((key) => view.node(key)) || view.model.nodes.keys().next().value;
        if (got.nodes.length) view.add(got, start);
        view.way(got.path, got.steps);
        told.textContent = got.sentence;
      } catch (failure) {
        view.way([], []);
        told.textContent = failure.told ? `${failure.told.error} ${failure.told.hint || ""}` : tools.words.failed;
      }
    });
    find("[data-do=no-way]").addEventListener("click", () => { view.way([], []); told.hidden = true; view.fit(); });
  }

  function files({ room, find, view, say, words }) {
    const name = (ending) => {
      const middle = view.model.centre && view.node(view.model.centre);
      const said = graph.find.folded(middle ? middle.label : "thu-vien").replace(/[^a-z0-9]+/g, "-").replace(/^-+|-+$/g, "");
      return `do-thi-${said || "van-ban"}-${view.day()}.${ending}`;
    };
    const look = () => graph.draw.tokens(find(".cc-graph"));
    const made = {
      png: () => graph.files.png(view.cy, look()),
      svg: async () => new Blob([graph.files.svg(view.cy, view, look())], { type: "image/svg+xml" }),
      graphml: async () => new Blob([graph.files.graphml(view)], { type: "application/graphml+xml" }),
    };
    room.querySelectorAll("[data-save]").forEach((button) => button.addEventListener("click", async () => {
      if (!view.cy) return;
      const file = name(button.dataset.save);
      graph.files.save(file, await made[button.dataset.save]());
      say(words.saved.replace("{name}", file));
    }));
    // Paper gets the drawing as SVG in the light scheme, whatever the screen shows.
    window.addEventListener("beforeprint", () => {
      if (view.cy && find(".cc-graph").offsetWidth) {
        find(".cc-graph-paper").innerHTML = graph.files.svg(view.cy, view, { ...graph.draw.tokens(document.documentElement), font: look().font }).replace(/^<\?xml[^>]*>\n/, "");
      }
    });
    window.addEventListener("afterprint", () => find(".cc-graph-paper").replaceChildren());
  }

  graph.tools = { wire(tools) { [legend, controls, keys, search, files].forEach((part) => part(tools)); } };
})();
