import { civilDateAt } from '#kernel/calendar';
import { wallTimeAt } from '#kernel/wall-clock';
import type { May } from '#agents';
import { stands } from '#decisions';
import { loadProposal } from '#decisions/server';
import { field, formKey } from '#host/forms';
import { carry } from '../../scene.ts';
import {
  askedFor,
  ballotsOf,
  deliveriesOf,
  ideasOf,
  potLine,
  timelineOf,
  votersLine,
} from '../budget-view.ts';
import { momentIn } from '../../moments.ts';
import { openBudgetPlace, USUAL_HOUR, type BudgetPlace } from '../place.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async (event) => {
  const place = await openBudgetPlace(event);
  const { whole, stage, words, money, scene } = place;
  const { budget } = whole;
  const before = stage === 'ideas' || stage === 'costing' || stage === 'costed';
  const asked = askedFor(event.url);
  return {
    id: budget.id,
    here: place.here,
    title: budget.title,
    body: budget.body,
    stage,
    line: words.t(`budget.stage.${stage}`, {
      ideas: words.moment(budget.ideasUntil),
      costs: words.moment(budget.costingUntil),
    }),
    decision: await decisionOf(event, place),
    calledOff:
      budget.calledOffAt === null
        ? null
        : { on: words.date(budget.calledOffAt), why: budget.calledOffReason ?? '' },
    timeline: timelineOf(place),
    voters: votersLine(place),
    isForMe: place.isForMe,
    amount: money(whole.pots.reduce((sum, one) => sum + one.amountMinor, 0n)),
    pots: whole.pots.map((pot) => ({
      id: pot.id,
      name: pot.name,
      line: potLine(place, pot),
      amount: money(pot.amountMinor),
      ideas: whole.projects.filter((one) => one.pot === pot.id && stands(one)).length,
      rivals: rivalsIn(place, pot.id),
      file: pot.proposal !== null && whole.ballots.get(pot.proposal)?.closedAt != null,
    })),
    mayPut: stage === 'ideas' && place.isForMe,
    ballots: await ballotsOf(event, place),
    delivery: deliveriesOf(place),
    asked,
    ideas: ideasOf(place, asked),
    uncosted: before && isByHand(place.mayCost) ? uncosted(place) : [],
    run: before && place.mayRun ? { ...runOf(place), byHand: isByHand(place.mayRun) } : null,
    mayReport: isByHand(place.mayRun),
    today: scene.today,
    formKey: formKey(),
  };
};

/** The decision that opened it. */
async function decisionOf({ locals, params }: Parameters<PageServerLoad>[0], { whole, scene }: BudgetPlace) {
  const { decision } = whole.budget;
  if (decision === null) return null;
  const { db } = locals.world.host;
  const found = await loadProposal(db, scene.organization.org_id, decision);
  return found && { href: `/g/${params.slug}/decisions/${found.id}`, title: found.title };
}

/** Here and now, and not by putting it to the group first. */
function isByHand(how: May): boolean {
  return how === 'alone' || how === 'together';
}

/** The ideas of which nobody has said yet what they would cost. */
function uncosted({ whole }: BudgetPlace) {
  return whole.projects
    .filter((one) => stands(one) && one.ruledOutAt === null && one.costMinor === null)
    .map((one) => ({ id: one.id, title: one.title }));
}

/** Projects that exclude each other, as whoever counts again has to say it: the file knows of none. */
function rivalsIn({ whole }: BudgetPlace, pot: string): string {
  const tied = whole.projects.filter(
    (one) => one.pot === pot && one.option !== null && one.excludes !== null,
  );
  return [...Map.groupBy(tied, (one) => one.excludes).values()]
    .filter((group) => group.length > 1)
    .map((group) => group.map((one) => one.option).join(','))
    .join(';');
}

function runOf({ whole, stage, mayRun, scene }: BudgetPlace) {
  const { budget } = whole;
  const { timeZone } = scene.group;
  const moment = (at: string) => ({
    on: civilDateAt(at, timeZone) as string,
    time: wallTimeAt(at, timeZone),
  });
  return {
    may: mayRun,
    ballot: stage === 'costed',
    ideas: moment(budget.ideasUntil),
    costing: moment(budget.costingUntil),
  };
}

const at = (event: { params: { budget: string } }) => `/budgets/${event.params.budget}`;

export const actions: Actions = {
  /** More time; a moment that still reads as before is left as it is, to the second. */
  moreTime: async (event) => {
    const { scene, whole } = await openBudgetPlace(event);
    const { timeZone } = scene.group;
    const changed = (form: FormData, name: string, before: string) => {
      const isSame =
        field(form, `${name}-on`) === civilDateAt(before, timeZone) &&
        field(form, `${name}-time`) === wallTimeAt(before, timeZone);
      return isSame ? undefined : momentIn(form, name, timeZone, USUAL_HOUR);
    };
    return carry(
      event,
      'decisions.change_budget',
      (form) => ({
        budget: event.params.budget,
        ideasUntil: changed(form, 'ideas', whole.budget.ideasUntil),
        costingUntil: changed(form, 'costing', whole.budget.costingUntil),
      }),
      at(event),
    );
  },
  callOff: (event) =>
    carry(
      event,
      'decisions.call_off_budget',
      (form) => ({ budget: event.params.budget, why: field(form, 'why') }),
      at(event),
    ),
};
