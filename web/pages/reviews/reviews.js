// Keys for who decides on many: j and k move, x ticks, a accepts, r opens the return, ? tells. Without this script every
// one of them is a link or a button.
(() => {
  "use strict";
  const off = "duban-keys-off";
  const one = (selector) => document.querySelector(selector);
  const box = one("#keys-on");
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
    j: () => one("a[rel=next]")?.click(),
    k: () => one("a[rel=prev]")?.click(),
    x: () => one(".queue li.here input")?.click(),
    a: () => one("form.accept button[type=submit]")?.click(),
    r: () => open(one("form.return details"), ".chips input"),
    "?": () => { one("#keys").open = !one("#keys").open; },
  };
  document.addEventListener("keydown", (e) => {
    const typing = e.target.matches("input:not([type=checkbox]), textarea, select");
    if (!box.checked || typing || e.repeat || e.ctrlKey || e.metaKey || e.altKey || !keys[e.key]) return;
    e.preventDefault();
    keys[e.key]();
  });
  one(".queue li.here")?.scrollIntoView({ block: "nearest" });
})();
