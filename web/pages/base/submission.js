// Helps forms that hand something in: keeps what is typed on this device, shrinks photographs, and sends without losing
// anything when the network goes. Without it the same forms are sent as they are.
(() => {
  "use strict";
  const longestSide = 2000, largest = 20 << 20, forgetAfter = 30 * 24 * 3600 * 1000;
  const kinds = /\.(pdf|jpe?g|png|ofd|docx|xlsx)$/i;
  let picked = []; // {file, was, thumb}: chosen and not yet sent
  let ready = Promise.resolve(), sending = false, later = 0;

  const id = (name) => document.getElementById(name);
  const store = {
    name: () => id("main").dataset.draft,
    read() { try { return JSON.parse(localStorage.getItem(this.name())); } catch { return null; } },
    write(value) { try { localStorage.setItem(this.name(), JSON.stringify(value)); } catch { /* full, or not allowed: the page itself still holds it */ } },
    drop() { try { localStorage.removeItem(this.name()); } catch { /* not allowed: then there is nothing */ } },
  };

  // typed is what stands in the form, but files and what the page itself put there.
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
    form.elements.key.value = draft.key; // the same request: if it did arrive, it counts once
    form.dispatchEvent(new Event("input", { bubbles: true }));
  }

  const keep = (form) => store.write({ at: Date.now(), key: form.elements.key.value, fields: typed(form) });

  function offer(form) {
    const draft = store.read();
    if (!draft || !draft.fields || Date.now() - draft.at > forgetAfter || JSON.stringify(draft.fields) === JSON.stringify(typed(form))) return;
    id("draft-at").textContent = new Date(draft.at).toLocaleString(document.documentElement.lang, { dateStyle: "medium", timeStyle: "short" });
    id("draft").hidden = false;
    id("draft-take").onclick = () => { restore(form, draft); id("draft").hidden = true; };
    id("draft-drop").onclick = () => { store.drop(); id("draft").hidden = true; };
  }

  function say(text) {
    const p = id("trouble");
    p.textContent = text;
    p.hidden = !text;
    if (text) p.scrollIntoView({ block: "center" });
  }

  const sizeOf = (n) => n >= 1 << 20 ? (n / (1 << 20)).toFixed(1) + " MB" : Math.max(1, Math.ceil(n / 1024)) + " KB";

  function drawn(bitmap, side) {
    const scale = Math.min(1, side / Math.max(bitmap.width, bitmap.height));
    const canvas = document.createElement("canvas");
    canvas.width = Math.max(1, Math.round(bitmap.width * scale));
    canvas.height = Math.max(1, Math.round(bitmap.height * scale));
    canvas.getContext("2d").drawImage(bitmap, 0, 0, canvas.width, canvas.height);
    return canvas;
  }

  // prepared is a file as it will be sent: a photograph no larger than it has to be, under its own name.
  async function prepared(file) {
    if (file.type !== "image/jpeg" && file.type !== "image/png") return { file };
    try {
      const bitmap = await createImageBitmap(file);
      const thumb = drawn(bitmap, 96).toDataURL("image/jpeg", 0.7);
      if (Math.max(bitmap.width, bitmap.height) <= longestSide) return { file, thumb };
      const blob = await new Promise((done) => drawn(bitmap, longestSide).toBlob(done, file.type, 0.85));
      if (!blob || blob.size >= file.size) return { file, thumb };
      return { file: new File([blob], file.name, { type: file.type, lastModified: file.lastModified }), was: file.size, thumb };
    } catch {
      return { file }; // no picture this browser can read: the server will say what it is
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
  }

  function choose(input) {
    const chosen = [...input.files];
    ready = ready.then(async () => {
      for (const file of chosen) picked.push(await prepared(file));
      list(input);
    });
  }

  async function send(form) {
    const words = id("trouble").dataset, button = form.querySelector(".send button");
    if (sending) return;
    sending = true;
    let leaving = false;
    button.disabled = true;
    button.setAttribute("aria-label", words.busy);
    say("");
    clearTimeout(later); // or it would keep once more what has arrived
    keep(form);
    await ready;
    try {
      if (!navigator.onLine) throw new TypeError("offline");
      const answer = await fetch(form.action || location.href, { method: "POST", body: new FormData(form), headers: { "HX-Request": "true", "HX-Current-URL": location.href } });
      const to = answer.headers.get("HX-Redirect");
      if (to) {
        if (answer.ok) store.drop();
        leaving = true; // a tap more sends nothing
        location.assign(to);
        return;
      }
      const page = new DOMParser().parseFromString(await answer.text(), "text/html");
      const main = page.getElementById("main");
      if (!main) { say(page.body.textContent.trim() || words.failed); return; }
      id("main").replaceWith(document.adoptNode(main)); // what could be kept of the files stands in it
      picked = [];
      start();
      if (window.htmx) window.htmx.process(id("main"));
      const wrong = document.querySelector('[aria-invalid="true"], .problem:not([hidden]), .wrong');
      if (wrong) { wrong.scrollIntoView({ block: "center" }); if (wrong.focus) wrong.focus(); }
    } catch {
      say(navigator.onLine ? words.failed : words.offline);
    } finally {
      sending = leaving;
      button.disabled = leaving;
      button.removeAttribute("aria-label");
    }
  }

  function start() {
    const form = id("submission");
    if (!form) { if (id("main").dataset.draft) store.drop(); return; } // it has arrived
    offer(form);
    form.addEventListener("input", () => { clearTimeout(later); later = setTimeout(() => { if (!sending) keep(form); }, 300); });
    const input = id("f-files");
    id("choose").hidden = false;
    input.addEventListener("change", () => choose(input));
    form.addEventListener("submit", (event) => {
      if (event.submitter && event.submitter.name === "check") return;
      event.preventDefault();
      send(form);
    });
  }

  addEventListener("pageshow", (event) => { if (event.persisted) location.reload(); }); // back to a form that was sent
  addEventListener("online", () => { const p = id("trouble"); if (p && !p.hidden) say(p.dataset.back); });
  start();
})();
