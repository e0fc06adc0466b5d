// Suggestions under a field in which an organization is typed; without this script the server lists the candidates.
const PAUSE = 250;

function suggest(field) {
  const list = document.getElementById(field.getAttribute("list"));
  let timer = 0;
  field.addEventListener("input", () => {
    clearTimeout(timer);
    timer = setTimeout(() => fill(field, list), PAUSE);
  });
}

async function fill(field, list) {
  const typed = field.value.trim();
  if (typed.length < 2) {
    return;
  }
  const response = await fetch(`/organizations/suggest/?${new URLSearchParams({ q: typed, kind: field.dataset.suggest })}`, { credentials: "same-origin" });
  if (!response.ok || field.value.trim() !== typed) {
    return;
  }
  const { results } = await response.json();
  list.replaceChildren(...results.map(optionOf));
}

function optionOf({ id, name, place }) {
  const option = document.createElement("option");
  option.value = place ? `${name}, ${place}` : name;
  option.label = `№ ${id}`;
  return option;
}

document.querySelectorAll("input[data-suggest]").forEach(suggest);
