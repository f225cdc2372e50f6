// Script of the first page: keeps open and focused elements over a refresh, and marks the figures as old when the
// connection is lost.
(() => {
  "use strict";
  let opened = []; // ids of the details elements that were open before the refresh
  let focused = ""; // id or href of the element that had the focus then

  document.addEventListener("htmx:before:swap", () => {
    opened = [...document.querySelectorAll("details[open]")].map((e) => e.id);
    const active = document.activeElement;
    focused = active && active.closest("main") ? active.id || active.getAttribute("href") || "" : "";
  });
  document.addEventListener("htmx:after:swap", () => {
    for (const id of opened) document.getElementById(id)?.setAttribute("open", "");
    if (focused && !document.activeElement?.closest("main")) {
      const element = document.getElementById(focused) ?? document.querySelector(`main [href="${CSS.escape(focused)}"]`);
      element?.focus({ preventScroll: true });
    }
  });
  document.addEventListener("htmx:error", () => {
    const line = document.getElementById("as-of");
    if (!line || line.classList.contains("stale")) return;
    line.textContent = `${line.dataset.stale} · ${line.textContent}`;
    line.classList.add("stale");
  });
})();
