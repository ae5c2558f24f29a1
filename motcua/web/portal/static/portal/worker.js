/* Shows the kept page when a page of the portal cannot be reached. Keeps nothing of anybody. */
"use strict";
const KEPT = "motcua-ngoai-tuyen-2";
const PAGE = "/mat-mang/";
const PARTS = [PAGE, "/static/motcua/tokens.css", "/static/motcua/app.css", "/static/motcua/icons.svg"];

self.addEventListener("install", (event) => {
  event.waitUntil(caches.open(KEPT).then((kept) => kept.addAll(PARTS)).then(() => self.skipWaiting()));
});

self.addEventListener("activate", (event) => {
  event.waitUntil(
    caches.keys()
      .then((names) => Promise.all(names.filter((name) => name.startsWith("motcua-ngoai-tuyen-") && name !== KEPT).map((name) => caches.delete(name))))
      .then(() => self.clients.claim())
  );
});

/* A page tells its language: the kept page follows when another one was chosen. */
self.addEventListener("message", (event) => {
  event.waitUntil(
    caches.open(KEPT).then((kept) =>
      kept.match(PAGE).then((page) => {
        if (page && page.headers.get("Content-Language") !== event.data) { return kept.add(PAGE).catch(() => undefined); }
      })
    )
  );
});

self.addEventListener("fetch", (event) => {
  const address = new URL(event.request.url);
  if (event.request.method !== "GET" || address.origin !== self.location.origin) { return; }
  if (event.request.mode === "navigate") {
    if (address.pathname.startsWith("/can-bo/")) { return; }
    event.respondWith(fetch(event.request).catch(() => caches.match(PAGE)));
    return;
  }
  if (PARTS.includes(address.pathname)) {
    event.respondWith(fetch(event.request).catch(() => caches.match(address.pathname)));
  }
});
