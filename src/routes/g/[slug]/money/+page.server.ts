import { may } from '#agents';
import { isFrozen, requestState, spendableMinor } from '#ledger';
import {
  loadAccountsOf,
  loadCommonAccounts,
  loadDeniable,
  loadHoldsOf,
  loadMovements,
  loadNamed,
  loadOpenDisputes,
  loadOpenings,
  loadRequestsOf,
} from '#ledger/server';
import { field, formKey } from '#host/forms';
import { carry } from '../scene.ts';
import { cashPayments, cashUnits } from './cash-told.ts';
import { entrustedAccounts, manyOf, moneyPlace, type MoneyPlace } from './place.ts';
import type { Actions, PageServerLoad } from './$types';

const LATELY = 40;

/** What I have, what is asked of me and promised, and what all of us hold together. */
export const load: PageServerLoad = async (event) => {
  const place = await moneyPlace(event);
  const { db, org, own, scene, words } = place;
  const mine = own === null ? [] : await loadAccountsOf(db, org, own);
  const common = await loadCommonAccounts(db, org);
  const ids = mine.map((one) => one.id);
  const others = await entrustedAccounts(place);
  const backed = place.units.some((one) => one.backing !== undefined);
  const mayExchange = may(scene, 'issue');
  return {
    base: place.base,
    hides: place.words.hidesAmounts === true,
    mine: mine
      .filter((one) => one.closedAt === null || one.balanceMinor !== 0n)
      .map((one) => ({
        id: one.id,
        has: place.amount(one.unit, one.balanceMinor),
        below: one.balanceMinor < 0n,
        floor:
          one.limits.floorMinor === null || one.limits.floorMinor === 0n
            ? null
            : place.amount(one.unit, one.limits.floorMinor),
        can: place.amount(one.unit, spendableMinor(one) ?? 0n),
        held: one.heldMinor === 0n ? null : place.amount(one.unit, one.heldMinor),
        frozen: isFrozen(one, scene.today)
          ? { until: words.date(one.frozen!.until), reason: one.frozen!.reason }
          : null,
      })),
    others: others.map((one) => ({
      id: one.id,
      line: words.t('acting.of', {
        name: place.called(one),
        has: place.amount(one.unit, one.balanceMinor),
      }),
    })),
    asked: [
      ...(await requestsOf(place, ids)),
      ...(await requestsOf(
        place,
        others.map((one) => one.id),
        ids,
      )),
    ],
    promised: await holdsOf(place, ids),
    entered: own === null ? [] : await enteredFor(place, own),
    disputes: await disputesIn(place),
    takesCash: cashUnits(place).length > 0,
    cash: (await cashPayments(place)).filter((one) => one.open),
    common: common
      .filter((one) => one.closedAt === null && one.purpose !== 'issue')
      .map((one) => ({
        id: one.id,
        name: place.called(one),
        has: place.amount(one.unit, one.balanceMinor),
      })),
    mayKeep: may(scene, 'keep_books'),
    reads: place.keepsBooks || may(scene, 'close_books') !== null,
    opens: may(scene, 'bring_balances') !== null || (await loadOpenings(db, org, { waits: true })).length > 0,
    units: place.units.map((one) => ({ value: one.unit, label: manyOf(words, one) })),
    exchanges: backed && mayExchange === 'alone',
    isPublic: backed,
    mayMediate: may(scene, 'mediate') !== null,
    formKey: formKey(),
  };
};

async function namesIn(place: MoneyPlace, accounts: readonly string[]): Promise<(id: string) => string> {
  const named = await loadNamed(place.db, place.org, accounts);
  const names = new Map(named.map((one) => [one.id, place.called(one)]));
  return (id) => names.get(id) ?? '';
}

/** What these accounts are asked for and ask for; what others already stand for is left out. */
async function requestsOf(
  place: MoneyPlace,
  mine: readonly string[],
  shown: readonly string[] | null = null,
) {
  const { db, org, scene, words } = place;
  const found = await loadRequestsOf(db, org, mine, LATELY);
  const told = (id: string) => shown?.includes(id) ?? false;
  const open = found.filter(
    (one) => requestState(one, scene.today) === 'waits' && !told(one.source) && !told(one.target),
  );
  const name = await namesIn(
    place,
    open.flatMap((one) => [one.source, one.target]),
  );
  return open.map((one) => ({
    id: one.id,
    ofMe: mine.includes(one.source),
    // Of an account that was entrusted to me: whose it is.
    for: shown === null ? null : name(mine.includes(one.source) ? one.source : one.target),
    who: name(mine.includes(one.source) ? one.target : one.source),
    amount: place.amount(one.unit, one.amountMinor),
    note: one.note ?? '',
    until: words.date(one.expiresOn),
  }));
}

async function holdsOf(place: MoneyPlace, mine: readonly string[]) {
  const { db, org, words } = place;
  const open = (await loadHoldsOf(db, org, mine, LATELY)).filter((one) => one.endedAs === null);
  const name = await namesIn(
    place,
    open.flatMap((one) => [one.source, one.target]),
  );
  return open.map((one) => ({
    id: one.id,
    byMe: mine.includes(one.source),
    who: name(mine.includes(one.source) ? one.target : one.source),
    amount: place.amount(one.unit, one.amountMinor),
    note: one.note ?? '',
    until: words.date(one.until),
  }));
}

/** What others have entered for me, and I can still deny. */
async function enteredFor(place: MoneyPlace, own: Parameters<typeof loadDeniable>[2]) {
  const { db, org, scene, words } = place;
  const found = await loadDeniable(db, org, own, scene.today);
  const movements = await loadMovements(
    db,
    org,
    found.map((one) => one.number),
  );
  const name = await namesIn(
    place,
    movements.map((one) => one.target),
  );
  return found.flatMap((one) => {
    const movement = movements.find(({ number }) => number === one.number);
    if (!movement) return [];
    return [
      {
        number: String(one.number),
        by: place.nameOf(one.enteredBy) ?? words.t('member.forgotten'),
        to: name(movement.target),
        amount: place.amount(movement.unit, movement.amountMinor),
        until: words.date(one.until),
      },
    ];
  });
}

/** What two see differently: for whoever may settle it, and for the two. */
async function disputesIn(place: MoneyPlace) {
  const { db, org, own, scene } = place;
  const open = await loadOpenDisputes(db, org);
  const movements = await loadMovements(
    db,
    org,
    open.map((one) => one.number),
  );
  const named = await loadNamed(
    db,
    org,
    movements.flatMap((one) => [one.source, one.target]),
  );
  const mediates = may(scene, 'mediate') !== null;
  return open.flatMap(({ number }) => {
    const movement = movements.find((one) => one.number === number)!;
    const [from, to] = [movement.source, movement.target].map((id) => named.find((one) => one.id === id)!);
    const isMine = own !== null && (from!.member === own || to!.member === own);
    if (!isMine && !mediates) return [];
    const amount = place.amount(movement.unit, movement.amountMinor);
    return [{ number: String(number), from: place.called(from!), to: place.called(to!), amount }];
  });
}

export const actions: Actions = {
  pay: (event) => carry(event, 'ledger.accept_request', (form) => ({ request: field(form, 'of') }), '/money'),
  decline: (event) =>
    carry(
      event,
      'ledger.decline_request',
      (form) => ({ request: field(form, 'of'), reason: field(form, 'reason') }),
      '/money',
    ),
  takeBack: (event) =>
    carry(event, 'ledger.take_back_request', (form) => ({ request: field(form, 'of') }), '/money'),
  payHeld: (event) => carry(event, 'ledger.pay_hold', (form) => ({ hold: field(form, 'of') }), '/money'),
  letGo: (event) => carry(event, 'ledger.let_go', (form) => ({ hold: field(form, 'of') }), '/money'),
  deny: (event) =>
    carry(
      event,
      'ledger.deny_transfer',
      (form) => ({ number: field(form, 'of'), note: field(form, 'note') }),
      '/money',
    ),
  openFund: (event) =>
    carry(
      event,
      'ledger.open_fund',
      (form) => ({ unit: field(form, 'unit'), purpose: 'fund', name: field(form, 'name') }),
      '/money',
    ),
};
