/** The ways in that a person has, and changing them; each change is told on all their devices. */
import { sql, type Kysely } from 'kysely';
import type { PersonId } from '#kernel/command';
import { accept, refuse, type Outcome } from '#kernel/outcome';
import { hashOf, newCode, readCode, SHORT_SIGNS } from './codes.ts';
import { clearTries } from './devices.ts';
import { after, anyTables, proved, tooMany, type House, type Session } from './house.ts';
import { notify, type NoticeKind } from './notices.ts';
import { decideName, decideSecret } from './secrets.ts';
import { labelHere } from './sessions.ts';
import { noAddress, realAddress } from './sign-up.ts';
import type { AuthTx, SecretKind } from './tables.ts';

export interface Ways {
  readonly secret: SecretKind | null;
  readonly card: { readonly madeAt: string; readonly kept: boolean } | null;
  readonly email: { readonly address: string; readonly confirmed: boolean } | null;
  /** An address that waits for its code. */
  readonly emailToConfirm: string | null;
  readonly passkeys: readonly {
    readonly id: string;
    readonly name: string | null;
    readonly madeAt: string | null;
  }[];
  readonly devices: number;
  readonly tokens: number;
  /** Whether there is a way in on a device that has never seen the person. */
  readonly anywhere: boolean;
}

export async function ways(house: House, session: Session): Promise<Ways> {
  const { person, login } = session;
  const now = house.now().toISOString();
  const { rows } = await sql<WaysRow>`
    SELECT l.email, l.email_verified, c.kind, k.made_at, k.kept_at,
      (SELECT email FROM auth.email_check WHERE person_id = ${person} AND expires_at > ${now}) AS to_confirm,
      (SELECT count(*)::int FROM auth.device_person WHERE person_id = ${person}) AS devices,
      (SELECT count(*)::int FROM auth.token
        WHERE person_id = ${person} AND ended_at IS NULL AND expires_at > ${now}) AS tokens
    FROM auth.login l
    LEFT JOIN auth.credential c ON c.login_id = l.id AND c.provider_id = 'credential'
    LEFT JOIN LATERAL (SELECT made_at, kept_at FROM auth.card WHERE person_id = l.person_id AND ended_at IS NULL
      ORDER BY (kept_at IS NULL), made_at DESC LIMIT 1) k ON true
    WHERE l.id = ${login}`.execute(house.db);
  const row = rows[0]!;
  const passkeys = await house.db
    .selectFrom('auth.passkey')
    .select(['id', 'name', 'created_at as madeAt'])
    .where('login_id', '=', login)
    .orderBy('created_at')
    .execute();
  const address = realAddress(row.email);
  return {
    secret: row.kind,
    card: row.made_at === null ? null : { madeAt: row.made_at, kept: row.kept_at !== null },
    email: address === null ? null : { address, confirmed: row.email_verified },
    emailToConfirm: row.to_confirm,
    passkeys,
    devices: row.devices,
    tokens: row.tokens,
    anywhere: row.made_at !== null || passkeys.length > 0 || (address !== null && row.kind === 'long'),
  };
}

interface WaysRow {
  email: string;
  email_verified: boolean;
  kind: SecretKind | null;
  made_at: string | null;
  kept_at: string | null;
  to_confirm: string | null;
  devices: number;
  tokens: number;
}

/** Before somebody is gone for good: whoever has a secret must have shown lately that it is them. */
export async function mayEnd(house: House, session: Session): Promise<Outcome<null, 'prove_first'>> {
  const { secret } = await ways(house, session);
  return secret === null || proved(session, house.now()) ? accept(null) : refuse('prove_first');
}

export type SetSecretRule = 'prove_first' | 'secret_too_short' | 'secret_too_long' | 'secret_too_common';

export async function setSecret(
  house: House,
  session: Session,
  typed: string,
): Promise<Outcome<null, SetSecretRule>> {
  if (!proved(session, house.now())) return refuse('prove_first');
  const secret = decideSecret(typed, session.name);
  if (!secret.ok) return secret;
  const password = await house.library.hash(secret.value.text);
  return house.db.transaction().execute(async (tx) => {
    await tx
      .updateTable('auth.credential')
      .set({ password, kind: secret.value.kind, updated_at: house.now().toISOString() })
      .where('login_id', '=', session.login)
      .where('provider_id', '=', 'credential')
      .execute();
    await clearTries(tx, session.person);
    await tell(house, tx, session, 'secret_changed');
    return accept(null);
  });
}

const CHECK_SECONDS = 3600;

/**
 * Gives the login an e-mail. Where letters can be sent it waits for the code in the letter, so that nobody
 * takes an address that is not theirs; the code opens nothing to whoever else reads it. `''` removes the
 * address.
 */
export async function setEmail(
  house: House,
  session: Session,
  asked: { readonly email: string; readonly locale: string },
): Promise<Outcome<{ state: 'set' | 'to_confirm' | 'removed' }, EmailRule>> {
  if (!proved(session, house.now())) return refuse('prove_first');
  const email = asked.email.normalize('NFC').trim().toLowerCase();
  const refused = await tooMany(house, [[`set-email ${session.person}`, 10, 3600]]);
  if (refused) return refused;
  if (email === '') return removeEmail(house, session);
  if (!isAddress(email)) return refuse('email_not_an_address');
  if (house.mail?.canSend === true) return askToConfirm(house, session, email, asked.locale);
  const done = await putEmail(house, house.db, session, email, false);
  return done ? accept({ state: 'set' }) : refuse('email_not_possible');
}

export type EmailRule = 'prove_first' | 'too_many_tries' | 'email_not_an_address' | 'email_not_possible';

/**
 * Confirms the address with the code of the letter; an address that another login never confirmed moves here.
 */
export async function confirmEmail(
  house: House,
  session: Session,
  typed: string,
): Promise<Outcome<null, 'too_many_tries' | 'code_not_valid' | 'email_not_possible'>> {
  const refused = await tooMany(house, [[`confirm-email ${session.person}`, 10, CHECK_SECONDS]]);
  if (refused) return refused;
  const code = readCode(typed, SHORT_SIGNS);
  if (code === null) return refuse('code_not_valid');
  return house.db.transaction().execute(async (tx) => {
    const check = await tx
      .deleteFrom('auth.email_check')
      .where('person_id', '=', session.person)
      .where('code_hash', '=', hashOf(code))
      .where('expires_at', '>', house.now().toISOString())
      .returning('email')
      .executeTakeFirst();
    if (check === undefined) return refuse('code_not_valid');
    await tx
      .updateTable('auth.login')
      .set({ email: noAddress() })
      .where('email', '=', check.email)
      .where('email_verified', '=', false)
      .where('id', '<>', session.login)
      .execute();
    const done = await putEmail(house, tx, session, check.email, true);
    return done ? accept(null) : refuse('email_not_possible');
  });
}

/** Removes one of the person's passkeys. */
export async function removePasskey(
  house: House,
  session: Session,
  id: string,
): Promise<Outcome<null, 'prove_first' | 'passkey_not_found'>> {
  if (!proved(session, house.now())) return refuse('prove_first');
  return house.db.transaction().execute(async (tx) => {
    const gone = await tx
      .deleteFrom('auth.passkey')
      .where('id', '=', id)
      .where('login_id', '=', session.login)
      .executeTakeFirst();
    if (gone.numDeletedRows === 0n) return refuse('passkey_not_found');
    await tell(house, tx, session, 'passkey_removed');
    return accept(null);
  });
}

/** The name on the devices' lists follows the person's; called by whoever changes the person. */
export async function rename(tx: Kysely<unknown>, person: PersonId, name: string): Promise<void> {
  const decided = decideName(name);
  if (!decided.ok) return;
  await (tx as unknown as AuthTx)
    .updateTable('auth.login')
    .set({ name: decided.value })
    .where('person_id', '=', person)
    .execute();
}

/** Every trace of a person's ways in, and the letters to them; part of erasing a person. */
/** Under which names programs have acted for this person. */
export async function tokensOf(tx: Kysely<unknown>, person: PersonId): Promise<string[]> {
  const { rows } = await sql<{ token_id: string }>`
    SELECT token_id FROM auth.token WHERE person_id = ${person}`.execute(tx);
  return rows.map((row) => row.token_id);
}

export async function forgetLogin(tx: Kysely<unknown>, person: PersonId): Promise<void> {
  await sql`DELETE FROM auth.login WHERE person_id = ${person}`.execute(tx);
  await sql`DELETE FROM auth.return_vouch WHERE voucher = ${person}`.execute(tx);
  await sql`DELETE FROM host.letter WHERE person_id = ${person}`.execute(tx);
  await sql`
    DELETE FROM auth.device d WHERE NOT EXISTS (SELECT FROM auth.device_person p WHERE p.device_id = d.device_id)
      AND NOT EXISTS (SELECT FROM auth.session s WHERE s.device_id = d.device_id)
      AND NOT EXISTS (SELECT FROM auth.return_request r WHERE r.device_id = d.device_id)`.execute(tx);
}

async function askToConfirm(house: House, session: Session, email: string, locale: string) {
  const code = newCode(SHORT_SIGNS);
  const expires_at = after(house.now(), CHECK_SECONDS);
  const row = { person_id: session.person, email, code_hash: hashOf(code), expires_at };
  await house.db.transaction().execute(async (tx) => {
    await tx
      .insertInto('auth.email_check')
      .values(row)
      .onConflict((conflict) => conflict.column('person_id').doUpdateSet(row))
      .execute();
    await house.mail?.write(anyTables(tx), {
      to: email,
      person: session.person,
      locale,
      words: 'letter.confirm_email',
      values: { name: session.name, code },
    });
  });
  return accept({ state: 'to_confirm' as const });
}

async function removeEmail(house: House, session: Session) {
  await house.db
    .updateTable('auth.login')
    .set({ email: noAddress(), email_verified: false })
    .where('id', '=', session.login)
    .execute();
  await house.db.deleteFrom('auth.email_check').where('person_id', '=', session.person).execute();
  await tell(house, house.db, session, 'email_changed');
  return accept({ state: 'removed' as const });
}

async function putEmail(house: House, tx: AuthTx, session: Session, email: string, confirmed: boolean) {
  const put = await tx
    .updateTable('auth.login')
    .set({ email, email_verified: confirmed })
    .where('id', '=', session.login)
    .where((row) =>
      row.not(
        row.exists(
          row
            .selectFrom('auth.login as other')
            .select('other.id')
            .where('other.email', '=', email)
            .where('other.id', '<>', session.login),
        ),
      ),
    )
    .executeTakeFirst();
  if (put.numUpdatedRows === 0n) return false;
  await tell(house, tx, session, 'email_changed');
  return true;
}

async function tell(house: House, tx: AuthTx, session: Session, kind: NoticeKind): Promise<void> {
  await notify(house, tx, session.person, kind, { device: await labelHere(tx, session.device) });
}

function isAddress(email: string): boolean {
  return (
    email.length <= 254 &&
    /^[^\s@<>,;:"()[\]\\]{1,64}@[^\s@<>,;:"()[\]\\.]+(\.[^\s@<>,;:"()[\]\\.]+)+$/.test(email) &&
    realAddress(email) !== null
  );
}
