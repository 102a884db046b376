// The address of the graph: what it asks for, what in it means nothing, and how it is written.
(() => {
  "use strict";
  const graph = (window.CancuGraph = window.CancuGraph || {});
  const NAMES = ["doc", "on", "layout", "depth", "limit", "hide", "levels"];
  const MOST = 8; // sentences about one address
  const LONGEST = 60; // characters of a value that are repeated in a sentence

  const cut = (said) => (said.length > LONGEST ? `${said.slice(0, LONGEST)}…` : said);

  // {asked, relations, levels, wrong}: what to draw, the codes that are hidden, sentences.
  function read(search, config, today) {
    const said = new URLSearchParams(search);
    const { words } = config;
    const wrong = new Set();
    const tell = (sentence, value) => wrong.add(sentence.replace("{said}", cut(value)).replace("{today}", graph.days.shown(today)));

    const known = (name, values, otherwise, sentence) => {
      const value = (said.get(name) || "").trim();
      if (!value || values.includes(value)) return value || otherwise;
      tell(sentence, value);
      return otherwise;
    };
    // Codes parted by dots; `meant` gives what one stands for, undefined where it is none.
    const listed = (name, meant, sentence) => new Set((said.get(name) || "").split(".").filter(Boolean).map((code) => {
      if (meant(code) === undefined) tell(sentence, code);
      return meant(code);
    }).filter((one) => one !== undefined));

    const day = said.get("on") && said.get("on").trim() ? graph.days.typed(said.get("on")) : "";
    if (day === null) tell(words.wrong_day, said.get("on").trim());
    const limits = config.limits.map(String);
    const asked = {
      doc: said.get("doc") || "",
      on: day || "",
      layout: known("layout", Object.keys(config.layouts), "rings", words.wrong_layout),
      depth: Number(known("depth", config.depths.map(String), "1", words.wrong_depth)),
      limit: Number(known("limit", limits, String(config.limit), words.wrong_limit)),
    };
    const own = (code) => (Object.hasOwn(config.relations, code) ? code : undefined);
    const relations = listed("hide", own, words.wrong_relation);
    const levels = listed("levels", (place) => (/^\d+$/.test(place) ? (config.levels[Number(place)] || [])[0] : undefined), words.wrong_level);
    for (const name of new Set(said.keys())) {
      if (said.get(name) && !NAMES.includes(name) && !config.passed.includes(name) && !name.startsWith("__")) tell(words.unread, name);
    }
    return { asked, relations, levels, wrong: [...wrong].slice(0, MOST) };
  }

  // asked: as above. hidden: the codes of relations and of levels. What is usual is left out.
  function write(asked, hidden, config, today) {
    return `?${new URLSearchParams(Object.entries({
      tab: "graph", doc: asked.doc, depth: asked.depth > 1 ? asked.depth : "", limit: asked.limit === config.limit ? "" : asked.limit,
      on: asked.on === today ? "" : asked.on, layout: asked.layout === "rings" ? "" : asked.layout,
      hide: [...hidden.relations].join("."), levels: [...hidden.levels].map((level) => config.levels.findIndex(([code]) => code === level)).join("."),
    }).filter(([, value]) => value !== "" && value !== undefined))}`;
  }

  graph.address = { read, write };
})();
