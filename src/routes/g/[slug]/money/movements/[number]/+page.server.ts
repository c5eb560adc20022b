import { error, type RequestEvent } from '@sveltejs/kit';
import { addDays, type CivilDate } from '#kernel/calendar';
import { may, type UnitRule } from '#agents';
import { DISPUTE_DAYS, isDisputable } from '#ledger';
import {
  loadDispute,
  loadMovements,
  loadNamed,
  loadNote,
  type BookedMovement,
  type NamedAccount,
} from '#ledger/server';
import { field, formKey } from '#host/forms';
import { carry, written } from '../../../scene.ts';
import { minorOf, moneyPlace, type MoneyPlace } from '../../place.ts';
import type { Actions, PageServerLoad } from './$types';

/** One movement: between whom, what for, what came with it, and how it can be put right. */
export const load: PageServerLoad = async (event) => {
  const place = await moneyPlace(event);
  const { db, org, words, scene, own } = place;
  const number = numberIn(event.params.number);
  const set = await loadMovements(db, org, [number]);
  const movement = set.find((one) => one.number === number);
  if (!movement) error(404, 'not_found');
  const named = await loadNamed(
    db,
    org,
    set.flatMap((one) => [one.source, one.target]),
  );
  const of = (id: string) => named.find((one) => one.id === id)!;
  const [source, target] = [of(movement.source), of(movement.target)];
  if (!sees(place, source, target)) error(404, 'not_found');
  const dispute = await loadDispute(db, org, number);
  const left = movement.amountMinor - movement.correctedMinor;
  const isParty = own !== null && (source.member === own || target.member === own);
  const canGoBack = isDisputable(movement) && left > 0n;
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
    by: movement.byMember === null ? null : (place.nameOf(movement.byMember) ?? words.t('member.forgotten')),
    byOther: movement.byMember !== null && movement.byMember !== source.member && source.member !== null,
    back: movement.correctedMinor > 0n ? place.amount(movement.unit, movement.correctedMinor) : null,
    left: place.amount(movement.unit, left),
    unit: rule?.symbol ?? '',
    with: others(place, set, movement, of),
    dispute: dispute && {
      mine: dispute.openedBy === own,
      by: place.nameOf(dispute.openedBy) ?? words.t('member.forgotten'),
      reason: dispute.reason ?? '',
      ended: dispute.endedAs,
      settledBy: dispute.settledBy === null ? null : place.nameOf(dispute.settledBy),
      words: dispute.words ?? '',
      back: dispute.backMinor === null ? null : place.amount(movement.unit, dispute.backMinor),
    },
    mayGiveBack: canGoBack && target.member === own && own !== null,
    mayDispute: canGoBack && isParty && dispute === null && scene.today <= until,
    mayCorrect: canGoBack && !isParty ? may(scene, 'correct') : null,
    mayMediate: dispute?.endedAs === null && !isParty ? may(scene, 'mediate') : null,
    formKey: formKey(),
  };
};

function numberIn(text: string): bigint {
  if (!/^[1-9]\d{0,17}$/.test(text)) error(404, 'not_found');
  return BigInt(text);
}

/** The two it is between, whoever keeps the books, and whoever may put it right or settle it. */
function sees({ own, scene }: MoneyPlace, source: NamedAccount, target: NamedAccount): boolean {
  const holders = [source.member, target.member];
  if (holders.includes(null) || (own !== null && holders.includes(own))) return true;
  return ['keep_books', 'read_books', 'correct', 'mediate'].some((matter) => may(scene, matter) !== null);
}

/** What was posted together with it. */
function others(
  place: MoneyPlace,
  set: readonly BookedMovement[],
  movement: BookedMovement,
  of: (id: string) => NamedAccount,
) {
  return set
    .filter((one) => one.number !== movement.number)
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
