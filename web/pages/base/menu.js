// The groups of the navigation: one open at a time, closed by Esc, by a click beside it and when the focus leaves it.
// Without this script each opens and closes by its own heading.
(() => {
  "use strict";
  const groups = document.querySelectorAll(".places details");
  const close = (except) => groups.forEach((g) => { if (g !== except) g.open = false; });
  groups.forEach((g) => {
    g.addEventListener("toggle", () => { if (g.open) close(g); });
    g.addEventListener("focusout", (e) => { if (e.relatedTarget && !g.contains(e.relatedTarget)) g.open = false; });
  });
  document.addEventListener("click", (e) => { if (!e.target.closest(".places details")) close(); });
  document.addEventListener("keydown", (e) => {
    if (e.key !== "Escape") return;
    const open = document.querySelector(".places details[open]");
    if (open) {
      open.open = false;
      open.firstElementChild.focus();
    } else if (location.hash === "#menu") {
      location.hash = "main";
    }
  });
})();
