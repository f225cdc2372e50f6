// Ctrl-K leads to the field that finds projects, units, orders and the rest. While it is empty it offers the projects that
// the person marked, and those looked at last in this browser: which those are is kept here alone, for this account, and
// goes at the log-out.
(() => {
  "use strict";
  const field = document.getElementById("seek");
  if (!field) return;
  const account = (document.querySelector(".masthead .person") || { dataset: {} }).dataset.account || "";
  const name = "duban-recent " + account, most = 8;
  const read = () => { try { return JSON.parse(localStorage.getItem(name)) || []; } catch { return []; } };
  const write = (all) => { try { localStorage.setItem(name, JSON.stringify(all)); } catch { /* full or disabled */ } };

  const title = document.querySelector("h1[data-recent]");
  if (title) {
    const path = location.pathname;
    write([{ path, name: title.dataset.recent }, ...read().filter((one) => one.path !== path)].slice(0, most));
  }
  const out = document.querySelector('form[action="/logout"]');
  if (out) out.addEventListener("submit", () => { try { localStorage.removeItem(name); } catch { /* disabled */ } });

  const offers = document.createElement("div");
  offers.className = "offers";
  offers.hidden = true;
  field.after(offers);
  const recent = () => {
    const all = read().filter((one) => String(one.path).startsWith("/projects/") && one.path !== location.pathname);
    if (!all.length) return [];
    const heading = document.createElement("h2"), list = document.createElement("ul");
    heading.textContent = field.dataset.recent;
    for (const one of all) {
      const item = document.createElement("li"), link = document.createElement("a");
      link.href = one.path;
      link.textContent = one.name;
      link.lang = "zh-CN";
      item.append(link);
      list.append(item);
    }
    return [heading, list];
  };
  const offer = async () => {
    if (field.value) { offers.hidden = true; return; }
    if (!offers.hidden) return;
    offers.replaceChildren(...recent());
    offers.hidden = false;
    try {
      const answer = await fetch("/search", { headers: { "HX-Request": "true" } });
      if (answer.ok && !offers.hidden) offers.insertAdjacentHTML("afterbegin", await answer.text());
    } catch { /* without a network only what this browser knows */ }
  };
  const close = () => { offers.hidden = true; };
  field.addEventListener("focus", offer);
  field.addEventListener("click", offer);
  field.addEventListener("input", offer);
  field.form.addEventListener("focusout", (e) => { if (!field.form.contains(e.relatedTarget)) close(); });
  offers.addEventListener("mousedown", (e) => { if (!e.target.closest("a")) e.preventDefault(); });
  field.form.addEventListener("keydown", (e) => {
    const links = [...offers.querySelectorAll("a")], at = links.indexOf(document.activeElement);
    if (e.key === "Escape" && !offers.hidden) {
      field.focus();
      close();
    } else if (e.key === "ArrowDown" && !offers.hidden && links[at + 1]) {
      e.preventDefault();
      links[at + 1].focus();
    } else if (e.key === "ArrowUp" && at >= 0) {
      e.preventDefault();
      (links[at - 1] || field).focus();
    }
  });
  document.addEventListener("keydown", (e) => {
    if (!(e.ctrlKey || e.metaKey) || e.key.toLowerCase() !== "k" || e.shiftKey || e.altKey) return;
    e.preventDefault();
    field.focus();
    field.select();
    offer();
  });
})();
