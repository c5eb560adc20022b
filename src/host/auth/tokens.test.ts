import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { accepted, browser, rule, withAuth, type AuthTest } from '#test/with-auth';
import type { Session } from './house.ts';
import { scopesReach } from './tokens.ts';

let t: AuthTest;
let rosa: Session;
beforeAll(async () => {
  t = await withAuth();
  rosa = (await t.begin(browser())).session;
});
afterAll(() => t.database.drop());

describe('scopes', () => {
  const appoint = { command: 'agents.appoint', self: false };
  test.each([
    [['agents:write'], appoint, true],
    [['agents.appoint'], appoint, true],
    [['agents.revoke'], appoint, false],
    [['agents:read'], appoint, false],
    [['network:write'], appoint, false],
    [[], appoint, false],
    [['agents:write'], { command: 'agents.erase_me', self: true }, false],
    [['agents.erase_me'], { command: 'agents.erase_me', self: true }, false],
    [['agents:read'], { read: 'agents' }, true],
    [['agents:write'], { read: 'agents' }, true],
    [['agents.appoint'], { read: 'agents' }, false],
  ])('%o reach %o: %s', (scopes, asked, expected) => {
    expect(scopesReach(scopes, asked)).toBe(expected);
  });
});

describe('a token', () => {
  const asked = { name: 'the kitchen’s script', scopes: ['agents:write', 'network:read'], days: 30 };

  test('is shown once, known by its hash, and says for whom it acts', async () => {
    const { token, id } = accepted(await t.auth.createToken(rosa, asked));
    expect(await t.auth.tokenOf(`Bearer ${token}`)).toEqual({
      id,
      person: rosa.person,
      scopes: asked.scopes,
    });
    const [listed] = await t.auth.tokens(rosa);
    expect(listed).toMatchObject({ id, name: asked.name, lastUsedOn: '2026-11-23' });
    expect(JSON.stringify(listed)).not.toContain(token.slice(4));
  });

  test.each([
    null,
    '',
    'Bearer',
    'Bearer teq_',
    `Bearer teq_${'x'.repeat(43)}`,
    `Basic teq_${'x'.repeat(43)}`,
  ])('is not “%s”', async (header) => {
    expect(await t.auth.tokenOf(header)).toBeNull();
  });

  test.each([
    [{ name: ' ' }, 'token_name_missing'],
    [{ scopes: [] }, 'token_scopes_missing'],
    [{ scopes: ['everything'] }, 'scope_unknown'],
    [{ scopes: ['agents:admin'] }, 'scope_unknown'],
    [{ days: 0 }, 'token_too_long'],
    [{ days: 367 }, 'token_too_long'],
    [{ days: 1.5 }, 'token_too_long'],
  ])('with %o is refused: %s', async (change, expected) => {
    expect(rule(await t.auth.createToken(rosa, { ...asked, ...change }))).toBe(expected);
  });

  test('ends when it is revoked, by its owner only, or when its time is over', async () => {
    const made = accepted(await t.auth.createToken(rosa, asked));
    const short = accepted(await t.auth.createToken(rosa, { ...asked, days: 1 }));
    const { session } = accepted(await t.auth.signUp({ name: 'Ana', secret: '604713' }, browser().visit));
    expect(rule(await t.auth.revokeToken(session, made.id))).toBe('token_not_found');
    accepted(await t.auth.revokeToken(rosa, made.id));
    expect(await t.auth.tokenOf(`Bearer ${made.token}`)).toBeNull();
    t.wait(24 * 3600);
    expect(await t.auth.tokenOf(`Bearer ${short.token}`)).toBeNull();
  });
});
