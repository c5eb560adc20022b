import { addDays, type CivilDate } from '#kernel/calendar';
import { may, type UnitRule } from '#agents';
import { coveredPercent, inCirculation, stuckAt, turnsPerYear, unevenPercent } from '#ledger';
import { loadCoveredUnits, loadHolderBalances, loadTurnover, type HolderBalance } from '#ledger/server';
import { manyOf, moneyPlace, type MoneyPlace } from '../place.ts';
import type { PageServerLoad } from './$types';

const MONTHS_DAYS = 183;
const PACE_DAYS = 30;
/** Whoever neither paid nor was paid for so long is asked how they are. */
const QUIET_DAYS = 90;

/** How what we count goes round: figures of the whole for everybody, names for those who care for it. */
export const load: PageServerLoad = async (event) => {
  const place = await moneyPlace(event);
  const cares = place.keepsBooks || may(place.scene, 'enter_payment') === 'alone';
  const units = [];
  for (const rule of place.units.filter((one) => one.commonOnly === undefined))
    units.push(await healthOf(place, rule, cares));
  return { base: place.base, units, cares };
};

async function healthOf(place: MoneyPlace, rule: UnitRule, cares: boolean) {
  const { db, org, scene, words } = place;
  const today = scene.today as CivilDate;
  const holders = await loadHolderBalances(db, org, rule.unit);
  const months = await loadTurnover(db, org, rule.unit, addDays(today, -MONTHS_DAYS));
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
    quiet: cares ? quietOnes(place, holders, addDays(today, -QUIET_DAYS)) : [],
  };
}

function stuckOnes(place: MoneyPlace, holders: readonly HolderBalance[]) {
  return holders.flatMap((one) => {
    const at = stuckAt(one);
    return at === null ? [] : [{ id: one.account, member: one.member, at, name: nameOf(place, one) }];
  });
}

function quietOnes(place: MoneyPlace, holders: readonly HolderBalance[], since: CivilDate) {
  return holders
    .filter((one) => one.movedOn === null || one.movedOn < since)
    .map((one) => ({
      id: one.account,
      member: one.member,
      name: nameOf(place, one),
      since: one.movedOn === null ? null : place.words.date(one.movedOn),
    }));
}

function nameOf({ nameOf: name, words }: MoneyPlace, { member }: HolderBalance): string {
  return name(member) ?? words.t('member.forgotten');
}
