// Passkeys: asks the browser for a key and sends its answer with the form around it.
// A form: data-passkey = create | get; the request of the server stands in the script named by data-passkey-options,
// or is fetched from the form's own address (data-passkey-fetch). Forms stay hidden where keys cannot work.

const REASONS = {
  InvalidStateError: "Этот ключ уже добавлен.",
  NotAllowedError: "Браузер не передал ключ: действие отменено или вышло время. Попробуйте ещё раз.",
};
const OTHER_REASON = "Браузер не смог воспользоваться ключом. Попробуйте ещё раз или выберите другой способ.";

// The standard ties keys to names: at an address of digits browsers refuse them.
function isSupported() {
  return Boolean(window.PublicKeyCredential) && !/^[\d.]+$|:/.test(window.location.hostname);
}

async function requestOf(form) {
  if ("passkeyFetch" in form.dataset) {
    const response = await fetch(form.action, { headers: { Accept: "application/json" } });
    if (!response.ok) throw new Error(String(response.status));
    return (await response.json()).request_options;
  }
  const data = JSON.parse(document.getElementById(form.dataset.passkeyOptions).textContent);
  return data.request_options || data.creation_options;
}

function withoutPassword(request, wanted) {
  Object.assign(request.publicKey.authenticatorSelection, {
    residentKey: wanted ? "required" : "discouraged",
    requireResidentKey: wanted,
    ...(wanted ? { userVerification: "required" } : {}),
  });
  return request;
}

async function ask(form) {
  const request = await requestOf(form);
  if (form.dataset.passkey === "get") return window.webauthnJSON.get(request);
  return window.webauthnJSON.create(withoutPassword(request, form.elements.passwordless.checked));
}

async function send(form) {
  const error = form.querySelector("[data-passkey-error]");
  error.textContent = "";
  try {
    form.elements.credential.value = JSON.stringify(await ask(form));
    form.submit();
  } catch (refusal) {
    error.textContent = REASONS[refusal.name] || OTHER_REASON;
  }
}

if (isSupported()) {
  for (const note of document.querySelectorAll("[data-passkey-missing]")) note.hidden = true;
  for (const form of document.querySelectorAll("form[data-passkey]")) {
    form.hidden = false;
    form.addEventListener("submit", (event) => {
      event.preventDefault();
      send(form);
    });
  }
}
