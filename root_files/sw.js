/* Birge where there is no network: the page that a device keeps for it, lesson plans that were
   opened, and their files. No other page is ever kept. docs/offline.md */
"use strict";

importScripts(
  "/static/idb/umd.js",
  "/static/js/offline/store.js",
  "/static/js/offline/sending.js",
  "/static/js/offline/pages.js",
);

const offline = self.birgeOffline;
const SHELL = "/offline/";
const HASHED = /\.[0-9a-f]{12}\.\w+$/;
/* Where the kept page can stand in, a line that is open but dead is given up after so long. */
const REPLACEABLE = /^\/$|^\/sessions\/(\d+\/(log|not-held)|log\/new)\/$/;
const PATIENCE = 10_000;

self.addEventListener("install", () => self.skipWaiting());

self.addEventListener("activate", (event) => {
  const ready = async () => {
    await self.registration.navigationPreload?.enable();
    await self.clients.claim();
  };
  event.waitUntil(ready());
});

self.addEventListener("fetch", (event) => {
  const { request } = event;
  const url = new URL(request.url);
  if (request.method !== "GET" || url.origin !== self.location.origin) return;
  if (request.mode === "navigate") {
    event.respondWith(pageFor(event, url));
  } else if (url.pathname.startsWith("/static/")) {
    event.respondWith(fileFor(event, url));
  }
});

/* Sent by the browser itself when the line is back, where it knows how to. */
self.addEventListener("sync", (event) => {
  if (event.tag !== "birge-send") return;
  const send = async () => {
    const { status, body } = await offline.ask("/sessions/device/");
    const problem = status === 200 && body?.user ? await offline.send(body.user) : "line";
    if (problem === "line" && status !== 401) throw new Error("no line yet");
  };
  event.waitUntil(send());
});

async function pageFor(event, url) {
  try {
    const answer = (await event.preloadResponse) || fetch(event.request);
    const response = await (REPLACEABLE.test(url.pathname) ? inTime(answer) : answer);
    if (response.headers.get("Birge-Offline") === "keep" && response.ok && !response.redirected) {
      if (url.pathname !== SHELL) {
        const copy = response.clone();
        event.waitUntil(offline.keepLesson(url.pathname + url.search, copy).catch(() => {}));
      }
    }
    return response;
  } catch (error) {
    const kept = (await keptPage(url)) ?? (await caches.match(SHELL, { cacheName: "birge-shell" }));
    if (kept) return kept;
    throw error;
  }
}

/* A lesson plan as it was opened, be it in another language. */
async function keptPage(url) {
  const pages = await caches.open("birge-pages");
  return (
    (await pages.match(url.pathname + url.search)) ??
    (await pages.match(url.pathname, { ignoreSearch: true }))
  );
}

function inTime(answer) {
  const tooLate = new Promise((_resolve, reject) => {
    setTimeout(() => reject(new Error("too late")), PATIENCE);
  });
  return Promise.race([answer, tooLate]);
}

async function fileFor(event, url) {
  const files = await caches.open("birge-files");
  const kept = await files.match(url.pathname);
  if (kept && HASHED.test(url.pathname)) return kept;
  try {
    const response = await fetch(event.request);
    if (response.ok && event.request.destination === "font") {
      event.waitUntil(files.put(url.pathname, response.clone()));
    }
    return response;
  } catch (error) {
    if (kept) return kept;
    throw error;
  }
}
