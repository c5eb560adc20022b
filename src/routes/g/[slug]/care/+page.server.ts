import { addDays, type CivilDate } from '#kernel/calendar';
import { ALL, BESIDE, isAsked, minutesOfDay, openDays, seesWhoComes, type Entry, type Help } from '#care';
import {
  loadAskedHelp,
  loadChain,
  loadComing,
  loadEntriesOf,
  loadThanksTo,
  loadToldMonths,
} from '#care/server';
import { titled } from '#agents/screens/say.ts';
import { field, formKey } from '#host/forms';
import { loadAccountsOf } from '#ledger/server';
import { amountIn } from '#ledger/screens/amount-in.ts';
import { carry } from '../scene.ts';
import { activityWord, carePlace, howLong, shownEntry, writtenAs, type CarePlace } from './place.ts';
import type { Actions, PageServerLoad } from './$types';

/** What is shown of one’s own days, and how much of it is offered to be written down once more. */
const DAYS = 14;
const MOST = 200;
const AGAIN = 3;
const THANKS = 5;

/** What is asked, what I did, and what all of us carried last. */
export const load: PageServerLoad = async (event) => {
  const place = await carePlace(event);
  const { db, org, own, scene } = place;
  const today = scene.today as CivilDate;
  const span = { from: addDays(today, -DAYS), until: today, most: MOST };
  const entries = own === null ? [] : await loadEntriesOf(db, org, own, span);
  return {
    base: place.base,
    pay: `/g/${scene.organization.slug}/money/pay`,
    again: againOf(place, entries),
    days: daysOf(place, entries),
    help: await helpOf(place),
    thanks: await thanksOf(place),
    hours: await hoursOf(place),
    told: await toldLast(place),
    people: place.others,
    today,
    formKey: formKey(),
  };
};

/** What was done last before today, each once: one tap writes it down for today as well. */
function againOf(place: CarePlace, entries: readonly Entry[]) {
  const { today } = place.scene;
  const before = entries.filter((one) => one.on < today && one.asked);
  const like = ({ on: _on, ...rest }: ReturnType<typeof writtenAs>) => JSON.stringify(rest);
  const done = entries.filter((one) => one.on === today).map((one) => like(writtenAs(one)));
  const each = new Map(before.map((one) => [like(writtenAs(one)), one]).reverse() as [string, Entry][]);
  return [...each]
    .filter(([same]) => !done.includes(same))
    .map(([, one]) => one)
    .sort((a, b) => (a.on < b.on ? 1 : a.on > b.on ? -1 : 0))
    .slice(0, AGAIN)
    .map((one) => shownEntry(place, one));
}

function daysOf(place: CarePlace, entries: readonly Entry[]) {
  const days = [...new Set(entries.map((one) => one.on))];
  return days.map((day) => {
    const own = entries.filter((one) => one.on === day);
    return {
      day,
      title: place.words.date(day, 'weekday'),
      long: howLong(place, minutesOfDay(own.filter((one) => one.asked))),
      entries: own.map((one) => shownEntry(place, one)),
    };
  });
}

async function helpOf(place: CarePlace) {
  const { db, org, scene } = place;
  const asked = (await loadAskedHelp(db, org, scene.today)).filter((one) => isAsked(one, scene.today));
  const coming = await loadComing(
    db,
    org,
    asked.map((one) => one.id),
  );
  return asked.map((one) => shownHelp(place, one, coming));
}

function shownHelp(place: CarePlace, help: Help, all: Awaited<ReturnType<typeof loadComing>>) {
  const { own, scene, words, nameOf } = place;
  const coming = all.filter((one) => one.help === help.id && one.endedAt === null && one.on !== null);
  const isMine = help.askedBy === own;
  const knows = seesWhoComes(own, help, coming);
  const open = openDays(help, coming, scene.today);
  const days = (help.asked?.days ?? []).filter((day) => day >= scene.today);
  return {
    id: help.id,
    isMine,
    who: nameOf(help.askedBy) ?? words.t('member.forgotten'),
    what: titled(words, activityWord(place, help.asked!.activity)),
    words: help.asked!.words,
    place: help.asked!.place,
    days: days.map((day) => {
      const taken = coming.find((one) => one.on === day);
      return {
        day,
        label: words.date(day, 'weekday'),
        isOpen: open.includes(day) && !isMine && own !== null,
        isTaken: taken !== undefined,
        mine: taken?.member === own ? taken.id : null,
        who: taken !== undefined && knows ? (nameOf(taken.member) ?? words.t('member.forgotten')) : null,
      };
    }),
  };
}

async function thanksOf({ db, org, own, nameOf, words }: CarePlace) {
  if (own === null) return [];
  const found = await loadThanksTo(db, org, own, THANKS);
  return found.map((one) => ({
    id: one.id,
    who: nameOf(one.source) ?? words.t('member.forgotten'),
    words: one.words,
    at: words.date(one.at),
  }));
}

/** What is saved in hours: by whoever looks, and for whoever needs it. */
async function hoursOf({ db, org, own, hours, words }: CarePlace) {
  if (hours === undefined || own === null) return null;
  const mine = (await loadAccountsOf(db, org, own)).find((one) => one.unit === hours.unit);
  if (mine === undefined) return null;
  const has = amountIn(words, [hours], hours.unit, mine.balanceMinor);
  return { has, isBelow: mine.balanceMinor < 0n, isSome: mine.balanceMinor > 0n };
}

/** The month that was told last. */
async function toldLast(place: CarePlace) {
  const [last] = await loadToldMonths(place.db, place.org, 1);
  if (last === undefined) return null;
  const whole = last.told.find((one) => one.activity === ALL && one.division === ALL);
  return {
    title: titled(place.words, place.words.date(last.month, 'month')),
    least: last.least,
    people: last.people,
    all: whole === undefined ? null : howLong(place, whole.minutes),
    sums: last.told
      .filter((one) => one.division === ALL && one.activity !== ALL && one.activity !== BESIDE)
      .map((one) => ({
        label: titled(place.words, activityWord(place, one.activity)),
        shown: howLong(place, one.minutes),
      })),
  };
}

export const actions: Actions = {
  again: async (event) => {
    const place = await carePlace(event);
    return carry(
      event,
      'care.log',
      async (form) => {
        const [entry] = await loadChain(place.db, place.org, field(form, 'of'));
        const { activity, minutes, beside, there, asked, for: whom, words } = entry ?? {};
        const isOwn = entry?.member === place.own;
        const care = { activity, on: place.scene.today, minutes, beside, there, asked, for: whom, words };
        return { care: isOwn ? care : {} };
      },
      '/care',
    );
  },
  come: (event) =>
    carry(
      event,
      'care.come',
      (form) => ({ help: field(form, 'help'), care: { on: field(form, 'on') } }),
      '/care',
    ),
  notCome: (event) => carry(event, 'care.not_come', (form) => ({ coming: field(form, 'of') }), '/care'),
  endHelp: (event) => carry(event, 'care.end_help', (form) => ({ help: field(form, 'of') }), '/care'),
  thank: (event) =>
    carry(
      event,
      'care.thank',
      (form) => ({ to: field(form, 'to'), care: { words: field(form, 'words') } }),
      '/care',
    ),
};
