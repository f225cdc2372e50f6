// Ctrl-K leads to the field that finds projects, units, orders and the rest.
(() => {
  "use strict";
  const field = document.getElementById("seek");
  if (!field) return;
  document.addEventListener("keydown", (e) => {
    if (!(e.ctrlKey || e.metaKey) || e.key.toLowerCase() !== "k" || e.shiftKey || e.altKey) return;
    e.preventDefault();
    field.focus();
    field.select();
  });
})();
