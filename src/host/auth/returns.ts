/**
 * Coming back without card: who asks shows a code to two members, each says whose return they vouch for, and
 * a day later the asking device may choose a new secret. Until then any device of that person can stop it.
 * The one who asks never names a login, so that nobody can try names here or frighten people with false
 * alarms.
 */
import type { ActId, OrgId, PersonId } from '#kernel/command';
import { accept, refuse, type Outcome } from '#kernel/outcome';
import { hashOf, newCode, readCode, SHORT_SIGNS } from './codes.ts';
import type { SetCookie } from './cookies.ts';
import { clearTries, deviceOf, knowDevice } from './devices.ts';
import { after, newId, tooMany, type Entered, type House, type Session, type Visit } from './house.ts';
import { notify } from './notices.ts';
import { decideName, decideSecret } from './secrets.ts';
import { labelHere, letIn } from './sessions.ts';
import type { AuthTx, ReturnRequestRow } from './tables.ts';

export const VOUCHERS = 2;
const DAY = 24 * 3600;
/** Time to find two members, and time to come in once the day has passed. */
const REQUEST_SECONDS = 14 * DAY;
const DELAY_SECONDS = DAY;
const OPEN_SECONDS = 7 * DAY;

export type ReturnState = 'needs_vouchers' | 'waits' | 'open' | 'stopped' | 'expired' | 'done';

export interface ReturnRequest {
  readonly id: string;
  /** As the one who asks has written it. */
  readonly name: string;
  readonly device: string;
  readonly requestedAt: string;
  readonly vouchers: readonly PersonId[];
  readonly opensAt: string | null;
  readonly expiresAt: string;
  readonly state: ReturnState;
}

/** Asks to come back, on this device. The code is shown once; two members are to be shown it. */
export async function requestReturn(
  house: House,
  asked: { readonly name: string },
  visit: Visit,
): Promise<
  Outcome<
    { id: string; code: string; cookies: readonly SetCookie[] },
    'too_many_tries' | 'name_missing' | 'name_too_long'
  >
> {
  const name = decideName(asked.name);
  if (!name.ok) return name;
  const refused = await tooMany(house, [[`return ip ${visit.ip}`, 20, DAY]]);
  if (refused) return refused;
  const code = newCode(SHORT_SIGNS);
  const id = newId(house, 'ret');
  const now = house.now();
  const cookies = await house.db.transaction().execute(async (tx) => {
    const known = await knowDevice(house, tx, visit);
    await tx
      .updateTable('auth.return_request')
      .set({ stopped_at: now.toISOString() })
      .where('device_id', '=', known.device)
      .where('done_at', 'is', null)
      .where('stopped_at', 'is', null)
      .execute();
    await tx
      .insertInto('auth.return_request')
      .values({
        return_id: id,
        device_id: known.device,
        name: name.value,
        code_hash: hashOf(code),
        requested_at: now.toISOString(),
        person_id: null,
        opens_at: null,
        expires_at: after(now, REQUEST_SECONDS),
        stopped_at: null,
        done_at: null,
      })
      .execute();
    return known.cookies;
  });
  return accept({ id, code, cookies });
}

export type VouchRule =
  | 'return_not_found'
  | 'return_for_someone_else'
  | 'cannot_vouch_for_oneself'
  | 'already_vouched'
  | 'person_without_login';

export interface Vouch {
  readonly request: string;
  readonly person: PersonId;
  readonly voucher: PersonId;
  readonly org: OrgId;
  readonly act: ActId;
}

/** Whether this vouch counts; pure. The request is one that is still open. */
export function decideVouch(
  request: Pick<ReturnRequestRow, 'person_id'> | null,
  vouchers: readonly PersonId[],
  vouch: Pick<Vouch, 'person' | 'voucher'>,
): Outcome<{ readonly opens: boolean }, Exclude<VouchRule, 'person_without_login'>> {
  if (request === null) return refuse('return_not_found');
  if (vouch.person === vouch.voucher) return refuse('cannot_vouch_for_oneself');
  if (request.person_id !== null && request.person_id !== vouch.person)
    return refuse('return_for_someone_else');
  if (vouchers.includes(vouch.voucher)) return refuse('already_vouched');
  return accept({ opens: vouchers.length + 1 === VOUCHERS });
}

/** The request whose code a member was shown. */
export async function findReturn(
  house: House,
  session: Session,
  typed: string,
): Promise<
  Outcome<{ id: string; name: string; requestedAt: string }, 'too_many_tries' | 'return_not_found'>
> {
  const refused = await tooMany(house, [[`return code ${session.person}`, 20, 3600]]);
  if (refused) return refused;
  const code = readCode(typed, SHORT_SIGNS);
  if (code === null) return refuse('return_not_found');
  const found = await openRequests(house.db, house.now())
    .where('code_hash', '=', hashOf(code))
    .executeTakeFirst();
  if (found === undefined) return refuse('return_not_found');
  return accept({ id: found.return_id, name: found.name, requestedAt: found.requested_at });
}

/** Records one vouch. The caller has ensured, by an act, that voucher and person are members of `org`. */
export async function addVouch(
  house: House,
  tx: AuthTx,
  vouch: Vouch,
): Promise<Outcome<{ id: string; opensAt: string | null }, VouchRule>> {
  const now = house.now();
  const request =
    (await openRequests(tx, now).where('return_id', '=', vouch.request).forUpdate().executeTakeFirst()) ??
    null;
  const vouchers = request === null ? [] : await vouchersOf(tx, request.return_id);
  const decided = decideVouch(request, vouchers, vouch);
  if (!decided.ok) return decided;
  if (request === null || !(await hasLogin(tx, vouch.person))) return refuse('person_without_login');
  const at = now.toISOString();
  const id = request.return_id;
  await tx
    .insertInto('auth.return_vouch')
    .values({ return_id: id, voucher: vouch.voucher, org_id: vouch.org, act_id: vouch.act, at })
    .execute();
  const opensAt = decided.value.opens ? after(now, DELAY_SECONDS) : request.opens_at;
  const expiresAt = decided.value.opens ? after(now, DELAY_SECONDS + OPEN_SECONDS) : request.expires_at;
  await tx
    .updateTable('auth.return_request')
    .set({ person_id: vouch.person, opens_at: opensAt, expires_at: expiresAt })
    .where('return_id', '=', id)
    .execute();
  const device = await labelHere(tx, request.device_id);
  const kind = decided.value.opens ? 'return_opens' : 'return_vouched';
  await notify(house, tx, vouch.person, kind, { device, ...(opensAt === null ? {} : { opensAt }) });
  return accept({ id, opensAt });
}

/** Those among these requests that are still open and have not been vouched for by enough. */
export async function returnsWanting(house: House, ids: readonly string[]): Promise<ReadonlySet<string>> {
  if (ids.length === 0) return new Set();
  const rows = await openRequests(house.db, house.now())
    .where('return_id', 'in', ids as string[])
    .where('opens_at', 'is', null)
    .execute();
  return new Set(rows.map((row) => row.return_id));
}

/** The requests that were made on this device, the latest first. */
export async function returnsHere(house: House, visit: Visit): Promise<ReturnRequest[]> {
  const device = await deviceOf(house, visit.cookies);
  return device === null ? [] : list(house, 'device_id', device);
}

/** The requests to come back as the person who is here. */
export async function returnsAsMe(house: House, session: Session): Promise<ReturnRequest[]> {
  return list(house, 'person_id', session.person);
}

/** “That is not me”: from any device on which the person is in. */
export async function stopReturn(
  house: House,
  session: Session,
  id: string,
): Promise<Outcome<null, 'return_not_found'>> {
  return house.db.transaction().execute(async (tx) => {
    const stopped = await tx
      .updateTable('auth.return_request')
      .set({ stopped_at: house.now().toISOString() })
      .where('return_id', '=', id)
      .where('person_id', '=', session.person)
      .where('stopped_at', 'is', null)
      .where('done_at', 'is', null)
      .executeTakeFirst();
    if (stopped.numUpdatedRows === 0n) return refuse('return_not_found');
    await notify(house, tx, session.person, 'return_stopped', {
      device: await labelHere(tx, session.device),
    });
    return accept(null);
  });
}

export type CompleteRule =
  'return_not_found' | 'return_not_open_yet' | 'secret_too_short' | 'secret_too_long' | 'secret_too_common';

/** Comes back, on the device that asked, with a new secret. */
export async function completeReturn(
  house: House,
  asked: { readonly secret: string },
  visit: Visit,
): Promise<Outcome<Entered, CompleteRule>> {
  const ready = await readyHere(house, visit);
  if (!ready.ok) return ready;
  const secret = decideSecret(asked.secret, ready.value.name);
  if (!secret.ok) return secret;
  const password = await house.library.hash(secret.value.text);
  const at = house.now().toISOString();
  return house.library.within(async (tx, library) => {
    const done = await tx
      .updateTable('auth.return_request')
      .set({ done_at: at })
      .where('return_id', '=', ready.value.id)
      .where('done_at', 'is', null)
      .where('stopped_at', 'is', null)
      .executeTakeFirst();
    if (done.numUpdatedRows === 0n) return refuse('return_not_found');
    const { login, person, name } = ready.value;
    await tx
      .updateTable('auth.credential')
      .set({ password, kind: secret.value.kind, updated_at: at })
      .where('login_id', '=', login)
      .where('provider_id', '=', 'credential')
      .execute();
    await clearTries(tx, person);
    const entered = await letIn(house, tx, library, { login, person, name, by: 'return' }, visit);
    await notify(house, tx, person, 'return_done', { device: await labelHere(tx, entered.session.device) });
    return accept(entered);
  });
}

async function readyHere(house: House, visit: Visit) {
  const request = (await returnsHere(house, visit)).find(
    ({ state }) => state === 'waits' || state === 'open',
  );
  if (request === undefined) return refuse('return_not_found');
  if (request.state === 'waits') return refuse('return_not_open_yet', { opensAt: request.opensAt });
  const row = await house.db
    .selectFrom('auth.return_request as r')
    .innerJoin('auth.login as l', 'l.person_id', 'r.person_id')
    .select(['l.id', 'l.person_id', 'l.name'])
    .where('r.return_id', '=', request.id)
    .executeTakeFirst();
  if (row === undefined) return refuse('return_not_found');
  return accept({ id: request.id, login: row.id, person: row.person_id, name: row.name });
}

function openRequests(tx: AuthTx, now: Date) {
  return tx
    .selectFrom('auth.return_request')
    .selectAll()
    .where('stopped_at', 'is', null)
    .where('done_at', 'is', null)
    .where('expires_at', '>', now.toISOString());
}

async function vouchersOf(tx: AuthTx, id: string): Promise<PersonId[]> {
  const rows = await tx
    .selectFrom('auth.return_vouch')
    .select('voucher')
    .where('return_id', '=', id)
    .execute();
  return rows.map((row) => row.voucher);
}

async function hasLogin(tx: AuthTx, person: PersonId): Promise<boolean> {
  const row = await tx
    .selectFrom('auth.login')
    .select('id')
    .where('person_id', '=', person)
    .executeTakeFirst();
  return row !== undefined;
}

async function list(
  house: House,
  column: 'device_id' | 'person_id',
  value: string,
): Promise<ReturnRequest[]> {
  const rows = await house.db
    .selectFrom('auth.return_request as r')
    .innerJoin('auth.device as d', 'd.device_id', 'r.device_id')
    .selectAll('r')
    .select('d.label')
    .where((row) => row.eb(row.ref(`r.${column}`), '=', value as never))
    .orderBy('r.requested_at', 'desc')
    .limit(20)
    .execute();
  const now = house.now().toISOString();
  return Promise.all(
    rows.map(async (row) => ({
      id: row.return_id,
      name: row.name,
      device: row.label,
      requestedAt: row.requested_at,
      vouchers: await vouchersOf(house.db, row.return_id),
      opensAt: row.opens_at,
      expiresAt: row.expires_at,
      state: stateOf(row, now),
    })),
  );
}

function stateOf(row: ReturnRequestRow, now: string): ReturnState {
  if (row.done_at !== null) return 'done';
  if (row.stopped_at !== null) return 'stopped';
  if (row.expires_at <= now) return 'expired';
  if (row.opens_at === null) return 'needs_vouchers';
  return row.opens_at <= now ? 'open' : 'waits';
}
