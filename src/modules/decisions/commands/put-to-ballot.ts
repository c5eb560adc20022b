/**
 * What is ready comes on the ballot: for each pot a proposal of its own, with one option for each project, in
 * the way of sharing out that the rules allow. From then on it is a proposal like any other.
 */
import { z } from 'zod';
import { assert } from '#kernel/assert';
import type { Act, MemberId } from '#kernel/command';
import { accept, refuse, type Json } from '#kernel/outcome';
import { BUDGET_MATTER, MOST_WAYS, waysFor, type Way } from '#agents';
import { loadGroup } from '#agents/server';
import { isReady, phaseOf, wrongForCosting, type Pot, type Project } from '../core/budget.ts';
import { decideDates } from '../core/dates.ts';
import { WAY_RULES, wayAt } from '../core/kinds.ts';
import { loadBudget } from '../store/budget-reads.ts';
import { changeBudget, changeProject, givePotBallot } from '../store/budget-writes.ts';
import {
  changeProposal,
  insertAuthor,
  insertOptions,
  insertProposal,
  insertVersion,
} from '../store/writes.ts';
import { budgetId, LENGTHS, UNSETTLED_RULES } from './budget-fields.ts';
import { decisionsCommand, only } from './decisions-command.ts';
import { instant } from './fields.ts';

export const putToBallot = decisionsCommand({
  scope: 'organization',
  name: 'decisions.put_to_ballot',
  grounds: ['statutes'],
  matter: 'run_budget',
  input: z.object({
    budget: budgetId,
    /** Which of the ways of sharing out that the rules allow, from 0. */
    way: z.number().int().min(0).max(MOST_WAYS).default(0),
    opensAt: instant.optional(),
    closesAt: instant.optional(),
  }),
  refusals: [
    ...UNSETTLED_RULES,
    'costing_not_over',
    'project_not_costed',
    'pot_without_projects',
    ...WAY_RULES,
    'opens_too_early',
    'closes_too_early',
    'vote_too_far',
  ],
  personal: [],
  async load(tx, asks, { org, now }) {
    const whole = await loadBudget(tx, org, only(asks).input.budget);
    return { ...whole, group: (await loadGroup(tx, org, now))! };
  },
  about: (_state, { input }) => ({ subject: input.budget }),
  decide(state, input, act) {
    const wrong = wrongForCosting(state.budget, act.at);
    if (wrong) return wrong;
    const budget = state.budget!;
    if (phaseOf(budget, act.at) !== 'costed')
      return refuse('costing_not_over', { until: budget.costingUntil });
    const open = state.projects.find(
      (one) =>
        !isReady(one) && one.withdrawnAt === null && one.mergedInto === null && one.ruledOutAt === null,
    );
    if (open) return refuse('project_not_costed', { title: open.title });
    const ready = state.projects.filter(isReady);
    const bare = state.pots.find((pot) => !ready.some((one) => one.pot === pot.id));
    if (bare) return refuse('pot_without_projects', { pot: bare.name });
    const ways = waysFor(state.group.articles, BUDGET_MATTER);
    const chosen = wayAt({ kind: 'budget', matter: BUDGET_MATTER }, ways, input.way);
    if (!chosen.ok) return chosen;
    const way = chosen.value;
    // It was talked over while ideas came in, and longer than any proposal is.
    const dates = decideDates(input, way, { talkedFrom: null, rewordedAt: null }, act.at);
    if (!dates.ok) return dates;
    return accept({
      budget: budget.id,
      title: budget.title,
      body: budget.body,
      unit: budget.unit,
      voters: budget.voters,
      putBy: budget.openedBy,
      way: way as unknown as Json,
      ...dates.value,
      ballots: state.pots.map((pot) => ballotOf(budget.title, pot, state.pots.length, ready, act)),
    });
  },
  async record(tx, facts) {
    for (const { act, fact } of facts) {
      for (const ballot of fact.ballots) {
        await insertProposal(tx, act, {
          proposal: ballot.proposal,
          kind: 'budget',
          matter: BUDGET_MATTER,
          title: ballot.title,
          body: fact.body,
          seats: 1,
          potMinor: ballot.potMinor,
          unit: fact.unit,
          post: null,
          parity: [],
          classes: ballot.voters ?? fact.voters,
          proposedBy: fact.putBy,
          budget: fact.budget,
        });
        await insertAuthor(tx, act, ballot.proposal, fact.putBy, true);
        const version = { version: 1, title: ballot.title, body: fact.body, changed_by: fact.putBy };
        await insertVersion(tx, act, ballot.proposal, version);
        await insertOptions(tx, act, ballot.proposal, fact.putBy, 0, ballot.projects.map(optionOf));
        await changeProposal(tx, act.org, ballot.proposal, {
          published_at: act.at,
          chosen_way: fact.way as unknown as Way,
          opens_at: fact.opensAt,
          closes_at: fact.closesAt,
        });
        await givePotBallot(tx, act.org, fact.budget, ballot.pot, ballot.proposal);
        for (const one of ballot.projects) {
          await changeProject(tx, act.org, fact.budget, one.project, { option_id: one.option });
        }
      }
      await changeBudget(tx, act.org, fact.budget, { put_at: act.at });
    }
  },
  answer: ({ ballots }) => ({
    ballots: ballots.map(({ pot, proposal, projects }) => ({
      pot,
      proposal,
      projects: projects.map(({ project, option }) => ({ project, option })),
    })),
  }),
});

function ballotOf(title: string, pot: Pot, pots: number, ready: readonly Project[], act: Act) {
  const whole = pots === 1 ? title : `${title} · ${pot.name}`;
  return {
    pot: pot.id,
    proposal: act.newId('pro') as string,
    title: whole.slice(0, LENGTHS.title),
    potMinor: String(pot.amountMinor),
    // What it is for all of them, is not said twice.
    voters: pot.voters === null ? undefined : [...pot.voters],
    projects: ready
      .filter((one) => one.pot === pot.id)
      .map((one) => {
        assert(one.costMinor !== null, 'what is ready has a cost');
        return {
          project: one.id,
          option: act.newId('opt'),
          title: one.title,
          body: one.body,
          costMinor: String(one.costMinor),
          excludes: one.excludes,
        };
      }),
  };
}

function optionOf(one: {
  readonly option: string;
  readonly title: string;
  readonly body: string;
  readonly costMinor: string;
  readonly excludes: string | null;
}) {
  const { option, title, body, costMinor, excludes } = one;
  return {
    option,
    title,
    body,
    costMinor,
    excludes,
    candidate: null as MemberId | null,
    people: [],
    acts: [],
  };
}
