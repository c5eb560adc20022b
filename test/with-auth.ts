/** The ways in on a fresh database, a clock one can set, and browsers that keep their cookies. */
import { openAuth, type Auth, type Entered, type SetCookie } from '../src/host/auth/index.ts';
import { firstLink } from '../src/host/first-link.ts';
import type { Mail } from '../src/host/mail.ts';
import type { Outcome, Refused } from '../src/kernel/outcome.ts';
import { freshDatabase, type TestDatabase } from './with-database.ts';

export const START = Date.parse('2026-11-23T12:00:00.000Z');
export const SECRET = 'a secret of the server, long enough for a test';

export interface AuthTest {
  readonly database: TestDatabase;
  readonly auth: Auth;
  readonly clock: { now: number };
  /** Lets the first person in, so that the door is open. */
  begin(browser: Browser): Promise<Entered>;
  wait(seconds: number): void;
}

export async function withAuth(
  options: { origin?: string; mail?: (database: TestDatabase, clock: () => number) => Mail } = {},
): Promise<AuthTest> {
  const database = await freshDatabase();
  const clock = { now: START };
  const auth = openAuth({
    db: database.db,
    origin: options.origin ?? 'http://localhost:4000',
    secret: SECRET,
    clock: () => clock.now,
    mail: options.mail?.(database, () => clock.now) ?? null,
  });
  return {
    database,
    auth,
    clock,
    wait: (seconds) => {
      clock.now += seconds * 1000;
    },
    async begin(browser) {
      const code = await firstLink(database.url, new Date(clock.now));
      const asked = { name: 'Rosa', secret: '604713', firstLink: code ?? '' };
      return browser.take(accepted(await auth.signUp(asked, browser.visit)));
    },
  };
}

export interface Browser {
  readonly jar: Map<string, string>;
  readonly visit: { cookies: { get(name: string): string | undefined }; ip: string; userAgent: string };
  /** Keeps the cookies of an answer, as a browser would. */
  take<Given extends { readonly cookies: readonly SetCookie[] }>(given: Given): Given;
  keep(cookies: readonly SetCookie[]): void;
}

const ANDROID = 'Mozilla/5.0 (Android 14; Mobile; rv:132.0) Gecko/132.0 Firefox/132.0';

export function browser(ip = '192.168.1.20', userAgent = ANDROID): Browser {
  const jar = new Map<string, string>();
  const keep = (cookies: readonly SetCookie[]) => {
    for (const { name, value, options } of cookies) {
      if (options.maxAge === 0) jar.delete(name);
      else jar.set(name, value);
    }
  };
  return {
    jar,
    visit: { cookies: { get: (name) => jar.get(name) }, ip, userAgent },
    take: (given) => {
      keep(given.cookies);
      return given;
    },
    keep,
  };
}

/** The value of an outcome that a test relies on. */
export function accepted<Value>(outcome: Outcome<Value>): Value {
  if (!outcome.ok) throw new Error(`Refused: ${JSON.stringify(outcome.refusal)}`);
  return outcome.value;
}

/** The rule by which an outcome was refused; 'accepted' when it was not. */
export function rule(outcome: { ok: true } | Refused): string {
  return outcome.ok ? 'accepted' : outcome.refusal.rule;
}
