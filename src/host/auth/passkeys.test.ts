import { createHash, generateKeyPairSync, randomBytes, sign, type KeyObject } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { accepted, browser, rule, withAuth, type AuthTest, type Browser } from '#test/with-auth';

const ORIGIN = 'http://localhost:4000';
let t: AuthTest;
beforeAll(async () => {
  t = await withAuth();
  // The library asks the machine's own clock whether a challenge is still good.
  t.clock.now = Date.now();
  await t.begin(browser());
});
afterAll(() => t.database.drop());

/** Just enough CBOR (RFC 8949) for what an authenticator says. */
function cbor(value: unknown): Buffer {
  const head = (major: number, size: number) =>
    size < 24
      ? Buffer.from([(major << 5) | size])
      : size < 256
        ? Buffer.from([(major << 5) | 24, size])
        : Buffer.from([(major << 5) | 25, size >> 8, size & 255]);
  if (typeof value === 'number') return value < 0 ? head(1, -1 - value) : head(0, value);
  if (typeof value === 'string')
    return Buffer.concat([head(3, Buffer.byteLength(value)), Buffer.from(value)]);
  if (Buffer.isBuffer(value)) return Buffer.concat([head(2, value.length), value]);
  const entries = [...(value as Map<unknown, unknown>)];
  return Buffer.concat([head(5, entries.length), ...entries.flat().map(cbor)]);
}

/** An authenticator in software: one key, with or without asking its holder to show that it is them. */
class Authenticator {
  readonly id = randomBytes(16);
  readonly verifies: boolean;
  readonly #key: { publicKey: KeyObject; privateKey: KeyObject };
  #count = 0;
  constructor(verifies = true) {
    this.verifies = verifies;
    this.#key = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  }

  make(challenge: string, origin = ORIGIN) {
    const { x, y } = this.#key.publicKey.export({ format: 'jwk' });
    const coordinate = (text: string | undefined) => Buffer.from(text ?? '', 'base64url');
    const key = cbor(
      new Map<number, unknown>([
        [1, 2],
        [3, -7],
        [-1, 1],
        [-2, coordinate(x)],
        [-3, coordinate(y)],
      ]),
    );
    const attested = Buffer.concat([Buffer.alloc(16), Buffer.from([0, this.id.length]), this.id, key]);
    const authData = Buffer.concat([this.#data(0x40), attested]);
    const attestationObject = cbor(
      new Map<string, unknown>([
        ['fmt', 'none'],
        ['attStmt', new Map()],
        ['authData', authData],
      ]),
    );
    const clientDataJSON = clientData('webauthn.create', challenge, origin);
    return this.#answer({
      clientDataJSON: clientDataJSON.toString('base64url'),
      attestationObject: attestationObject.toString('base64url'),
      transports: ['internal'],
    });
  }

  show(challenge: string, origin = ORIGIN) {
    const clientDataJSON = clientData('webauthn.get', challenge, origin);
    const authenticatorData = this.#data(0);
    const signed = Buffer.concat([authenticatorData, createHash('sha256').update(clientDataJSON).digest()]);
    return this.#answer({
      clientDataJSON: clientDataJSON.toString('base64url'),
      authenticatorData: authenticatorData.toString('base64url'),
      signature: sign('sha256', signed, this.#key.privateKey).toString('base64url'),
    });
  }

  #data(flags: number): Buffer {
    const counter = Buffer.alloc(4);
    counter.writeUInt32BE(++this.#count);
    const rp = createHash('sha256').update('localhost').digest();
    return Buffer.concat([rp, Buffer.from([0x01 | (this.verifies ? 0x04 : 0) | flags]), counter]);
  }

  #answer(response: object) {
    const id = this.id.toString('base64url');
    return { id, rawId: id, type: 'public-key', response, clientExtensionResults: {} };
  }
}

function clientData(type: string, challenge: string, origin: string): Buffer {
  return Buffer.from(JSON.stringify({ type, challenge, origin, crossOrigin: false }));
}

async function ask(held: Browser, path: string, body?: unknown, origin = ORIGIN) {
  const method = body === undefined ? 'GET' : 'POST';
  const request = new Request(`${ORIGIN}/api/auth/${path}`, {
    method,
    headers: { origin },
    ...(body === undefined ? {} : { body: typeof body === 'string' ? body : JSON.stringify(body) }),
  });
  const outcome = await t.auth.handlePasskey(request, held.visit);
  if (outcome.ok) {
    held.keep(outcome.value.cookies);
    for (const line of outcome.value.setCookie) {
      const [, name, value] = /^([^=]+)=([^;]*)/.exec(line)!;
      held.jar.set(name!, decodeURIComponent(value!));
    }
  }
  return outcome;
}

async function challengeOf(held: Browser, path: string) {
  return (accepted(await ask(held, path)).json as { challenge: string }).challenge;
}

const MAKE = 'passkey/generate-register-options';
const MADE = 'passkey/verify-registration';
const SHOW = 'passkey/generate-authenticate-options';
const SHOWN = 'passkey/verify-authentication';

async function withPasskey() {
  const phone = browser();
  const entered = phone.take(accepted(await t.auth.signUp({ name: 'Ana', secret: '604713' }, phone.visit)));
  const authenticator = new Authenticator();
  const challenge = await challengeOf(phone, MAKE);
  accepted(await ask(phone, MADE, { response: authenticator.make(challenge), name: 'My phone' }));
  return { phone, authenticator, ...entered };
}

describe('a passkey', () => {
  test('is made under the person’s name, never under an address', async () => {
    const phone = browser();
    phone.take(accepted(await t.auth.signUp({ name: 'Ana', secret: '604713' }, phone.visit)));
    const { json } = accepted(await ask(phone, MAKE));
    expect(json).toMatchObject({ user: { name: 'Ana', displayName: 'Ana' }, rp: { id: 'localhost' } });
    expect(JSON.stringify(json)).not.toContain('invalid');
  });

  test('lets in on a device that never saw the person, with a session of that device', async () => {
    const { authenticator, person, session } = await withPasskey();
    expect((await t.auth.ways(session)).passkeys).toMatchObject([{ name: 'My phone' }]);
    const desk = browser('10.0.0.9', 'Mozilla/5.0 (Windows NT 10.0) Firefox/132.0');
    const challenge = await challengeOf(desk, SHOW);
    const outcome = accepted(await ask(desk, SHOWN, { response: authenticator.show(challenge) }));
    expect(outcome.json).toEqual({ ok: true });
    expect(await t.auth.sessionOf(desk.visit.cookies)).toMatchObject({ person, letInBy: 'passkey' });
    const list = await t.auth.sessions(session);
    expect(list.map(({ device }) => device).sort()).toEqual(['Firefox, Android', 'Firefox, Windows']);
    expect((await t.auth.notices(session)).map(({ kind }) => kind).sort()).toEqual([
      'new_device',
      'passkey_added',
    ]);
  });

  test('opens once per challenge, at our address, to its own key, and only when the holder was verified', async () => {
    const { authenticator } = await withPasskey();
    const desk = browser('10.0.0.10');
    const challenge = await challengeOf(desk, SHOW);
    const shown = authenticator.show(challenge);
    expect(rule(await ask(desk, SHOWN, { response: shown }))).toBe('accepted');
    expect(rule(await ask(desk, SHOWN, { response: shown }))).toBe('passkey_not_valid');
    const elsewhere = authenticator.show(await challengeOf(desk, SHOW), 'http://evil.example');
    expect(rule(await ask(desk, SHOWN, { response: elsewhere }))).toBe('passkey_not_valid');
    const forged = {
      ...new Authenticator().show(await challengeOf(desk, SHOW)),
      id: shown.id,
      rawId: shown.id,
    };
    expect(rule(await ask(desk, SHOWN, { response: forged }))).toBe('passkey_not_valid');
    Object.assign(authenticator, { verifies: false });
    const held = authenticator.show(await challengeOf(desk, SHOW));
    expect(rule(await ask(desk, SHOWN, { response: held }))).toBe('passkey_not_valid');
  });

  test('is made only by someone who is in, and has lately shown that it is them', async () => {
    expect(rule(await ask(browser(), MAKE))).toBe('sign_in_first');
    const phone = browser();
    phone.take(accepted(await t.auth.signUp({ name: 'Ana', secret: '604713' }, phone.visit)));
    t.wait(15 * 60);
    expect(rule(await ask(phone, MAKE))).toBe('prove_first');
    accepted(await t.auth.prove((await t.auth.sessionOf(phone.visit.cookies))!, '604713', phone.visit));
    expect(rule(await ask(phone, MAKE))).toBe('accepted');
  });

  test('can be removed by its owner only', async () => {
    const { session, authenticator } = await withPasskey();
    const id = (await t.auth.ways(session)).passkeys[0]!.id;
    const other = await withPasskey();
    expect(rule(await t.auth.removePasskey(other.session, id))).toBe('passkey_not_found');
    accepted(await t.auth.removePasskey(session, id));
    const desk = browser();
    const shown = authenticator.show(await challengeOf(desk, SHOW));
    expect(rule(await ask(desk, SHOWN, { response: shown }))).toBe('passkey_not_valid');
  });
});

describe('of the library’s addresses', () => {
  test.each([
    'sign-up/email',
    'sign-in/email',
    'get-session',
    'list-sessions',
    'update-user',
    'passkey/delete-passkey',
    'passkey/list-user-passkeys',
    'ok',
    'error',
    '',
    'request-password-reset',
  ])('%s is not there', async (path) => {
    expect(rule(await ask(browser(), path))).toBe('not_found');
    expect(rule(await ask(browser(), path, {}))).toBe('not_found');
  });

  test('a ceremony refuses another origin, a large body, and what is not JSON', async () => {
    const { phone } = await withPasskey();
    const desk = browser();
    const shown = new Authenticator().show(await challengeOf(desk, SHOW));
    expect(rule(await ask(desk, SHOWN, { response: shown }, 'http://evil.example'))).toBe(
      'passkey_not_valid',
    );
    expect(rule(await ask(desk, SHOWN, 'x'.repeat(70_000)))).toBe('body_too_large');
    expect(rule(await ask(desk, SHOWN, 'not json'))).toBe('body_not_json');
    expect(rule(await ask(phone, MADE, { response: null }))).toBe('body_not_json');
  });
});
