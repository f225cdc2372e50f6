// The service worker of the forms. It keeps the pages of forms and their styles and scripts in this browser, so that a
// form opens without a network; everything else is asked of the server. What is kept is for one account, goes when
// another account opens a form and when the person logs out, and is replaced whenever the server answers.
"use strict";
const forms = "duban-forms", assets = "duban-assets", away = "/offline", owner = "/offline/account";
const isForm = (path) => /^\/projects\/\d+\/[^/]+\/(report|milestones\/[^/]+\/submit)$/.test(path) || path === "/reports";

self.addEventListener("install", (event) => event.waitUntil(self.skipWaiting()));
self.addEventListener("activate", (event) => event.waitUntil(self.clients.claim()));

// keep stores a form. Forms of another account are removed first.
async function keep(address, answer) {
  const account = answer.headers.get("Duban-Form");
  if (!account || !answer.ok || answer.redirected) return;
  let cache = await caches.open(forms);
  const of = await cache.match(owner);
  if (of && await of.text() !== account) {
    await caches.delete(forms);
    cache = await caches.open(forms);
  }
  await cache.put(owner, new Response(account));
  await cache.put(address, answer);
}

async function page(request, url) {
  const address = url.pathname + url.search;
  try {
    const answer = await fetch(request);
    if (answer.status < 502 || answer.status > 504) {
      if (isForm(url.pathname)) await keep(address, answer.clone()).catch(() => {});
      return answer;
    }
    return await kept(url, address) || answer;
  } catch (failed) {
    const found = await kept(url, address);
    if (found) return found;
    throw failed;
  }
}

// kept is the form, or else the page that lists what can be opened without a network.
async function kept(url, address) {
  if (isForm(url.pathname)) {
    const found = await caches.match(address, { cacheName: forms });
    if (found) return found;
  }
  return caches.match(away, { cacheName: assets });
}

async function asset(request) {
  const found = await caches.match(request, { cacheName: assets });
  if (found) return found;
  const answer = await fetch(request);
  if (answer.ok) (await caches.open(assets)).put(request, answer.clone()).catch(() => {});
  return answer;
}

self.addEventListener("fetch", (event) => {
  const request = event.request, url = new URL(request.url);
  if (url.origin !== self.location.origin) return;
  if (request.method === "POST" && url.pathname === "/logout") event.waitUntil(caches.delete(forms));
  if (request.method !== "GET") return;
  if (url.pathname.startsWith("/static/")) event.respondWith(asset(request));
  else if (request.mode === "navigate") event.respondWith(page(request, url));
});

// A page names forms that the person may need: they are fetched when none is kept of the last hours.
self.addEventListener("message", (event) => {
  const fresh = 4 * 3600 * 1000;
  event.waitUntil((async () => {
    const wanted = event.data && event.data.keep;
    if (!Array.isArray(wanted)) return;
    const styles = await caches.open(assets);
    for (const address of [away, ...(event.data.assets || [])]) {
      if (address !== away && await styles.match(address)) continue;
      const answer = await fetch(address, { credentials: "same-origin" });
      if (answer.ok) await styles.put(address, answer);
    }
    const name = (path) => path.split("/").pop();
    for (const old of await styles.keys()) { // of an earlier version of the program
      const path = new URL(old.url).pathname;
      if ((event.data.assets || []).some((now) => now !== path && name(now) === name(path))) await styles.delete(old);
    }
    for (const address of wanted) {
      const url = new URL(address, self.location.origin), found = await caches.match(address, { cacheName: forms });
      if (!isForm(url.pathname) || found && Date.now() - Date.parse(found.headers.get("Date") || 0) < fresh) continue;
      await keep(address, await fetch(address, { credentials: "same-origin" }));
    }
  })().catch(() => {}));
});
