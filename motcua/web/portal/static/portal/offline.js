/* Keeps one page for the time without a line, in the language of the page. The portal works the same without it. */
(function () {
  "use strict";
  if ("serviceWorker" in navigator && window.isSecureContext) {
    navigator.serviceWorker.register("/tho-phu.js", { scope: "/" }).catch(function () { /* an old browser goes without */ });
    navigator.serviceWorker.ready.then(function (kept) { kept.active.postMessage(document.documentElement.lang); });
  }
})();
