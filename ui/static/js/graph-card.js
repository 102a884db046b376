// What is said of a document when it is pointed at or chosen; proof is asked for when it stays.
(() => {
  "use strict";
  const graph = (window.CancuGraph = window.CancuGraph || {});
  const PATIENCE = 250; // milliseconds that a document is pointed at before its proof is asked

  function open(box, view, ask) {
    const { make } = graph.list;
    const { config, words } = view;
    const proofs = new Map();
    let shown = null;
    let pinned = false;
    let waiting = null;

    function about(data) {
      const state = view.stateOf(data);
      const dated = data.date ? graph.days.shown(data.date) : words.no_day;
      const parts = [
        make("h3", {}, data.label),
        make("p", {}, data.title && data.title !== data.label ? data.title : words.no_title),
        make("p", { class: "cc-small" }, [dated, data.issuer].filter(Boolean).join(" · ")),
        make("p", { class: "cc-state", "data-state": state }, `${config.states[state].sign} ${config.states[state].label} (${graph.days.shown(view.day())})`),
        make("p", { class: "cc-small" }, `${data.held ? words.held : words.stub}; ${words.citing.replace("{count}", data.citing)}`),
        make("div", { class: "cc-proof" }),
      ];
      return parts;
    }

    function actions(data) {
      const button = (name, text) => make("button", { type: "button", "data-act": name }, text);
      const link = (tab, text) => make("a", { href: `?${new URLSearchParams({ tab, doc: data.document })}` }, text);
      const more = view.lacking(data);
      return make("div", { class: "cc-acts" },
        view.linked && data.held ? link("document", words.read) : null,
        view.linked && data.held ? link("check", words.check) : null,
        view.linked ? make("a", { href: view.address(data.document) }, words.centre) : null,
        view.linked && more > 0 ? button("expand", words.expand.replace("{count}", more)) : null,
        view.foldable(data) ? button("collapse", words.collapse) : null,
        view.linked ? button("from", words.from_here) : null,
        button("close", words.close));
    }

    async function prove(data) {
      const day = view.day();
      const key = `${data.id} ${day}`;
      if (!proofs.has(key)) {
        const got = await ask("proof", { doc: data.id, on: day }).catch(() => null);
        if (got) proofs.set(key, got.html);
      }
      const place = box.querySelector(".cc-proof");
      if (!place || shown !== data.id || view.day() !== day) return;
      if (proofs.get(key)) place.innerHTML = proofs.get(key);
      else place.textContent = words.proof_missing;
    }

    function show(data, keep) {
      if (pinned && !keep) return;
      clearTimeout(waiting);
      pinned = Boolean(keep);
      shown = data.id;
      box.hidden = false;
      box.classList.toggle("cc-pinned", pinned);
      box.classList.toggle("cc-left", view.rightHalf(data.id));
      box.replaceChildren(...about(data), ...(pinned ? [actions(data)] : []));
      if (view.linked) waiting = setTimeout(() => prove(data), pinned ? 0 : PATIENCE);
    }

    function hide(all) {
      if (pinned && !all) return;
      clearTimeout(waiting);
      pinned = false;
      shown = null;
      box.hidden = true;
    }

    return { show, hide, get shown() { return shown; },
      again() { const data = shown && view.node(shown); if (data) show(data, pinned); } };
  }

  graph.card = { open };
})();
