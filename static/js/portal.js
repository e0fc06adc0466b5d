/* Small comforts. Every page works without this file. */

const all = (selector, root = document) => Array.from(root.querySelectorAll(selector));

/* «/» puts the cursor into the search box, unless the person is typing. */
function focusSearch(event) {
  const typing = event.target.closest("input, textarea, select, [contenteditable]");
  const search = document.getElementById("site-search");
  if (event.key !== "/" || typing || event.ctrlKey || event.altKey || event.metaKey || !search) return;
  event.preventDefault();
  search.focus();
  search.select();
}

/* Ctrl+Enter inside form[data-ctrl-enter] presses its main button. */
function submitByKeys(event) {
  if (event.key !== "Enter" || !(event.ctrlKey || event.metaKey)) return;
  const form = event.target.closest("form[data-ctrl-enter]");
  if (!form) return;
  event.preventDefault();
  form.requestSubmit(form.querySelector("[data-main-button], .btn-primary[type=submit], .btn-primary:not([type])"));
}

/* form[data-guard]: leaving a changed form asks first. */
function guard(form) {
  let changed = false;
  form.addEventListener("input", () => { changed = true; });
  form.addEventListener("submit", () => { changed = false; });
  window.addEventListener("beforeunload", (event) => {
    if (!changed) return;
    event.preventDefault();
    event.returnValue = ""; // browsers before 2023 ask only for this
  });
}

/* A second press of a button within three seconds of the first sends nothing; later it may (a download stays on the page). */
function sendOnce(event) {
  const form = event.target;
  if (event.defaultPrevented || form.method === "get") return;
  if (form.dataset.sent) event.preventDefault();
  form.dataset.sent = "1";
  setTimeout(() => { delete form.dataset.sent; }, 3000);
}

/* form[data-bulk]: [data-check-all] ticks all [data-check]; [data-selected-count] shows how many are ticked. */
function bulk(form) {
  const boxes = all("[data-check]", form);
  const master = form.querySelector("[data-check-all]");
  const refresh = () => {
    const chosen = boxes.filter((box) => box.checked).length;
    all("[data-selected-count]", form).forEach((place) => { place.textContent = String(chosen); });
    all("[data-needs-selection]", form).forEach((button) => { button.disabled = chosen === 0; });
    if (!master) return;
    master.checked = chosen > 0 && chosen === boxes.length;
    master.indeterminate = chosen > 0 && chosen < boxes.length;
  };
  form.addEventListener("change", (event) => {
    if (event.target === master) boxes.forEach((box) => { box.checked = master.checked; });
    refresh();
  });
  refresh();
}

/* Menus made of <details data-menu> close on Escape, on a click outside and when the focus leaves. */
function closeMenus(except) {
  all("details[data-menu][open]").forEach((menu) => {
    if (!except || !menu.contains(except)) menu.open = false;
  });
}

function escapeMenu(event) {
  if (event.key !== "Escape") return;
  const menu = document.querySelector("details[data-menu][open]");
  if (!menu) return;
  menu.open = false;
  menu.querySelector("summary").focus();
}

/* Buttons that only make sense with this file are hidden in the page and shown here. */
function printButton(button) {
  button.hidden = false;
  button.addEventListener("click", () => window.print());
}

/* select[data-submit-on-change] and the like send their form at once; the form keeps its button for everyone else. */
function submitOnChange(event) {
  const field = event.target.closest("[data-submit-on-change]");
  if (field && field.form) field.form.requestSubmit();
}

/* [data-reload="3"]: the page of a long work fetches itself anew every 3 seconds, unless a part of it is unfolded. */
function reload(part) {
  window.setInterval(() => {
    if (!part.querySelector("details[open]")) window.location.reload();
  }, Number(part.dataset.reload) * 1000);
}

document.addEventListener("keydown", focusSearch);
document.addEventListener("keydown", submitByKeys);
document.addEventListener("keydown", escapeMenu);
document.addEventListener("click", (event) => closeMenus(event.target));
document.addEventListener("focusin", (event) => closeMenus(event.target));
document.addEventListener("submit", sendOnce);
document.addEventListener("change", submitOnChange);
all("form[data-guard]").forEach(guard);
all("form[data-bulk]").forEach(bulk);
all("[data-print]").forEach(printButton);
all("[data-reload]").forEach(reload);
const errors = document.getElementById("form-errors");
if (errors) errors.focus();
