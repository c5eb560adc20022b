import { fail, type RequestEvent } from '@sveltejs/kit';
import { hasInHand, may } from '#agents';
import {
  MOST_BALANCES,
  OPENING_DAYS,
  seesAccount,
  STOPS_ALONE,
  stopsSince,
  totalsOf,
  type Opening,
} from '#ledger';
import { countDoubts, loadAccountsOf, loadNamed, loadOpenings } from '#ledger/server';
import { field, formKey } from '#host/forms';
import { decidedBy, proposedInput } from '../../propose.ts';
import { carry } from '../../scene.ts';
import { manyOf, moneyPlace, type MoneyPlace } from '../place.ts';
import { givenIn, readList, type Given, type MeantBalance, type ReadList } from './read-list.ts';
import type { Actions, PageServerLoad } from './$types';

/** Balances from where the group kept them before: what waits to count, and a list that is brought. */
export const load: PageServerLoad = async (event) => {
  const place = await moneyPlace(event);
  const { db, org, words } = place;
  const openings = await loadOpenings(db, org);
  const mine = place.own === null ? [] : (await loadAccountsOf(db, org, place.own)).map((one) => one.id);
  const shown = await Promise.all(openings.map((one) => shownOpening(place, mine, one)));
  return {
    base: place.base,
    members: `/g/${place.scene.organization.slug}/members`,
    waits: shown.filter((one) => one.ended === null),
    past: shown.flatMap((one) => (one.told === '' ? [] : [one.told])),
    mayBring: may(place.scene, 'bring_balances'),
    decided: decidedBy(words, place.scene, 'bring_balances'),
    decisions: `/g/${place.scene.organization.slug}/decisions/new?/take`,
    units: place.units.map((one) => ({ value: one.unit, label: manyOf(words, one) })),
    days: OPENING_DAYS,
    most: MOST_BALANCES,
    formKey: formKey(),
  };
};

/** Everybody sees their own line and what all come to; whoever keeps the books, all of it. */
async function shownOpening(place: MoneyPlace, mine: readonly string[], one: Opening) {
  const { words, units, nameOf } = place;
  const { aboveMinor, belowMinor, sumMinor } = totalsOf(one.lines);
  const own = one.lines.find(({ account }) => mine.includes(account));
  const since = stopsSince(place.scene.today);
  const before =
    place.own === null ? 0 : await countDoubts(place.db, place.org, place.own, { unit: one.unit, since });
  const name = (id: Opening['handedInBy']) => (id && nameOf(id)) ?? words.t('member.forgotten');
  const all = place.keepsBooks || (place.own !== null && one.handedInBy === place.own);
  const named = all
    ? await loadNamed(
        place.db,
        place.org,
        one.lines.map(({ account }) => account),
      )
    : [];
  const rule = units.find(({ unit }) => unit === one.unit);
  const unit = rule ? manyOf(words, rule) : one.unit;
  return {
    id: one.id,
    unit,
    by: words.list((one.broughtBy.length > 0 ? one.broughtBy : [one.handedInBy]).map(name)),
    decided: one.decided,
    doubts: one.doubts.map(({ by, reason }) => {
      return words.t('opening.doubted', { who: name(by), reason: reason ?? '' });
    }),
    mayDoubt: !one.doubts.some(({ by }) => by === place.own),
    hint: doubtHint(words, one, before),
    on: words.date(one.countsOn),
    note: one.note ?? '',
    mine: own === undefined ? null : place.amount(one.unit, own.amountMinor),
    count: one.lines.length,
    above: place.amount(one.unit, aboveMinor),
    below: place.amount(one.unit, belowMinor),
    sum: sumMinor === 0n ? null : place.amount(one.unit, sumMinor),
    ended: one.endedAs,
    told: toldEnd(place, unit, one),
    lines: one.lines.flatMap(({ account, amountMinor }) => {
      const found = named.find(({ id }) => id === account);
      return found ? [{ name: place.called(found), amount: place.amount(one.unit, amountMinor) }] : [];
    }),
  };
}

/** What comes of a word of doubt, before it is said. */
function doubtHint({ t }: MoneyPlace['words'], { doubts, decided }: Opening, before: number): string {
  if (before < STOPS_ALONE || (doubts.length > 0 && !decided)) return t('opening.doubt.hint');
  return t(decided ? 'opening.doubt.decided' : 'opening.doubt.again', { most: STOPS_ALONE });
}

/** How it ended, in words; nothing while it waits. */
function toldEnd({ words, nameOf }: MoneyPlace, unit: string, one: Opening): string {
  switch (one.endedAs) {
    case null:
      return '';
    case 'counted':
      return words.t('opening.past.counted', { unit, count: one.lines.length, on: words.date(one.countsOn) });
    case 'stopped': {
      const stoppedBy = (one.stoppedBy && nameOf(one.stoppedBy)) ?? words.t('member.forgotten');
      return words.t('opening.past.stopped', { unit, stoppedBy, reason: one.reason ?? '' });
    }
    case 'refused': {
      const rule = words.t(`refusal.${(one.rule ?? '') as 'account_closed'}`);
      return words.t('opening.past.refused', { unit, rule });
    }
  }
}

async function asked(event: RequestEvent): Promise<{ place: MoneyPlace; given: Given | null }> {
  const place = await moneyPlace(event);
  return { place, given: await givenIn(place, await event.request.formData()) };
}

function kept({ list, names, unit, note, picked }: Given): Record<string, string> {
  const who = [...picked].map(([line, account]) => [`who-${line}`, account] as const);
  return { list, names, unit, note, ...Object.fromEntries(who) };
}

export const actions: Actions = {
  /** Nothing is handed in yet: what would come of each line is said. */
  async look(event) {
    const { place, given } = await asked(event);
    const { t } = place.words;
    if (given === null) return fail(422, { written: {}, wrong: t('opening.too-long') });
    const read = await readList(place, given);
    if (read === null || read.lines.length + read.wrong.length === 0)
      return fail(422, { written: kept(given), wrong: t('opening.unreadable') });
    const input = { unit: given.unit, note: given.note, lines: read.brought };
    return { written: kept(given), read: seenList(place, given, read), proposed: proposedInput(input) };
  },
  async change(event) {
    const { given } = await asked(event);
    return { written: given === null ? {} : kept(given) };
  },
  async handIn(event) {
    const place = await moneyPlace(event, 'said');
    return carry(
      event,
      'ledger.bring_balances',
      async (form) => {
        const given = await givenIn(place, form);
        const read = given && (await readList(place, given));
        return { unit: given?.unit ?? '', note: given?.note ?? '', lines: read?.brought ?? [] };
      },
      '/money/opening',
    );
  },
  doubt: (event) =>
    carry(
      event,
      'ledger.doubt_balances',
      (form) => ({ opening: field(form, 'of'), reason: field(form, 'reason') }),
      '/money/opening',
    ),
};

function seenList(place: MoneyPlace, { unit }: Given, read: ReadList) {
  const { t } = place.words;
  const sum = read.brought.reduce((all, one) => all + BigInt(one.amountMinor), 0n);
  return {
    format: t(`opening.format.${read.format}`),
    seen: read.lines.map((one) => ({
      line: one.line,
      who: one.name === null ? one.who : `${one.name} (${one.who})`,
      amount: place.amount(unit, one.minor),
      account: one.account,
      fine: one.account !== null && !read.repeated.includes(one.line),
      outcome: outcomeOf(place, unit, one, read),
    })),
    unread: read.wrong.map(({ line, text, why }) => ({ line, text, why: t(`opening.wrong.${why}`) })),
    people: read.people.map((one) => ({ value: one.id, label: place.called(one) })),
    unknown: read.lines.some((one) => one.account === null),
    count: read.brought.length,
    sum: place.amount(unit, sum),
    isFine: read.brought.length > 0 && read.brought.length <= MOST_BALANCES && read.repeated.length === 0,
  };
}

function outcomeOf(
  place: MoneyPlace,
  unit: string,
  one: MeantBalance,
  { people, repeated }: ReadList,
): string {
  const { t } = place.words;
  const account = people.find(({ id }) => id === one.account);
  if (account === undefined) return t('opening.line.unknown');
  if (repeated.includes(one.line)) return t('opening.line.repeated');
  if (one.bookedMinor !== null) {
    // Anybody may bring a list to be decided on, and learns by it of nobody’s balance.
    if (!seesAccount({ ...place, member: place.own }, account) && !hasInHand(place.scene, 'bring_balances'))
      return t('opening.line.begun');
    const booked = place.amount(unit, one.bookedMinor);
    const differs = one.minor - one.bookedMinor;
    return differs === 0n
      ? t('opening.line.same', { booked })
      : t('opening.line.differs', { booked, differs: place.amount(unit, differs) });
  }
  if (one.minor === 0n) return t('opening.line.zero');
  return t(one.rounded ? 'opening.line.rounded' : 'opening.line.fine');
}
