// Script of the board: marks the figures as old when the connection is lost. The server draws everything else.
(() => {
  "use strict";
  document.addEventListener("htmx:error", () => {
    const line = document.getElementById("as-of");
    if (!line || line.classList.contains("stale")) return;
    line.textContent = `${line.dataset.stale} · ${line.textContent}`;
    line.classList.add("stale");
  });
})();
