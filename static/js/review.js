/* The review page without reloading: its links and forms are fetched and the region put in place of the old one,
   with both panes where they were. Keys press what stands on the page. Without this file each act is a page. */

const LOST = "Связь прервалась, правка не внесена. Проверьте подключение и повторите.";
const UNSENT = "Введённое не применено. Продолжить без него?";
const WALK = { ArrowUp: -1, ArrowDown: 1 };
const CROSS = { ArrowLeft: "source", ArrowRight: "structure" };
const ACTS = ["KeyC", "KeyH", "KeyG", "KeyY", "KeyL", "KeyR", "KeyP", "Delete", "Escape"];

const region = () => document.getElementById("review");
const panes = () => Array.from(region().querySelectorAll("[data-pane]"));
const places = (pane) => Array.from(pane.querySelectorAll(".place > a, .place > h3 > a, .place__main a, .source > li > span > a"));
const say = (words) => { document.getElementById("review-status").textContent = words; };

let typed = null; // the form that was changed and not sent
let busy = false;
let waiting = []; // keys pressed while the region is on its way

function leaves(form) {
  return !typed || typed === form || !typed.isConnected || window.confirm(UNSENT);
}

/* The open place comes into sight where a pane scrolls by itself. */
function reveal(pane) {
  const open = pane.querySelector(".is-open");
  if (open && pane.scrollHeight > pane.clientHeight) open.scrollIntoView({ block: "nearest" });
}

function focusOn(kept, anchor) {
  const same = kept && document.getElementById(kept);
  const place = document.getElementById(anchor);
  const target = document.getElementById("form-errors") || (same && !same.disabled ? same : place && place.querySelector("a, input, textarea"));
  if (!target) return;
  target.focus({ preventScroll: true });
  target.scrollIntoView({ block: "nearest" });
}

/* Put the fetched region in place; an answer without one is another page: go there. */
function replace(text, response, anchor) {
  const fresh = new DOMParser().parseFromString(text, "text/html").getElementById("review");
  if (!fresh) return location.assign(response.url);
  const kept = document.activeElement.closest(".review__acts") ? document.activeElement.id : "";
  const scrolled = panes().map((pane) => [pane.id, pane.scrollTop]);
  document.querySelectorAll(".messages").forEach((old) => old.remove());
  region().replaceWith(fresh);
  scrolled.forEach(([id, top]) => { document.getElementById(id).scrollTop = top; });
  panes().forEach(reveal);
  focusOn(kept, fresh.dataset.focus || anchor);
  if (response.ok) history.replaceState(null, "", response.url);
  return undefined;
}

async function show(url, options) {
  busy = true;
  region().setAttribute("aria-busy", "true");
  try {
    const response = await fetch(url, options);
    const text = await response.text();
    typed = null;
    replace(text, response, new URL(url, location).hash.slice(1));
    say(options && response.ok ? region().dataset.last : "");
  } catch (error) {
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
  const field = named.querySelector("select, input:not([type=hidden])");
  if (field) field.focus();
}

function walk(pane, here, step) {
  const links = places(pane);
  const next = links[links.indexOf(here) + step];
  if (next) next.focus();
}

function cross(pane, here) {
  const other = places(pane);
  const target = other.find((link) => here && link.getAttribute("href") === here.getAttribute("href"))
    || other.find((link) => link.closest(".is-open")) || other[0];
  if (target) target.focus();
}

function byKeys(event) {
  const field = event.target.closest("input, select, textarea");
  if ((event.ctrlKey || event.metaKey) && event.code === "KeyZ" && !field) {
    event.preventDefault();
    press(event.shiftKey ? "Ctrl+Shift+KeyZ" : "Ctrl+KeyZ");
    return;
  }
  const pane = event.target.closest("[data-pane]");
  if (!pane || event.ctrlKey || event.altKey || event.metaKey || event.shiftKey) return;
  const box = event.target.closest(".place, .source > li");
  const here = box && box.querySelector("a");
  if (field) {
    if (event.code === "Escape" && here) here.focus();
  } else if (WALK[event.code]) {
    event.preventDefault();
    walk(pane, places(pane).includes(event.target) ? event.target : here, WALK[event.code]);
  } else if (CROSS[event.code] && pane.id !== CROSS[event.code]) {
    event.preventDefault();
    cross(document.getElementById(CROSS[event.code]), here);
  } else if (ACTS.includes(event.code)) {
    event.preventDefault();
    if (here && !box.classList.contains("is-open") && event.code !== "Escape") { here.click(); }
    press(event.code);
  }
}

document.addEventListener("keydown", byKeys);
document.addEventListener("input", (event) => { if (event.target.closest("form[data-stay]")) typed = event.target.form; });
document.addEventListener("click", (event) => {
  const link = event.target.closest("#review a[href]");
  if (!link || event.button || event.ctrlKey || event.shiftKey || event.metaKey || link.pathname !== region().dataset.here) return;
  if (link.search === location.search && link.pathname === location.pathname) return;
  event.preventDefault();
  if (!busy && leaves(null)) show(link.href);
});
region().parentElement.addEventListener("submit", (event) => {
  const form = event.target;
  const stays = form.matches("[data-stay]");
  if (stays) event.preventDefault();
  if (busy || !leaves(form)) { event.preventDefault(); return; }
  if (!stays) { typed = null; return; }
  const body = new FormData(form);
  if (event.submitter && event.submitter.name) body.set(event.submitter.name, event.submitter.value);
  show(form.action, { method: "POST", body });
});
window.addEventListener("beforeunload", (event) => {
  if (!typed || !typed.isConnected) return;
  event.preventDefault();
  event.returnValue = "";
});
panes().forEach(reveal);
