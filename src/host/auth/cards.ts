/**
 * The return card: a code to print or write down that lets a person back in on any device. Using it offers a
 * new one; the old one ends when the person says that the new one is kept, so that nobody who used a card on
 * a borrowed phone and had no pencil is locked out, and a copied card dies as soon as its owner has used
 * theirs.
 */
import type { PersonId } from '#kernel/command';
import { accept, refuse, type Outcome } from '#kernel/outcome';
import { CARD_SIGNS, hashOf, newCode, readCode } from './codes.ts';
import { clearTries } from './devices.ts';
import {
  MINUTES_15,
  newId,
  proved,
  tooMany,
  type Entered,
  type House,
  type Session,
  type Visit,
} from './house.ts';
import { notify } from './notices.ts';
import { labelHere, letIn } from './sessions.ts';
import { borrowedOf } from './sign-up.ts';
import type { AuthTx } from './tables.ts';

export interface NewCard {
  /** Shown once: `K7Q2-9FMD-…`. */
  readonly code: string;
  /** What the QR says. */
  readonly address: string;
}

/** A new card for the one who is here. Older ones stay valid until {@link keepCard}. */
export async function makeCard(house: House, session: Session): Promise<Outcome<NewCard, 'prove_first'>> {
  if (!proved(session, house.now())) return refuse('prove_first');
  return accept(await house.db.transaction().execute((tx) => newCard(house, tx, session.person)));
}

/** The newest card is safely kept: every other card of the person ends. */
export async function keepCard(house: House, session: Session): Promise<Outcome<null, 'card_not_made'>> {
  const at = house.now().toISOString();
  return house.db.transaction().execute(async (tx) => {
    const open = await tx
      .selectFrom('auth.card')
      .select(['card_id', 'kept_at'])
      .where('person_id', '=', session.person)
      .where('ended_at', 'is', null)
      .orderBy('made_at', 'desc')
      .orderBy('card_id', 'desc')
      .forUpdate()
      .execute();
    const newest = open[0];
    if (newest === undefined) return refuse('card_not_made');
    if (newest.kept_at !== null) return accept(null);
    await tx.updateTable('auth.card').set({ kept_at: at }).where('card_id', '=', newest.card_id).execute();
    await endCards(tx, session.person, at, newest.card_id);
    if (open.length > 1) await notify(house, tx, session.person, 'card_renewed', await where(tx, session));
    return accept(null);
  });
}

/** The person has no card any more. */
export async function revokeCards(house: House, session: Session): Promise<Outcome<null, 'prove_first'>> {
  if (!proved(session, house.now())) return refuse('prove_first');
  await house.db.transaction().execute(async (tx) => {
    await endCards(tx, session.person, house.now().toISOString(), null);
    await notify(house, tx, session.person, 'card_revoked', await where(tx, session));
  });
  return accept(null);
}

export type CardRule = 'too_many_tries' | 'code_mistyped' | 'card_not_valid';

/** Lets the holder of a card in here, unlocks this device for their secret, and tells their other devices. */
export async function signInWithCard(
  house: House,
  asked: { readonly code: string; readonly borrowed?: boolean },
  visit: Visit,
): Promise<Outcome<Entered, CardRule>> {
  const refused = await tooMany(house, [[`card ip ${visit.ip}`, 60, MINUTES_15]]);
  if (refused) return refused;
  const code = readCode(asked.code, CARD_SIGNS);
  if (code === null) return refuse('code_mistyped');
  return house.library.within(async (tx, library) => {
    const used = await tx
      .updateTable('auth.card')
      .set({ used_at: house.now().toISOString() })
      .where('code_hash', '=', hashOf(code))
      .where('ended_at', 'is', null)
      .returning('person_id')
      .executeTakeFirst();
    if (used === undefined) return refuse('card_not_valid');
    const login = await tx
      .selectFrom('auth.login')
      .select(['id', 'name'])
      .where('person_id', '=', used.person_id)
      .executeTakeFirstOrThrow();
    const who = { login: login.id, person: used.person_id, name: login.name, by: 'card' as const };
    const entered = await letIn(house, tx, library, { ...who, ...borrowedOf(asked) }, visit);
    await clearTries(tx, used.person_id, entered.session.device);
    await notify(house, tx, used.person_id, 'card_used', await where(tx, entered.session));
    return accept(entered);
  });
}

async function newCard(house: House, tx: AuthTx, person: PersonId): Promise<NewCard> {
  const code = newCode(CARD_SIGNS);
  const at = house.now().toISOString();
  // A card that was shown but never said to be kept, nor used, makes room for the next one.
  await tx
    .updateTable('auth.card')
    .set({ ended_at: at })
    .where('person_id', '=', person)
    .where('ended_at', 'is', null)
    .where('kept_at', 'is', null)
    .where('used_at', 'is', null)
    .execute();
  await tx
    .insertInto('auth.card')
    .values({
      card_id: newId(house, 'crd'),
      person_id: person,
      code_hash: hashOf(code),
      made_at: at,
      kept_at: null,
      used_at: null,
      ended_at: null,
    })
    .execute();
  return { code, address: `${house.origin}/card?code=${code}` };
}

async function endCards(tx: AuthTx, person: PersonId, at: string, except: string | null): Promise<void> {
  await tx
    .updateTable('auth.card')
    .set({ ended_at: at })
    .where('person_id', '=', person)
    .where('ended_at', 'is', null)
    .$if(except !== null, (query) => query.where('card_id', '<>', except!))
    .execute();
}

async function where(tx: AuthTx, session: Session): Promise<{ device: string }> {
  return { device: await labelHere(tx, session.device) };
}
