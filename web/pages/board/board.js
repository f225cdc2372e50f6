// The board's script: it says when the connection is gone, so that nobody takes old figures for today's. Everything on
// the board is drawn by the server.
(() => {
  "use strict";
  document.addEventListener("htmx:error", () => {
    const line = document.getElementById("as-of");
    if (!line || line.classList.contains("stale")) return;
    line.textContent = `${line.dataset.stale} · ${line.textContent}`;
    line.classList.add("stale");
  });
})();
