// What the rooms “Hỏi” and “Tìm” share (see ui/tabs/room_answers.py): an address goes to the room's
// port and a page comes back. Waiting is seen, an older page never stays in the place of a newer
// one, and who comes back stands where the page was left.
(() => {
  "use strict";
  const SLOW = 150; // ms after which waiting is shown
  const LATE = 30_000; // ms after which nothing is expected any more

  // A room by its name in addresses. its:
  //   page: id of where pages go. told: id of what those who hear the page are told.
  //   kind: of a page with what was asked for. state, busy: names of the page's data attributes.
  //   waiting: a sentence; outlined(): whether the outline is shown with it.
  //   places(), place(link): what one comes back to, and which of them a link stands in.
  //   opened(), filled(form), shown(told), heard(told), settled(told), keep(told), list(): what the
  //   room does when an address is asked for, its form filled, its page there, told, drawn, and kept.
  //   taken(event, link), goesOn(): whether the room sees to a click, or to the place, itself.
  window.cancuAnswers = (name, its) => {
    const root = document.documentElement;
    const port = (which) => `#port-${which} .cc-port`;
    const room = (act) => window.cancuWhen(`#${name}-form`, act);
    const left = new Map(); // by address: how far the page was scrolled, and the place that was left
    let wanted = null; // the address that was asked for last
    let settled = true; // whether its page has come
    let timer = 0;
    let late = 0;
    let loaded = false;

    // --- opening ---------------------------------------------------------------------------------
    const send = (element, detail) => element.dispatchEvent(new CustomEvent("cancu-go", { detail }));
    const ask = (address) => send(document.querySelector(port(name)), { address, again: false });
    const begun = () => !new URLSearchParams(wanted || "").get("q");

    document.addEventListener("cancu-go", (event) => {
      if (!event.target.closest(`#port-${name}`)) return;
      const { address, again } = event.detail;
      if (again) return room(focus);
      wanted = address;
      settled = false;
      failed(false);
      its.opened?.();
      if (!begun()) wait();
      room((form) => {
        fill(form);
        if (begun()) focus(form);
      });
    }, true);

    function fill(form) {
      if (wanted === null || form.dataset.filled === wanted) return;
      window.cancuFill(form, wanted);
      its.filled?.(form);
    }

    function focus(form) {
      if (matchMedia("(pointer: coarse)").matches) return; // it would bring the keyboard up
      setTimeout(() => form.q.focus({ preventScroll: true }), 0);
    }

    window.cancuMounted(`${name}-form`, (form) => {
      fill(form);
      if (wanted !== null && begun() && document.activeElement === document.body) focus(form);
    });

    // --- waiting ---------------------------------------------------------------------------------
    function wait() {
      clearTimeout(timer);
      timer = setTimeout(() => {
        if (!its.outlined || its.outlined()) root.dataset[its.busy] = "yes";
        tell(its.waiting);
      }, SLOW);
      clearTimeout(late);
      late = setTimeout(() => settled || failed(true), LATE);
    }

    function rest() {
      clearTimeout(timer);
      delete root.dataset[its.busy];
    }

    // No page came: the program was ended, or the connection is lost.
    function failed(yes) {
      const told = document.getElementById(`${name}-failed`);
      if (told) told.hidden = !yes;
      if (!yes) return;
      rest();
      tell("");
    }

    function tell(sentence) {
      const told = document.getElementById(its.told);
      if (told) told.textContent = sentence;
    }

    // --- pages -----------------------------------------------------------------------------------
    // said: JSON of the server, or what an earlier event left where this one failed.
    function done(said) {
      let told = {};
      try { told = JSON.parse(said || "{}"); } catch { /* nothing was told */ }
      if (told.kind === "same") return;
      if (told.address !== wanted) {
        if (settled) ask(wanted); // an older page came last
        return;
      }
      settled = true;
      failed(false);
      rest();
      show(told);
      more(told.kind);
    }

    function show(told) {
      const whole = told.kind === its.kind;
      root.dataset[its.state] = told.kind || "problem";
      its.shown?.(told);
      room((form) => {
        fill(form);
        its.filled?.(form);
        mark(form, told.wrong || []);
      });
      requestAnimationFrame(() => requestAnimationFrame(() => {
        const spoken = document.querySelector(`#${its.page} .cc-problem .cc-sentence`);
        tell(whole ? its.heard(told) : (spoken ? spoken.textContent : ""));
        its.settled?.(told);
        restore(told.address);
      }));
      if (whole) its.keep(told);
      its.list();
    }

    // Fields with what the server could make nothing of.
    function mark(form, wrong) {
      form.querySelectorAll("[name]").forEach((box) => {
        if (wrong.includes(box.name)) box.setAttribute("aria-invalid", "true");
        else box.removeAttribute("aria-invalid");
      });
    }

    // Examples and what the fields offer, once the box has been painted.
    function more(kind) {
      if (loaded && kind !== "start") return;
      if (!["start", "problem", its.kind].includes(kind)) return;
      loaded = true;
      requestAnimationFrame(() => setTimeout(() => window.cancuWhen(port(`${name}-more`), (element) => send(element, {})), 0));
    }

    // --- coming back -----------------------------------------------------------------------------
    document.addEventListener("click", (event) => {
      const link = event.target.closest && event.target.closest(`#${its.page} a[href]`);
      if (!link || its.taken?.(event, link)) return;
      left.set(location.search, { y: window.scrollY, at: its.places().indexOf(its.place(link)) });
    }, true);

    function restore(address) {
      if (its.goesOn?.()) return;
      const was = left.get(address);
      if (!was || address !== location.search) return;
      left.delete(address);
      window.cancuSeen(() => its.places()[was.at], (place) => {
        window.scrollTo(0, was.y);
        place.focus({ preventScroll: true });
      });
    }

    // --- the box ---------------------------------------------------------------------------------
    document.addEventListener("submit", (event) => {
      const form = event.target;
      if (form.id !== `${name}-form` || form.q.value.trim()) return;
      event.preventDefault();
      event.stopPropagation();
      form.q.setCustomValidity(form.q.dataset.none);
      form.q.reportValidity();
      form.q.focus();
    }, true);

    document.addEventListener("input", (event) => {
      const box = event.target;
      if (!box.form || box.form.id !== `${name}-form`) return;
      box.removeAttribute("aria-invalid");
      if (box.name === "q") box.setCustomValidity("");
    });

    // An address as it is kept: without these parts, and without what meant nothing.
    function kept(told, ...without) {
      const said = new URLSearchParams(told.address);
      [...without, ...(told.wrong || [])].forEach((part) => said.delete(part));
      return `?${said}`;
    }

    return { room, ask, kept, done, failed: () => failed(true) };
  };
})();
