import type { RequestEvent } from '@sveltejs/kit';
import { addDays, type CivilDate } from '#kernel/calendar';
import { FILE_TYPES, kindOfFile, smallSize } from '#kernel/file';
import { may, type UnitRule } from '#agents';
import { actsFor, COMMON_PURPOSES, DISPUTE_DAYS, isDisputable, leftOf, NEVER_MOVED } from '#ledger';
import {
  isLineAlready,
  loadDispute,
  loadEntered,
  loadCommonAccounts,
  loadMovedOn,
  loadMovements,
  loadNote,
  loadReceipts,
  type BookedMovement,
} from '#ledger/server';
import { field, formKey } from '#host/forms';
import { carry, written } from '../../../scene.ts';
import { paidInCash } from '../../cash-told.ts';
import { minorOf, moneyPlace, type MoneyPlace } from '../../place.ts';
import { bringReceipt, mayBring } from './bring-receipt.ts';
import { numberIn, openMovement, sees, type OpenMovement } from './open-movement.ts';
import type { Actions, PageServerLoad } from './$types';

/** One movement: between whom, what for, what came with it, and how it can be put right. */
export const load: PageServerLoad = async (event) => {
  const open = await openMovement(event);
  const { place, number, movement, source, target } = open;
  const { db, org, words, scene, own } = place;
  const dispute = await loadDispute(db, org, number);
  const moved = await loadMovedOn(db, org, number);
  const left = leftOf(movement, moved);
  const isParty = own !== null && (source.member === own || target.member === own);
  const canGoBack = isDisputable(movement) && left > 0n;
  const acting = { accounts: new Map([[target.id, target]]), entrusted: place.entrusted };
  const until = addDays(movement.at.slice(0, 10) as CivilDate, DISPUTE_DAYS);
  const rule = place.units.find((one) => one.unit === movement.unit);
  return {
    base: place.base,
    number: String(number),
    from: { name: place.called(source), mine: source.member === own && own !== null },
    to: { name: place.called(target), mine: target.member === own && own !== null },
    amount: place.amount(movement.unit, movement.amountMinor),
    at: words.moment(movement.at),
    kind: movement.kind === 'payment' ? null : words.t(`money.kind.${movement.kind as 'levy'}`),
    note: (await loadNote(db, org, movement.number)) ?? '',
    cashBy: movement.kind === 'cash' ? await paidInCash(place, number) : null,
    by: movement.byMember === null ? null : (place.nameOf(movement.byMember) ?? words.t('member.forgotten')),
    byOther: movement.byMember !== null && movement.byMember !== source.member && source.member !== null,
    isActed:
      ['payment', 'refund'].includes(movement.kind) &&
      (await loadEntered(db, org, number)) === null &&
      // Whoever books what the bank says does not act for whoever was asked.
      !(await isLineAlready(db, org, number)),
    back: backOf(place, movement, left),
    stands: moved.length === 0 ? null : String(moved.at(-1)!.number),
    left: place.amount(movement.unit, left),
    unit: rule?.symbol ?? '',
    with: others(open),
    dispute: dispute && {
      mine: dispute.openedBy === own,
      by: place.nameOf(dispute.openedBy) ?? words.t('member.forgotten'),
      reason: dispute.reason ?? '',
      ended: dispute.endedAs,
      settledBy: dispute.settledBy === null ? null : place.nameOf(dispute.settledBy),
      words: dispute.words ?? '',
      back: dispute.backMinor === null ? null : place.amount(movement.unit, dispute.backMinor),
    },
    mayGiveBack: canGoBack && actsFor(acting, target.id, { member: own, today: scene.today }),
    mayDispute: canGoBack && isParty && dispute === null && scene.today <= until,
    mayCorrect: canGoBack && !isParty ? may(scene, 'correct') : null,
    receipts: await receiptsOf(open),
    mayBring: own !== null && mayBring(open),
    accepted: ACCEPTED,
    moves: await movesTo(open, moved.length > 0 ? 0n : left),
    mayMediate: dispute?.endedAs === null && !isParty ? may(scene, 'mediate') : null,
    formKey: formKey(),
  };
};

/** What a browser offers to choose from; what a file is, its bytes say. */
const ACCEPTED = ['image/*', 'application/pdf', ...Object.keys(FILE_TYPES)].join();

async function receiptsOf({ place, number }: OpenMovement) {
  const { db, org, words, nameOf, own, base } = place;
  return (await loadReceipts(db, org, [number])).map((one) => ({
    id: one.id,
    name: one.name,
    document: one.document ?? '',
    href: one.name === null ? null : `${base}/movements/${number}/receipts/${one.id}`,
    picture: one.name !== null && one.width !== null ? smallSize(one.width, one.height!) : null,
    kind: words.t(`files.kind.${kindOfFile(one.type)}`),
    told: words.t('files.by', {
      by: nameOf(one.addedBy) ?? words.t('member.forgotten'),
      at: words.date(one.addedAt),
    }),
    mine: one.addedBy === own && one.name !== null,
  }));
}

function backOf(place: MoneyPlace, { unit, amountMinor }: BookedMovement, left: bigint): string | null {
  return left < amountMinor ? place.amount(unit, amountMinor - left) : null;
}

/** The other common accounts in which it could stand, for whoever keeps the books. */
async function movesTo({ place, movement, source, target }: OpenMovement, left: bigint) {
  const { db, org, scene } = place;
  const mayMove = may(scene, 'keep_books');
  const isCommon = [source, target].some((one) => COMMON_PURPOSES.includes(one.purpose));
  const isBack = NEVER_MOVED.includes(movement.kind);
  if (mayMove === null || !isCommon || left === 0n || isBack) return null;
  const others = (await loadCommonAccounts(db, org)).filter(
    (one) =>
      one.unit === movement.unit &&
      one.closedAt === null &&
      one.purpose !== 'issue' &&
      one.id !== source.id &&
      one.id !== target.id,
  );
  if (others.length === 0) return null;
  return { may: mayMove, to: others.map((one) => ({ value: one.id, label: place.called(one) })) };
}

/** What was posted together with it. */
function others({ place, set, movement, of, seesAll }: OpenMovement) {
  return set
    .filter(({ number }) => number !== movement.number)
    .filter((one) => seesAll || sees(place, one, of(one.source), of(one.target)))
    .map((one) => ({
      number: String(one.number),
      line: place.words.t('money.with.line', {
        kind: place.words.t(`money.kind.${one.kind as 'levy'}`),
        amount: place.amount(one.unit, one.amountMinor),
        from: place.called(of(one.source)),
        to: place.called(of(one.target)),
      }),
    }));
}

/** The unit of the movement that a form is about: its amounts are typed in it. */
async function ruleOf(event: RequestEvent): Promise<UnitRule | undefined> {
  const { db, org, units } = await moneyPlace(event);
  const number = numberIn(event.params['number'] ?? '');
  const movement = (await loadMovements(db, org, [number])).find((one) => one.number === number);
  return units.find((one) => one.unit === movement?.unit);
}

const here = (number: string) => `/money/movements/${number}`;

export const actions: Actions = {
  async refund(event) {
    const rule = await ruleOf(event);
    return carry(
      event,
      'ledger.refund',
      (form) => {
        const typed = written(form, 'amount');
        return {
          number: event.params.number,
          amountMinor: typed === undefined ? undefined : minorOf(typed, rule),
          note: field(form, 'note'),
        };
      },
      here(event.params.number),
    );
  },
  reverse: (event) =>
    carry(
      event,
      'ledger.reverse',
      (form) => ({ number: event.params.number, note: field(form, 'note') }),
      here(event.params.number),
    ),
  dispute: (event) =>
    carry(
      event,
      'ledger.dispute',
      (form) => ({ number: event.params.number, reason: field(form, 'reason') }),
      here(event.params.number),
    ),
  receipt: bringReceipt,
  takeBackReceipt: (event) =>
    carry(
      event,
      'ledger.take_back_receipt',
      (form) => ({ receipt: field(form, 'of') }),
      here(event.params.number),
    ),
  reclassify: (event) =>
    carry(
      event,
      'ledger.reclassify',
      (form) => ({ number: event.params.number, to: field(form, 'to'), note: field(form, 'note') }),
      here(event.params.number),
    ),
  takeBack: (event) =>
    carry(
      event,
      'ledger.take_back_dispute',
      () => ({ number: event.params.number }),
      here(event.params.number),
    ),
  async settle(event) {
    const rule = await ruleOf(event);
    return carry(
      event,
      'ledger.settle_dispute',
      (form) => ({
        number: event.params.number,
        backMinor: minorOf(field(form, 'amount'), rule),
        words: field(form, 'words'),
      }),
      here(event.params.number),
    );
  },
};
