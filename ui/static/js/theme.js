// Light, dark, or as the system says: kept in this browser; paper is always light.
(() => {
  "use strict";
  const KEY = "cancu-theme";
  const system = matchMedia("(prefers-color-scheme: dark)");
  let chosen = null; // while the page lives, where the browser keeps nothing
  const kept = () => {
    try { return localStorage.getItem(KEY); } catch { return null; }
  };

  function dark() {
    return (chosen || kept() || (system.matches ? "dark" : "light")) === "dark";
  }

  function apply() {
    document.body.classList.toggle("dark", dark());
    const button = document.getElementById("cc-theme");
    if (button) button.setAttribute("aria-pressed", String(dark()));
  }

  document.addEventListener("click", (event) => {
    if (!(event.target.closest && event.target.closest("#cc-theme"))) return;
    chosen = dark() ? "light" : "dark";
    try { localStorage.setItem(KEY, chosen); } catch { /* blocked or full */ }
    apply();
    document.dispatchEvent(new CustomEvent("cancu-theme"));
  });
  system.addEventListener("change", () => {
    apply();
    document.dispatchEvent(new CustomEvent("cancu-theme"));
  });
  // Gradio sets the class by the system's scheme when it mounts; what was chosen here wins.
  let printing = false;
  function begin() {
    apply();
    new MutationObserver(() => {
      if (document.body.classList.contains("dark") !== dark() && !printing) apply();
    }).observe(document.body, { attributes: true, attributeFilter: ["class"] });
    if (window.cancuWhen) window.cancuWhen("#cc-theme", apply); // the button comes with the head
  }
  // Gradio puts scripts of the head in by itself, mostly after the page has been read.
  if (document.readyState === "complete") begin();
  else window.addEventListener("load", begin);
  window.addEventListener("beforeprint", () => {
    printing = true;
    document.body.classList.remove("dark");
  });
  window.addEventListener("afterprint", () => {
    printing = false;
    apply();
  });
})();
