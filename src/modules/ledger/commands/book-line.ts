/**
 * A line of the bank is booked, by whom keeps the books: for one of us or for what we hold in common, or as
 * what somebody was asked for and has paid through the bank; or it is the movement that stands there already.
 */
import { z } from 'zod';
import type { OrgId } from '#kernel/command';
import { accept, refuse, type Outcome } from '#kernel/outcome';
import type { Tx } from '#kernel/tx';
import { withLevies } from '../core/levy.ts';
import { wrongWithDay } from '../core/closing.ts';
import { unitIn } from '#agents';
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
import { loadBooks, recordPosted, type OpenBooks } from './paying.ts';

interface State {
  readonly line: KeptLine | null;
  readonly books: OpenBooks;
  readonly request: PaymentRequest | null;
  readonly movement: BookedMovement | null;
  readonly taken: boolean;
  readonly closed: string | null;
}

const LINE_RULES = ['line_unknown', 'line_booked', 'period_closed', 'day_ahead'] as const;

export const bookLine = ledgerCommand({
  name: 'ledger.book_line',
  scope: 'organization',
  grounds: ['statutes'],
  matter: 'keep_books',
  input: z.object({
    line: lineId,
    /** For whom it came, or out of what it went. */
    account: accountId.optional(),
    /** What it pays, where somebody was asked for it. */
    request: requestId.optional(),
    /** Where it is booked already. */
    number: number.optional(),
    note,
  }),
  refusals: [
    ...LINE_RULES,
    'request_unknown',
    'request_answered',
    'movement_unknown',
    'not_this_movement',
    'account_unknown',
    'not_payable',
    ...POSTING_RULES.slice(1),
  ],
  personal: ['note'],
  load: (tx, asks, { org }) => loadState(tx, org, only(asks).input),
  // Whoever it is for does not say so themself.
  about({ books, request }, { input }) {
    const ends = [request?.source ?? input.account, request?.target];
    const gains = ends.flatMap((id) => books.accounts.get(id ?? '')?.member ?? []);
    return { subject: input.line, beneficiaries: gains, parties: gains };
  },
  decide(state, input, act) {
    const { line, closed } = state;
    if (line === null) return refuse('line_unknown');
    if (line.number !== null) return refuse('line_booked');
    const base = { line: line.id, unit: line.unit, note: input.note, by: act.member };
    if (input.number !== undefined) {
      const same = sameMovement(state, input.number);
      if (!same.ok) return same;
      return accept({ ...base, ...nothingBooked(line), number: input.number });
    }
    const wrong = wrongWithDay(line.bookedOn, closed, act.today);
    if (wrong) return wrong;
    const legs = legsOf(state, line, input.account);
    if (!legs.ok) return legs;
    const postings = decidePostings(state.books, legs.value, act.today);
    if (!postings.ok) return postings;
    const asked = state.request?.id ?? null;
    const posted = { postings: postings.value, request: asked, bookedOn: line.bookedOn };
    return accept({ ...base, ...posted, number: postings.value[0]!.number });
  },
  async record(tx, facts) {
    for (const { act, fact } of facts) {
      await recordPosted(tx, [{ act, fact }]);
      await bookLineRow(tx, act, fact);
      const paid = fact.postings.find((one) => one.kind === 'payment');
      if (fact.request === null || paid === undefined) continue;
      await answerRequest(tx, act, fact.request, { answer: 'paid', number: BigInt(paid.number) });
    }
  },
  answer: ({ number: booked }) => ({ number: booked }),
});

function nothingBooked({ bookedOn }: KeptLine) {
  const request: string | null = null;
  return { postings: [] as readonly Posting[], request: request as string | null, bookedOn };
}

async function loadState(
  tx: Tx,
  org: OrgId,
  input: {
    line: string;
    account?: string | undefined;
    request?: string | undefined;
    number?: string | undefined;
  },
): Promise<State> {
  const [line = null] = await loadBankLines(tx, org, { line: input.line });
  const request = input.request === undefined ? null : await loadRequest(tx, org, input.request);
  const asked = input.number === undefined ? null : BigInt(input.number);
  const set = asked === null ? [] : await loadMovements(tx, org, [asked]);
  const accounts = [input.account, request?.source, request?.target].flatMap((one) => one ?? []);
  return {
    line,
    request,
    movement: set.find((one) => one.number === asked) ?? null,
    taken: asked !== null && (await isLineAlready(tx, org, asked)),
    books: await loadBooks(tx, org, [...accounts, ...set.flatMap((one) => [one.source, one.target])]),
    closed: await loadClosedThrough(tx, org),
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
