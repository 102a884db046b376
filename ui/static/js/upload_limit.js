// A file over the limit is refused before it is sent, in one sentence; the others of the same lot go on.
(() => {
  "use strict";
  const most = () => Number(window.gradio_config && window.gradio_config.max_file_size) || Infinity;

  function tell(block, names) {
    const old = block.nextElementSibling;
    if (old && old.classList.contains("cc-too-large")) old.remove();
    if (!names.length) return;
    const said = document.createElement("p");
    said.className = "cc-too-large";
    said.setAttribute("role", "alert");
    const limit = `lớn hơn ${Math.floor(most() / 2 ** 20)} MB nên không được nhận`;
    said.textContent = names.length === 1 ? `Tệp “${names[0]}” ${limit}.` : `${names.length} tệp ${limit}: ${names.join(", ")}.`;
    block.after(said);
  }

  // Whether the lot was taken over here; then what is within the limit is given to the field anew.
  function sifted(event, field, files) {
    const block = field.closest(".block") || field.parentElement;
    const large = files.filter((file) => file.size > most());
    tell(block, []);
    if (!large.length) return;
    event.preventDefault();
    event.stopImmediatePropagation();
    const kept = new DataTransfer();
    files.filter((file) => file.size <= most()).forEach((file) => kept.items.add(file));
    field.files = kept.files;
    if (kept.files.length) field.dispatchEvent(new Event("change", { bubbles: true }));
    tell(block, large.map((file) => file.name));
  }

  document.addEventListener("change", (event) => {
    const field = event.target;
    if (field.matches && field.matches("input[type=file]")) sifted(event, field, [...field.files]);
  }, true);

  document.addEventListener("drop", (event) => {
    const block = event.target.closest && event.target.closest(".block");
    const field = block && block.querySelector("input[type=file]");
    if (!field || !event.dataTransfer) return;
    sifted(event, field, [...event.dataTransfer.files]);
    if (event.defaultPrevented) event.target.dispatchEvent(new DragEvent("dragleave", { bubbles: true }));
  }, true);
})();
