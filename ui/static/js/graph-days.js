// Days of the graph: what was in force on which, the slider, the button that plays them.
(() => {
  "use strict";
  const graph = (window.CancuGraph = window.CancuGraph || {});
  const DAY = 86400000;
  const FIRST = "2000-01-01";
  const PLAYED = 24000; // milliseconds from the first day to the last

  const serial = (iso) => Math.round(Date.parse(`${iso}T00:00:00Z`) / DAY);
  const iso = (number) => new Date(number * DAY).toISOString().slice(0, 10);

  // As offices write it: 01/7/2025.
  function shown(day) {
    if (!day) return "";
    const [year, month, date] = day.split("-");
    return `${date}/${Number(month) <= 2 ? month : Number(month)}/${year}`;
  }

  // A day as typed, 01/7/2025 or 2025-07-01; null where it is none.
  function typed(text) {
    const said = text.trim();
    const local = /^(\d{1,2})[/.-](\d{1,2})[/.-](\d{4})$/.exec(said);
    const day = local ? `${local[3]}-${local[2].padStart(2, "0")}-${local[1].padStart(2, "0")}` : said;
    if (!/^\d{4}-\d{2}-\d{2}$/.test(day)) return null;
    const number = serial(day);
    return Number.isFinite(number) && iso(number) === day ? day : null;
  }

  // The day on this computer; the server's own comes with the first view.
  function now() {
    const here = new Date();
    return iso(Math.floor((here.getTime() - here.getTimezoneOffset() * 60000) / DAY));
  }

  function stateOn(data, day) {
    let found = data.states[0][1];
    for (const [from, state] of data.states) {
      if (from !== null && from > day) break;
      found = state;
    }
    return found;
  }

  const issuedBy = (data, day) => !data.date || data.date <= day;

  // How many documents change on each day: they are issued, or their state becomes another.
  function changes(nodes) {
    const found = new Map();
    const count = (day) => found.set(day, (found.get(day) || 0) + 1);
    for (const data of nodes) {
      const days = new Set(data.states.map(([from]) => from).filter(Boolean));
      if (data.date) days.add(data.date);
      days.forEach(count);
    }
    return new Map([...found].sort(([one], [other]) => (one < other ? -1 : 1)));
  }

  // The slider of a room. onDay(day) is called whenever another day is chosen.
  function slider(box, words, onDay) {
    const range = box.querySelector("input[type=range]");
    const field = box.querySelector("input.cc-day");
    const play = box.querySelector("[data-do=play]");
    const told = box.querySelector(".cc-day-error");
    const ticks = box.querySelector(".cc-ticks");
    let days = [];
    let day = null;
    let timer = null;

    function put(wanted, quiet) {
      const number = Math.min(Math.max(serial(wanted), Number(range.min)), Number(range.max));
      const next = Number(range.min) > number || serial(wanted) !== number ? wanted : iso(number);
      range.value = String(number);
      range.setAttribute("aria-valuetext", shown(next));
      field.value = shown(next);
      field.removeAttribute("aria-invalid");
      told.textContent = "";
      const other = next !== day;
      day = next;
      if (other && !quiet) onDay(day);
    }

    function stop() {
      clearInterval(timer);
      timer = null;
      play.setAttribute("aria-pressed", "false");
      play.querySelector("span").textContent = words.play;
    }

    function start() {
      const last = Number(range.max);
      const begin = days.length ? serial(days[0]) : Number(range.min);
      let at = serial(day) >= last ? Math.max(begin, Number(range.min)) : serial(day);
      const step = Math.max(1, Math.round((last - at) / (PLAYED / 100)));
      play.setAttribute("aria-pressed", "true");
      play.querySelector("span").textContent = words.pause;
      put(iso(at));
      timer = setInterval(() => {
        at = Math.min(at + step, last);
        put(iso(at));
        if (at >= last) stop();
      }, 100);
    }

    function jump(ahead) {
      stop();
      const next = ahead ? days.find((one) => one > day) : days.filter((one) => one < day).pop();
      if (next) put(next);
    }

    function take() {
      const said = typed(field.value);
      if (said) return put(said);
      field.setAttribute("aria-invalid", "true");
      told.textContent = words.bad_day.replace("{day}", field.value.trim());
    }

    range.addEventListener("input", () => { stop(); put(iso(Number(range.value))); });
    field.addEventListener("change", () => { stop(); take(); });
    field.addEventListener("keydown", (event) => { if (event.key === "Enter") { event.preventDefault(); take(); } });
    play.addEventListener("click", () => (timer ? stop() : start()));
    box.querySelector("[data-do=before]").addEventListener("click", () => jump(false));
    box.querySelector("[data-do=after]").addEventListener("click", () => jump(true));

    return {
      get day() { return day; },
      get days() { return days; },
      put,
      stop,
      // The days of another drawing: from 2000 (or its first day) to a year from today, or its last.
      mark(nodes, today) {
        const counted = changes(nodes);
        days = [...counted.keys()].filter((one) => one >= FIRST);
        const last = [iso(serial(today) + 365), ...days.slice(-1)].sort().pop();
        range.min = String(serial(FIRST));
        range.max = String(serial(last));
        const span = serial(last) - serial(FIRST);
        const most = Math.max(1, ...counted.values());
        ticks.replaceChildren(...days.map((one) => {
          const tick = document.createElement("i");
          tick.style.left = `${(100 * (serial(one) - serial(FIRST))) / span}%`;
          tick.style.height = `${25 + (75 * counted.get(one)) / most}%`;
          return tick;
        }));
        if (day) put(day, true);
      },
    };
  }

  graph.days = { shown, typed, now, stateOn, issuedBy, slider };
})();
