// Keeps what was typed into a form when the session has ended: it is stored when the form is sent, the log-in leads
// back to the page, and the form is filled in again for the same person. Files are kept by submission.js, which stays
// on the page.
(() => {
  "use strict";
  const name = "duban-kept", here = location.pathname + location.search;
  const person = () => (document.querySelector(".masthead .person") || { textContent: "" }).textContent.trim();
  const read = () => { try { return JSON.parse(sessionStorage.getItem(name)); } catch { return null; } };
  const write = (value) => {
    try { sessionStorage.setItem(name, JSON.stringify(value)); } catch { /* full or disabled */ }
  };
  const drop = () => { try { sessionStorage.removeItem(name); } catch { /* disabled: nothing was stored */ } };
  const skipped = ["file", "hidden", "password", "submit", "button"];

  const kept = read(), logIn = document.querySelector('form[action="/login"]');
  if (kept && logIn) {
    write({ ...kept, left: true });
    if (!logIn.elements.next) {
      const next = document.createElement("input");
      next.type = "hidden";
      next.name = "next";
      next.value = kept.page;
      logIn.append(next);
    }
  } else if (kept) {
    drop();
    const form = kept.left && kept.page === here && kept.person === person() &&
      [...document.forms].find((f) => f.method === "post" && f.getAttribute("action") === kept.action);
    if (form) {
      for (const e of form.elements) {
        if (!(e.name in kept.fields) || skipped.includes(e.type)) continue;
        if (e.type === "radio" || e.type === "checkbox") e.checked = kept.fields[e.name].includes(e.value);
        else e.value = kept.fields[e.name][0];
      }
      if (form.elements.key && kept.key) form.elements.key.value = kept.key; // sent twice, it counts once
      for (let p = form.parentElement; p; p = p.parentElement) if (p.tagName === "DETAILS") p.open = true;
      for (const d of form.querySelectorAll("details")) d.open = true;
      form.scrollIntoView({ block: "center" });
    }
  }

  document.addEventListener("submit", (event) => {
    const form = event.target;
    if (event.defaultPrevented || form.method !== "post" || form === logIn || !form.elements.key) return;
    const fields = {};
    for (const e of form.elements) {
      if (!e.name || skipped.includes(e.type) || (e.type === "radio" || e.type === "checkbox") && !e.checked) continue;
      (fields[e.name] = fields[e.name] || []).push(e.value);
    }
    write({ page: here, action: form.getAttribute("action"), person: person(), key: form.elements.key.value, fields });
  });
})();
