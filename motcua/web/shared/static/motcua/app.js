/* motcua: what the keyboard does, where the focus goes, and what is said while the line is down.
   Every page works without this file. */
(function () {
  "use strict";
  var doc = document;
  function one(selector, root) { return (root || doc).querySelector(selector); }
  function all(selector, root) { return Array.prototype.slice.call((root || doc).querySelectorAll(selector)); }
  function visible(element) { return Boolean(element && element.getClientRects().length); }
  function typing(target) { return target && target.closest && target.closest("input:not([type=checkbox]):not([type=radio]):not([type=submit]), textarea, select, [contenteditable]"); }

  /* ---- the line ---- */
  function line() { var note = one("#mat-mang"); if (note) { note.hidden = navigator.onLine; } }
  addEventListener("online", line); addEventListener("offline", line); line();

  /* ---- lists: J and K, arrows ---- */
  function move(step) {
    var links = all("[data-list] .item-name, [data-list] [data-line]").filter(visible);
    if (!links.length) { return false; }
    var here = links.indexOf(doc.activeElement);
    var next = here < 0 ? (step > 0 ? 0 : links.length - 1) : here + step;
    if (next < 0 || next >= links.length) { return true; }
    links[next].focus(); links[next].scrollIntoView({ block: "nearest" });
    return true;
  }

  /* ---- suggestions: arrows walk through them, Enter opens ---- */
  function suggest(event, box) {
    var links = all("a, button", box).filter(visible);
    if (!links.length) { return; }
    var here = links.indexOf(doc.activeElement);
    var step = event.key === "ArrowDown" ? 1 : -1;
    event.preventDefault();
    if (here + step < 0) { var input = one("[aria-controls='" + box.id + "']"); if (input) { input.focus(); } return; }
    (links[Math.min(here + step, links.length - 1)] || links[0]).focus();
  }

  /* ---- going places: G, then a letter ---- */
  var going = 0;
  var places = { t: "tiep-nhan", v: "viec", r: "tra-ket-qua", n: "tai-cho", d: "theo-doi", b: "bao-cao", m: "danh-muc" };
  function go(letter) {
    var found = places[letter] && one(".rail a[href$='/" + places[letter] + "/']");
    if (found) { found.click(); }
  }

  /* A part that a key has opened is one to type into. */
  function into(summary) {
    var field = summary.matches("details[open] > summary") && one("input:not([type=hidden]), select, textarea", summary.parentNode);
    if (field) { field.focus(); }
  }

  function press(letter) {
    var target = all("[data-key]").filter(function (e) { return visible(e) && !e.disabled && e.getAttribute("data-key").toLowerCase() === letter; })[0];
    if (!target) { return false; }
    if (target.matches("input, select, textarea")) { target.focus(); } else { target.click(); into(target); }
    return true;
  }

  function legend() { var dialog = one("#phim-tat"); if (dialog && dialog.showModal && !dialog.open) { dialog.showModal(); return true; } return false; }
  function command() { var field = one("[data-command] input"); if (field) { field.focus(); field.select(); return true; } return false; }

  doc.addEventListener("keydown", function (event) {
    if (event.isComposing || event.defaultPrevented) { return; }
    var key = event.key, inside = typing(event.target);
    if ((event.ctrlKey || event.metaKey) && key.toLowerCase() === "k") { if (command()) { event.preventDefault(); } return; }
    if ((event.ctrlKey || event.metaKey) && key === "Enter" && send(event.target.form)) { event.preventDefault(); return; }
    if (key === "Enter" && event.target.matches("input, select")) { if (enter(event.target)) { event.preventDefault(); return; } }
    if (key === "Escape") { escape_(event); return; }
    if (key === "ArrowDown" || key === "ArrowUp") {
      var field = event.target.closest("[data-suggest], [data-command], .answers, #thu-tuc");
      var input = field && one("[aria-controls]", field);
      var box = input ? doc.getElementById(input.getAttribute("aria-controls")) : field;
      if (box && box.children.length) { suggest(event, box); return; }
    }
    if (inside || event.ctrlKey || event.metaKey || event.altKey || one("dialog[open]")) { return; }
    plain(event, key);
  });

  /* The form one stands in, or else the page's own, is sent by its main button. */
  function send(form) {
    var button = form ? one("[data-main]", form) : one("main form [data-main]");
    var found = form || (button && button.form);
    if (!found) { return false; }
    found.requestSubmit(button);
    return true;
  }

  /* In a form that is typed through, Enter goes on to the next field; a scanned number is looked up. */
  function enter(field) {
    if (field.hasAttribute("data-look") && field.value.trim() && window.htmx) { field.dataset.looked = field.value; window.htmx.trigger(field, "look"); return true; }
    if (!field.form || field.form.getAttribute("data-enter") !== "next") { return false; }
    var fields = all("input:not([type=hidden]), select, textarea, button[data-main]", field.form).filter(visible);
    var next = fields[fields.indexOf(field) + 1];
    if (next) { next.focus(); if (next.select && next.type !== "checkbox") { next.select(); } }
    return true;
  }
  doc.addEventListener("change", function (event) {
    var field = event.target;
    if (field.hasAttribute && field.hasAttribute("data-look") && field.value.trim().length > 8 && field.dataset.looked !== field.value && window.htmx) { window.htmx.trigger(field, "look"); }
  });

  function escape_(event) {
    var field = event.target.closest("[data-suggest], [data-command]");
    if (field && one(".answers", field)) { one(".answers", field).textContent = ""; }
    all("details[data-menu][open]").forEach(function (menu) { menu.open = false; });
    if (typing(event.target)) { event.target.blur(); }
  }

  function plain(event, key) {
    var letter = key.toLowerCase();
    if (Date.now() - going < 1200) { going = 0; go(letter); return; }
    if (key === "/") { if (command()) { event.preventDefault(); } return; }
    if (key === "?") { if (legend()) { event.preventDefault(); } return; }
    if (letter === "j" || (key === "ArrowDown" && event.target.closest("[data-list]"))) { if (move(1)) { event.preventDefault(); } return; }
    if (letter === "k" || (key === "ArrowUp" && event.target.closest("[data-list]"))) { if (move(-1)) { event.preventDefault(); } return; }
    if (press(letter)) { event.preventDefault(); return; }
    if (letter === "g") { going = Date.now(); }
  }

  /* ---- clicks ---- */
  doc.addEventListener("click", function (event) {
    var opener = event.target.closest("[data-open]"), closer = event.target.closest("[data-close]");
    if (opener) { var dialog = doc.getElementById(opener.getAttribute("data-open")); if (dialog && dialog.showModal) { event.preventDefault(); dialog.showModal(); } }
    if (closer && closer.closest("dialog")) { closer.closest("dialog").close(); }
    if (event.target.closest("[data-print]")) { window.print(); }
    all("details[data-menu][open]").forEach(function (menu) { if (!menu.contains(event.target)) { menu.open = false; } });
    var chooser = event.target.closest("[data-fill]");
    if (chooser) { fill(chooser); }
    var copier = event.target.closest("[data-copy]");
    if (copier) { copy(copier); }
  });
  all("[data-print], [data-copy]").forEach(function (button) { button.hidden = false; });

  /* Also where the browser keeps its clipboard from pages without a certificate. */
  function copy(button) {
    doc.getElementById(button.getAttribute("data-copy")).select();
    if (doc.execCommand("copy")) { button.textContent = button.getAttribute("data-copied"); }
  }

  /* A chosen suggestion fills the fields its attributes name: data-fill='{"id_name": "…"}'. */
  function fill(chooser) {
    var values = JSON.parse(chooser.getAttribute("data-fill"));
    Object.keys(values).forEach(function (id) {
      var field = doc.getElementById(id);
      if (field) { field.value = values[id]; field.dispatchEvent(new Event("change", { bubbles: true })); }
    });
    var box = chooser.closest(".answers"); if (box) { box.textContent = ""; }
    var next = chooser.getAttribute("data-then"); if (next && doc.getElementById(next)) { doc.getElementById(next).focus(); }
  }

  /* ---- one sending of a form; the server keeps the rest of that promise ---- */
  doc.addEventListener("submit", function (event) {
    var form = event.target;
    if (form.method !== "post" || event.defaultPrevented) { return; }
    if (form.dataset.sent && Date.now() - Number(form.dataset.sent) < 4000) { event.preventDefault(); return; }
    form.dataset.sent = String(Date.now());
  });
  addEventListener("pageshow", function () { all("form[data-sent]").forEach(function (form) { delete form.dataset.sent; }); });

  /* ---- back and reload: what was typed is still there, in this tab only, with the same one-time key ---- */
  var drawer = "form:" + location.pathname;
  function kept(form) { return all("input:not([type=hidden]), input[name=once], select, textarea", form).filter(function (field) { return field.name && field.type !== "password"; }); }
  function ticked(field) { return field.type === "checkbox" || field.type === "radio"; }
  doc.addEventListener("input", function (event) {
    var form = event.target.form;
    if (!form || !form.hasAttribute("data-keep")) { return; }
    sessionStorage.setItem(drawer, JSON.stringify(kept(form).map(function (field) { return [field.name, field.value, ticked(field) ? field.checked : null]; })));
  });
  function unpack(form) {
    var before = performance.getEntriesByType("navigation")[0];
    if (!before || before.type === "navigate" || one("[aria-invalid]", form)) { return; }
    JSON.parse(sessionStorage.getItem(drawer) || "[]").forEach(function (entry) {
      kept(form).forEach(function (field) {
        if (field.name !== entry[0] || (ticked(field) && field.value !== entry[1])) { return; }
        if (ticked(field)) { field.checked = entry[2]; } else { field.value = entry[1]; }
      });
    });
  }
  if (one("input[type=password]")) { sessionStorage.clear(); }
  all("form[data-keep]").forEach(unpack);

  /* ---- htmx: focus, patience, narrow screens ---- */
  var patience;
  function waiting(on, words) {
    var box = one("#dang-lam"); if (!box) { return; }
    clearTimeout(patience);
    if (!on) { box.classList.remove("on"); box.textContent = ""; return; }
    patience = setTimeout(function () { box.textContent = words || box.dataset.words; box.classList.add("on"); }, 300);
  }
  doc.addEventListener("htmx:beforeRequest", function (event) {
    var target = event.detail.target, source = event.detail.elt;
    if (target && target.id === "xem-nhanh" && !visible(target)) { event.preventDefault(); return; }
    waiting(true, source.getAttribute("data-doing"));
  });
  doc.addEventListener("htmx:afterRequest", function () { waiting(false); });
  doc.addEventListener("htmx:sendError", line);
  doc.addEventListener("htmx:beforeSwap", function (event) {
    /* Pages that say no are pages too: show them whole. */
    if (event.detail.xhr.status >= 400 && event.detail.xhr.status !== 422) { event.detail.target = doc.body; event.detail.swapOverride = "innerHTML"; event.detail.shouldSwap = true; event.detail.isError = false; }
    if (event.detail.xhr.status === 422) { event.detail.shouldSwap = true; event.detail.isError = false; }
  });
  doc.addEventListener("htmx:afterSettle", function (event) { focus(event.detail.elt); });
  function focus(root) {
    var target = one("[data-focus]", root) || one("form[data-first] :is(input:not([type=hidden], [type=checkbox]), select, textarea)", root);
    if (target) { target.focus(); if (target.value && target.select) { target.select(); } }
    all("[data-print]", root).forEach(function (button) { button.hidden = false; });
  }
  focus(doc);
})();
