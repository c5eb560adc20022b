import { error } from '@sveltejs/kit';
import { addDays, type CivilDate } from '#kernel/calendar';
import { booksOf, wordsIn, type UnitRule } from '#agents';
import { loadRoll } from '#agents/server';
import { coveredPercent } from '#ledger';
import { loadCoveredUnits, loadGiven, loadTurnover, type CoveredUnit } from '#ledger/server';
import { amountIn } from '#ledger/screens/amount-in.ts';
import { sceneOf, wordsFor } from '../../scene.ts';
import type { PageServerLoad } from './$types';

const PACE_DAYS = 30;

/**
 * What everybody may read of a unit for which something is kept: how much goes round, what lies for it, and
 * where one can pay with it. The same for whoever looks; of whoever holds it there is nothing.
 */
export const load: PageServerLoad = async (event) => {
  const scene = await sceneOf(event);
  const { articles } = scene.group;
  const backed = booksOf(articles).units.filter((one) => one.backing !== undefined);
  if (backed.length === 0 || scene.group.state !== 'founded') error(404, 'not_found');
  const words = wordsFor(event, scene);
  const { db } = event.locals.world.host;
  const org = scene.organization.org_id;
  const covered = await loadCoveredUnits(db, org);
  const { members } = await loadRoll(db, org);
  const today = scene.today as CivilDate;
  const amount = (unit: string, minor: bigint) => amountIn(words, booksOf(articles).units, unit, minor);
  const figures = async (rule: UnitRule, one: CoveredUnit) => {
    const lately = await loadTurnover(db, org, rule.unit, addDays(today, -PACE_DAYS));
    return {
      going: amount(rule.unit, one.circulatingMinor),
      kept: amount(one.kept, one.reserveMinor),
      percent: coveredPercent(one),
      given: amount(rule.unit, await loadGiven(db, org, rule.unit)),
      payments: lately.reduce((sum, month) => sum + month.payments, 0),
      paid: amount(
        rule.unit,
        lately.reduce((sum, month) => sum + month.minor, 0n),
      ),
    };
  };
  const units = [];
  for (const rule of backed) {
    const one = covered.find(({ unit }) => unit === rule.unit);
    const shops = members.filter(
      (each) =>
        each.endedOn === null &&
        each.suspendedUntil === null &&
        each.admittedOn !== null &&
        each.name !== null &&
        (rule.accepting ?? []).includes(each.class),
    );
    units.push({
      unit: rule.unit,
      many: wordsIn(rule, words.locale).many,
      figures: one ? await figures(rule, one) : null,
      shops: shops.map((each) => ({ id: each.id, name: each.name ?? '' })),
    });
  }
  return { here: `/g/${scene.organization.slug}`, on: words.date(today), units };
};
