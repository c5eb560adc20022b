import { error } from '@sveltejs/kit';
import { BUDGET_MATTER, waysFor } from '#agents';
import { after, fitsKind, isReady } from '#decisions';
import { sayWay } from '#decisions/screens/say-proposal.ts';
import { field, formKey } from '#host/forms';
import { carry, insideScene } from '../../../scene.ts';
import { momentIn } from '../../../moments.ts';
import { potLine } from '../../budget-view.ts';
import { openBudgetPlace, USUAL_HOUR } from '../../place.ts';
import type { Actions, PageServerLoad } from './$types';

/** Three ways are enough to choose from; whoever wants others changes the rules. */
const MOST = 3;

export const load: PageServerLoad = async (event) => {
  const place = await openBudgetPlace(event);
  const { scene, words, whole, stage, money } = place;
  if (!place.mayRun || stage !== 'costed') error(404, 'not_found');
  const ways = waysFor(scene.group.articles, BUDGET_MATTER)
    .map((way, at) => ({ way, at }))
    .filter(({ way }) => fitsKind('budget', way))
    .slice(0, MOST);
  return {
    here: place.here,
    title: whole.budget.title,
    may: place.mayRun,
    today: scene.today,
    pots: whole.pots.map((pot) => {
      const ready = whole.projects.filter((one) => one.pot === pot.id && isReady(one));
      return {
        name: potLine(place, pot),
        amount: money(pot.amountMinor),
        projects: ready.length,
        wanted: money(ready.reduce((sum, one) => sum + (one.costMinor ?? 0n), 0n)),
      };
    }),
    ways: ways.map(({ way, at }) => {
      const { title, text, times } = sayWay(words, { ...way, talkDays: 0 });
      const closes = words.moment(after(scene.now, Math.max(1, way.voteDays)));
      return {
        at: String(at),
        title,
        text: `${text} ${times}`,
        dates: words.t('budget.ballot.dates', { closes }),
      };
    }),
    formKey: formKey(),
  };
};

export const actions: Actions = {
  put: async (event) => {
    const { group } = await insideScene(event);
    return carry(
      event,
      'decisions.put_to_ballot',
      (form) => ({
        budget: event.params.budget,
        way: Number(field(form, 'way')),
        opensAt: momentIn(form, 'opens', group.timeZone, USUAL_HOUR),
        closesAt: momentIn(form, 'closes', group.timeZone, USUAL_HOUR),
      }),
      `/budgets/${event.params.budget}`,
    );
  },
};
