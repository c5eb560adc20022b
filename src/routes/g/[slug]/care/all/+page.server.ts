import { careUnit, classWord, inWords, unitAmount } from '#agents';
import { titled } from '#agents/screens/say.ts';
import { ALL, BESIDE, DIVISIONS, worthOf, type Division, type Told } from '#care';
import { loadToldMonths, type ToldMonth } from '#care/server';
import type { Key } from '#locales';
import { activityWord, carePlace, howLong, type CarePlace } from '../place.ts';
import type { PageServerLoad } from './$types';

const MONTHS = 13;

/** What all of us carried, month by month: never of one of us, and never of few. */
export const load: PageServerLoad = async (event) => {
  const place = await carePlace(event);
  const months = await loadToldMonths(place.db, place.org, MONTHS);
  return {
    base: place.base,
    least: place.rules.leastPeople,
    months: months.map((month) => shownMonth(place, month)),
  };
};

function shownMonth(place: CarePlace, { month, people, least, told }: ToldMonth) {
  const { words } = place;
  const whole = told.find((one) => one.activity === ALL && one.division === ALL);
  const beside = told.find((one) => one.activity === BESIDE);
  const activities = told.filter(
    (one) => one.division === ALL && one.activity !== ALL && one.activity !== BESIDE,
  );
  const rest = (whole?.minutes ?? 0) - activities.reduce((sum, one) => sum + one.minutes, 0);
  return {
    month,
    title: titled(words, words.date(month, 'month')),
    people,
    least,
    all: whole === undefined ? null : howLong(place, whole.minutes),
    beside: beside === undefined ? null : howLong(place, beside.minutes),
    activities: [
      ...activities.map((one) => bar(place, activityWord(place, one.activity), one.minutes)),
      ...(rest > 0 && activities.length > 0 ? [bar(place, words.t('care.all.rest'), rest)] : []),
    ],
    divisions: DIVISIONS.map((division) => shownDivision(place, told, division)).filter(
      (one) => one.parts.length > 0,
    ),
    worth: shownWorth(place, told),
  };
}

function bar(place: CarePlace, label: string, minutes: number) {
  return { label, value: minutes, shown: howLong(place, minutes) };
}

function partWord({ words, scene }: CarePlace, division: Division, part: string): string {
  const { articles } = scene.group;
  if (division === 'class')
    return inWords(words, { key: 'rule-edit.way-name', words: { how: classWord(articles, part) } });
  return words.t(`care.part.${division}.${part}` as Key);
}

/** What each part of us carried, and of what, as far as it is told. */
function shownDivision(place: CarePlace, told: readonly Told[], division: Division) {
  const own = told.filter((one) => one.division === division);
  const parts = own.filter((one) => one.activity === ALL);
  const rows = [...new Set(own.map((one) => one.activity))].filter((one) => one !== ALL);
  return {
    division,
    parts: parts.map((one) => bar(place, partWord(place, division, one.part), one.minutes)),
    rows: rows.map((activity) => ({
      activity: activityWord(place, activity),
      cells: parts.map(({ part }) => {
        const found = own.find((one) => one.activity === activity && one.part === part);
        return found === undefined ? '–' : howLong(place, found.minutes);
      }),
    })),
  };
}

function shownWorth({ words, rules }: CarePlace, told: readonly Told[]) {
  const { worth: rule } = rules;
  const worth = rule === undefined ? null : worthOf(told, rule);
  if (rule === undefined || worth === null) return null;
  const amount = (minor: bigint) => unitAmount(words, careUnit(rule), minor);
  return {
    generalist: amount(worth.generalistMinor),
    specialist: worth.specialistMinor === null ? null : amount(worth.specialistMinor),
    opportunity: amount(worth.opportunityMinor),
    source: rule.source,
    year: String(rule.year),
  };
}
