import { redirect } from '@sveltejs/kit';
import { addMonths, type CivilDate } from '#kernel/calendar';
import { nextDue, type StandingOrder } from '#ledger';
import { loadNamed, loadOpenAccounts, loadStanding } from '#ledger/server';
import { field, formKey } from '#host/forms';
import { carry } from '../../scene.ts';
import { manyOf, minorOf, moneyPlace, myAccounts, unitChoices, type MoneyPlace } from '../place.ts';
import type { Actions, PageServerLoad } from './$types';

const YEAR = 12;

/** What I let be paid again and again, and what I am paid so. */
export const load: PageServerLoad = async (event) => {
  const place = await moneyPlace(event);
  const { db, org, scene } = place;
  const mine = await myAccounts(place);
  if (mine.length === 0) redirect(303, place.base);
  const ids = mine.map((one) => one.id);
  const orders = await loadStanding(db, org, { accounts: ids });
  const named = await loadNamed(
    db,
    org,
    orders.flatMap((one) => [one.source, one.target]),
  );
  const name = (id: string) => {
    const found = named.find((one) => one.id === id);
    return found ? place.called(found) : '';
  };
  const open = await loadOpenAccounts(db, org);
  const units = new Set(mine.map((one) => one.unit));
  return {
    base: place.base,
    orders: orders
      .filter((one) => one.endedAt === null)
      .map((one) => shownOrder(place, ids, name, one))
      .reverse(),
    people: open
      .filter((one) => units.has(one.unit) && one.purpose !== 'issue' && !ids.includes(one.id))
      .map((one) => ({
        value: one.id,
        label: units.size === 1 ? place.called(one) : `${place.called(one)} · ${wordOf(place, one.unit)}`,
      }))
      .sort((a, b) => a.label.localeCompare(b.label, place.words.locale)),
    units: unitChoices(place, mine),
    until: addMonths(scene.today as CivilDate, YEAR),
    formKey: formKey(),
  };
};

function wordOf({ units, words }: MoneyPlace, unit: string): string {
  const rule = units.find((one) => one.unit === unit);
  return rule ? manyOf(words, rule) : unit;
}

function shownOrder(
  place: MoneyPlace,
  mine: readonly string[],
  name: (id: string) => string,
  one: StandingOrder,
) {
  const { words, scene } = place;
  const byMe = mine.includes(one.source);
  const next = nextDue(one, scene.today);
  const last = one.tries.at(-1);
  const amount = place.amount(one.unit, one.amountMinor);
  return {
    id: one.id,
    byMe,
    title: words.t(byMe ? 'standing.to' : 'standing.by', {
      amount,
      who: name(byMe ? one.target : one.source),
    }),
    when: words.t(one.every === 'week' ? 'standing.week' : 'standing.month', {
      day: one.day,
      until: words.date(one.untilOn),
    }),
    note: one.note ?? '',
    next: next === null ? '' : words.t('standing.next', { next: words.date(next) }),
    // Whoever is paid is told that it was not, and not why: whether there was enough is not their affair.
    missed:
      last === undefined || last.rule === null
        ? ''
        : words.t(last.attempt === 1 ? 'standing.missed' : 'standing.passed-over', {
            due: words.date(last.dueOn),
          }),
  };
}

export const actions: Actions = {
  order: async (event) => {
    const place = await moneyPlace(event);
    const mine = await myAccounts(place);
    const open = await loadOpenAccounts(place.db, place.org);
    return carry(
      event,
      'ledger.order_payment',
      (form) => {
        const target = field(form, 'to');
        const unit = open.find((one) => one.id === target)?.unit;
        const rule = place.units.find((one) => one.unit === unit);
        const day = field(form, 'day').trim();
        return {
          source: mine.find((one) => one.unit === unit)?.id ?? '',
          target,
          amountMinor: minorOf(field(form, 'amount'), rule),
          note: field(form, 'note'),
          every: field(form, 'every'),
          day: /^\d{1,2}$/.test(day) ? Number(day) : 0,
          until: field(form, 'until'),
        };
      },
      '/money/standing',
    );
  },
  end: (event) =>
    carry(event, 'ledger.end_order', (form) => ({ standing: field(form, 'of') }), '/money/standing'),
};
