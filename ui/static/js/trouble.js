// One sentence of what failed. Gradio shows the message of an error only where the event went
// through its queue; the rooms' own events do not (ui/tabs/opening.py).
(() => {
  "use strict";

  // What was put away last, and when: a room asks for its parts at once, so that one cause fails
  // several times with the same sentence. Told once, it is not told again of what began before.
  let putAway = { sentence: "", at: 0 };

  function clear() {
    const bar = document.getElementById("cc-trouble");
    if (bar) bar.remove();
  }

  function tell(title, sentence, begun) {
    if (sentence === putAway.sentence && begun <= putAway.at) return;
    const shown = document.querySelector("#cc-trouble span");
    if (shown && shown.textContent === sentence) return;
    clear();
    const bar = document.createElement("div");
    bar.id = "cc-trouble";
    bar.className = "cc-foot-bar";
    bar.setAttribute("role", "alert");
    const head = document.createElement("b");
    head.textContent = title;
    const said = document.createElement("span");
    said.textContent = sentence;
    const close = document.createElement("button");
    close.type = "button";
    close.textContent = "Đóng";
    close.addEventListener("click", () => {
      putAway = { sentence, at: performance.now() };
      clear();
    });
    bar.append(head, said, close);
    document.body.append(bar);
  }
  window.cancuTrouble = { clear };

  // Messages come escaped for HTML, choices in a list.
  function plain(message) {
    const body = new DOMParser().parseFromString(message, "text/html").body;
    body.querySelectorAll("li").forEach((each) => { each.prepend(" • "); });
    return body.textContent.trim();
  }

  const fetched = window.fetch.bind(window);
  window.fetch = async (...asked) => {
    const begun = performance.now();
    const answer = await fetched(...asked);
    const address = String((asked[0] && asked[0].url) || asked[0]);
    if (answer.status === 500 && address.includes("/run/predict")) {
      answer.clone().json().catch(() => ({})).then((told) => {
        const said = plain(told.error || "Không thực hiện được việc này. Hãy thử lại.");
        tell(told.title || "Lỗi", said, begun);
      });
    }
    return answer;
  };
})();
