// Keeps what was filled into a form when the session has ended, from the moment the form is sent. The log-in leads back
// to the page, and the form is filled in again for the same account. Everything stays in this browser: text in the
// session storage, files in its own database. Both go once the form has arrived, and when the person logs out; before that
// the log-out says when something waits to be sent (queue.js).
(() => {
  "use strict";
  const name = "duban-kept", here = location.pathname + location.search, day = 24 * 3600 * 1000, forget = 7 * day;
  const account = () => (document.querySelector(".masthead .person") || { dataset: {} }).dataset.account || "";
  const read = () => { try { return JSON.parse(sessionStorage.getItem(name)); } catch { return null; } };
  const write = (value) => {
    try { sessionStorage.setItem(name, JSON.stringify(value)); } catch { /* full or disabled */ }
  };
  const drop = () => { try { sessionStorage.removeItem(name); } catch { /* disabled: nothing was stored */ } };
  const skipped = ["file", "hidden", "password", "submit", "button"];

  // stored does something with the database of files; the promise fails where a browser has none.
  const stored = (mode, act) => new Promise((done, fail) => {
    const open = indexedDB.open("duban", 1);
    open.onupgradeneeded = () => open.result.createObjectStore("files");
    open.onerror = () => fail(open.error);
    open.onsuccess = () => {
      const tx = open.result.transaction("files", mode), asked = act(tx.objectStore("files"));
      tx.oncomplete = () => { open.result.close(); done(asked && asked.result); };
      tx.onerror = tx.onabort = () => { open.result.close(); fail(tx.error); };
    };
  });
  // keptFiles holds the files of a form under a key, for this account alone.
  const keptFiles = window.keptFiles = {
    put: (key, files) => stored("readwrite", (s) => s.put({ at: Date.now(), account: account(), files }, key)).then(() => true, () => false),
    get: (key) => stored("readonly", (s) => s.get(key)).then((v) => v && v.account === account() && Date.now() - v.at < forget ? v.files : null, () => null),
    drop: (key) => stored("readwrite", (s) => s.delete(key)).catch(() => {}),
    all: async (prefix) => {
      const found = [];
      await stored("readonly", (s) => {
        const rows = s.openCursor(IDBKeyRange.bound(prefix, prefix + "\uffff"));
        rows.onsuccess = () => {
          if (!rows.result) return;
          const { key, value } = rows.result;
          if (value.account === account()) found.push({ key, at: value.at, files: value.files });
          rows.result.continue();
        };
      }).catch(() => {});
      return found.sort((a, b) => a.at - b.at);
    },
    clear: () => stored("readwrite", (s) => s.clear()).catch(() => {}),
  };
  stored("readwrite", (s) => {
    const all = s.openCursor();
    all.onsuccess = () => {
      const row = all.result;
      if (!row) return;
      if (Date.now() - row.value.at > (String(row.key).startsWith("queue ") ? 5 * forget : forget)) row.delete(); // what is not sent stays longer
      row.continue();
    };
  }).catch(() => {});

  // nth is a form's place among those of the page that are sent to the same address.
  const same = (action) => [...document.forms].filter((f) => f.method === "post" && f.getAttribute("action") === action);
  const filesOf = (page, action, nth) => "form " + page + " " + action + " " + nth;

  const kept = read(), logIn = document.querySelector('form[action="/login"]');
  const elsewhere = kept && kept.left && kept.page !== here && Date.now() - kept.at < day && ["", kept.account].includes(account());
  if (kept && logIn) {
    write({ ...kept, left: true });
    if (!logIn.elements.next) {
      const next = document.createElement("input");
      next.type = "hidden";
      next.name = "next";
      next.value = kept.page;
      logIn.append(next);
    }
    const signOn = document.querySelector('a[href^="/signon"]');
    if (signOn && !new URLSearchParams(signOn.search).has("next")) signOn.href = "/signon?next=" + encodeURIComponent(kept.page);
  } else if (kept && !elsewhere) {
    drop();
    const key = filesOf(kept.page, kept.action, kept.nth);
    const form = kept.left && kept.page === here && kept.account === account() && same(kept.action)[kept.nth];
    if (form) {
      for (const e of form.elements) {
        if (!(e.name in kept.fields) || skipped.includes(e.type)) continue;
        if (e.type === "radio" || e.type === "checkbox") e.checked = kept.fields[e.name].includes(e.value);
        else e.value = kept.fields[e.name].shift() || "";
      }
      if (form.elements.key && kept.key) form.elements.key.value = kept.key; // sent twice, it counts once
      for (let p = form.parentElement; p; p = p.parentElement) if (p.tagName === "DETAILS") p.open = true;
      for (const d of form.querySelectorAll("details")) d.open = true;
      keptFiles.get(key).then((files) => {
        for (const input of form.querySelectorAll("input[type=file]")) {
          if (!files || !files[input.name]) continue;
          const transfer = new DataTransfer();
          for (const file of files[input.name]) transfer.items.add(file);
          input.files = transfer.files;
          input.dispatchEvent(new Event("change", { bubbles: true }));
        }
        form.dataset.restored = "true";
        form.scrollIntoView({ block: "center" });
      });
    } else keptFiles.drop(key); // it arrived, or someone else is here
  }

  const ours = (form) => form && form.method === "post" && form !== logIn && form.elements.key;

  function keepFiles(form) {
    const files = {}, action = form.getAttribute("action");
    for (const input of form.querySelectorAll("input[type=file]")) if (input.files.length) files[input.name] = [...input.files];
    const key = filesOf(here, action, same(action).indexOf(form));
    return Object.keys(files).length ? keptFiles.put(key, files) : keptFiles.drop(key);
  }

  // first holds a form back until something is done, at most for some seconds, and sends it then.
  const held = new WeakSet(), passed = new WeakSet();
  function first(event, what) {
    const form = event.target, submitter = event.submitter;
    if (!form.requestSubmit) return; // an old browser: it is sent at once
    event.preventDefault();
    held.add(form);
    Promise.race([what, new Promise((done) => setTimeout(done, 3000))]).then(() => {
      passed.add(form);
      form.requestSubmit(submitter);
    });
  }

  document.addEventListener("submit", (event) => {
    const form = event.target;
    if (event.defaultPrevented) return;
    if (passed.delete(form)) { held.delete(form); return; }
    if (held.has(form)) { event.preventDefault(); return; }
    if (form.getAttribute("action") === "/logout") {
      if (form.dataset.unsent) { // once more to leave all the same
        event.preventDefault();
        const box = document.getElementById("queue");
        box.textContent = form.dataset.unsent;
        box.hidden = false;
        delete form.dataset.unsent;
        return;
      }
      drop();
      const pages = window.caches ? caches.delete("duban-forms").catch(() => {}) : null;
      first(event, Promise.all([keptFiles.clear(), pages]));
      return;
    }
    if (!ours(form)) return;
    const fields = {}, action = form.getAttribute("action");
    for (const e of form.elements) {
      if (!e.name || skipped.includes(e.type) || (e.type === "radio" || e.type === "checkbox") && !e.checked) continue;
      (fields[e.name] = fields[e.name] || []).push(e.value);
    }
    write({ at: Date.now(), page: here, action, nth: same(action).indexOf(form), account: account(), key: form.elements.key.value, fields });
    if (form.querySelector("input[type=file]")) first(event, keepFiles(form));
  });
})();
