/** The room where a group keeps its accounts, as whoever is inside sees it. */
import { error, redirect, type RequestEvent } from '@sveltejs/kit';
import { readAmount } from '#kernel/amount';
import type { MemberId, OrgId } from '#kernel/command';
import type { Refusal } from '#kernel/outcome';
import { booksOf, unitWord, type UnitRule } from '#agents';
import { loadRoll, type Scene } from '#agents/server';
import type { NameOf } from '#agents/screens/say.ts';
import { readsBooks, seesAccount, type Account, type Entrusted, type NamedAccount } from '#ledger';
import { loadAccount, loadAccountsOf, loadEntrustedTo } from '#ledger/server';
import { amountIn } from '#ledger/screens/amount-in.ts';
import { partyName } from '#ledger/screens/money-cards.ts';
import type { Words } from '#locales';
import { insideScene, nameBook, wordsFor } from '../scene.ts';

export interface MoneyPlace {
  readonly scene: Scene;
  readonly org: OrgId;
  readonly words: Words;
  readonly db: App.Locals['world']['host']['db'];
  /** The member who looks, if it is one. */
  readonly own: MemberId | null;
  readonly units: readonly UnitRule[];
  readonly base: string;
  readonly nameOf: NameOf;
  readonly keepsBooks: boolean;
  /** Accounts of others for which they act. */
  readonly entrusted: readonly Entrusted[];
  /** Whose account it is, or what it is for. */
  called(account: Pick<NamedAccount, 'member' | 'name' | 'purpose'>): string;
  amount(unit: string, minor: bigint): string;
}

/**
 * Whoever has just typed an amount reads it back before they pay, wherever they are: `says` it all the same.
 */
export async function moneyPlace(
  event: Pick<RequestEvent, 'locals' | 'params'>,
  amounts: 'as asked' | 'said' = 'as asked',
): Promise<MoneyPlace> {
  const scene = await insideScene(event);
  const { units } = booksOf(scene.group.articles);
  if (units.length === 0 || scene.draft) error(404, 'not_found');
  const asked = wordsFor(event, scene);
  const words = amounts === 'said' ? { ...asked, hidesAmounts: false } : asked;
  const { db } = event.locals.world.host;
  const org = scene.organization.org_id;
  const nameOf = nameBook(scene, await loadRoll(db, org));
  const own = scene.viewer.member;
  return {
    scene,
    org,
    words,
    db,
    own,
    units,
    base: `/g/${scene.organization.slug}/money`,
    nameOf,
    keepsBooks: readsBooks(scene),
    entrusted: own === null ? [] : await loadEntrustedTo(db, org, own, scene.today),
    called: (account) => partyName(words, nameOf, account),
    amount: (unit, minor) => amountIn(words, units, unit, minor),
  };
}

/** Why nothing comes of an amount that nobody can read. */
export const NO_AMOUNT = {
  rule: 'input_invalid',
  issues: [{ at: 'amountMinor', says: 'custom' }],
} as const satisfies Refusal;

/** What is no amount, in place of one that nobody can read: it is refused where it was typed. */
const UNREADABLE = '?';

/** What somebody typed, in the smallest unit, as text. */
export function minorOf(typed: string, rule: UnitRule | undefined): string {
  if (typed.trim() === '') return '';
  const read = rule && readAmount(typed.trim(), { id: rule.unit, scale: rule.scale });
  return read?.ok === true ? String(read.value.minor) : UNREADABLE;
}

/** The word for several of a unit, after a field. */
export function manyOf(words: Words, rule: UnitRule): string {
  return rule.symbol ?? unitWord(words, rule, 'many');
}

/** What something of mine can be counted in: a choice of units, each by its word. */
export function unitChoices(
  { units, words }: MoneyPlace,
  accounts: readonly { readonly unit: string }[],
): { readonly value: string; readonly label: string }[] {
  return accounts.map(({ unit }) => {
    const rule = units.find((one) => one.unit === unit);
    return { value: unit, label: rule ? manyOf(words, rule) : unit };
  });
}

/** My accounts that are open. */
export async function myAccounts({ db, org, own }: MoneyPlace): Promise<Account[]> {
  if (own === null) return [];
  return (await loadAccountsOf(db, org, own)).filter((one) => one.closedAt === null);
}

/** Open accounts of others for which I act. */
export async function entrustedAccounts({ db, org, entrusted }: MoneyPlace): Promise<Account[]> {
  const found = [];
  for (const { account } of entrusted) found.push(await loadAccount(db, org, account));
  return found.filter((one) => one !== null && one.closedAt === null) as Account[];
}

/** An account that an address speaks of, if whoever asks may see what is in it. */
export async function seenAccount(place: MoneyPlace, id: string): Promise<Account> {
  const { db, org, own, keepsBooks, entrusted } = place;
  const account = await loadAccount(db, org, id);
  if (account === null || !seesAccount({ member: own, keepsBooks, entrusted }, account))
    error(404, 'not_found');
  return account;
}

/** Whose accounts one can choose among, one’s own first; nothing where there are no others. */
export async function accountChoices(
  place: MoneyPlace,
): Promise<{ readonly value: string; readonly label: string }[]> {
  const others = await entrustedAccounts(place);
  if (others.length === 0) return [];
  const named = others.map((one) => {
    const rule = place.units.find(({ unit }) => unit === one.unit);
    const unit = place.units.length > 1 && rule ? ` (${manyOf(place.words, rule)})` : '';
    return { value: one.id, label: `${place.called(one)}${unit}` };
  });
  return [{ value: '', label: place.words.t('acting.myself') }, ...named];
}

/** No figure goes into a file where others may look on: back to the page where they can be shown. */
export function refuseHidden({ words }: MoneyPlace, back: string): void {
  if (words.hidesAmounts === true) redirect(303, back);
}

/** A name as people look for it: without accents, large or small. */
export function plainName(text: string): string {
  return text.normalize('NFKD').replace(/\p{M}/gu, '').toLowerCase().trim();
}
