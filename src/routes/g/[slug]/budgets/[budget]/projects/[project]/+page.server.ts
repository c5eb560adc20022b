import { error } from '@sveltejs/kit';
import { amountOf, formatAmount } from '#kernel/amount';
import { DELIVERY_STATES, isReady, stands } from '#decisions';
import { MONEY_SCALE } from '#decisions/screens/say-proposal.ts';
import { field, formKey } from '#host/forms';
import { carry, written } from '../../../../scene.ts';
import { minorOf } from '../../../../decisions/draft-fields.ts';
import { deliveriesOf, stateOfProject } from '../../../budget-view.ts';
import { ideaIn, openBudgetPlace, type BudgetPlace } from '../../../place.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async (event) => {
  const place = await openBudgetPlace(event);
  const { whole, words, money, scene, nameOf, stage } = place;
  const project = whole.projects.find((one) => one.id === event.params.project);
  if (!project) error(404, 'not_found');
  const state = stateOfProject(whole, project);
  const pot = whole.pots.find((one) => one.id === project.pot)!;
  const before = stage === 'ideas' || stage === 'costing' || stage === 'costed';
  const into = whole.projects.find((one) => one.id === project.mergedInto);
  const own = project.putBy === scene.viewer.member && stands(project);
  return {
    id: project.id,
    budget: { title: whole.budget.title, here: place.here, unit: whole.budget.unit },
    title: project.title,
    body: project.body,
    place: project.place,
    pot: whole.pots.length > 1 ? pot.name : '',
    potId: pot.id,
    state,
    is: words.t(`budget.idea.is.${state}`),
    by: nameOf(project.putBy) ?? words.t('member.forgotten'),
    on: words.date(project.putAt),
    into: into ? { id: into.id, title: into.title } : null,
    joined: whole.projects
      .filter((one) => one.mergedInto === project.id)
      .map((one) => ({ id: one.id, title: one.title })),
    cost:
      project.costMinor === null || project.ruledOutAt !== null
        ? null
        : {
            amount: money(project.costMinor),
            why: project.costReason ?? '',
            by: project.costedBy === null ? '' : (nameOf(project.costedBy) ?? words.t('member.forgotten')),
          },
    ruledOut: project.ruledOutAt === null ? null : { why: project.ruledOutReason ?? '' },
    rivals: rivalsOf(place, project.id),
    ballot:
      pot.proposal === null || project.option === null
        ? null
        : `/g/${event.params.slug}/decisions/${pot.proposal}`,
    delivery: state === 'funded' ? deliveryOfOne(place, project.id) : null,
    edit: own && stage === 'ideas' ? editOf(place) : null,
    mayWithdraw: own && before,
    settle: before && place.mayCost && stands(project) ? settleOf(place, project.id) : null,
    report:
      state === 'funded' && place.mayRun
        ? {
            may: place.mayRun,
            states: DELIVERY_STATES.map((value) => ({ value, label: words.t(`budget.delivery.${value}`) })),
          }
        : null,
    today: scene.today,
    formKey: formKey(),
  };
};

/** The others that it excludes: of them and this one, at most one is paid for. */
function rivalsOf({ whole }: BudgetPlace, id: string) {
  const own = whole.projects.find((one) => one.id === id)!;
  if (own.excludes === null) return [];
  return whole.projects
    .filter((one) => one.id !== id && one.pot === own.pot && one.excludes === own.excludes && isReady(one))
    .map((one) => ({ id: one.id, title: one.title }));
}

function deliveryOfOne(place: BudgetPlace, id: string) {
  const { whole, words, money, nameOf } = place;
  return {
    tracked: deliveriesOf(place).filter((one) => one.id === id),
    reports: whole.told
      .filter((one) => one.project === id)
      .map((one) => ({
        id: one.id,
        on: words.date(one.onDay),
        is: words.t(`budget.delivery.${one.state}`),
        spent: money(one.spentMinor),
        note: one.note,
        by: one.toldBy === null ? '' : (nameOf(one.toldBy) ?? words.t('member.forgotten')),
      })),
  };
}

function editOf({ myPots, money, words }: BudgetPlace) {
  return myPots.map((one) => ({
    value: one.id,
    label: words.t('budget.idea.pot.of', { pot: one.name, amount: money(one.amountMinor) }),
  }));
}

/**
 * What whoever finds out the costs begins with: what was said before, and the ideas it could be joined to.
 */
function settleOf({ whole, mayCost, money }: BudgetPlace, id: string) {
  const project = whole.projects.find((one) => one.id === id)!;
  const cost =
    project.costMinor === null ? null : amountOf(project.costMinor, { id: 'money', scale: MONEY_SCALE });
  return {
    may: mayCost,
    most: money(whole.pots.find((one) => one.id === project.pot)!.amountMinor),
    values: {
      cost: cost?.ok ? formatAmount(cost.value) : '',
      why: project.costReason ?? '',
      excludes: project.excludes ?? '',
    },
    others: whole.projects
      .filter((one) => one.id !== id && stands(one))
      .map((one) => ({ value: one.id, label: one.title })),
    words: [...new Set(whole.projects.flatMap((one) => one.excludes ?? []))],
  };
}

const own = ({ params }: { params: { budget: string; project: string } }) => ({
  budget: params.budget,
  project: params.project,
});
const at = ({ params }: { params: { budget: string; project: string } }) =>
  `/budgets/${params.budget}/projects/${params.project}`;

export const actions: Actions = {
  edit: (event) =>
    carry(event, 'decisions.edit_project', (form) => ({ ...own(event), ...ideaIn(form) }), at(event)),
  withdraw: (event) => carry(event, 'decisions.withdraw_project', () => own(event), at(event)),
  cost: (event) =>
    carry(
      event,
      'decisions.cost_project',
      (form) => ({
        ...own(event),
        costMinor: minorOf(field(form, 'cost').trim()),
        why: field(form, 'why'),
        excludes: written(form, 'excludes'),
      }),
      at(event),
    ),
  ruleOut: (event) =>
    carry(
      event,
      'decisions.rule_out_project',
      (form) => ({ ...own(event), why: field(form, 'why') }),
      at(event),
    ),
  merge: (event) =>
    carry(
      event,
      'decisions.merge_projects',
      (form) => ({ ...own(event), into: field(form, 'into') }),
      at(event),
    ),
  report: (event) =>
    carry(
      event,
      'decisions.report_delivery',
      (form) => ({
        ...own(event),
        state: field(form, 'state'),
        note: written(form, 'note'),
        spentMinor: minorOf(written(form, 'spent') ?? '0'),
        onDay: written(form, 'on'),
      }),
      at(event),
    ),
};
