// Sends what could not be sent: a form that was submitted without a network waits in this browser, with its photographs,
// and is sent as soon as the server answers, once by its request number. After a new log-in it goes by itself. What the
// server refuses stays a draft, and the page says so. The forms are also kept to be opened without a network.
(() => {
  "use strict";
  const box = document.getElementById("queue"), prefix = "queue ", half = 30 * 1000;
  const account = () => (document.querySelector(".masthead .person") || { dataset: {} }).dataset.account || "";
  const here = location.pathname + location.search;
  const form = document.querySelector("form[data-queue]");

  // say shows a sentence, with a link if there is an address for it.
  function say(text, address, title) {
    if (!box) return;
    box.hidden = !text;
    box.replaceChildren(text);
    if (!text || !address) return;
    const link = document.createElement("a");
    link.href = address;
    link.textContent = title;
    box.append(" ", link);
  }
  const counted = (words, n) => words.replace("{n}", n);

  const queued = window.queued = {
    // put keeps a form until it is sent; false where the browser has no room.
    async put(form, pressed, draft) {
      const data = new FormData(form);
      if (pressed && pressed.name) data.append(pressed.name, pressed.value);
      const title = (document.querySelector("#main h1") || document).textContent.trim();
      const action = form.getAttribute("action") || here;
      const stored = await window.keptFiles.put(prefix + here, { page: here, action, title, draft, entries: [...data] });
      if (stored) {
        leaving(true);
        setTimeout(sendAll, half);
      }
      return stored;
    },
    drop: (page) => window.keptFiles.drop(prefix + page),
    has: async (page) => Boolean(await window.keptFiles.get(prefix + page)),
  };

  // leaving has the log-out ask while something is not sent.
  function leaving(unsent) {
    const out = document.querySelector('form[action="/logout"]');
    if (out && box && unsent) out.dataset.unsent = box.dataset.leave;
    else if (out) delete out.dataset.unsent;
  }

  const alone = (act) => navigator.locks ? navigator.locks.request("duban-queue", act) : act();

  // sendAll sends what waits for this account, the oldest first.
  const sendAll = () => alone(async () => {
    if (!account() || !box) return;
    const all = await window.keptFiles.all(prefix);
    leaving(all.length > 0);
    if (!all.length) return;
    let left = all.length;
    for (const { key, files: item } of all) {
      const data = new FormData();
      for (const [name, value] of item.entries) data.append(name, value);
      let answer;
      try {
        answer = await fetch(item.action, { method: "POST", body: data, headers: { "HX-Request": "true", "HX-Current-URL": location.origin + item.page } });
      } catch {
        return waits(left);
      }
      if (answer.status === 401) {
        say(counted(box.dataset.expired, left), "/login?next=" + encodeURIComponent(here), box.dataset.login);
        return;
      }
      if (answer.status >= 500 || answer.status === 429) return waits(left);
      const arrived = answer.ok && answer.headers.get("HX-Redirect");
      await window.keptFiles.drop(key);
      left--;
      leaving(left > 0);
      if (!arrived) {
        say(box.dataset.refused + item.title, item.page, box.dataset.open);
        if (item.page === here && form) form.dataset.refused = "true";
        return;
      }
      if (item.draft) {
        try { localStorage.removeItem(item.draft); } catch { /* disabled: nothing was stored */ }
        await window.keptFiles.drop(item.draft);
      }
      if (item.page === here) { location.replace(item.page); return; } // shows what was handed in
      say(box.dataset.sent + item.title, item.page, box.dataset.receipt);
    }
  });

  function waits(n) {
    say(counted(box.dataset.waiting, n));
    setTimeout(sendAll, half);
  }

  if (form && form.id !== "submission") {
    document.addEventListener("submit", async (event) => {
      if (event.target !== form || event.defaultPrevented || navigator.onLine) return;
      event.preventDefault();
      if (await queued.put(form, event.submitter)) say(counted(box.dataset.waiting, 1));
    });
  }

  addEventListener("online", sendAll);
  document.addEventListener("visibilitychange", () => { if (!document.hidden) sendAll(); });
  if (window.keptFiles) sendAll();

  // The forms of this page, and those it links to, open without a network from now on.
  if (account() && box && "serviceWorker" in navigator) {
    const links = [...document.querySelectorAll("a[data-form]")].map((a) => a.getAttribute("href"));
    if (form) links.push(here);
    if (links.length) {
      navigator.serviceWorker.register("/offline.js").then(() => navigator.serviceWorker.ready).then((worker) => {
        const files = [...document.querySelectorAll("link[rel=stylesheet], link[rel=icon]")].map((l) => l.getAttribute("href"))
          .concat([...document.querySelectorAll("script[src]")].map((s) => s.getAttribute("src")), (box.dataset.assets || "").split(" ").filter(Boolean));
        worker.active.postMessage({ keep: links.slice(0, 20), assets: files });
      }).catch(() => {}); // without https there is no service worker: the forms work, they do not open offline
    }
  }

  // On the page that is shown without a network: what can be opened.
  const list = document.getElementById("offline-forms");
  if (list && "caches" in window) {
    caches.open("duban-forms").then(async (cache) => {
      for (const request of await cache.keys()) {
        const url = new URL(request.url);
        if (url.pathname.startsWith("/offline")) continue;
        const page = new DOMParser().parseFromString(await (await cache.match(request)).text(), "text/html");
        const title = page.querySelector("#main h1"), of = page.querySelector("#main .of"), item = document.createElement("li"), link = document.createElement("a");
        link.href = url.pathname + url.search;
        link.textContent = [of, title].filter(Boolean).map((e) => e.textContent.trim()).join("　") || link.href;
        item.append(link);
        list.append(item);
      }
      list.hidden = false;
      document.getElementById("offline-none").hidden = list.children.length > 0;
    }).catch(() => {});
  }
})();
