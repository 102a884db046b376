// The tab “Kiểm tra”: the form and the address, filters, choices. A check is a page of its address.
(() => {
  "use strict";
  const at = (id) => document.getElementById(id);
  let waiting = 0; // timer of the wait that is shown
  let stepped = false; // back or forward in the browser's history
  let filled = false; // whether the form says what a check is of; else it is as it was typed
  let back = null; // what is to be seen again once a choice is in: { place, said }

  function wait(on) {
    clearInterval(waiting);
    at("check-wait").hidden = !on;
    const report = at("report");
    if (report) report.setAttribute("aria-busy", String(Boolean(on)));
    document.documentElement.toggleAttribute("data-checking", Boolean(on));
    if (!on) return;
    const begun = Date.now();
    waiting = setInterval(() => {
      const seconds = Math.round((Date.now() - begun) / 1000);
      if (seconds >= 2) at("check-said").textContent = `${on} (${seconds} giây)`;
    }, 500);
    at("check-said").textContent = on;
  }

  function complain(said) {
    const note = at("check-note");
    note.hidden = !said;
    note.textContent = said || "";
  }

  // The address of what the form says.
  function wanted() {
    const said = new URLSearchParams([["tab", "check"]]);
    const [draft, chosen, typed] = [at("check-draft").value, at("check-chosen").value, at("check-doc").value.trim()];
    if (draft) said.append("draft", draft);
    else if (chosen || typed) said.append("doc", chosen || typed);
    const day = at("check-day").value.trim();
    if (day) said.append("as_of", day);
    return said;
  }

  function check(quiet) {
    const said = wanted();
    if (!said.get("draft") && !said.get("doc")) {
      complain("Hãy thả một dự thảo, hoặc chọn một văn bản trong thư viện.");
      return;
    }
    complain("");
    if (!quiet) wait("Đang kiểm tra…");
    window.cancuGo(`?${said}`);
  }
  window.cancuCheck = { check, complain, wait };

  document.addEventListener("submit", (event) => {
    const form = event.target;
    if (form.id === "check-form") {
      event.preventDefault();
      event.stopImmediatePropagation();
      check();
    }
    if (form.matches(".ck-pick")) {
      event.preventDefault();
      event.stopImmediatePropagation();
      choose(form);
    }
  }, true);

  // --- what is shown ---------------------------------------------------------------------
  const shown = () => document.querySelector("#report .cc-report");

  function rendered() {
    const report = at("report");
    const mark = report && report.firstElementChild && report.querySelector(".cc-report, .ck-problem, .cc-empty");
    if (!mark || mark.dataset.seen) return;
    mark.dataset.seen = "yes";
    wait("");
    const one = shown();
    if (!one) {
      if (filled && mark.matches(".cc-empty")) fill("", "", "", "");
      filled = false;
      return;
    }
    filled = true;
    const { doc, draft, name, day } = one.dataset;
    fill(doc, draft, name, day);
    at("check-told").textContent = back ? back.said : one.querySelector(".cc-sentence").textContent;
    if (back) again(one);
  }

  function fill(doc, draft, name, day) {
    // What is being typed is the next wish; a step back brings what was asked then.
    const typed = document.activeElement === at("check-doc") && !at("check-chosen").value && !at("check-draft").value;
    if (stepped || !typed) {
      at("check-chosen").value = doc;
      at("check-draft").value = draft;
    }
    const free = (id) => stepped || document.activeElement !== at(id);
    if (free("check-doc")) at("check-doc").value = doc ? name : "";
    if (free("check-day")) at("check-day").value = day;
    stepped = false;
    const drop = at("draft");
    drop.classList.toggle("ck-taken", Boolean(draft));
    drop.querySelector("b").textContent = draft ? name : drop.dataset.drop || (drop.dataset.drop = drop.querySelector("b").textContent);
  }

  // After a choice: the row of the same place, where it stood on the screen.
  function again(one) {
    const { place, top } = back;
    back = null;
    const row = [...one.querySelectorAll(".ck-row")].find((item) => item.dataset.place === place);
    if (!row) return;
    window.scrollBy(0, row.getBoundingClientRect().top - top);
    row.focus({ preventScroll: true });
    row.classList.add("ck-fresh");
  }

  // --- choices ---------------------------------------------------------------------------
  async function post(to, said) {
    try {
      const answer = await fetch(to, {
        method: "POST", headers: { "content-type": "application/json" }, body: JSON.stringify(said),
      });
      const told = await answer.json();
      if (answer.ok) return told;
      return { wrong: [told.error.message, told.error.hint].filter(Boolean).join(" ") };
    } catch {
      return { wrong: "Mất kết nối với chương trình. Hãy thử lại." };
    }
  }

  async function send(to, said, place, row, button, note) {
    const address = location.search;
    button.disabled = true;
    const told = await post(to, said);
    button.disabled = false;
    if (told.wrong) {
      if (!note) complain(told.wrong);
      else {
        note.hidden = false;
        note.textContent = told.wrong;
      }
      return;
    }
    if (location.search !== address) return; // shown again, the check is made anew
    back = { place, said: told.told, top: row.getBoundingClientRect().top };
    wait("Đang kiểm tra lại…");
    window.cancuGo(location.search);
  }

  function choose(form) {
    const { doc, draft } = shown().dataset;
    const target = form.querySelector("input[type=radio]:checked");
    if (!target) return;
    const said = {
      place: Number(form.dataset.place), target: target.value,
      everywhere: form.querySelector("[name=everywhere]").checked,
    };
    send("/cancu-check/choose", { ...said, ...(draft ? { draft } : { doc }) }, form.dataset.place,
      form.closest(".ck-row"), form.querySelector("button"), form.querySelector(".ck-pick-said"));
  }

  // --- clicks ----------------------------------------------------------------------------
  document.addEventListener("click", (event) => {
    const target = event.target.closest && event.target.closest(
      "#report [data-part], #report a.ck-level, #report [data-undo], #report [data-print]");
    if (!target || event.ctrlKey || event.metaKey || event.shiftKey) return;
    if (target.dataset.part) {
      event.preventDefault();
      const part = at(target.dataset.part);
      part.scrollIntoView({ block: "start" });
      part.focus({ preventScroll: true });
    } else if (target.dataset.undo) {
      const row = target.closest(".ck-row");
      send("/cancu-check/undo", { choice: Number(target.dataset.undo) }, row.dataset.place, row, target, null);
    } else if (target.dataset.print !== undefined) window.print();
    else if (target.matches(".ck-level")) level(event, target);
  }, true);

  // All rows are here: others are hidden; else the server is asked for those wanted.
  function level(event, link) {
    const one = link.closest(".cc-report");
    if (one.dataset.partial) return;
    event.preventDefault();
    event.stopPropagation();
    const wantedLevel = link.dataset.level;
    one.querySelectorAll(".ck-row").forEach((row) => {
      row.hidden = Boolean(wantedLevel) && row.dataset.level !== wantedLevel;
    });
    one.querySelectorAll(".ck-level").forEach((other) => {
      if (other === link) other.setAttribute("aria-current", "true");
      else other.removeAttribute("aria-current");
    });
    history.replaceState(null, "", link.getAttribute("href"));
    const left = one.querySelectorAll(".ck-row:not([hidden])").length;
    at("check-told").textContent = `Đang hiện ${left} văn bản.`;
  }

  document.addEventListener("cancu-failed", (event) => { if (event.detail === "check") wait(""); });
  window.addEventListener("popstate", () => { stepped = true; });
  new MutationObserver(() => at("check-room") && rendered())
    .observe(document.documentElement, { childList: true, subtree: true });
})();
