/* Scans sent one after another: what the line lost is sent again, what is refused is named, the rest goes on. */
(function () {
  "use strict";
  var form = document.querySelector("[data-sending]");
  if (!form) { return; }
  var input = form.querySelector("input[type=file]"), said = form.querySelector("[data-sent]"), refused = form.querySelector("[data-refused]");

  function name(words) { var line = document.createElement("li"); line.textContent = words; refused.appendChild(line); }

  async function send(files, place, bad) {
    if (place === files.length) { if (!bad) { location.reload(); } return; }
    var told, answer, content = new FormData(form);
    content.delete("tep");
    content.append("tep", files[place], files[place].name);
    try {
      answer = await fetch(form.action, { method: "POST", body: content, headers: { Accept: "application/json" }, credentials: "same-origin" });
    } catch (_fault) { said.textContent = form.dataset.saidLine; setTimeout(function () { send(files, place, bad); }, 1500); return; }
    try { told = await answer.json(); } catch (_fault) { name(form.dataset.saidOdd); return; }
    if (!answer.ok) { name(files[place].name + ": " + told.said); }
    said.textContent = form.dataset.said.replace("%s", place + 1).replace("%t", files.length);
    send(files, place + 1, bad || !answer.ok);
  }

  form.addEventListener("submit", function (event) {
    if (!input.files.length) { return; }
    event.preventDefault();
    refused.textContent = "";
    send(Array.prototype.slice.call(input.files), 0, false);
  });
})();
