// Workbooks can be dropped anywhere on a page with a drop zone; choosing a file sends the form. Without scripts the form
// has a button.
"use strict";
(() => {
  const form = document.querySelector("form[data-drop]");
  if (!form) return;
  const input = form.querySelector('input[type="file"]');
  const button = form.querySelector("button");
  let depth = 0;
  const over = (on) => form.classList.toggle("over", on);
  const carriesFiles = (event) => event.dataTransfer && Array.from(event.dataTransfer.types).includes("Files");
  const send = () => {
    if (!input.files.length || form.classList.contains("sending")) return;
    form.requestSubmit();
  };
  document.addEventListener("dragenter", (event) => {
    if (carriesFiles(event)) { depth += 1; over(true); }
  });
  document.addEventListener("dragleave", () => { depth = Math.max(0, depth - 1); over(depth > 0); });
  document.addEventListener("dragover", (event) => { if (carriesFiles(event)) event.preventDefault(); });
  document.addEventListener("drop", (event) => {
    if (!carriesFiles(event)) return;
    event.preventDefault();
    depth = 0;
    over(false);
    input.files = event.dataTransfer.files;
    send();
  });
  input.addEventListener("change", send);
  form.addEventListener("submit", () => {
    form.classList.add("sending");
    button.textContent = form.dataset.sending;
  });
  addEventListener("pageshow", () => form.classList.remove("sending"));
})();
