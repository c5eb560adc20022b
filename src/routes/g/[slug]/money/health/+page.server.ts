import { addDays, addMonths, civilDateAt, type CivilDate } from '#kernel/calendar';
import type { MemberId } from '#kernel/command';
import { exchangeOf, may, type UnitRule } from '#agents';
import { loadLastSigned } from '#agents/server';
import { loadLastCare } from '#care/server';
import { countCategories, loadLastSeen } from '#exchange/server';
import { categoryName } from '#exchange/screens/shown-advert.ts';
import { coveredPercent, inCirculation, monthOf, stuckAt, turnsPerYear, unevenPercent } from '#ledger';
import {
  loadCoveredUnits,
  loadHolderBalances,
  loadLastAsked,
  loadTurnover,
  type HolderBalance,
} from '#ledger/server';
import { manyOf, moneyPlace, type MoneyPlace } from '../place.ts';
import type { PageServerLoad } from './$types';

/** So many whole months before this one: a part of one would look like little. */
const MONTHS = 6;
const PACE_DAYS = 30;
/** Whoever gave no sign for so long is asked how they are, where the rules do not say it. */
const QUIET_DAYS = 90;

/** How what we count goes round: figures of the whole for everybody, names for those who care for it. */
export const load: PageServerLoad = async (event) => {
  const place = await moneyPlace(event);
  const cares = place.keepsBooks || may(place.scene, 'enter_payment') === 'alone';
  const units = [];
  const seen = cares ? await lastSigns(place) : NOBODY;
  for (const rule of place.units.filter((one) => one.commonOnly === undefined))
    units.push(await healthOf(place, rule, cares, seen));
  return { base: place.base, units, cares, missing: await missingIn(place) };
};

/** The day of the last sign that somebody gave, besides what came to their account and left it. */
type Seen = ReadonlyMap<MemberId, string>;
const NOBODY: Seen = new Map();

async function lastSigns({ db, org, scene }: MoneyPlace): Promise<Seen> {
  const instants = [
    ...(await loadLastSigned(db, org)),
    ...(await loadLastAsked(db, org)),
    ...(exchangeOf(scene.group.articles) ? await loadLastSeen(db, org) : NOBODY),
  ];
  const days = instants.map(([one, at]) => [one, civilDateAt(at, scene.group.timeZone)] as const);
  const seen = new Map<MemberId, string>();
  for (const [member, day] of [...days, ...(await loadLastCare(db, org))])
    if (day > (seen.get(member) ?? '')) seen.set(member, day);
  return seen;
}

/** What somebody needs and nobody offers. */
async function missingIn({ db, org, scene, words }: MoneyPlace): Promise<string[]> {
  const { articles } = scene.group;
  if (exchangeOf(articles) === null) return [];
  const counts = await countCategories(db, org, scene.today);
  return counts
    .filter((one) => one.needs > 0 && one.offers === 0)
    .map((one) => categoryName(words, articles, one.category));
}

async function healthOf(place: MoneyPlace, rule: UnitRule, cares: boolean, seen: Seen) {
  const { db, org, scene, words } = place;
  const today = scene.today as CivilDate;
  const holders = await loadHolderBalances(db, org, rule.unit);
  const months = await loadTurnover(db, org, rule.unit, addMonths(monthOf(today).opens, -MONTHS));
  const lately = await loadTurnover(db, org, rule.unit, addDays(today, -PACE_DAYS));
  const paid = lately.reduce((sum, one) => sum + one.minor, 0n);
  const count = lately.reduce((sum, one) => sum + one.payments, 0);
  const going = inCirculation(holders);
  const covered = (await loadCoveredUnits(db, org)).find((one) => one.unit === rule.unit);
  const turns = turnsPerYear(paid, PACE_DAYS, going);
  return {
    unit: rule.unit,
    name: manyOf(words, rule),
    going: place.amount(rule.unit, going),
    holders: holders.length,
    payments: count,
    paid: place.amount(rule.unit, paid),
    turns: turns === null ? null : words.number(turns, { maximumFractionDigits: 1 }),
    uneven: unevenPercent(holders),
    months: months.map((one) => ({
      label: words.date(one.month, 'month'),
      value: Number(one.minor),
      shown: place.amount(rule.unit, one.minor),
    })),
    covered: covered
      ? {
          going: place.amount(rule.unit, covered.circulatingMinor),
          kept: place.amount(covered.kept, covered.reserveMinor),
          percent: coveredPercent(covered) ?? 100,
        }
      : null,
    stuck: cares ? stuckOnes(place, holders) : [],
    quiet: cares ? quietOnes(place, holders, seen) : [],
  };
}

function stuckOnes(place: MoneyPlace, holders: readonly HolderBalance[]) {
  return holders.flatMap((one) => {
    const at = stuckAt(one);
    return at === null || one.member === place.own
      ? []
      : [{ id: one.account, member: one.member, at, name: nameOf(place, one) }];
  });
}

function quietOnes(place: MoneyPlace, holders: readonly HolderBalance[], seen: Seen) {
  const { scene, words } = place;
  const days = exchangeOf(scene.group.articles)?.quietDays ?? QUIET_DAYS;
  const since = addDays(scene.today as CivilDate, -days);
  // Whoever reads this is here.
  const others = holders.filter(({ member }) => member !== place.own);
  return others.flatMap((one) => {
    const last = [one.movedOn, seen.get(one.member) ?? null]
      .filter((day) => day !== null)
      .sort()
      .at(-1);
    if (last !== undefined && last >= since) return [];
    const day = last === undefined ? null : words.date(last);
    return [{ id: one.account, member: one.member, name: nameOf(place, one), since: day }];
  });
}

function nameOf({ nameOf: name, words }: MoneyPlace, { member }: HolderBalance): string {
  return name(member) ?? words.t('member.forgotten');
}
