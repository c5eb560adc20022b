/**
 * A device is what a person holds; often several hold the same one. It knows whom it has let in before, and
 * only there does a short secret open anything. Wrong tries are counted before the secret is looked at, so
 * that a thousand tries at once are still a thousand tries.
 */
import { sql } from 'kysely';
import type { PersonId } from '#kernel/command';
import { accept, refuse, type Outcome } from '#kernel/outcome';
import { cookie, DEVICE_SECONDS, type CookieReader, type SetCookie } from './cookies.ts';
import { hashOf } from './codes.ts';
import { after, dayOf, MINUTES_15, newId, newKey, type House, type Session, type Visit } from './house.ts';
import type { AuthTx, DeviceId, SecretKind } from './tables.ts';

/** Wrong tries within a quarter of an hour, and since the last right one, after which a secret is locked. */
export const TRIES_IN_WINDOW = 5;
export const TRIES_EVER = 15;
/** How long to wait after the n-th wrong try before the next. */
const WAIT_SECONDS = [0, 0, 5, 30, 0] as const;

export interface OnDevice {
  readonly person: PersonId;
  readonly name: string;
  /** Whether a number pad is enough to type the secret. */
  readonly digits: boolean;
  /** Too many wrong tries: only the return card (or another strong way) opens here now. */
  readonly locked: boolean;
}

export async function deviceOf(house: House, cookies: CookieReader): Promise<DeviceId | null> {
  const key = cookies.get(house.cookies.device);
  if (key === undefined) return null;
  const row = await house.db
    .selectFrom('auth.device')
    .select('device_id')
    .where('token_hash', '=', hashOf(key))
    .executeTakeFirst();
  return row?.device_id ?? null;
}

/** The device of this visit, made known if it is new. */
export async function knowDevice(
  house: House,
  tx: AuthTx,
  visit: Visit,
): Promise<{ device: DeviceId; cookies: SetCookie[] }> {
  const known = visit.cookies.get(house.cookies.device);
  const found = await deviceOf({ ...house, db: tx }, visit.cookies);
  const key = found === null || known === undefined ? newKey() : known;
  const cookies = [deviceCookie(house, key)];
  if (found !== null) return { device: found, cookies };
  const device: DeviceId = newId(house, 'dev');
  const today = dayOf(house.now());
  await tx
    .insertInto('auth.device')
    .values({
      device_id: device,
      token_hash: hashOf(key),
      label: labelOf(visit.userAgent),
      made_on: today,
      seen_on: today,
    })
    .execute();
  return { device, cookies };
}

export function deviceCookie(house: House, key: string): SetCookie {
  return cookie(house.cookies, house.cookies.device, key, DEVICE_SECONDS);
}

/** Who has been let in here before, by name; for the page on which one picks oneself. */
export async function onDevice(house: House, cookies: CookieReader): Promise<OnDevice[]> {
  const device = await deviceOf(house, cookies);
  if (device === null) return [];
  const rows = await house.db
    .selectFrom('auth.device_person as p')
    .innerJoin('auth.login as l', 'l.person_id', 'p.person_id')
    .leftJoin('auth.credential as c', (join) =>
      join.onRef('c.login_id', '=', 'l.id').on('c.provider_id', '=', 'credential'),
    )
    .select(['p.person_id', 'l.name', 'c.kind', 'p.locked_at'])
    .where('p.device_id', '=', device)
    .orderBy('p.let_in_at', 'desc')
    .execute();
  return rows.map((row) => ({
    person: row.person_id,
    name: row.name,
    digits: row.kind === 'digits',
    locked: row.locked_at !== null,
  }));
}

/** Somebody says of their device whether others use it too. */
export async function setShared(house: House, session: Session, shared: boolean): Promise<void> {
  await house.db.updateTable('auth.device').set({ shared }).where('device_id', '=', session.device).execute();
}

/** From now on the device knows the person, and what was tried there before is forgotten. */
export async function remember(
  house: House,
  tx: AuthTx,
  person: PersonId,
  device: DeviceId,
): Promise<boolean> {
  const clear = { tries: 0, tries_since: null, tries_ever: 0, wait_until: null, locked_at: null };
  const let_in_at = house.now().toISOString();
  const known = await tx
    .updateTable('auth.device_person')
    .set({ ...clear, let_in_at })
    .where('person_id', '=', person)
    .where('device_id', '=', device)
    .executeTakeFirst();
  if (known.numUpdatedRows > 0n) return true;
  await tx
    .insertInto('auth.device_person')
    .values({
      person_id: person,
      device_id: device,
      let_in_at,
      tries_since: null,
      wait_until: null,
      locked_at: null,
    })
    .onConflict((conflict) => conflict.columns(['person_id', 'device_id']).doNothing())
    .execute();
  return false;
}

export async function forgetHere(tx: AuthTx, person: PersonId, device: DeviceId): Promise<void> {
  await tx
    .deleteFrom('auth.device_person')
    .where('person_id', '=', person)
    .where('device_id', '=', device)
    .execute();
}

/** A try that may be made: what to check the secret against, and how many tries are left if it is wrong. */
export interface Try {
  readonly login: string;
  readonly hash: string;
  readonly kind: SecretKind;
  readonly triesLeft: number;
}

/**
 * Takes one try of `person` on `device`. It counts as wrong until {@link remember} or {@link clearTries} says
 * otherwise; the fifth locks at once.
 */
export async function takeTry(
  house: House,
  person: string,
  device: DeviceId,
): Promise<Outcome<Try, 'not_let_in' | 'too_many_tries' | 'secret_locked'>> {
  const now = house.now();
  const at = now.toISOString();
  const windowOpened = after(now, -MINUTES_15);
  const waits = sql.join(WAIT_SECONDS.map((seconds) => sql`${seconds}::int`));
  const n = sql`(CASE WHEN p.tries_since > ${windowOpened} THEN p.tries + 1 ELSE 1 END)`;
  const { rows } = await sql<{ tries: number; tries_ever: number }>`
    UPDATE auth.device_person AS p SET
      tries       = ${n},
      tries_since = CASE WHEN p.tries_since > ${windowOpened} THEN p.tries_since ELSE ${at} END,
      tries_ever  = p.tries_ever + 1,
      wait_until  = ${at}::timestamptz + (ARRAY[${waits}])[least(${n}, ${WAIT_SECONDS.length})] * interval '1 second',
      locked_at   = CASE WHEN ${n} >= ${TRIES_IN_WINDOW} OR p.tries_ever + 1 >= ${TRIES_EVER}
                         THEN ${at}::timestamptz END
    WHERE p.person_id = ${person} AND p.device_id = ${device}
      AND p.locked_at IS NULL AND (p.wait_until IS NULL OR p.wait_until <= ${at})
    RETURNING tries, tries_ever`.execute(house.db);
  const taken = rows[0];
  if (taken === undefined) return refuseTry(house, person, device);
  const credential = await house.db
    .selectFrom('auth.login as l')
    .innerJoin('auth.credential as c', 'c.login_id', 'l.id')
    .select(['l.id', 'c.password', 'c.kind'])
    .where('l.person_id', '=', person as PersonId)
    .where('c.provider_id', '=', 'credential')
    .executeTakeFirst();
  if (credential === undefined || credential.password === null) return refuse('not_let_in', { triesLeft: 0 });
  const triesLeft = Math.min(TRIES_IN_WINDOW - taken.tries, TRIES_EVER - taken.tries_ever);
  return accept({ login: credential.id, hash: credential.password, kind: credential.kind, triesLeft });
}

export async function clearTries(tx: AuthTx, person: PersonId, device?: DeviceId): Promise<void> {
  await tx
    .updateTable('auth.device_person')
    .set({ tries: 0, tries_since: null, tries_ever: 0, wait_until: null, locked_at: null })
    .where('person_id', '=', person)
    .$if(device !== undefined, (query) => query.where('device_id', '=', device!))
    .execute();
}

async function refuseTry(house: House, person: string, device: DeviceId) {
  const row = await house.db
    .selectFrom('auth.device_person')
    .select(['wait_until', 'locked_at'])
    .where('person_id', '=', person as PersonId)
    .where('device_id', '=', device)
    .executeTakeFirst();
  if (row === undefined) return refuse('not_let_in', { triesLeft: 0 });
  if (row.locked_at !== null) return refuse('secret_locked');
  const wait = Date.parse(row.wait_until ?? '') - house.now().getTime();
  return refuse('too_many_tries', { waitSeconds: Math.max(1, Math.ceil(wait / 1000)) });
}

const BROWSERS = [
  [/Firefox|FxiOS/, 'Firefox'],
  [/Edg/, 'Edge'],
  [/OPR|Opera/, 'Opera'],
  [/SamsungBrowser/, 'Samsung Internet'],
  [/Chrome|CriOS|Chromium/, 'Chrome'],
  [/Safari/, 'Safari'],
] as const;
const SYSTEMS = [
  [/Android/, 'Android'],
  [/iPhone/, 'iPhone'],
  [/iPad/, 'iPad'],
  [/KAIOS/i, 'KaiOS'],
  [/Windows/, 'Windows'],
  [/Mac OS/, 'Mac'],
  [/CrOS/, 'ChromeOS'],
  [/Linux/, 'Linux'],
] as const;

/** 'Firefox, Android': names that are the same in every language; empty when nothing is recognised. */
export function labelOf(userAgent: string): string {
  const named = [BROWSERS, SYSTEMS].map((list) => list.find(([pattern]) => pattern.test(userAgent))?.[1]);
  return named.filter((name) => name !== undefined).join(', ');
}
