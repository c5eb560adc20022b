/**
 * The link that lets the first person in: printed where the program was started, good once and for an hour,
 * kept as a hash. Whoever can read that terminal is trusted to pass it on.
 */
import { sql, type Kysely } from 'kysely';
import { accept, refuse, type Outcome } from '#kernel/outcome';
import { hashOf, newCode, readCode, SHORT_SIGNS } from './auth/codes.ts';
import { openDatabase } from './database.ts';

const HOUR = 3600_000;

/** A fresh code to print at start, or null when somebody is here already. */
export async function firstLink(databaseUrl: string, now = new Date()): Promise<string | null> {
  return onDatabase(databaseUrl, async (db) => {
    const { rows } = await sql<{ here: boolean }>`SELECT EXISTS (SELECT FROM auth.login) AS here`.execute(db);
    return rows[0]!.here ? null : makeLink(db, now);
  });
}

/** A fresh code, whoever is here; for `tequio begin`. Older ones no longer work. */
export async function newFirstLink(databaseUrl: string, now = new Date()): Promise<string> {
  return onDatabase(databaseUrl, (db) => makeLink(db, now));
}

/**
 * Uses a code up, inside the transaction in which the first person is made. Tries are counted by the caller.
 */
export async function redeemFirstLink(
  tx: Kysely<unknown>,
  typed: string,
  now: Date,
): Promise<Outcome<null, 'link_not_valid' | 'link_used'>> {
  const code = readCode(typed, SHORT_SIGNS);
  if (code === null) return refuse('link_not_valid');
  const at = now.toISOString();
  const hash = hashOf(code);
  const redeemed = await sql`
    UPDATE host.first_link SET used_at = ${at}
    WHERE code_hash = ${hash} AND used_at IS NULL AND ended_at IS NULL AND expires_at > ${at}`.execute(tx);
  if (redeemed.numAffectedRows === 1n) return accept(null);
  const used = await sql<{ used: boolean }>`
    SELECT used_at IS NOT NULL AS used FROM host.first_link WHERE code_hash = ${hash}`.execute(tx);
  return refuse(used.rows[0]?.used === true ? 'link_used' : 'link_not_valid');
}

/** Whether a code would still open; for the page that greets its holder. Does not use it up. */
export async function firstLinkOpens(db: Kysely<unknown>, typed: string, now: Date): Promise<boolean> {
  const code = readCode(typed, SHORT_SIGNS);
  if (code === null) return false;
  const { rows } = await sql`
    SELECT FROM host.first_link WHERE code_hash = ${hashOf(code)}
      AND used_at IS NULL AND ended_at IS NULL AND expires_at > ${now.toISOString()}`.execute(db);
  return rows.length > 0;
}

async function makeLink(db: Kysely<unknown>, now: Date): Promise<string> {
  const code = newCode(SHORT_SIGNS);
  const at = now.toISOString();
  await db.transaction().execute(async (tx) => {
    await sql`UPDATE host.first_link SET ended_at = ${at} WHERE used_at IS NULL AND ended_at IS NULL`.execute(
      tx,
    );
    await sql`
      INSERT INTO host.first_link (code_hash, made_at, expires_at)
      VALUES (${hashOf(code)}, ${at}, ${new Date(now.getTime() + HOUR).toISOString()})`.execute(tx);
  });
  return code;
}

async function onDatabase<Value>(url: string, work: (db: Kysely<unknown>) => Promise<Value>): Promise<Value> {
  const { db, close } = openDatabase(url, 1);
  try {
    return await work(db);
  } finally {
    await close();
  }
}
