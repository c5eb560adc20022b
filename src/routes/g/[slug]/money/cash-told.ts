/** What was paid in cash, as whoever looks is told of it. */
import { hasInHand } from '#agents';
import { cashState, mayReceive, type CashPayment } from '#ledger';
import { loadCashByNumber, loadCashOf, loadNamed } from '#ledger/server';
import type { MoneyPlace } from './place.ts';

const LATELY = 60;

/** In what coins and notes are counted here. */
export function cashUnits({ units }: MoneyPlace) {
  return units.filter((one) => one.kind === 'currency');
}

/**
 * What one has paid or was paid, and for whoever keeps the books what came for all of us; what waits first.
 */
export async function cashPayments(place: MoneyPlace) {
  const { db, org, own, scene } = place;
  if (own === null) return [];
  const viewer = { member: own, keeps: hasInHand(scene, 'keep_books') };
  const found = await loadCashOf(db, org, viewer, LATELY);
  const named = await loadNamed(
    db,
    org,
    found.flatMap((one) => one.account ?? []),
  );
  const account = (id: string | null) => named.find((one) => one.id === id);
  return found.map((one) => told(place, one, viewer, account(one.account)));
}

/** What is said to have been brought for one account and waits, of what whoever looks may know. */
export async function cashInto(place: MoneyPlace, account: string) {
  const found = await cashPayments(place);
  return found.filter((one) => one.open && one.account === account);
}

/** Who paid what came into a common account: told to them and to whoever keeps the books. */
export async function paidInCash({ db, org, own, keepsBooks, nameOf, words }: MoneyPlace, number: bigint) {
  const found = await loadCashByNumber(db, org, number);
  if (found === null || (found.payer !== own && !keepsBooks)) return null;
  return words.t('coins.by', { who: nameOf(found.payer) ?? words.t('member.forgotten') });
}

function told(
  place: MoneyPlace,
  one: CashPayment,
  viewer: Parameters<typeof mayReceive>[1],
  into: Parameters<MoneyPlace['called']>[0] | undefined,
) {
  const { words, scene, nameOf, amount } = place;
  const name = (member: string | null) =>
    (member === null ? null : nameOf(member)) ?? words.t('member.forgotten');
  const state = cashState(one, scene.today);
  const account = into === undefined ? '' : place.called(into);
  const common = into === undefined ? 'no' : 'yes';
  const byMe = one.payer === viewer.member;
  const who = byMe ? (into === undefined ? name(one.receiver) : account) : name(one.payer);
  const values = { amount: amount(one.unit, one.amountMinor), who, into: account, common };
  return {
    id: one.id,
    account: one.account,
    open: state === 'waits' || state === 'missed',
    answers: mayReceive(one, viewer)
      ? into === undefined
        ? ('received' as const)
        : ('came' as const)
      : null,
    takesBack: byMe || one.saidBy === viewer.member,
    title: words.t(byMe ? 'coins.to' : 'coins.from', values),
    note: one.note ?? '',
    missed:
      one.missed === null
        ? null
        : words.t('coins.missed', { common: 'no', who: name(one.missed.by), words: one.missed.words ?? '' }),
    entered: one.saidBy === one.payer ? null : words.t('money.moved.entered', { by: name(one.saidBy) }),
    until: words.date(one.until),
    on: words.date(one.saidAt, 'short'),
    state: words.t(`coins.state.${state}`, { on: words.date(one.endedAt ?? one.until) }),
    number: one.number === null ? null : String(one.number),
  };
}
