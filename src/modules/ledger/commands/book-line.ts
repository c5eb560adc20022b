/**
 * A line of the bank is booked. Whoever keeps the books books it alone where it stays in common: for what
 * we hold, or as the movement that stands there already; out of a fund as much as the same post may pay
 * out. What one of us has becomes more by it only where several sign, for nobody else has seen the file: it
 * is for them, or it is what they were asked for and have paid through the bank.
 */
import { z } from 'zod';
import type { Act, Ask, OrgId, Recorded } from '#kernel/command';
import { accept, refuse, type Outcome } from '#kernel/outcome';
import type { Tx } from '#kernel/tx';
import { gainersOf } from '../core/entrusted.ts';
import { withLevies } from '../core/levy.ts';
import { wrongWithDay } from '../core/closing.ts';
import { unitIn } from '#agents';
import { BEYOND_POST, hasPurpose, wrongAlone, type CarriedByPost } from '../core/post-limits.ts';
import { decidePostings, POSTING_RULES, type Leg, type Posting, type PostingRule } from '../core/posting.ts';
import { requestState, type PaymentRequest } from '../core/promised.ts';
import { isLineAlready, loadBankLines, type KeptLine } from '../store/bank-reads.ts';
import { bookLineRow } from '../store/bank-writes.ts';
import { loadClosedThrough } from '../store/bookkeeping-reads.ts';
import { loadRequest } from '../store/promise-reads.ts';
import { answerRequest } from '../store/promise-writes.ts';
import { loadMovements, type BookedMovement } from '../store/reads.ts';
import { accountId, lineId, note, number, requestId } from './fields.ts';
import { ledgerCommand, only } from './ledger-command.ts';
import { loadBooksAndEntrusted, recordPosted, type PostedFact } from './paying.ts';
import { loadCarried } from './taking-out.ts';

interface State {
  readonly line: KeptLine | null;
  readonly books: Awaited<ReturnType<typeof loadBooksAndEntrusted>>;
  readonly request: PaymentRequest | null;
  readonly movement: BookedMovement | null;
  readonly taken: boolean;
  readonly closed: string | null;
  readonly carried: readonly CarriedByPost[];
}

const LINE_RULES = ['line_unknown', 'line_booked', 'period_closed', 'day_ahead'] as const;

const input = z.object({
  line: lineId,
  /** For whom it came, or out of what it went. */
  account: accountId.optional(),
  /** What it pays, where somebody was asked for it. */
  request: requestId.optional(),
  /** Where it is booked already. */
  number: number.optional(),
  note,
});
type Input = z.infer<typeof input>;

const booking = {
  scope: 'organization',
  grounds: ['statutes'],
  input,
  refusals: [
    ...LINE_RULES,
    'for_one_of_us',
    BEYOND_POST,
    'request_unknown',
    'request_answered',
    'movement_unknown',
    'not_this_movement',
    'account_unknown',
    'not_payable',
    ...POSTING_RULES.slice(1),
  ],
  personal: ['note'],
  load: (tx: Tx, asks: readonly Ask<Input>[], { org, today }: { org: OrgId; today: string }) =>
    loadState(tx, org, only(asks).input, today),
  // Whoever it is for does not say so themself.
  about(state: State, { input: asked }: Ask<Input>) {
    const gains = gainingBy(state, asked);
    const taken = takenOut(state, asked);
    const amount = taken === null ? {} : { amountMinor: taken };
    return { subject: asked.line, beneficiaries: gains, parties: gains, ...amount };
  },
  decide(state: State, asked: Input, act: Act) {
    const { line, closed } = state;
    if (line === null) return refuse('line_unknown');
    if (line.number !== null) return refuse('line_booked');
    const base = { line: line.id, unit: line.unit, note: asked.note, by: act.member };
    if (asked.number !== undefined) {
      const same = sameMovement(state, asked.number);
      if (!same.ok) return same;
      return accept({ ...base, ...nothingBooked(line), number: asked.number });
    }
    const wrong = wrongWithDay(line.bookedOn, closed, act.today);
    if (wrong) return wrong;
    const legs = legsOf(state, line, asked.account);
    if (!legs.ok) return legs;
    const alone = wrongForOne(state, asked, act);
    if (alone) return alone;
    const postings = decidePostings(state.books, legs.value, act.today);
    if (!postings.ok) return postings;
    const request = state.request?.id ?? null;
    const posted = { postings: postings.value, request, bookedOn: line.bookedOn };
    return accept({ ...base, ...posted, number: postings.value[0]!.number });
  },
  async record(tx: Tx, facts: readonly Recorded<BookedFact>[]) {
    for (const { act, fact } of facts) {
      await recordPosted(tx, [{ act, fact }]);
      await bookLineRow(tx, act, fact);
      const paid = fact.postings.find((one) => one.kind === 'payment');
      if (fact.request === null || paid === undefined) continue;
      await answerRequest(tx, act, fact.request, { answer: 'paid', number: BigInt(paid.number) });
    }
  },
  answer: ({ number: booked }: BookedFact) => ({ number: booked }),
} as const;

export const bookLine = ledgerCommand({ ...booking, name: 'ledger.book_line', matter: 'keep_books' });

/**
 * The same for one of us, or out of a fund beyond what a post pays out: whom the rules name, and they sign.
 */
export const bookBank = ledgerCommand({ ...booking, name: 'ledger.book_bank', matter: 'book_bank' });

type BookedFact = PostedFact & {
  readonly line: string;
  readonly unit: string;
  readonly request: string | null;
  readonly number: string;
};

/** Whose own becomes more by it. */
function gainingBy({ books, request }: State, { account, number: there }: Input): string[] {
  if (there !== undefined) return [];
  const ends = [request?.source ?? account, request?.target];
  return ends.flatMap((id) => gainersOf(books, id ?? ''));
}

/** How much the line takes out of what it was put there for; null where it takes nothing. */
function takenOut({ books, line }: State, { account, number: there }: Input): bigint | null {
  if (line === null || line.minor >= 0n || there !== undefined) return null;
  return hasPurpose(books.accounts.get(account ?? '')) ? -line.minor : null;
}

/** Who keeps the books alone has read a file that nobody else has seen. */
function wrongForOne(state: State, asked: Input, { authority }: Act) {
  const isKeeping = authority.by === 'mandate' ? authority.matter === 'keep_books' : true;
  const isAlone = authority.by === 'mandate' || authority.by === 'membership';
  if (isAlone && isKeeping && gainingBy(state, asked).length > 0) return refuse('for_one_of_us');
  const taken = takenOut(state, asked);
  return taken === null ? null : wrongAlone(state.books.articles, authority, taken, state.carried);
}

function nothingBooked({ bookedOn }: KeptLine) {
  const request: string | null = null;
  return { postings: [] as readonly Posting[], request: request as string | null, bookedOn };
}

async function loadState(
  tx: Tx,
  org: OrgId,
  { line: lineOf, account, request: paid, number: there }: Input,
  today: string,
): Promise<State> {
  const [line = null] = await loadBankLines(tx, org, { line: lineOf });
  const request = paid === undefined ? null : await loadRequest(tx, org, paid);
  const asked = there === undefined ? null : BigInt(there);
  const set = asked === null ? [] : await loadMovements(tx, org, [asked]);
  const accounts = [account, request?.source, request?.target].flatMap((one) => one ?? []);
  const ends = set.flatMap((one) => [one.source, one.target]);
  const books = await loadBooksAndEntrusted(tx, org, [...accounts, ...ends], today);
  return {
    line,
    request,
    movement: set.find((one) => one.number === asked) ?? null,
    taken: asked !== null && (await isLineAlready(tx, org, asked)),
    books,
    closed: await loadClosedThrough(tx, org),
    carried: await loadCarried(tx, org, books.articles, today),
  };
}

/** The same amount, into circulation or out of it, and of no other line. */
function sameMovement({ line, movement, books, taken }: State, asked: string) {
  if (movement === null) return refuse('movement_unknown', { number: asked });
  const issue = books.issues.get(line!.unit);
  const size = line!.minor > 0n ? line!.minor : -line!.minor;
  const isSame =
    (line!.minor > 0n ? movement.source : movement.target) === issue && movement.amountMinor === size;
  return taken || !isSame ? refuse('not_this_movement') : accept(null);
}

/** What came is brought into circulation for whoever it is for; what was asked for is paid on with it. */
function legsOf(
  { books, request }: State,
  line: KeptLine,
  account: string | undefined,
): Outcome<
  readonly Leg[],
  'request_unknown' | 'request_answered' | 'account_unknown' | 'not_payable' | PostingRule
> {
  const issue = books.issues.get(line.unit) ?? '';
  const id = request?.source ?? account ?? '';
  const found = books.accounts.get(id);
  if (found === undefined) return refuse('account_unknown', { account: id });
  if (found.purpose === 'issue') return refuse('not_payable');
  // What is somebody’s own goes out by their own word, and never because a line of the bank says so.
  if (line.minor < 0n && found.member !== null) return refuse('not_payable');
  if (line.minor < 0n)
    return accept([{ source: id, target: issue, amountMinor: -line.minor, kind: 'withdrawal' }]);
  const into: Leg = { source: issue, target: id, amountMinor: line.minor, kind: 'issue' };
  if (request === null) return accept([into]);
  if (request.unit !== line.unit || request.amountMinor !== line.minor) return refuse('request_unknown');
  const state = requestState(request, line.bookedOn);
  if (request.answer !== null) return refuse('request_answered', { answer: state });
  const { target, amountMinor } = request;
  const rule = unitIn(books.articles, line.unit);
  const paid: Leg = { source: id, target, amountMinor, kind: 'payment' };
  return accept([into, ...withLevies(paid, rule?.levy, books.commons.get(line.unit))]);
}
