// Forms to submit a report or milestone: keeps a draft in local storage and its files as keep.js does, shrinks photographs, and sends without losing
// the draft when the network fails. Without scripts the forms are sent as they are.
(() => {
  "use strict";
  const longestSide = 2000, largest = 20 << 20, forgetAfter = 30 * 24 * 3600 * 1000;
  const kinds = /\.(pdf|jpe?g|png|ofd|docx|xlsx)$/i;
  let picked = []; // {file, was, thumb}: chosen files; was is the size before shrinking
  let ready = Promise.resolve(), sending = false, later = 0;

  const id = (name) => document.getElementById(name);
  const store = {
    name: () => id("main").dataset.draft,
    read() { try { return JSON.parse(localStorage.getItem(this.name())); } catch { return null; } },
    write(value) { try { localStorage.setItem(this.name(), JSON.stringify(value)); } catch { /* full or disabled: the page still holds the values */ } },
    drop() { try { localStorage.removeItem(this.name()); } catch { /* disabled: nothing was stored */ } window.keptFiles.drop(this.name()); },
  };

  // typed returns the values a person entered: no files, no hidden fields.
  function typed(form) {
    const fields = {};
    for (const e of form.elements) {
      if (!e.name || ["file", "hidden", "submit", "button"].includes(e.type) || e.name === "have") continue;
      if (e.type === "radio" || e.type === "checkbox") { if (e.checked) fields[e.name] = e.value; } else fields[e.name] = e.value;
    }
    return fields;
  }

  function restore(form, draft) {
    for (const e of form.elements) {
      if (!(e.name in draft.fields) || e.type === "file") continue;
      if (e.type === "radio" || e.type === "checkbox") e.checked = e.value === draft.fields[e.name]; else e.value = draft.fields[e.name];
    }
    form.elements.key.value = draft.key; // same key: if the request did arrive, it counts once
    form.dispatchEvent(new Event("input", { bubbles: true }));
  }

  const saveDraft = (form, more) => store.write({ at: Date.now(), key: form.elements.key.value, fields: typed(form), ...more });

  // takeFiles puts kept photographs and files back into the form.
  function takeFiles(form, files) {
    if (!files || !files.length || !id("f-files")) return;
    picked = files;
    list(id("f-files"));
  }

  async function offer(form) {
    const draft = store.read(), files = await window.keptFiles.get(store.name());
    if (draft && await window.queued.has(location.pathname + location.search)) { // it waits to be sent
      restore(form, draft);
      takeFiles(form, files);
      say(id("trouble").dataset.offline);
      return;
    }
    const some = files && files.length > 0;
    if (!draft || !draft.fields || Date.now() - draft.at > forgetAfter || !some && JSON.stringify(draft.fields) === JSON.stringify(typed(form))) return;
    if (draft.expired) { // led back by the log-in
      restore(form, draft);
      takeFiles(form, files);
      saveDraft(form);
      form.dataset.restored = "true";
      return;
    }
    id("draft-files").hidden = some;
    id("draft-at").textContent = new Date(draft.at).toLocaleString(document.documentElement.lang, { dateStyle: "medium", timeStyle: "short" });
    id("draft").hidden = false;
    id("draft-take").onclick = () => { restore(form, draft); takeFiles(form, files); id("draft").hidden = true; };
    id("draft-drop").onclick = () => { store.drop(); id("draft").hidden = true; };
  }

  function say(text) {
    const p = id("trouble");
    p.textContent = text;
    p.hidden = !text;
    if (text) p.scrollIntoView({ block: "center" });
  }

  const sizeOf = (n) => n >= 1 << 20 ? (n / (1 << 20)).toFixed(1) + " MB" : Math.max(1, Math.ceil(n / 1024)) + " KB";

  function scaled(bitmap, side) {
    const scale = Math.min(1, side / Math.max(bitmap.width, bitmap.height));
    const canvas = document.createElement("canvas");
    canvas.width = Math.max(1, Math.round(bitmap.width * scale));
    canvas.height = Math.max(1, Math.round(bitmap.height * scale));
    canvas.getContext("2d").drawImage(bitmap, 0, 0, canvas.width, canvas.height);
    return canvas;
  }

  // prepared returns a file to send; a photograph is shrunk to longestSide pixels.
  async function prepared(file) {
    if (file.type !== "image/jpeg" && file.type !== "image/png") return { file };
    try {
      const bitmap = await createImageBitmap(file);
      const thumb = scaled(bitmap, 96).toDataURL("image/jpeg", 0.7);
      if (Math.max(bitmap.width, bitmap.height) <= longestSide) return { file, thumb };
      const blob = await new Promise((done) => scaled(bitmap, longestSide).toBlob(done, file.type, 0.85));
      if (!blob || blob.size >= file.size) return { file, thumb };
      return { file: new File([blob], file.name, { type: file.type, lastModified: file.lastModified }), was: file.size, thumb };
    } catch {
      return { file }; // not a picture this browser can decode: the server checks it
    }
  }

  function list(input) {
    const ul = id("picked"), words = ul.dataset;
    const transfer = new DataTransfer();
    ul.replaceChildren(...picked.map((p, i) => {
      transfer.items.add(p.file);
      const li = document.createElement("li"), name = document.createElement("span"), size = document.createElement("small"), button = document.createElement("button");
      let sign = document.createElement("span");
      if (p.thumb) { sign = document.createElement("img"); sign.src = p.thumb; sign.alt = ""; } else { sign.className = "type"; sign.textContent = (p.file.name.match(/\.(\w+)$/) || ["", "?"])[1].toUpperCase(); }
      name.className = "name";
      name.textContent = p.file.name + " ";
      size.textContent = sizeOf(p.file.size) + (p.was ? "（" + words.shrunk + " " + sizeOf(p.was) + "）" : "");
      name.append(size);
      const bad = p.file.size > largest ? words.large : kinds.test(p.file.name) ? "" : words.kind;
      if (bad) { const b = document.createElement("b"); b.className = "bad"; b.textContent = bad; name.append(b); }
      button.type = "button";
      button.className = "btn";
      button.textContent = words.remove;
      button.setAttribute("aria-label", words.remove + " " + p.file.name);
      button.onclick = () => { picked.splice(i, 1); list(input); };
      li.append(sign, name, button);
      return li;
    }));
    input.files = transfer.files;
    if (picked.length) window.keptFiles.put(store.name(), picked); else window.keptFiles.drop(store.name());
  }

  function choose(input) {
    const chosen = [...input.files];
    ready = ready.then(async () => {
      for (const file of chosen) picked.push(await prepared(file));
      list(input);
      saveDraft(input.form);
    });
  }

  // filled is what a form sends, with the value of the button that was pressed.
  function filled(form, pressed) {
    const data = new FormData(form);
    if (pressed && pressed.name) data.append(pressed.name, pressed.value);
    return data;
  }

  async function send(form, pressed) {
    const words = id("trouble").dataset, button = form.querySelector(".send button");
    if (sending) return;
    sending = true;
    let leaving = false;
    button.disabled = true;
    button.setAttribute("aria-label", words.busy);
    say("");
    clearTimeout(later); // else the draft could be stored again after it was sent
    saveDraft(form);
    await ready;
    try {
      if (!navigator.onLine) throw new TypeError("offline");
      const answer = await fetch(form.action || location.href, { method: "POST", body: filled(form, pressed), headers: { "HX-Request": "true", "HX-Current-URL": location.href } });
      if (answer.status === 401) { // text and photographs are kept: the log-in leads back here
        const safe = !picked.length || await window.keptFiles.put(store.name(), picked), link = id("again").querySelector("a");
        saveDraft(form, { expired: true });
        say(safe ? words.expired : words.stays);
        if (safe) { link.href = "/login?next=" + encodeURIComponent(location.pathname + location.search); link.removeAttribute("target"); }
        id("again").hidden = false;
        return;
      }
      const to = answer.headers.get("HX-Redirect");
      if (to) {
        if (answer.ok) { store.drop(); await window.queued.drop(location.pathname + location.search); }
        leaving = true; // a second tap sends nothing
        location.assign(to);
        return;
      }
      const page = new DOMParser().parseFromString(await answer.text(), "text/html");
      const main = page.getElementById("main");
      if (!main) { say(page.body.textContent.trim() || words.failed); return; }
      id("main").replaceWith(document.adoptNode(main)); // the new form has the files that could be stored
      picked = [];
      window.keptFiles.drop(store.name()); // those that could be stored are with the form
      start();
      if (window.htmx) window.htmx.process(id("main"));
      const wrong = document.querySelector('[aria-invalid="true"], .problem:not([hidden]), .amount-question, .wrong');
      if (wrong) { wrong.scrollIntoView({ block: "center" }); if (wrong.focus) wrong.focus(); }
    } catch {
      const waits = await window.queued.put(form, pressed, store.name()); // sent by queue.js when the server answers
      say(!waits ? words.failed : navigator.onLine ? words.waits : words.offline);
    } finally {
      sending = leaving;
      button.disabled = leaving;
      button.removeAttribute("aria-label");
    }
  }

  function start() {
    const form = id("submission");
    if (!form) { if (id("main").dataset.draft) store.drop(); return; } // submitted: no form on the page
    offer(form);
    form.addEventListener("input", () => { clearTimeout(later); later = setTimeout(() => { if (!sending) saveDraft(form); }, 300); });
    const input = id("f-files");
    if (input) {
      id("choose").hidden = false;
      input.addEventListener("change", () => choose(input));
    }
    form.addEventListener("submit", (event) => {
      if (event.submitter && event.submitter.name === "check") return;
      event.preventDefault();
      send(form, event.submitter);
    });
  }

  addEventListener("pageshow", (event) => { if (event.persisted) location.reload(); }); // the back button must not show a form that was sent
  start();
})();
