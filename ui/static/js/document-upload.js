// Files dropped or chosen go to the server one by one, two at a time; each answer is shown as it
// comes. Other rooms may be used meanwhile.
(() => {
  "use strict";
  const AT_ONCE = 2;
  const at = (id) => document.getElementById(id);
  const waiting = [];
  const working = new Set(); // requests under way
  const shares = new Map(); // of the files under way: what part has been sent
  let total = 0;
  let done = 0;
  let counts = {};

  // Names not in the library yet. They outlive the page: Gradio loads it again when a server that
  // was killed is back, and what was not added must not go with it.
  const LEFT = "cancu-not-added";
  const left = {
    names() {
      try { return JSON.parse(sessionStorage.getItem(LEFT) || "[]"); } catch { return []; }
    },
    write(names) {
      try { sessionStorage.setItem(LEFT, JSON.stringify(names)); } catch { /* closed: told while the page lives */ }
    },
    drop(name) {
      const names = left.names();
      const at = names.indexOf(name);
      if (at >= 0) left.write(names.filter((_, number) => number !== at));
    },
  };

  function begin(items) {
    if (!items.length) return;
    if (!working.size && !waiting.length) {
      total = done = 0;
      counts = {};
      at("upload-results").replaceChildren();
      left.write([]);
    }
    left.write([...left.names(), ...items.map((item) => item.name)]);
    total += items.length;
    waiting.push(...items);
    at("upload-run").hidden = false;
    at("upload-stop").hidden = false;
    at("upload-hide").hidden = true;
    while (working.size < AT_ONCE && waiting.length) send(waiting.shift());
    show();
  }

  function send(item) {
    const zone = at("upload");
    const most = Number(zone.dataset.most);
    const request = new XMLHttpRequest();
    working.add(request);
    request.open("POST", `${zone.dataset.add}?${new URLSearchParams(item.sample ? { sample: item.name } : { name: item.name })}`);
    request.responseType = "json";
    request.upload.onprogress = (event) => { shares.set(request, event.loaded / (event.total || 1)); show(); };
    request.onloadend = () => {
      working.delete(request);
      shares.delete(request);
      done += 1;
      const said = request.response;
      told(item, said && said.html ? said : null);
      if (waiting.length) send(waiting.shift());
      show();
      if (!working.size) finish();
    };
    // More than a document may have is not sent whole: the server tells the same sentence.
    request.send(item.file ? (item.file.size > most ? item.file.slice(0, most + 1) : item.file) : null);
  }

  function told(item, said) {
    const results = at("upload-results");
    if (!results) return;
    const kind = said ? said.outcome : stopped ? "stopped" : "refused";
    counts[kind] = (counts[kind] || 0) + 1;
    if (!["stopped", "refused"].includes(kind)) left.drop(item.name);
    if (said) results.insertAdjacentHTML("beforeend", said.html);
    else lacking(results, item.name, stopped ? "đã dừng, chưa thêm." : "mất kết nối với chương trình, chưa thêm. Hãy thử lại.");
  }

  function lacking(results, name, why) {
    const line = document.createElement("li");
    line.className = "cc-up cc-up-refused";
    line.textContent = `✖ ${name}: ${why}`;
    results.append(line);
  }

  // After the page was loaded again.
  window.cancuWhen("#upload-results", (results) => {
    const names = left.names();
    if (!names.length || total) return;
    names.forEach((name) => lacking(results, name, "chưa thêm. Hãy thả lại tệp này."));
    at("upload-said").textContent = `Lần trước còn ${names.length} tệp chưa được thêm.`;
    at("upload-run").hidden = false;
    at("upload-stop").hidden = true;
    at("upload-hide").hidden = false;
  });

  let stopped = false;
  function show() {
    const sent = [...shares.values()].reduce((sum, share) => sum + share, 0);
    const bar = at("upload-bar");
    if (!bar) return;
    bar.max = Math.max(1, total);
    bar.value = done + 0.4 * sent; // reading takes longer than sending
    if (done < total) at("upload-said").textContent = `Đã xong ${done}/${total} tệp…`;
  }

  const WORDS = [["added", "thêm mới"], ["updated", "cập nhật"], ["unchanged", "đã có sẵn"],
    ["refused", "không thêm được"], ["stopped", "đã dừng"]];
  function finish() {
    stopped = false;
    if (!at("upload-stop")) return;
    at("upload-stop").hidden = true;
    at("upload-hide").hidden = false;
    const parts = WORDS.filter(([kind]) => counts[kind]).map(([kind, word]) => `${counts[kind]} ${word}`);
    at("upload-said").textContent = `Xong ${total} tệp: ${parts.join(", ")}.`;
    if (window.cancuTab === "document" && !new URLSearchParams(location.search).get("doc")) {
      window.cancuGo(location.search || "?tab=document");
    }
  }

  function stop() {
    stopped = true;
    waiting.splice(0).forEach((item) => { done += 1; told(item, null); });
    working.forEach((request) => request.abort());
  }

  const files = (list) => [...list].map((file) => ({ name: file.name, file }));
  document.addEventListener("change", (event) => {
    if (event.target.id !== "upload-files") return;
    begin(files(event.target.files));
    event.target.value = "";
  });
  document.addEventListener("click", (event) => {
    const target = event.target.closest && event.target.closest("#upload-stop, #upload-hide, [data-samples]");
    if (!target) return;
    if (target.id === "upload-stop") stop();
    else if (target.id === "upload-hide") {
      left.write([]);
      at("upload-run").hidden = true;
    } else {
      target.disabled = true;
      begin(target.dataset.samples.split("|").map((name) => ({ name, sample: true })));
    }
  });

  window.cancuDrop("document", "upload", "cc-shelf-drop-over", (dropped) => begin(files(dropped)));
  window.addEventListener("beforeunload", (event) => {
    if (working.size) event.preventDefault();
  });
})();
