/**
 * Putting a payment right. Nothing is ever edited: what goes back goes back by movements of its own that name
 * the ones they put right, and never more than there was. With a payment its levies come back, in the same
 * part, as far as the common account still has them.
 */
import { accept, refuse, type Outcome } from '#kernel/outcome';
import { spendableMinor } from './account.ts';
import type { Leg, Ledger, PostingKind } from './posting.ts';

/** A movement in the books, with what of it has been put right so far. */
export interface Movement {
  readonly number: bigint;
  /** The first of those that were posted together with it. */
  readonly setNumber: bigint;
  readonly source: string;
  readonly target: string;
  readonly amountMinor: bigint;
  readonly kind: PostingKind;
  readonly correctedMinor: bigint;
}

export type CorrectionRule =
  'movement_unknown' | 'not_to_be_corrected' | 'nothing_left_to_correct' | 'more_than_there_was' | 'moved_on';
export const CORRECTION_RULES = [
  'movement_unknown',
  'not_to_be_corrected',
  'nothing_left_to_correct',
  'more_than_there_was',
  'moved_on',
] as const;

/** What corrects something is not itself corrected: it is done once more, the other way. */
const CORRECTS: readonly PostingKind[] = ['refund', 'reversal', 'write_off', 'reclass', 'cash_difference'];

/** What the rules take goes back with what it came with, or by a payment. */
const TAKEN: readonly PostingKind[] = ['levy', 'fee', 'gift', 'demurrage', 'expiry', 'monthly'];

const EXCHANGES: readonly PostingKind[] = ['exchange_in', 'exchange_out'];

/**
 * The legs that give back so much of a payment (all that is left of it, where nothing is said), and of the
 * levies that were posted with it. What was moved to another common account since goes back from there, or to
 * there: `moved`, one after the other, are the movements by which it was.
 */
export function decideBack(
  ledger: Ledger,
  set: readonly Movement[],
  number: bigint,
  kind: 'refund' | 'reversal',
  backMinor: bigint | null,
  moved: readonly Movement[] = [],
): Outcome<readonly Leg[], CorrectionRule> {
  const payment = set.find((one) => one.number === number);
  if (!payment) return refuse('movement_unknown', { number: String(number) });
  if (CORRECTS.includes(payment.kind) || TAKEN.includes(payment.kind))
    return refuse('not_to_be_corrected', { kind: payment.kind });
  if (EXCHANGES.includes(payment.kind)) return exchangeBack(set, payment, kind, backMinor, moved);
  const stands = whereItStands(payment, moved);
  if (stands === null) return refuse('moved_on', { number: String(moved.at(-1)!.number) });
  const left = leftOf(payment, moved);
  if (left === 0n) return refuse('nothing_left_to_correct');
  const back = backMinor ?? left;
  if (back > left) {
    const unit = ledger.accounts.get(payment.source)!.unit;
    return refuse('more_than_there_was', { unit, leftMinor: String(left) });
  }
  const levies = leviesOf(set, payment);
  const legs = [legBack(stands, back, kind)];
  for (const levy of levies) {
    const gone = legs.reduce((sum, leg) => (leg.source === levy.target ? sum + leg.amountMinor : sum), 0n);
    const minor = levyBackMinor(ledger, levy, { keptMinor: left - back, ofMinor: payment.amountMinor, gone });
    if (minor > 0n) legs.push(legBack(levy, minor, kind));
  }
  return accept(legs);
}

/** How much of a movement has not gone back, wherever it stands by now. */
export function leftOf(movement: Movement, moved: readonly Movement[]): bigint {
  const last = moved.at(-1) ?? movement;
  return last.amountMinor - last.correctedMinor;
}

/**
 * The movement as if it had gone at once where it stands by now, under the number of the one that moved it
 * last. Null where nobody can tell: what one common account paid for another was itself moved on.
 */
function whereItStands(movement: Movement, moved: readonly Movement[]): Movement | null {
  const [first] = moved;
  const last = moved.at(-1);
  if (first === undefined || last === undefined) return movement;
  const { number } = last;
  if (first.source === movement.target) return { ...movement, number, target: last.target };
  return moved.length === 1 ? { ...movement, number, source: first.source } : null;
}

/** Those that came with it: of several payments in one set, each is followed by its own. */
function leviesOf(set: readonly Movement[], payment: Movement): readonly Movement[] {
  const after = set.filter((one) => one.number > payment.number);
  const next = after.find((one) => one.kind !== 'levy');
  return after.filter((one) => one.kind === 'levy' && (next === undefined || one.number < next.number));
}

/** An exchange is undone as a whole, by whom the rules name: no part of it stands alone. */
function exchangeBack(
  set: readonly Movement[],
  first: Movement,
  kind: 'refund' | 'reversal',
  backMinor: bigint | null,
  moved: readonly Movement[],
): Outcome<readonly Leg[], CorrectionRule> {
  const isWhole = backMinor === null || backMinor === first.amountMinor;
  if (kind === 'refund' || first.number !== first.setNumber || !isWhole)
    return refuse('not_to_be_corrected', { kind: first.kind });
  const parts = set.filter(({ kind: of }) => EXCHANGES.includes(of) || of === 'fee' || of === 'gift');
  // Where a part has moved on since, there is no whole any more.
  if (moved.length > 0) return refuse('moved_on', { number: String(moved.at(-1)!.number) });
  if (parts.some((one) => one.correctedMinor > 0n)) return refuse('nothing_left_to_correct');
  return accept(parts.map((one) => legBack(one, one.amountMinor, kind)));
}

function legBack(one: Movement, amountMinor: bigint, kind: PostingKind): Leg {
  return { source: one.target, target: one.source, amountMinor, kind, corrects: String(one.number) };
}

/**
 * So much of a levy that what stays is the same part of what stays of the payment; and no more than is there
 * once what goes back before it has `gone`.
 */
function levyBackMinor(
  ledger: Ledger,
  levy: Movement,
  {
    keptMinor,
    ofMinor,
    gone,
  }: { readonly keptMinor: bigint; readonly ofMinor: bigint; readonly gone: bigint },
): bigint {
  const keeps = (levy.amountMinor * keptMinor) / ofMinor;
  const wanted = levy.amountMinor - levy.correctedMinor - keeps;
  const commons = ledger.accounts.get(levy.target);
  const has = commons ? spendableMinor(commons) : 0n;
  const there = has === null ? wanted : has - gone;
  return there > wanted ? wanted : there;
}
