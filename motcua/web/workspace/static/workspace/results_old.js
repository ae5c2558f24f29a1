/* Scans sent one after another: how much has arrived is shown, what the line lost is sent again, what is refused is named. */
(function () {
  "use strict";
  var form = document.querySelector("[data-sending]");
  if (!form) { return; }
  var input = form.querySelector("input[type=file]"), said = form.querySelector("[data-sent]"), refused = form.querySelector("[data-refused]"), bar = form.querySelector("[data-progress]");

  function name(words) { var line = document.createElement("li"); line.textContent = words; refused.appendChild(line); }

  /* One file; a request of this kind tells how much of it has left. */
  function post(content, tell) {
    return new Promise(function (answer, lost) {
      var request = new XMLHttpRequest();
      request.open("POST", form.action);
      request.setRequestHeader("Accept", "application/json");
      request.upload.onprogress = function (event) { if (event.lengthComputable) { tell(event.loaded / event.total); } };
      request.onload = function () { answer({ ok: request.status < 300, text: request.responseText }); };
      request.onerror = lost;
      request.send(content);
    });
  }

  async function send(files, place, bad) {
    if (place === files.length) { bar.hidden = true; if (!bad) { location.reload(); } return; }
    var told, answer, content = new FormData(form);
    content.delete("tep");
    content.append("tep", files[place], files[place].name);
    try {
      answer = await post(content, function (part) { bar.value = (place + part) / files.length; });
    } catch (_fault) { said.textContent = form.dataset.saidLine; setTimeout(function () { send(files, place, bad); }, 1500); return; }
    try { told = JSON.parse(answer.text); } catch (_fault) { name(form.dataset.saidOdd); return; }
    if (!answer.ok) { name(files[place].name + ": " + told.said); }
    said.textContent = form.dataset.said.replace("%s", place + 1).replace("%t", files.length);
    send(files, place + 1, bad || !answer.ok);
  }

  form.addEventListener("submit", function (event) {
    if (!input.files.length) { return; }
    event.preventDefault();
    refused.textContent = "";
    bar.value = 0;
    bar.hidden = false;
    send(Array.prototype.slice.call(input.files), 0, false);
  });
})();
