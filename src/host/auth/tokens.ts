/**
 * Tokens let a program act for a person, as far as their scopes reach and never in what is the person's own:
 * making tokens, changing ways in, erasing oneself.
 */
import { sql } from 'kysely';
import type { PersonId } from '#kernel/command';
import { accept, refuse, type Outcome } from '#kernel/outcome';
import { gatheredBy } from '../gathered.ts';
import { hashOf } from './codes.ts';
import { after, dayOf, newId, newKey, proved, tooMany, type House, type Session } from './house.ts';
import { notify } from './notices.ts';

const PREFIX = 'teq_';
const LONGEST_DAYS = 366;
const MOST_TOKENS = 50;

export interface Token {
  readonly id: string;
  readonly name: string;
  readonly scopes: readonly string[];
  readonly madeAt: string;
  readonly expiresAt: string;
  readonly lastUsedOn: string | null;
}

export interface TokenHolder {
  readonly id: string;
  readonly person: PersonId;
  readonly scopes: readonly string[];
}

export interface NewToken {
  readonly name: string;
  readonly scopes: readonly string[];
  readonly days: number;
}

export type TokenRule =
  | 'prove_first'
  | 'too_many_tries'
  | 'token_name_missing'
  | 'token_scopes_missing'
  | 'scope_unknown'
  | 'token_too_long'
  | 'too_many_tokens';

/** What a scope may look like; which modules and commands there are, the caller knows. */
const SCOPE = /^[a-z][a-z_]{1,40}(:(read|write)|\.[a-z][a-z_]{1,60})$/;

/** Makes a token; its text is shown once. */
export async function createToken(
  house: House,
  session: Session,
  asked: NewToken,
): Promise<Outcome<{ token: string; id: string }, TokenRule>> {
  if (!proved(session, house.now())) return refuse('prove_first');
  const name = asked.name.trim().slice(0, 80);
  const scopes = [...new Set(asked.scopes)];
  if (name === '') return refuse('token_name_missing');
  if (scopes.length === 0) return refuse('token_scopes_missing');
  const unknown = scopes.find((scope) => !SCOPE.test(scope));
  if (unknown !== undefined) return refuse('scope_unknown', { scope: unknown.slice(0, 80) });
  if (!Number.isInteger(asked.days) || asked.days < 1 || asked.days > LONGEST_DAYS) {
    return refuse('token_too_long', { most: LONGEST_DAYS });
  }
  const refused = await tooMany(house, [[`tokens ${session.person}`, 20, 3600]]);
  if (refused) return refused;
  if ((await tokens(house, session)).length >= MOST_TOKENS)
    return refuse('too_many_tokens', { most: MOST_TOKENS });
  const token = PREFIX + newKey();
  const id = newId(house, 'tok');
  const now = house.now();
  await house.db.transaction().execute(async (tx) => {
    await tx
      .insertInto('auth.token')
      .values({
        token_id: id,
        person_id: session.person,
        name,
        scopes,
        token_hash: hashOf(token),
        made_at: now.toISOString(),
        expires_at: after(now, asked.days * 24 * 3600),
        last_used_on: null,
        ended_at: null,
      })
      .execute();
    await notify(house, tx, session.person, 'token_made', { name });
  });
  return accept({ token, id });
}

export async function tokens(house: House, session: Session): Promise<Token[]> {
  const rows = await house.db
    .selectFrom('auth.token')
    .selectAll()
    .where('person_id', '=', session.person)
    .where('ended_at', 'is', null)
    .where('expires_at', '>', house.now().toISOString())
    .orderBy('made_at', 'desc')
    .execute();
  return rows.map((row) => ({
    id: row.token_id,
    name: row.name,
    scopes: row.scopes,
    madeAt: row.made_at,
    expiresAt: row.expires_at,
    lastUsedOn: row.last_used_on,
  }));
}

export async function revokeToken(
  house: House,
  session: Session,
  id: string,
): Promise<Outcome<null, 'token_not_found'>> {
  const ended = await house.db
    .updateTable('auth.token')
    .set({ ended_at: house.now().toISOString() })
    .where('token_id', '=', id)
    .where('person_id', '=', session.person)
    .where('ended_at', 'is', null)
    .executeTakeFirst();
  return ended.numUpdatedRows === 0n ? refuse('token_not_found') : accept(null);
}

/** Whose token an `Authorization` header carries; null when it is none, ended or expired. */
export async function tokenOf(
  house: Pick<House, 'db' | 'now'>,
  authorization: string | null,
): Promise<TokenHolder | null> {
  const token = /^Bearer +(teq_[\w-]{43})$/i.exec(authorization ?? '')?.[1];
  if (token === undefined) return null;
  const now = house.now();
  const row = await findToken(house.db, { hash: hashOf(token), at: now.toISOString() });
  if (row === undefined) return null;
  if (row.last_used_on !== dayOf(now)) {
    await house.db
      .updateTable('auth.token')
      .set({ last_used_on: dayOf(now) })
      .where('token_id', '=', row.token_id)
      .execute();
  }
  return { id: row.token_id, person: row.person_id, scopes: row.scopes };
}

interface Shown {
  readonly hash: Buffer;
  readonly at: string;
}

/** The tokens that are shown at the same moment are looked up by one statement. */
const findToken = gatheredBy(async (db: House['db'], shown: readonly Shown[]) => {
  const rows = await db
    .selectFrom('auth.token')
    .select(['token_id', 'person_id', 'scopes', 'last_used_on', 'token_hash', 'expires_at'])
    .where('token_hash', '=', sql<Buffer>`ANY(${shown.map((one) => one.hash)}::bytea[])`)
    .where('ended_at', 'is', null)
    .execute();
  const found = new Map(rows.map((row) => [row.token_hash.toString('hex'), row]));
  return shown.map(({ hash, at }) => {
    const row = found.get(hash.toString('hex'));
    return row && Date.parse(row.expires_at) > Date.parse(at) ? row : undefined;
  });
});

/** Whether scopes reach a command or the reads of a module; pure. What is one's `self` they never reach. */
export function scopesReach(
  scopes: readonly string[],
  asked: { readonly command: string; readonly self: boolean } | { readonly read: string },
): boolean {
  if ('read' in asked) {
    return scopes.includes(`${asked.read}:read`) || scopes.includes(`${asked.read}:write`);
  }
  if (asked.self) return false;
  const module = asked.command.slice(0, asked.command.indexOf('.'));
  return scopes.includes(asked.command) || scopes.includes(`${module}:write`);
}
