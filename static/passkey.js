/**
 * The one script of signing in: makes a passkey, or comes in with one. Its buttons stay hidden where a browser
 * cannot do it; everything else works without it.
 */
const HOME = '/today';

const toBytes = (text) =>
  Uint8Array.from(atob(text.replace(/-/g, '+').replace(/_/g, '/')), (sign) => sign.charCodeAt(0));
const toText = (bytes) =>
  btoa(String.fromCharCode(...new Uint8Array(bytes)))
    .replace(/\+/g, '-')
    .replace(/\//g, '_')
    .replace(/=+$/, '');

if (window.isSecureContext && window.PublicKeyCredential) {
  for (const button of document.querySelectorAll('[data-passkey]')) {
    button.hidden = false;
    button.addEventListener('click', () => run(button));
  }
}

async function run(button) {
  const failed = document.querySelector('[data-passkey-failed]');
  failed.hidden = true;
  button.disabled = true;
  try {
    await (button.dataset.passkey === 'make' ? make(button) : show());
    location.assign(ours(button.dataset.next));
  } catch {
    failed.hidden = false;
  } finally {
    button.disabled = false;
  }
}

function ours(path) {
  const url = new URL(path || HOME, location.origin);
  return url.origin === location.origin ? url.href : HOME;
}

async function make(button) {
  const options = await ask('passkey/generate-register-options');
  const made = await navigator.credentials.create({
    publicKey: {
      ...options,
      challenge: toBytes(options.challenge),
      user: { ...options.user, id: toBytes(options.user.id) },
      excludeCredentials: withBytes(options.excludeCredentials),
    },
  });
  const response = {
    clientDataJSON: toText(made.response.clientDataJSON),
    attestationObject: toText(made.response.attestationObject),
    transports: made.response.getTransports ? made.response.getTransports() : [],
  };
  await ask('passkey/verify-registration', { response: plain(made, response), name: button.dataset.name });
}

async function show() {
  const options = await ask('passkey/generate-authenticate-options');
  const shown = await navigator.credentials.get({
    publicKey: {
      ...options,
      challenge: toBytes(options.challenge),
      allowCredentials: withBytes(options.allowCredentials),
      userVerification: 'required',
    },
  });
  const { clientDataJSON, authenticatorData, signature, userHandle } = shown.response;
  const response = {
    clientDataJSON: toText(clientDataJSON),
    authenticatorData: toText(authenticatorData),
    signature: toText(signature),
    ...(userHandle ? { userHandle: toText(userHandle) } : {}),
  };
  await ask('passkey/verify-authentication', { response: plain(shown, response) });
}

function withBytes(list = []) {
  return list.map((one) => ({ ...one, id: toBytes(one.id) }));
}

function plain(credential, response) {
  const { id, type } = credential;
  return { id, rawId: id, type, response, clientExtensionResults: credential.getClientExtensionResults() };
}

async function ask(path, body) {
  const response = await fetch(`/api/auth/${path}`, {
    method: body ? 'POST' : 'GET',
    ...(body ? { headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) } : {}),
  });
  if (!response.ok) throw new Error(String(response.status));
  return response.json();
}
