import { isInside, may } from '#agents';
import { publicBudget, visibleBudget } from '#decisions';
import { listBudgets, loadWholeBudget } from '#decisions/server';
import { moneyWords } from '#decisions/screens/say-proposal.ts';
import { sceneOf, wordsFor } from '../scene.ts';
import { deliveryLine } from './budget-view.ts';
import type { PageServerLoad } from './$types';

export const load: PageServerLoad = async (event) => {
  const scene = await sceneOf(event);
  const { db } = event.locals.world.host;
  const words = wordsFor(event, scene);
  const org = scene.organization.org_id;
  const listed = await listBudgets(db, org);
  const budgets = [];
  for (const { id } of listed) {
    const whole = (await loadWholeBudget(db, org, id))!;
    const seen = publicBudget(whole, scene.now);
    const money = (minor: bigint) => moneyWords(words, minor, seen.unit);
    const { budget } = whole;
    budgets.push({
      id,
      title: seen.title,
      line: words.t(`budget.stage.${seen.stage}`, {
        ideas: words.moment(budget.ideasUntil),
        costs: words.moment(budget.costingUntil),
      }),
      built: deliveryLine(words, whole),
      amount: money(seen.pots.reduce((sum, one) => sum + one.amountMinor, 0n)),
      ideas: whole.projects.length,
      pots: seen.pots.map((one) => ({ name: one.name, amount: money(one.amountMinor) })),
      shared: ['delivery', 'delivered', 'nothing', 'called_off'].includes(seen.stage) ? 'yes' : 'no',
      open: !['delivered', 'nothing', 'called_off'].includes(seen.stage),
      funded: seen.funded.map((one) => ({
        title: one.title,
        pot: one.pot,
        cost: money(one.costMinor),
        spent: money(one.spentMinor),
        is: words.t(`budget.delivery.${one.state}`),
      })),
    });
  }
  return {
    inside: visibleBudget(scene.viewer) === 'whole',
    budgets,
    mayOpen: isInside(scene.viewer) && scene.group.state === 'founded' ? may(scene, 'run_budget') : null,
  };
};
