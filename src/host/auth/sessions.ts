/**
 * Being let in: a session is a random token in a signed cookie, and counts only together with the device it
 * was opened on. Every letting-in makes a new token, so that a planted one is worth nothing.
 */
import { sql } from 'kysely';
import type { PersonId } from '#kernel/command';
import { accept, refuse, type Outcome } from '#kernel/outcome';
import { hashOf } from './codes.ts';
import { cookie, signed, unsigned, type CookieReader, type SetCookie } from './cookies.ts';
import { deviceCookie, forgetHere, knowDevice, remember } from './devices.ts';
import { after, dayOf, newKey, type Entered, type House, type Session, type Visit } from './house.ts';
import { SESSION_SECONDS, type Library } from './library.ts';
import { notify } from './notices.ts';
import type { AuthTx, DeviceId, LetInBy } from './tables.ts';

const BORROWED_SECONDS = 12 * 3600;

export interface LetIn {
  readonly login: string;
  readonly person: PersonId;
  readonly name: string;
  readonly by: LetInBy;
  readonly borrowed?: boolean;
}

/** Lets a person in on the device of this visit. Whoever was in on it before no longer is. */
export async function letIn(
  house: House,
  tx: AuthTx,
  library: Library,
  who: LetIn,
  visit: Visit,
): Promise<Entered> {
  const now = house.now();
  const { device, cookies } = await knowDevice(house, tx, visit);
  await tx.deleteFrom('auth.session').where('device_id', '=', device).execute();
  const borrowed = who.borrowed === true;
  const known = borrowed ? false : await remember(house, tx, who.person, device);
  if (!known && who.by !== 'sign_up' && who.by !== 'card') {
    const label = await labelHere(tx, device);
    await notify(house, tx, who.person, 'new_device', { device: label });
  }
  const token = newKey();
  const seconds = borrowed ? BORROWED_SECONDS : SESSION_SECONDS;
  const made = await library.createSession(
    who.login,
    false,
    {
      token,
      expiresAt: new Date(after(now, seconds)),
      createdAt: now,
      updatedAt: now,
      ipAddress: '',
      userAgent: '',
      deviceId: device,
      letInBy: who.by,
      borrowed,
      provedAt: now,
      seenOn: dayOf(now),
    },
    true,
  );
  const set = [sessionCookie(house, token, seconds), ...cookies];
  const session: Session = {
    id: made.id,
    login: who.login,
    person: who.person,
    name: who.name,
    device,
    letInBy: who.by,
    borrowed,
    // How many the device knows is asked at the next page.
    shared: borrowed,
    provedAt: now.toISOString(),
    cookies: set,
  };
  return { person: who.person, session, cookies: set };
}

/** Who is here, or null. Once a day it also moves the end of the session on; set the cookies it gives. */
export async function sessionOf(house: House, cookies: CookieReader): Promise<Session | null> {
  const token = unsigned(cookies.get(house.cookies.session), house.secret);
  const key = cookies.get(house.cookies.device);
  if (token === null || key === undefined) return null;
  const now = house.now();
  const row = await house.db
    .selectFrom('auth.session as s')
    .innerJoin('auth.login as l', 'l.id', 's.login_id')
    .innerJoin('auth.device as d', 'd.device_id', 's.device_id')
    .select(['s.id', 's.login_id', 'l.person_id', 'l.name', 'd.device_id', 's.let_in_by', 's.borrowed'])
    .select(['s.proved_at', 's.seen_on', 'd.shared'])
    .select(severalKnown)
    .where('s.token', '=', token)
    .where('d.token_hash', '=', hashOf(key))
    .where('s.expires_at', '>', now.toISOString())
    .executeTakeFirst();
  if (row === undefined || row.let_in_by === null || row.proved_at === null) return null;
  const borrowed = row.borrowed === true;
  const roll = row.seen_on !== dayOf(now) && !borrowed;
  return {
    id: row.id,
    login: row.login_id,
    person: row.person_id,
    name: row.name,
    device: row.device_id,
    letInBy: row.let_in_by,
    borrowed,
    shared: row.shared ?? (borrowed || row.several),
    provedAt: row.proved_at,
    cookies: roll ? await rollOn(house, row.id, row.device_id, token, key) : [],
  };
}

/** Whether the device knows more than one of us. */
const severalKnown = sql<boolean>`
  (SELECT count(*) > 1 FROM auth.device_person p WHERE p.device_id = d.device_id)`.as('several');

async function rollOn(
  house: House,
  session: string,
  device: DeviceId,
  token: string,
  key: string,
): Promise<SetCookie[]> {
  const now = house.now();
  await house.db
    .updateTable('auth.session')
    .set({ seen_on: dayOf(now), expires_at: after(now, SESSION_SECONDS), updated_at: now.toISOString() })
    .where('id', '=', session)
    .execute();
  await house.db
    .updateTable('auth.device')
    .set({ seen_on: dayOf(now) })
    .where('device_id', '=', device)
    .execute();
  return [sessionCookie(house, token, SESSION_SECONDS), deviceCookie(house, key)];
}

/** Ends this session. The device still knows the person, unless it shall forget them. */
export async function signOut(
  house: House,
  session: Session,
  { forget = false }: { readonly forget?: boolean } = {},
): Promise<SetCookie[]> {
  await house.db.transaction().execute(async (tx) => {
    await tx.deleteFrom('auth.session').where('id', '=', session.id).execute();
    if (forget) await forgetHere(tx, session.person, session.device);
  });
  return [sessionCookie(house, '', 0)];
}

export interface SessionOnList {
  readonly id: string;
  readonly device: string;
  readonly letInBy: LetInBy;
  readonly since: string;
  /** A day, not a minute: enough to notice what is not yours. */
  readonly seenOn: string;
  readonly borrowed: boolean;
  readonly here: boolean;
}

/** Where a person is signed in, the latest first. */
export async function sessions(house: House, session: Session): Promise<SessionOnList[]> {
  const rows = await house.db
    .selectFrom('auth.session as s')
    .innerJoin('auth.device as d', 'd.device_id', 's.device_id')
    .select(['s.id', 'd.label', 's.let_in_by', 's.created_at', 's.seen_on', 's.borrowed'])
    .where('s.login_id', '=', session.login)
    .where('s.expires_at', '>', house.now().toISOString())
    .orderBy('s.seen_on', 'desc')
    .orderBy('s.created_at', 'desc')
    .execute();
  return rows.map((row) => ({
    id: row.id,
    device: row.label,
    letInBy: row.let_in_by ?? 'secret',
    since: row.created_at,
    seenOn: row.seen_on ?? row.created_at.slice(0, 10),
    borrowed: row.borrowed === true,
    here: row.id === session.id,
  }));
}

/** Ends one of the person's own sessions, and that device's trust in them. */
export async function signOutThere(
  house: House,
  session: Session,
  id: string,
): Promise<Outcome<{ here: boolean }, 'session_not_found'>> {
  const ended = await house.db.transaction().execute(async (tx) => {
    const row = await tx
      .deleteFrom('auth.session')
      .where('id', '=', id)
      .where('login_id', '=', session.login)
      .returning('device_id')
      .executeTakeFirst();
    if (typeof row?.device_id === 'string') await forgetHere(tx, session.person, row.device_id);
    return row;
  });
  return ended === undefined ? refuse('session_not_found') : accept({ here: id === session.id });
}

/**
 * Ends every session, every device's trust and every token of a person; with `keepHere` this device stays.
 * Without a return card, a passkey or an e-mail nobody comes back after that but by being vouched for.
 */
export async function signOutEverywhere(
  house: House,
  session: Session,
  { keepHere = false }: { readonly keepHere?: boolean } = {},
): Promise<SetCookie[]> {
  const now = house.now().toISOString();
  await house.db.transaction().execute(async (tx) => {
    await tx
      .deleteFrom('auth.session')
      .where('login_id', '=', session.login)
      .$if(keepHere, (query) => query.where('id', '<>', session.id))
      .execute();
    await tx
      .deleteFrom('auth.device_person')
      .where('person_id', '=', session.person)
      .$if(keepHere, (query) => query.where('device_id', '<>', session.device))
      .execute();
    await tx
      .updateTable('auth.token')
      .set({ ended_at: now })
      .where('person_id', '=', session.person)
      .where('ended_at', 'is', null)
      .execute();
    await notify(house, tx, session.person, 'signed_out_everywhere');
  });
  return keepHere ? [] : [sessionCookie(house, '', 0)];
}

export async function labelHere(tx: AuthTx, device: DeviceId): Promise<string> {
  const row = await tx
    .selectFrom('auth.device')
    .select('label')
    .where('device_id', '=', device)
    .executeTakeFirst();
  return row?.label ?? '';
}

function sessionCookie(house: House, token: string, maxAge: number): SetCookie {
  const value = token === '' ? '' : signed(token, house.secret);
  return cookie(house.cookies, house.cookies.session, value, maxAge);
}
