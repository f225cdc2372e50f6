// Keyboard shortcuts of the queue: j and k move, x ticks, a accepts, r opens the return form, ? shows the keys. Each is
// also a link or a button.
(() => {
  "use strict";
  const off = "duban-keys-off";
  const find = (selector) => document.querySelector(selector);
  const box = find("#keys-on");
  if (!box) return;
  box.parentElement.hidden = false;
  box.checked = localStorage.getItem(off) === null;
  box.addEventListener("change", () => (box.checked ? localStorage.removeItem(off) : localStorage.setItem(off, "1")));

  const open = (details, focused) => {
    if (!details) return;
    details.open = true;
    details.querySelector(focused)?.focus();
  };
  const keys = {
    j: () => find("a[rel=next]")?.click(),
    k: () => find("a[rel=prev]")?.click(),
    x: () => find(".queue li.here input")?.click(),
    a: () => find("form.accept button[type=submit]")?.click(),
    r: () => open(find("form.return details"), ".chips input"),
    "?": () => { find("#keys").open = !find("#keys").open; },
  };
  document.addEventListener("keydown", (e) => {
    const typing = e.target.matches("input:not([type=checkbox]), textarea, select");
    if (!box.checked || typing || e.repeat || e.ctrlKey || e.metaKey || e.altKey || !keys[e.key]) return;
    e.preventDefault();
    keys[e.key]();
  });
  find(".queue li.here")?.scrollIntoView({ block: "nearest" });
})();
