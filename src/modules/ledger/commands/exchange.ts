/**
 * Somebody brings what is kept for a unit, and gets as much of the unit; or brings the unit back, and is
 * paid out less the fee of the rules. All of it is one set of movements: nothing is issued for which
 * nothing is kept. By whom the rules name, and never to their own good.
 */
import { z } from 'zod';
import type { Act, OrgId } from '#kernel/command';
import { accept, refuse } from '#kernel/outcome';
import type { Tx } from '#kernel/tx';
import { unitIn, type UnitRule } from '#agents';
import { roomMinor } from '../core/account.ts';
import { exchangeIn, exchangeOut, feeParts, type ExchangePlace } from '../core/exchange.ts';
import { gainersOf, type ActingBooks } from '../core/entrusted.ts';
import { decidePostings, POSTING_RULES, type Posting } from '../core/posting.ts';
import { loadChosen } from '../store/chosen-rows.ts';
import { accountId, minor, note } from './fields.ts';
import { ledgerCommand } from './ledger-command.ts';
import {
  answerPosted,
  applyPosted,
  decideCharged,
  loadBooksAndEntrusted,
  recordPosted,
  type OpenBooks,
} from './paying.ts';

const input = z.object({ account: accountId, amountMinor: minor, note });
type Input = z.infer<typeof input>;

export const EXCHANGE_RULES = [
  'account_unknown',
  'nobodys_account',
  'not_exchanged',
  'not_covered_yet',
] as const;

/** Where an account exchanges: its holder, and the accounts of its unit and of what is kept for it. */
export function placeOf(books: OpenBooks, account: string) {
  const asked = books.accounts.get(account);
  if (!asked) return refuse('account_unknown', { account });
  if (asked.member === null) return refuse('nobodys_account');
  const rule = unitIn(books.articles, asked.unit);
  if (rule?.backing === undefined) return refuse('not_exchanged', { unit: asked.unit });
  const coverage = books.coverages?.find(({ unit }) => unit === asked.unit);
  const keptIssue = books.issues.get(rule.backing.unit);
  const commons = books.commons.get(asked.unit);
  if (coverage === undefined || keptIssue === undefined || commons === undefined)
    return refuse('not_covered_yet', { unit: asked.unit });
  const place: ExchangePlace = { ...coverage, keptIssue, commons };
  return accept({ rule, place, keptUnit: rule.backing.unit });
}

function holderOf(books: ActingBooks, { account, amountMinor }: Input) {
  const gains = gainersOf(books, account);
  return { subject: account, amountMinor: BigInt(amountMinor), beneficiaries: gains, parties: gains };
}

/** What is recorded of an exchange, either way: with what went in or out of the reserve. */
function exchanged<Told extends { readonly keptUnit: string }>(
  told: Told,
  postings: readonly Posting[],
  { today, member }: Pick<Act, 'today' | 'member'>,
) {
  const keptMinor = postings.find((one) => one.unit === told.keptUnit)?.amountMinor ?? '0';
  return { ...told, keptMinor, postings, bookedOn: today, by: member };
}

export const exchangeInto = ledgerCommand({
  name: 'ledger.exchange_in',
  scope: 'organization',
  grounds: ['statutes'],
  matter: 'issue',
  input,
  refusals: [...EXCHANGE_RULES, ...POSTING_RULES.slice(1)],
  personal: ['note'],
  grouped: true,
  load: (tx, asks, { org, today }) =>
    loadBooksAndEntrusted(
      tx,
      org,
      asks.map((one) => one.input.account),
      today,
    ),
  about: (books, ask) => holderOf(books, ask.input),
  decide(books, { account, amountMinor, note: words }, act) {
    const found = placeOf(books, account);
    if (!found.ok) return found;
    const { place, keptUnit } = found.value;
    const postings = decidePostings(books, exchangeIn(place, account, BigInt(amountMinor)), act.today);
    if (!postings.ok) return postings;
    const told = { account, amountMinor, keptUnit, note: words };
    return accept(exchanged(told, postings.value, act));
  },
  apply: applyPosted,
  record: recordPosted,
  answer: answerPosted,
});

async function loadWithChosen(tx: Tx, org: OrgId, accounts: readonly string[], today: string) {
  const chosen = await loadChosen(tx, org, accounts);
  const books = await loadBooksAndEntrusted(tx, org, [...accounts, ...chosen.values()], today);
  return { ...books, chosen };
}

/**
 * To whom goes what a holder leaves. Whoever was chosen and can take nothing now leaves it to all of us:
 * nobody learns whether they have gone, or have as much as they can.
 */
function chosenOf(
  books: Awaited<ReturnType<typeof loadWithChosen>>,
  rule: UnitRule,
  account: string,
  amountMinor: bigint,
): string | null {
  const wanted = books.chosen.get(account);
  const found = wanted === undefined ? undefined : books.accounts.get(wanted);
  if (found?.closedAt !== null) return null;
  const room = roomMinor(found);
  const { chosenMinor } = feeParts(rule.backing?.fee, amountMinor, true);
  return room === null || chosenMinor <= room ? found.id : null;
}

export const exchangeBack = ledgerCommand({
  name: 'ledger.exchange_out',
  scope: 'organization',
  grounds: ['statutes'],
  matter: 'issue',
  input,
  refusals: [...EXCHANGE_RULES, ...POSTING_RULES.slice(1)],
  personal: ['note'],
  grouped: true,
  load: (tx, asks, { org, today }) =>
    loadWithChosen(
      tx,
      org,
      asks.map((one) => one.input.account),
      today,
    ),
  about: (books, ask) => holderOf(books, ask.input),
  decide(books, { account, amountMinor, note: words }, act) {
    const found = placeOf(books, account);
    if (!found.ok) return found;
    const { rule, place, keptUnit } = found.value;
    const chosen = chosenOf(books, rule, account, BigInt(amountMinor));
    const legs = exchangeOut(place, rule, { account, chosen }, BigInt(amountMinor));
    const postings = decideCharged(books, legs, account, act.today);
    if (!postings.ok) return postings;
    const told = { account, amountMinor, keptUnit, note: words };
    return accept(exchanged(told, postings.value, act));
  },
  apply: applyPosted,
  record: recordPosted,
  answer: answerPosted,
});

/** What an exchange would come to, without anything being recorded. */
export async function previewExchange(
  tx: Tx,
  org: OrgId,
  way: 'in' | 'out',
  asked: { readonly account: string; readonly amountMinor: string },
  today: string,
) {
  const books = await loadWithChosen(tx, org, [asked.account], today);
  const found = placeOf(books, asked.account);
  if (!found.ok) return found;
  const { rule, place } = found.value;
  const amountMinor = BigInt(asked.amountMinor);
  if (way === 'in') return decidePostings(books, exchangeIn(place, asked.account, amountMinor), today);
  const chosen = chosenOf(books, rule, asked.account, amountMinor);
  const legs = exchangeOut(place, rule, { account: asked.account, chosen }, amountMinor);
  return decideCharged(books, legs, asked.account, today);
}
