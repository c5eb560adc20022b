/**
 * What every command that moves value does alike: it loads the accounts, posts, and writes what was posted.
 */
import type { CivilDate } from '#kernel/calendar';
import type { Ask, MemberId, OrgId, Recorded, RecordedAct } from '#kernel/command';
import { accept, type Outcome } from '#kernel/outcome';
import { refuse } from '#kernel/outcome';
import type { Tx } from '#kernel/tx';
import { unitIn, type Articles, type Membership } from '#agents';
import { loadFrame, loadMembers } from '#agents/server';
import { chargesOn } from '../core/age.ts';
import { spendableMinor } from '../core/account.ts';
import type { Entrusted } from '../core/entrusted.ts';
import { withLevies } from '../core/levy.ts';
import {
  decidePostings,
  withPostings,
  type Leg,
  type Ledger,
  type Posting,
  type PostingRule,
} from '../core/posting.ts';
import { loadEntrusted } from '../store/entrusted-rows.ts';
import { loadLedger, type UnitAccounts } from '../store/reads.ts';
import { insertPostings } from '../store/writes.ts';

/** The books as a payment finds them, and the rules that they follow. */
export interface OpenBooks extends Ledger, UnitAccounts {
  readonly articles: Articles;
}

export async function loadBooks(tx: Tx, org: OrgId, accounts: readonly string[]): Promise<OpenBooks> {
  const [frame, ledger] = await Promise.all([
    loadFrame(tx, org),
    loadLedger(tx, org, [...new Set(accounts)]),
  ]);
  return { articles: frame!.articles, ...ledger };
}

/** Who else acts for these accounts, where whoever asks is not their holder; of most payments nobody asks. */
export async function loadActing(
  tx: Tx,
  org: OrgId,
  { accounts }: Pick<Ledger, 'accounts'>,
  asked: readonly { readonly account: string | undefined; readonly member: MemberId | null }[],
  today: string,
): Promise<readonly Entrusted[]> {
  const others = asked.flatMap(({ account, member }) => {
    const holder = accounts.get(account ?? '')?.member ?? null;
    return account === undefined || holder === null || holder === member ? [] : [account];
  });
  return loadEntrusted(tx, org, others, today);
}

/** Whoever would pay by what they said before, to see whether they are still with us. */
export async function loadPayer(tx: Tx, org: OrgId, member: MemberId): Promise<Membership | null> {
  return (await loadMembers(tx, org, [member])).get(member) ?? null;
}

/** The books, and everybody who acts for these accounts: who gains by what comes to them. */
export async function loadBooksAndEntrusted(
  tx: Tx,
  org: OrgId,
  accounts: readonly string[],
  today: string,
): Promise<OpenBooks & { readonly entrusted: readonly Entrusted[] }> {
  const books = await loadBooks(tx, org, accounts);
  return { ...books, entrusted: await loadEntrusted(tx, org, accounts, today) };
}

export type PostedFact = {
  readonly postings: readonly Posting[];
  readonly bookedOn: string;
  readonly note: string;
  /** What is said of single movements among several. */
  readonly notes?: readonly { readonly number: string; readonly note: string }[];
  readonly by: MemberId | null;
};

/** A payment and the levies that the rules put on it, all or none. */
export function decidePayment(books: OpenBooks, payment: Leg, today: string) {
  const source = books.accounts.get(payment.source);
  const rule = source && unitIn(books.articles, source.unit);
  const commons = source && books.commons.get(source.unit);
  const legs = withLevies(payment, rule?.levy, commons);
  return decideCharged(books, legs, payment.source, today);
}

/** Several payments one after the other, all or none: the first that cannot be is the answer. */
export function decidePayments(
  books: OpenBooks,
  payments: readonly Leg[],
  today: string,
): Outcome<readonly Posting[], PostingRule> {
  let state = books;
  const postings: Posting[] = [];
  for (const payment of payments) {
    const decided = decidePayment(state, payment, today);
    if (!decided.ok) return decided;
    postings.push(...decided.value);
    state = { ...state, ...withPostings(state, decided.value, today) };
  }
  return accept(postings);
}

/**
 * With what leaves an account goes what is owed for the days it has lain: nobody escapes by paying. It is
 * posted last, and counts as gone first.
 */
export function decideCharged(books: OpenBooks, legs: readonly Leg[], source: string, today: string) {
  const from = books.accounts.get(source);
  const commons = from && books.commons.get(from.unit);
  if (from?.age == null || commons === undefined) return decidePostings(books, legs, today);
  const can = spendableMinor(from) ?? 0n;
  const charges = chargesOn(from.age, today as CivilDate, can);
  const charged = charges.map((one): Leg => ({
    source,
    target: commons,
    amountMinor: one.minor,
    kind: one.kind,
  }));
  const decided = decidePostings(books, [...legs, ...charged], today);
  if (decided.ok || decided.refusal.rule !== 'below_floor' || decided.refusal['account'] !== source)
    return decided;
  // What can be paid is what is there after the charges.
  const couldMinor = charges.reduce((left, one) => left - one.minor, can);
  return refuse('below_floor', { ...decided.refusal, couldMinor: String(couldMinor) });
}

export function applyPosted<Books extends Ledger>(books: Books, { postings, bookedOn }: PostedFact): Books {
  return { ...books, ...withPostings(books, postings, bookedOn) };
}

export async function recordPosted(tx: Tx, facts: readonly Recorded<PostedFact>[]): Promise<void> {
  await insertPostings(tx, facts.map(postedOf));
}

export function postedOf({ act, fact }: { readonly act: RecordedAct; readonly fact: PostedFact }) {
  const { bookedOn, postings, by } = fact;
  // Words that were forgotten are not there; what was posted is.
  return { act, bookedOn, postings, note: fact.note || null, notes: fact.notes ?? [], by };
}

export function answerPosted({ postings }: PostedFact) {
  return { number: postings[0]!.number, postings: postings.length };
}

/** Both ends of what is asked for. */
export function endsOf(asks: readonly Ask<{ readonly source: string; readonly target: string }>[]): string[] {
  return asks.flatMap(({ input }) => [input.source, input.target]);
}

/** Where nothing was posted, for now or at all. */
export const NOTHING_POSTED = (bookedOn: string) => ({ postings: [] as readonly Posting[], bookedOn });

/** What a payment would come to, without anything being recorded: its postings, or the rule that says no. */
export async function previewPayment(tx: Tx, org: OrgId, payment: Leg, today: string) {
  return decidePayment(await loadBooks(tx, org, [payment.source, payment.target]), payment, today);
}
