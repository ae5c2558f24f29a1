/* Results signed with one PIN: hands documents to the signing program of this machine, waits for its signatures,
   brings each home. What was interrupted goes on where it was; the server puts a signature in once. */
(function () {
  "use strict";
  var doc = document;
  function one(selector) { return doc.querySelector(selector); }
  function all(selector) { return Array.prototype.slice.call(doc.querySelectorAll(selector)); }
  function later(what) { setTimeout(what, 1500); }

  /* ---- the list: all at once ---- */
  var choose = one("[data-choose]");
  if (choose) {
    choose.hidden = false;
    choose.addEventListener("click", function () { all("[name=chon]").forEach(function (box) { box.checked = true; }); });
  }

  /* ---- one batch ---- */
  var page = one("[data-signing]"), begin = one("[data-begin]"), pin = one("[data-pin]");
  if (!page || !begin) { return; }
  var agent = page.dataset.agent, memory = "motcua-ky-" + page.dataset.batch;
  function say(what) { one("[data-say]").textContent = page.dataset["said" + what]; }
  function remembered() { try { return JSON.parse(sessionStorage.getItem(memory)); } catch (_fault) { return null; } }
  function forget() { sessionStorage.removeItem(memory); begin.hidden = false; begin.disabled = false; pin.hidden = true; }

  function counted() {
    var total = Number(one("#tien-do").max), left = all("[data-asked]").length;
    one("#tien-do").value = total - left;
    one("[data-count]").textContent = String(total - left);
  }

  /* Hand the documents in; the program's own page asks for the PIN. */
  async function handIn() {
    begin.disabled = true;
    say("Sending");
    var told, taken;
    try {
      told = await (await fetch(page.dataset.documents, { credentials: "same-origin" })).json();
    } catch (_fault) { say("Line"); begin.disabled = false; return; }
    try {
      taken = await (await fetch(agent + "/batches", { method: "POST", body: JSON.stringify({ documents: told.documents }) })).json();
    } catch (_fault) { say("Absent"); begin.disabled = false; return; }
    if (!taken.page) { say("Absent"); begin.disabled = false; return; }
    sessionStorage.setItem(memory, JSON.stringify({ page: taken.page, asked: told.asked }));
    wait();
  }

  function wait() {
    var known = remembered();
    begin.hidden = true;
    pin.href = known.page;
    pin.hidden = false;
    say("Ready");
    pin.focus();
    look(known);
  }

  /* Ask until the officer has signed. */
  async function look(known) {
    var answer;
    try { answer = await fetch(known.page + "/signatures"); } catch (_fault) { say("Absent"); later(function () { look(known); }); return; }
    if (answer.status === 404) { forget(); say("Gone"); return; }
    var told = await answer.json();
    if (!told.signatures.length) { later(function () { look(known); }); return; }
    pin.hidden = true;
    say("Saving");
    bring(known, told.signatures, 0, true);
  }

  /* Bring them home one after another; a broken line is waited for, a refusal stands in its row. */
  async function bring(known, signatures, place, well) {
    if (place === signatures.length) { end(well); return; }
    var form = one("[data-asked='" + known.asked[place] + "']");
    if (!form) { bring(known, signatures, place + 1, well); return; }
    form.elements.chu_ky.value = signatures[place];
    var answer, told;
    try {
      answer = await fetch(form.action, { method: "POST", body: new FormData(form), credentials: "same-origin" });
    } catch (_fault) { say("Line"); later(function () { bring(known, signatures, place, well); }); return; }
    // Whoever was signed out meanwhile gets a page instead of an answer.
    try { told = await answer.json(); } catch (_fault) { told = { said: page.dataset.saidOdd }; well = false; }
    one("[data-state='" + known.asked[place] + "']").textContent = told.said;
    if (answer.ok && told.signed) { form.remove(); counted(); }
    bring(known, signatures, place + 1, well && Boolean(told.signed));
  }

  function end(well) {
    sessionStorage.removeItem(memory);
    say(well ? "Done" : "Some");
    page.setAttribute("data-ended", "");
    if (well) { one("[data-drop]").hidden = true; } else { forget(); }
  }

  begin.hidden = false;
  begin.addEventListener("click", handIn);
  if (remembered()) { wait(); }
})();
