/** Coming in for the first time: a name and a secret, nothing else. */
import { randomBytes } from 'node:crypto';
import { sql } from 'kysely';
import type { PersonId } from '#kernel/command';
import { accept, refuse, type Outcome } from '#kernel/outcome';
import { redeemFirstLink } from '../first-link.ts';
import { anyTables, newId, tooMany, type Entered, type House, type Visit } from './house.ts';
import type { Library } from './library.ts';
import { decideName, decideSecret, type ReadSecret } from './secrets.ts';
import { letIn } from './sessions.ts';
import type { AuthTx, SecretKind } from './tables.ts';

export interface SignUp {
  readonly name: string;
  readonly secret: string;
  /** The printed code; needed as long as nobody is here. */
  readonly firstLink?: string;
  /** A person whom an act has already made (entered on paper by somebody) and who comes in now. */
  readonly person?: PersonId;
  readonly borrowed?: boolean;
}

export type SignUpRule =
  | 'too_many_tries'
  | 'name_missing'
  | 'name_too_long'
  | 'secret_too_short'
  | 'secret_too_long'
  | 'secret_too_common'
  | 'link_needed'
  | 'link_not_valid'
  | 'link_used'
  | 'has_login';

/** Makes a login and a person id and lets them in. The person themself is made by the caller's next act. */
export async function signUp(
  house: House,
  asked: SignUp,
  visit: Visit,
): Promise<Outcome<Entered & { readonly name: string }, SignUpRule>> {
  const name = decideName(asked.name);
  if (!name.ok) return name;
  const secret = decideSecret(asked.secret, name.value);
  if (!secret.ok) return secret;
  // Generous: a whole assembly may pass one phone around, or sit behind one address.
  const refused = await tooMany(house, [
    [`sign-up ip ${visit.ip}`, 120, 3600],
    ...(asked.firstLink === undefined ? [] : ([[`first-link ip ${visit.ip}`, 20, 900]] as const)),
  ]);
  if (refused) return refused;
  const hash = await house.library.hash(secret.value.text);
  const made = await house.library.within(async (tx, library) => {
    const open = await openDoor(house, tx, asked);
    if (!open.ok) return open;
    const who = { name: name.value, person: asked.person ?? newId(house, 'per') };
    const login = await makeLogin(house, library, who, { ...secret.value, hash });
    return accept(
      await letIn(house, tx, library, { ...who, login, by: 'sign_up', ...borrowedOf(asked) }, visit),
    );
  });
  return made.ok ? accept({ ...made.value, name: name.value }) : made;
}

/** Whether anyone has a login on this instance yet. */
export async function anyoneHere(tx: AuthTx): Promise<boolean> {
  const { rows } = await sql<{ here: boolean }>`SELECT EXISTS (SELECT FROM auth.login) AS here`.execute(tx);
  return rows[0]!.here;
}

async function openDoor(house: House, tx: AuthTx, asked: SignUp) {
  if (asked.firstLink !== undefined) {
    const redeemed = await redeemFirstLink(anyTables(tx), asked.firstLink, house.now());
    if (!redeemed.ok) return redeemed;
  } else if (!(await anyoneHere(tx))) {
    return refuse('link_needed');
  }
  if (asked.person === undefined) return accept(null);
  const taken = await tx
    .selectFrom('auth.login')
    .select('id')
    .where('person_id', '=', asked.person)
    .executeTakeFirst();
  return taken === undefined ? accept(null) : refuse('has_login');
}

async function makeLogin(
  house: House,
  library: Library,
  who: { readonly name: string; readonly person: PersonId },
  secret: ReadSecret & { readonly hash: string },
): Promise<string> {
  const now = house.now();
  const login = await library.createUser(
    {
      name: who.name,
      email: noAddress(),
      emailVerified: false,
      personId: who.person,
      createdAt: now,
      updatedAt: now,
    },
    { method: 'email-password' },
  );
  await library.createAccount<{ kind: SecretKind }>({
    accountId: login.id,
    providerId: 'credential',
    userId: login.id,
    password: secret.hash,
    kind: secret.kind,
    createdAt: now,
    updatedAt: now,
  });
  return login.id;
}

const NO_MAIL = '@no-mail.invalid';

/** The library wants an address of everyone; this one is nobody's, and `.invalid` can never be (RFC 2606). */
export function noAddress(): string {
  return randomBytes(16).toString('hex') + NO_MAIL;
}

/** The address a person gave, or null when they gave none. */
export function realAddress(email: string): string | null {
  return email.endsWith(NO_MAIL) ? null : email;
}

export function borrowedOf(asked: { readonly borrowed?: boolean }): { borrowed?: boolean } {
  return asked.borrowed === undefined ? {} : { borrowed: asked.borrowed };
}
