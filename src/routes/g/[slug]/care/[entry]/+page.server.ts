import { error } from '@sveltejs/kit';
import { formatAmount } from '#kernel/amount';
import { addDays, type CivilDate } from '#kernel/calendar';
import { correctableUntil, DAYS_BACK, hoursMinor, type Entry } from '#care';
import { loadChain } from '#care/server';
import { loadAccountsOf } from '#ledger/server';
import { field, formKey } from '#host/forms';
import { carry } from '../../scene.ts';
import { minorOf } from '../../money/place.ts';
import { activityChoices, careIn, carePlace, shownEntry, writtenAs, type CarePlace } from '../place.ts';
import type { Actions, PageServerLoad } from './$types';

/** One entry, for whoever wrote it and nobody else: to put right, to forget, to count as hours. */
export const load: PageServerLoad = async (event) => {
  const place = await carePlace(event);
  const { db, org, own, scene, words } = place;
  const chain = await loadChain(db, org, event.params.entry);
  const [entry, ...before] = chain;
  if (entry === undefined || own === null || entry.member !== own) error(404, 'not_found');
  const until = correctableUntil(chain.at(-1)!);
  return {
    base: place.base,
    id: entry.id,
    entry: shownEntry(place, entry),
    before: before.map((one) => shownEntry(place, one)),
    was: writtenAs(entry),
    until: scene.today <= until ? words.date(until) : null,
    activities: activityChoices(place),
    people: place.others,
    hours: await hoursOf(place, entry),
    today: scene.today,
    since: addDays(scene.today as CivilDate, -DAYS_BACK),
    formKey: formKey(),
  };
};

/** The accounts in hours of whoever received and whoever gave, and how many it would be. */
async function accountsOf({ db, org, hours }: CarePlace, { for: whom, member }: Entry) {
  if (hours === undefined || whom.whom !== 'member') return null;
  const of = async (one: Entry['member']) =>
    (await loadAccountsOf(db, org, one)).find(
      (found) => found.unit === hours.unit && found.closedAt === null,
    );
  const [source, target] = [await of(whom.member), await of(member)];
  return source && target ? { unit: hours, source: source.id, target: target.id } : null;
}

async function hoursOf(place: CarePlace, entry: Entry) {
  const found = await accountsOf(place, entry);
  if (found === null) return null;
  const { unit } = found;
  const minor = hoursMinor(entry.minutes, unit.scale);
  return {
    amount: formatAmount({ minor, unit: { id: unit.unit, scale: unit.scale } }),
    whom: shownEntry(place, entry).whom,
  };
}

export const actions: Actions = {
  correct: (event) =>
    carry(event, 'care.correct', (form) => ({ entry: event.params.entry, care: careIn(form) }), '/care'),
  forget: (event) => carry(event, 'care.forget_entry', () => ({ entry: event.params.entry }), '/care'),
  askHours: async (event) => {
    const place = await carePlace(event);
    const [entry] = await loadChain(place.db, place.org, event.params.entry);
    if (entry?.member !== place.own) error(404, 'not_found');
    const found = await accountsOf(place, entry);
    if (found === null) error(404, 'not_found');
    const { source, target, unit } = found;
    return carry(
      event,
      'ledger.request_payment',
      (form) => ({
        source,
        target,
        amountMinor: minorOf(field(form, 'amount'), unit),
        note: field(form, 'note'),
      }),
      '/care',
    );
  },
};
