/* The review page without reloading: its links and forms are fetched and the region put in place of the old one,
   with both panes where they were. Keys press what stands on the page. Without this file each act is a page. */

const LOST = "Связь прервалась, правка не внесена. Проверьте подключение и повторите.";
const UNSENT = "Введённое не применено. Продолжить без него?";
const WALK = { ArrowUp: -1, ArrowDown: 1 };
const CROSS = { ArrowLeft: "source", ArrowRight: "structure" };
const ACTS = ["KeyC", "KeyH", "KeyG", "KeyY", "KeyL", "KeyR", "KeyP", "Delete", "Escape"];
const LINKS = ".place > a, .place > h3 > a, .place__main a, .source > li > span > a";

const region = () => document.getElementById("review");
const panes = () => Array.from(region().querySelectorAll("[data-pane]"));
const links = (pane) => Array.from(pane.querySelectorAll(LINKS));

let typed = null; // the form that was changed and not sent
let busy = false;
const waiting = []; // keys pressed while the region is on its way
const unsent = () => typed && typed.isConnected;
const leaves = (form) => !unsent() || typed === form || window.confirm(UNSENT);

/* The open place comes into sight where a pane scrolls by itself. */
function reveal(pane) {
  const open = pane.querySelector(".is-open");
  if (open && pane.scrollHeight > pane.clientHeight) open.scrollIntoView({ block: "nearest" });
}

/* What is wrong first; then the undo button that was pressed, while it can be pressed again; then what was touched. */
function focusOn(pressed, anchor) {
  const button = document.querySelector(`#${pressed || "undo"}:enabled`);
  const place = document.getElementById(anchor);
  const target = document.getElementById("form-errors") || (pressed && button) || (place && place.querySelector("a, input, textarea"));
  if (!target) return;
  target.focus({ preventScroll: true });
  target.scrollIntoView({ block: "nearest" });
}

/* Put the fetched region in place; an answer without one leads elsewhere: asked anew, the page itself tells why. */
function replace(text, response, anchor) {
  const fresh = new DOMParser().parseFromString(text, "text/html").getElementById("review");
  if (!fresh) { location.assign(region().dataset.here); return; }
  const pressed = document.activeElement.closest(".review__acts") ? document.activeElement.id : "";
  const scrolled = panes().map((pane) => [pane.id, pane.scrollTop]);
  document.querySelectorAll(".messages").forEach((old) => old.remove());
  region().replaceWith(fresh);
  scrolled.forEach(([id, top]) => { document.getElementById(id).scrollTop = top; });
  panes().forEach(reveal);
  focusOn(pressed, fresh.dataset.focus || anchor);
  if (response.ok) history.replaceState(null, "", response.url);
}

async function show(url, options) {
  const { seen } = region().dataset;
  busy = true;
  region().setAttribute("aria-busy", "true");
  try {
    const response = await fetch(url, options);
    const text = await response.text();
    typed = null;
    replace(text, response, new URL(url).hash.slice(1));
    document.getElementById("review-changed").hidden = Boolean(options) || seen === region().dataset.seen;
    document.getElementById("review-status").textContent = options && response.ok ? region().dataset.last : "";
  } catch {
    region().removeAttribute("aria-busy");
    window.alert(LOST);
  }
  busy = false;
  if (waiting.length) press(waiting.shift());
}

/* Press the button of a key, or go into the field that it names. */
function press(code) {
  if (busy) { waiting.push(code); return; }
  const named = region().querySelector(`[data-key="${code}"]`);
  if (!named) return;
  if (named.matches("button, a")) { named.click(); return; }
  if (named.closest("details")) named.closest("details").open = true;
  named.querySelector("select, input:not([type=hidden]), button").focus();
}

/* From place to place with the arrows: up and down in a pane, left and right to the same place in the other one. */
function step(code, pane, here) {
  const other = links(code in WALK ? pane : document.getElementById(CROSS[code]));
  const target = code in WALK
    ? other[other.indexOf(here) + WALK[code]]
    : other.find((link) => here && link.hash === here.hash) || other.find((link) => link.closest(".is-open")) || other[0];
  if (target) target.focus();
}

document.addEventListener("keydown", (event) => {
  const { code, target } = event;
  const field = target.closest("input, select, textarea");
  const pane = target.closest("[data-pane]");
  const box = target.closest(".place, .source > li");
  const here = box && (links(box.parentElement).includes(target) ? target : box.querySelector("a"));
  const control = event.ctrlKey || event.metaKey;
  if (control && code === "KeyZ" && !field) press(event.shiftKey ? "Ctrl+Shift+KeyZ" : "Ctrl+KeyZ");
  else if (!pane || control || event.altKey || event.shiftKey) return;
  else if (field && code === "Escape" && here) here.focus();
  else if (field) return;
  else if (code in WALK || (code in CROSS && pane.id !== CROSS[code])) step(code, pane, here);
  else if (ACTS.includes(code)) {
    if (here && !box.matches(".is-open") && code !== "Escape") here.click();
    press(code);
  } else return;
  event.preventDefault();
});
document.addEventListener("input", ({ target }) => { if (target.closest("form[data-stay]")) typed = target.form; });
document.addEventListener("click", (event) => {
  const link = event.target.closest("#review a[href]");
  if (!link || event.button || event.ctrlKey || event.shiftKey || event.metaKey || link.pathname !== region().dataset.here) return;
  const isOpen = link.matches("[aria-current]") && link.matches(LINKS);
  if (link.search === location.search && !isOpen) return; // a jump within the page
  event.preventDefault();
  if (isOpen) { panes().forEach(reveal); focusOn("", region().dataset.focus); return; }
  if (!busy && leaves()) show(link.href);
});
region().parentElement.addEventListener("submit", (event) => {
  const form = event.target;
  const stays = form.matches("[data-stay]");
  if (busy || !leaves(form)) { event.preventDefault(); return; }
  typed = stays ? typed : null;
  if (!stays) return;
  event.preventDefault();
  const body = new FormData(form);
  if (event.submitter && event.submitter.name) body.set(event.submitter.name, event.submitter.value);
  show(form.action, { method: "POST", body });
});
window.addEventListener("beforeunload", (event) => {
  if (!unsent()) return;
  event.preventDefault();
  event.returnValue = ""; // browsers before 2023 ask only for this
});
panes().forEach(reveal);
