// The reader on another day and in another text: asked for, put in place, the place kept.
(() => {
  "use strict";
  const turns = { day: 0, view: 0 }; // of each only the last one asked for is shown
  const underWay = new Set(); // which of them are waited for

  // The answer to a day or a view; null where another was asked for since, or it is too late.
  async function newest(one, what, asked) {
    const mine = (turns[what] += 1);
    underWay.add(what);
    one.setAttribute("aria-busy", "true");
    const told = await asked;
    if (mine !== turns[what]) return null;
    underWay.delete(what);
    if (!underWay.size) one.removeAttribute("aria-busy");
    if (told) window.cancuReader.complain(told.error);
    return told;
  }

  function recolour(one, told) {
    one.querySelectorAll(".cc-cite").forEach((cite) => {
      const state = cite.dataset.t === undefined ? "unknown" : told.states[cite.dataset.t];
      const [sign, word] = told.signs[state];
      cite.className = cite.className.replace(/cc-state-\w+/, `cc-state-${state}`);
      const mark = cite.querySelector("sup");
      if (!mark) return;
      mark.textContent = sign;
      cite.querySelector(".cc-heard").textContent = ` (${word})`;
    });
  }

  // A long text comes before the states of what it cites.
  async function pending(one) {
    const told = await window.cancuReader.ask(one, "day", { as_of: one.dataset.on });
    if (!told || !one.dataset.pending) return;
    if (told.error) window.cancuReader.complain(`Chưa xét được hiệu lực của văn bản được viện dẫn. ${told.error}`);
    else show(one, told);
  }

  function show(one, told) {
    const { putBack, top } = window.cancuReader;
    const place = top(one);
    one.cancuDay = told;
    delete one.dataset.pending;
    one.dataset.on = told.on;
    const opened = one.querySelector(".cc-doc-state details").open;
    one.querySelector(".cc-doc-state").innerHTML = told.own;
    one.querySelector(".cc-doc-state details").open = opened;
    one.querySelector(".cc-legend-box").innerHTML = told.legend;
    one.querySelector(".cc-cited-list").innerHTML = told.cited;
    recolour(one, told);
    putBack(one, place);
  }

  async function day(one, typed) {
    const { ask, remember, say } = window.cancuReader;
    const told = await newest(one, "day", ask(one, "day", { as_of: typed }));
    if (!told) return;
    const box = one.querySelector("#cc-read-day");
    box.setAttribute("aria-invalid", told.error ? "true" : "false");
    if (told.error) return;
    if (typed.trim()) one.dataset.asked = "yes"; else delete one.dataset.asked;
    box.value = told.shown;
    one.querySelector(".cc-read-day input[type=date]").value = told.on;
    show(one, told);
    remember(one);
    say(`Đã xét lại hiệu lực vào ngày ${told.shown}.`);
    one.dispatchEvent(new CustomEvent("cancu-day", { bubbles: true }));
  }

  async function view(one, code) {
    const { ask, filled, fold, frame, putBack, remember, say, top } = window.cancuReader;
    const place = top(one);
    const given = await newest(one, "view", ask(one, "text", {
      view: code, as_of: one.dataset.asked ? one.dataset.on : "", line: one.dataset.line || "",
    }));
    if (!given) return;
    if (given.error) {
      one.querySelector(`[name=cc-view][value="${one.dataset.view}"]`).checked = true;
      return;
    }
    one.classList.replace(`cc-view-${one.dataset.view}`, `cc-view-${code}`);
    one.dataset.view = code;
    fold(one);
    delete one.dataset.rest;
    one.querySelector(".cc-lines").replaceChildren(filled(given.html));
    remember(one);
    for (let round = 0; round < 3; round += 1) {
      putBack(one, place);
      await frame();
    }
    say("Đã đổi cách hiện chữ.");
    one.dispatchEvent(new CustomEvent("cancu-text", { bubbles: true }));
  }

  // Links out of the reader stay on its day.
  document.addEventListener("click", (event) => {
    const link = event.target.closest && event.target.closest(".cc-reader a.cc-cite[href]");
    const one = link && link.closest(".cc-reader");
    if (!one) return;
    const to = new URLSearchParams(link.getAttribute("href"));
    if (one.dataset.asked) to.set("as_of", one.dataset.on); else to.delete("as_of");
    link.setAttribute("href", `?${to}`);
  }, true);

  document.addEventListener("submit", (event) => {
    const form = event.target.closest(".cc-read-day");
    if (!form) return;
    event.preventDefault();
    day(form.closest(".cc-reader"), form.querySelector("#cc-read-day").value);
  });

  document.addEventListener("change", (event) => {
    const one = event.target.closest && event.target.closest(".cc-reader");
    if (!one) return;
    if (event.target.id === "cc-read-day") day(one, event.target.value);
    else if (event.target.matches(".cc-read-day input[type=date]") && event.target.value) day(one, event.target.value);
    else if (event.target.name === "cc-view") view(one, event.target.value);
  });

  document.addEventListener("click", (event) => {
    const pressed = event.target.closest && event.target.closest(".cc-read-day button");
    if (!pressed) return;
    const one = pressed.closest(".cc-reader");
    if (!pressed.matches(".cc-calendar")) {
      day(one, pressed.dataset.day);
      return;
    }
    const picker = one.querySelector(".cc-read-day input[type=date]");
    try { picker.showPicker(); } catch { picker.focus(); }
  });

  // What was fetched for the day before is coloured for the day shown.
  document.addEventListener("cancu-text", (event) => {
    if (event.target.cancuDay) recolour(event.target, event.target.cancuDay);
  });
  document.addEventListener("cancu-begun", (event) => { delete event.target.cancuDay; });
  document.addEventListener("cancu-pending", (event) => pending(event.target));
})();
