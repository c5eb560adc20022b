/**
 * What accounts ask of one member: to pay, to keep a promise, to say that something was not so, to settle.
 */
import { civilDateAt, daysBetween, type CivilDate } from '#kernel/calendar';
import type { MemberId, OrgId } from '#kernel/command';
import type { Tx } from '#kernel/tx';
import { cashAsk, mayReceive, type CashViewer } from '../core/cash-payment.ts';
import { requestState, type PaymentRequest } from '../core/promised.ts';
import type { Opening } from '../core/opening.ts';
import type { MoneyAsk } from '../core/money-asks.ts';
import type { StandingOrder } from '../core/standing-order.ts';
import { loadStanding } from './bank-reads.ts';
import { loadOpenings } from './bookkeeping-reads.ts';
import { loadCashOf } from './cash-rows.ts';
import { loadDeniable, loadOpenDisputes } from './dispute-reads.ts';
import { loadEntrustedTo } from './entrusted-rows.ts';
import { loadHoldsOf, loadRequestsOf } from './promise-reads.ts';
import type { NamedAccount } from '../core/account.ts';
import { loadAccountsOf, loadMovements, loadNamed } from './reads.ts';

const MOST = 100;

/** Whether they are among those who settle disputes, and among those who keep what we hold in common. */
export async function loadMoneyAsks(
  tx: Tx,
  org: OrgId,
  member: MemberId,
  { today, mediates, keeps }: { readonly today: string; readonly mediates: boolean; readonly keeps: boolean },
): Promise<MoneyAsk[]> {
  const mine = (await loadAccountsOf(tx, org, member)).map((one) => one.id);
  const waits = async (accounts: readonly string[]) =>
    (await loadRequestsOf(tx, org, accounts, MOST)).filter(
      (one) => accounts.includes(one.source) && requestState(one, today) === 'waits',
    );
  const requests = [...(await waits(mine)), ...(await waitsForOthers(tx, org, member, today, waits))];
  const holds = (await loadHoldsOf(tx, org, mine, MOST)).filter(
    (one) => mine.includes(one.source) && one.endedAs === null,
  );
  const entered = await loadDeniable(tx, org, member, today);
  const disputes = mediates ? await loadOpenDisputes(tx, org) : [];
  const numbers = [...entered, ...disputes].map((one) => one.number);
  const movements = numbers.length === 0 ? [] : await loadMovements(tx, org, numbers);
  const standing = mine.length === 0 ? [] : await loadStanding(tx, org, { accounts: mine });
  const named = await loadNamed(tx, org, [
    ...requests.flatMap((one) => [one.source, one.target]),
    ...holds.map((one) => one.target),
    ...standing.flatMap((one) => [one.source, one.target]),
    ...movements.flatMap((one) => [one.source, one.target]),
  ]);
  const openings = await loadOpenings(tx, org);
  const of = (id: string): NamedAccount => named.find((one) => one.id === id)!;
  const moved = (number: bigint) => movements.find((one) => one.number === number)!;
  return [
    ...requests.map((one): MoneyAsk => {
      const { id, unit, amountMinor, note, expiresOn, source, target } = one;
      const out = mine.includes(source) ? null : of(source);
      return { ask: 'pay', id, unit, amountMinor, note, to: of(target), out, until: expiresOn };
    }),
    ...holds.map((one): MoneyAsk => {
      const { id, unit, amountMinor, note, until, target } = one;
      return { ask: 'keep', id, unit, amountMinor, note, to: of(target), until };
    }),
    ...entered.map((one): MoneyAsk => {
      const { unit, amountMinor, target } = moved(one.number);
      const { number, enteredBy, until } = one;
      return { ask: 'deny', id: String(number), unit, amountMinor, to: of(target), enteredBy, until };
    }),
    ...(await inCash(tx, org, { member, keeps }, today)),
    ...openings.filter((one) => one.endedAt === null).flatMap((one) => checked(one, mine)),
    ...openings.filter((one) => isLast(one, openings)).flatMap((one) => toMend(one, member, today)),
    ...standing.flatMap((one) => missed(one, mine, today, of)),
    ...disputes
      .map((one) => moved(one.number))
      .filter((one) => of(one.source).member !== member && of(one.target).member !== member)
      .map((one): MoneyAsk => {
        const { number, unit, amountMinor, source, target } = one;
        return { ask: 'settle', id: String(number), unit, amountMinor, from: of(source), to: of(target) };
      }),
  ];
}

/** What accounts are asked for, for which somebody acts, as far as they may pay it. */
async function waitsForOthers(
  tx: Tx,
  org: OrgId,
  member: MemberId,
  today: string,
  waits: (accounts: readonly string[]) => Promise<PaymentRequest[]>,
): Promise<PaymentRequest[]> {
  const entrusted = new Map(
    (await loadEntrustedTo(tx, org, member, today)).map((one) => [one.account, one.mostMinor] as const),
  );
  if (entrusted.size === 0) return [];
  const asked = await waits([...entrusted.keys()]);
  return asked.filter(({ source, amountMinor }) => amountMinor <= (entrusted.get(source) ?? amountMinor));
}

/** What passed from hand to hand, or is said to have. */
async function inCash(tx: Tx, org: OrgId, viewer: CashViewer, today: string): Promise<MoneyAsk[]> {
  const found = await loadCashOf(tx, org, viewer, MOST);
  const asks = found.flatMap((one) => {
    const stage = cashAsk(one, viewer, today);
    return stage === null ? [] : [{ ...one, stage }];
  });
  const named = await loadNamed(
    tx,
    org,
    asks.flatMap((one) => one.account ?? []),
  );
  return asks.map((one): MoneyAsk => {
    const { id, unit, amountMinor, payer, receiver, stage, until } = one;
    const byMe = !mayReceive(one, viewer);
    const into = named.find((account) => account.id === one.account) ?? null;
    const to = byMe ? (into ?? inHand(receiver)) : inHand(payer);
    const words = (stage === 'missed' ? one.missed?.words : one.note) ?? null;
    return { ask: 'cash', id, unit, amountMinor, to, stage, byMe, into, words, until };
  });
}

const inHand = (member: MemberId | null) => ({ member, purpose: 'holding', name: '' }) as const;

/** One’s own line of what was brought; who is not in the list sees it where all of it stands. */
function checked({ id, unit, countsOn, lines }: Opening, mine: readonly string[]): MoneyAsk[] {
  return lines
    .filter(({ account }) => mine.includes(account))
    .map(({ amountMinor }) => ({ ask: 'check', id, unit, amountMinor, to: NOBODY, until: countsOn }));
}

/** Until another list in the same unit is brought. */
function isLast({ id, unit }: Opening, all: readonly Opening[]): boolean {
  return all.find((one) => one.unit === unit)?.id === id;
}

/** For how many days whoever brought a list is told what came of it. */
const MEND_DAYS = 14;

/**
 * What others have said of balances that somebody has brought, the latest; or why they could not be booked.
 */
function toMend(one: Opening, member: MemberId, today: string): MoneyAsk[] {
  const { id, unit, endedAt, endedAs, doubts, rule } = one;
  if (!one.broughtBy.includes(member) || endedAs === 'counted') return [];
  const doubt = doubts.at(-1);
  const since = endedAt ?? doubt?.at;
  if (since === undefined || doubt?.by === member) return [];
  if (daysBetween(civilDateAt(since, 'UTC'), today as CivilDate) > MEND_DAYS) return [];
  const to = { ...NOBODY, purpose: 'holding', member: doubt?.by ?? null } as const;
  const reason = endedAs === 'refused' ? null : (doubt?.reason ?? null);
  return [{ ask: 'mend', id, unit, amountMinor: 0n, to, reason, rule, waits: endedAt === null }];
}

const NOBODY = { member: null, purpose: 'issue', name: '' } as const;

/** For how many days it is said that something was not paid. */
const TOLD_DAYS = 3;

function missed(
  one: StandingOrder,
  mine: readonly string[],
  today: string,
  of: (id: string) => NamedAccount,
): MoneyAsk[] {
  const last = one.tries.at(-1);
  if (one.endedAt !== null || last === undefined || last.rule === null) return [];
  if (daysBetween(last.triedOn as CivilDate, today as CivilDate) > TOLD_DAYS) return [];
  const byMe = mine.includes(one.source);
  const { id, unit, amountMinor } = one;
  const to = of(byMe ? one.target : one.source);
  return [{ ask: 'missed', id, unit, amountMinor, to, byMe, again: last.attempt === 1, until: last.dueOn }];
}
