// The card of a citation: on hover, on focus, on tap; fetched when first shown, then kept.
(() => {
  "use strict";
  const WAIT = 140, GRACE = 220, MARGIN = 8; // ms, ms, px
  const kept = new Map(); // promises of cards by address
  const card = document.createElement("div");
  card.id = "cc-card";
  card.className = "cc-hover";
  card.setAttribute("role", "dialog");
  card.setAttribute("aria-labelledby", "cc-card-name");
  card.hidden = true;
  let cite = null, timer = 0, byTouch = false, byKey = false;

  function fetched(one, place) {
    const on = one.dataset.on;
    const to = `/cancu-cards/${encodeURIComponent(one.dataset.doc)}/${encodeURIComponent(place)}?as_of=${on}`;
    if (!kept.has(to)) {
      if (kept.size > 400) kept.clear();
      const asked = fetch(to).then(async (answer) => {
        const said = await answer.text();
        if (answer.ok) return said;
        kept.delete(to);
        const told = document.createElement("p");
        told.textContent = plain(said);
        return told.outerHTML;
      });
      kept.set(to, asked.catch(() => { kept.delete(to); return "<p>Không hỏi được máy chủ; hãy thử lại.</p>"; }));
    }
    return kept.get(to);
  }

  // A refusal is a sentence; that of the door before the rooms is JSON.
  function plain(said) {
    try { return window.cancuReader.sentence(JSON.parse(said).error); } catch { return said; }
  }

  // Below its citation, or above where there is more room; never out of the screen.
  function place() {
    if (!cite || card.hidden) return;
    const boxes = [...cite.getClientRects()];
    const box = boxes[0];
    if (!box || box.bottom < 0 || box.top > window.innerHeight) { hide(); return; }
    const end = boxes[boxes.length - 1];
    const room = { below: window.innerHeight - end.bottom - 2 * MARGIN, above: box.top - 2 * MARGIN };
    card.style.maxHeight = "";
    const wide = card.offsetWidth, high = card.offsetHeight;
    const under = room.below >= Math.min(high, 260) || room.below >= room.above;
    const most = Math.max(120, under ? room.below : room.above);
    const shown = Math.min(high, most);
    card.style.maxHeight = `${most}px`;
    card.style.left = `${Math.max(MARGIN, Math.min(box.left, document.documentElement.clientWidth - wide - MARGIN))}px`;
    card.style.top = `${Math.max(MARGIN, under ? end.bottom + MARGIN / 2 : box.top - shown - MARGIN / 2)}px`;
  }

  async function show(wanted) {
    clearTimeout(timer);
    const one = wanted.closest(".cc-reader");
    if (!one || (cite === wanted && !card.hidden)) return;
    if (cite) cite.setAttribute("aria-expanded", "false");
    cite = wanted;
    cite.setAttribute("aria-haspopup", "dialog");
    cite.setAttribute("aria-expanded", "true");
    if (!card.isConnected) (document.querySelector(".gradio-container") || document.body).append(card);
    card.lang = "vi";
    card.setAttribute("aria-busy", "true");
    card.innerHTML = '<p class="cc-loading">Đang tải…</p>';
    card.hidden = false;
    place();
    const said = await fetched(one, wanted.dataset.m);
    if (cite !== wanted || card.hidden) return;
    card.innerHTML = said;
    card.removeAttribute("aria-busy");
    const told = card.querySelector(".cc-card-state");
    if (told) { told.id = "cc-card-state"; cite.setAttribute("aria-describedby", told.id); }
    place();
  }

  function hide() {
    clearTimeout(timer);
    card.hidden = true;
    if (!cite) return;
    cite.setAttribute("aria-expanded", "false");
    cite.removeAttribute("aria-describedby");
    cite = null;
  }

  const citeOf = (event) => event.target.closest && event.target.closest(".cc-reader .cc-cite");
  const later = (work, wait) => { clearTimeout(timer); timer = setTimeout(work, wait); };

  document.addEventListener("pointerdown", (event) => { byTouch = event.pointerType === "touch"; byKey = false; }, true);
  document.addEventListener("keydown", () => { byKey = true; }, true);

  document.addEventListener("mouseover", (event) => {
    if (byTouch) return;
    const wanted = citeOf(event);
    if (wanted) later(() => show(wanted), card.hidden ? WAIT : WAIT / 2);
    else if (event.target.closest && event.target.closest("#cc-card")) clearTimeout(timer);
    else if (!card.hidden && !card.contains(document.activeElement) && document.activeElement !== cite) later(hide, GRACE);
    else if (card.hidden) clearTimeout(timer);
  });

  document.addEventListener("focusin", (event) => {
    const wanted = citeOf(event);
    if (wanted) { if (byKey || wanted.matches(":focus-visible")) show(wanted); return; }
    if (!card.hidden && !card.contains(event.target)) hide();
  });

  // A tap shows the card first; its links lead on. What is not held has nothing else to show.
  document.addEventListener("click", (event) => {
    const wanted = citeOf(event);
    if (!wanted) {
      if (!card.hidden && !(event.target.closest && event.target.closest("#cc-card, [data-step], [data-goto]"))) hide();
      else if (!card.hidden && event.target.closest("#cc-card a[href^='?']")) hide();
      return;
    }
    if (event.ctrlKey || event.metaKey || event.shiftKey) return;
    if (byTouch || !wanted.hasAttribute("href")) {
      event.preventDefault();
      event.stopPropagation();
      show(wanted);
    } else hide();
  }, true);

  function stops() {
    return [...card.querySelectorAll("a[href], button")];
  }

  function nextOf(element) {
    const cites = [...element.closest(".cc-reader").querySelectorAll('.cc-cite:not([tabindex="-1"])')];
    return cites[cites.indexOf(element) + 1];
  }

  document.addEventListener("keydown", (event) => {
    if (card.hidden) {
      const wanted = citeOf(event);
      if (wanted && (event.key === " " || (event.key === "Enter" && !wanted.hasAttribute("href")))) { event.preventDefault(); show(wanted); }
      return;
    }
    if (event.key === "Escape") {
      const back = cite;
      const inside = card.contains(document.activeElement);
      hide();
      if (inside && back) { byKey = false; back.focus({ preventScroll: true }); hide(); }
      event.stopPropagation();
      return;
    }
    if (event.key !== "Tab") return;
    // The card stands behind its citation in the order of Tab, wherever it is drawn.
    const links = stops();
    if (document.activeElement === cite && !event.shiftKey && links.length) {
      event.preventDefault();
      links[0].focus();
    } else if (event.shiftKey && document.activeElement === links[0]) {
      event.preventDefault();
      cite.focus({ preventScroll: true });
    } else if (!event.shiftKey && document.activeElement === links[links.length - 1]) {
      const on = nextOf(cite);
      if (!on) return;
      event.preventDefault();
      on.focus();
    }
  }, true);

  card.addEventListener("mouseleave", () => { if (!card.contains(document.activeElement)) later(hide, GRACE); });
  window.addEventListener("scroll", () => place(), { passive: true });
  window.addEventListener("resize", () => place());
  window.addEventListener("popstate", hide);
  document.addEventListener("cancu-day", hide);
  document.addEventListener("cancu-text", hide);
  window.cancuCard = { hide, show };
})();
