// The room of the graph: opened by its address, or as a page of its own with the data in it.
(() => {
  "use strict";
  const graph = (window.CancuGraph = window.CancuGraph || {});
  const VENDOR = ["cytoscape.min", "layout-base", "cose-base", "cytoscape-fcose"];
  const LATE = 350; // milliseconds after the last change of day that what is asked for it is asked

  const loaded = new Map();
  function script(name) {
    if (!loaded.has(name)) {
      loaded.set(name, new Promise((done, failed) => {
        const made = document.createElement("script");
        made.src = `/cancu-static/vendor/${name}.js`;
        made.onload = done;
        made.onerror = () => { loaded.delete(name); failed(new Error(name)); };
        document.head.append(made);
      }));
    }
    return loaded.get(name);
  }

  // The drawing library is large: it is fetched when a graph is first looked at, in its order.
  async function library(names) {
    for (const name of names) await script(name);
  }

  // Raises an Error with a sentence for the reader.
  async function ask(what, said) {
    const body = JSON.stringify(said);
    const got = await fetch(`/cancu-graph/${what}`, { method: "POST", body, headers: { "content-type": "application/json" } });
    const told = await got.json();
    // The door, where a login has ended, answers as the web addresses for programs do.
    if (told.error?.message) Object.assign(told, { hint: told.error.hint, error: told.error.message });
    if (!got.ok) throw Object.assign(new Error(told.error || ""), { told });
    return told;
  }

  function begin(room) {
    if (room.dataset.begun) return;
    room.dataset.begun = "yes";
    const config = JSON.parse(room.dataset.config);
    const { words } = config;
    const find = (name) => room.querySelector(name);
    const given = document.getElementById("cc-graph-data");
    const linked = !given;
    const parts = { drawing: find(".cc-graph"), list: find(".cc-graph-list"), card: find(".cc-graph-card"), status: find(".cc-graph-status") };
    const asked = { doc: "", depth: 1, limit: config.limit, on: "", layout: "rings" };
    let today = "";
    let drawn = null; // what of the address the drawing was made for
    let turn = 0;

    const say = (sentence) => { find(".cc-graph-told").textContent = sentence; };
    const fail = (failure) => say(failure.told ? `${failure.told.error} ${failure.told.hint || ""}`.trim() : words.failed);

    const address = (changed = {}) => graph.address.write({ ...asked, ...changed }, view.model.hidden, config, today);

    function keep() {
      if (linked && window.cancuTab === "graph" && drawn !== null) history.replaceState(null, "", address());
    }

    let lineageOf = null;
    async function lineage() {
      if (!linked || !lineageOf) { find(".cc-lineage").hidden = true; return; }
      const [doc, on] = [lineageOf, view.day()];
      const got = await ask("lineage", { doc, on }).catch(() => null);
      if (doc !== lineageOf || on !== view.day()) return;
      find(".cc-lineage").hidden = !got;
      if (got) find(".cc-lineage").innerHTML = got.html;
    }
    // Once a moving day rests: browsers allow few changes of the address a second.
    let waiting = null;
    const later = () => { clearTimeout(waiting); waiting = setTimeout(() => { keep(); lineage(); }, LATE); };

    const view = graph.view.create(parts, config, ask, linked, {
      address: (doc) => address({ doc }),
      chosen(data) { lineageOf = data.id; lineage(); },
      twice: (key) => unfold(key),
      grown() { days.mark(view.all(), today); tell(); },
    });
    const days = graph.days.slider(find(".cc-days"), words, (day) => {
      view.model.day = day;
      asked.on = day;
      view.refresh(false);
      later();
    });

    function tell() {
      const count = days.days.length;
      find(".cc-days-count").textContent = words.changes.replace("{count}", count);
      view.legend();
    }

    async function unfold(key) {
      const data = view.node(key);
      try {
        say(view.model.lacking(data) > 0 ? await view.expand(key) : view.collapse(key));
      } catch (failure) { fail(failure); }
    }

    // What stands in place of a drawing.
    function bare(title, advice) {
      const { make } = graph.list;
      const box = find(".cc-graph-empty");
      box.hidden = !title;
      find(".cc-graph-main").hidden = Boolean(title);
      if (title) box.replaceChildren(make("p", {}, make("b", {}, title)), advice ? make("p", {}, advice) : "");
    }

    function show(got) {
      today = got.today;
      bare(got.nodes.length ? "" : words.nothing, words.nothing_advice);
      if (!got.nodes.length) { say(""); return; }
      view.model.day = asked.on || today;
      asked.on = view.model.day;
      view.draw(got);
      days.mark(view.all(), today);
      days.put(asked.on, true);
      lineageOf = got.centre;
      lineage();
      tell();
      const middle = got.centre && view.node(got.centre);
      const from = find("[name=from]");
      from.value = middle ? middle.label : "";
      from.dataset.key = middle ? middle.id : "";
      const whole = find(".cc-graph-whole");
      if (got.centre) whole.removeAttribute("aria-current");
      else whole.setAttribute("aria-current", "true");
      find(".cc-way").hidden = true;
      say("");
    }

    async function load() {
      const mine = (turn += 1); // what was asked for before is not waited for any more
      const wanted = JSON.stringify([asked.doc, asked.depth, asked.limit]);
      if (wanted === drawn) {
        room.removeAttribute("aria-busy");
        say("");
        return;
      }
      say(words.loading);
      room.setAttribute("aria-busy", "true");
      try {
        const [got] = await Promise.all([ask("view", { doc: asked.doc, depth: asked.depth, limit: asked.limit }),
          library(asked.layout === "force" ? VENDOR : VENDOR.slice(0, 1))]);
        if (mine !== turn) return;
        drawn = wanted;
        show(got);
      } catch (failure) {
        if (mine !== turn) return;
        drawn = null;
        say("");
        bare(failure.told ? failure.told.error : words.failed, failure.told ? failure.told.hint : "");
      } finally {
        if (mine === turn) room.removeAttribute("aria-busy");
      }
    }

    function put() {
      find(`[name=depth][value="${asked.depth}"]`).checked = true;
      find("[name=limit]").value = String(asked.limit);
      find("[name=layout]").value = asked.layout;
    }

    // What of the address means nothing; told until another address is asked for.
    function wrong(sentences) {
      const box = find(".cc-graph-wrong");
      box.hidden = !sentences.length;
      box.replaceChildren(...sentences.map((sentence) => graph.list.make("p", {}, sentence)));
    }

    // What an address asks for.
    async function open(search) {
      days.stop();
      const wanted = graph.address.read(search, config, today || graph.days.now());
      const other = wanted.asked.layout !== asked.layout;
      Object.assign(asked, wanted.asked);
      view.model.hidden.relations = wanted.relations;
      view.model.hidden.levels = wanted.levels;
      wrong(wanted.wrong);
      put();
      const same = drawn === JSON.stringify([asked.doc, asked.depth, asked.limit]);
      if (other && asked.layout === "force") await library(VENDOR).catch(() => null);
      if (other) view.arrange(asked.layout);
      await load();
      if (same) { days.put(asked.on || today, true); view.model.day = days.day; asked.on = days.day; view.refresh(true); tell(); lineage(); }
      view.legend();
      if (drawn) keep();
    }

    const tools = { room, find, view, asked, ask, say, fail, keep, load, unfold, days, library: () => library(VENDOR), linked, words, config };
    graph.tools.wire(tools);
    document.addEventListener("cancu-theme", () => requestAnimationFrame(view.restyle));
    if (given) {
      show(JSON.parse(given.textContent));
      return;
    }
    const port = document.getElementById("port-graph");
    port.addEventListener("cancu-go", (event) => {
      const { address: to, again } = event.detail || {};
      if (to === undefined || (again && drawn)) requestAnimationFrame(() => view.cy && view.cy.resize());
      else open(to);
    }, true); // the event is of an element within, and does not bubble
    if (window.cancuTab === "graph") open(location.search);
  }

  // Gradio mounts the room when its tab is first shown.
  function look() {
    document.querySelectorAll(".cc-graph-room:not([data-begun])").forEach(begin);
  }
  let asked = false;
  new MutationObserver(() => {
    if (asked) return;
    asked = true;
    requestAnimationFrame(() => { asked = false; look(); });
  }).observe(document.documentElement, { childList: true, subtree: true });
  window.addEventListener("load", look);
})();
