/** Shared budgets, as programs read them: to the street what was done with the money, and nobody's name. */
import { z } from 'zod';
import { accept, refuse } from '#kernel/outcome';
import {
  ballotOfPot,
  DELIVERY_STATES,
  deliveryOf,
  fundedOf,
  projectState,
  PROJECT_STATES,
  publicBudget,
  stageOf,
  votersOf,
  type BudgetStage,
  type BudgetWhole,
  type Project,
  type PublicBudget,
} from '#decisions';
import { listBudgets, loadWholeBudget } from '#decisions/server';
import type { Scene } from '#agents/server';
import { next, pageOf, paging, pagingOf } from './paging.ts';
import { read } from './read.ts';
import { insideOf, openScene } from './scenes.ts';
import * as shapes from './shapes.ts';

const STAGES = [
  'ideas',
  'costing',
  'costed',
  'ballot',
  'delivery',
  'delivered',
  'nothing',
  'called_off',
] as const satisfies readonly BudgetStage[];

/** Everybody may ask for these, and each is counted anew: a page of them is short. */
const MOST_BUDGETS = 10;

const minor = z.string().regex(/^-?[0-9]+$/);

const front = z
  .object({
    budget: z.string(),
    title: z.string(),
    unit: z.string(),
    stage: z.enum(STAGES),
    pots: z.array(z.object({ name: z.string(), amountMinor: minor })),
    funded: z.array(
      z.object({
        title: z.string(),
        pot: z.string(),
        costMinor: minor,
        state: z.enum(DELIVERY_STATES),
        spentMinor: minor,
      }),
    ),
  })
  .meta({ id: 'BudgetFront' });

const budget = z
  .object({
    budget: z.string(),
    title: z.string(),
    body: z.string().describe('Markdown'),
    unit: z.string(),
    stage: z.enum(STAGES),
    voters: z.array(z.string()).describe('The classes of members of whom the pots are for all or for some'),
    ideasUntil: shapes.instant,
    costingUntil: shapes.instant,
    openedAt: shapes.instant,
    openedBy: shapes.memberId,
    decision: z.string().nullable().describe('The proposal that opened it, where all decided on it'),
    putAt: shapes.instant.nullable().describe('When its ballots were made'),
    calledOff: z.object({ at: shapes.instant, reason: z.string().nullable() }).nullable(),
    pots: z.array(
      z.object({
        pot: z.string(),
        name: z.string(),
        amountMinor: minor,
        voters: z.array(z.string()).describe('The classes of members who have ideas for it and vote on it'),
        proposal: z.string().nullable().describe('Its ballot: read it for what came of the count'),
        closedAt: shapes.instant.nullable(),
        fundedMinor: minor.describe('What the projects cost that its ballot has funded'),
      }),
    ),
    projects: z.int().describe('How many ideas there are; decisions.projects lists them'),
  })
  .meta({ id: 'Budget' });

const project = z
  .object({
    project: z.string(),
    pot: z.string(),
    state: z.enum(PROJECT_STATES),
    title: z.string(),
    body: z.string().describe('Markdown'),
    place: z.string(),
    putBy: shapes.memberId,
    putAt: shapes.instant,
    mergedInto: z.string().nullable(),
    cost: z
      .object({ minor, reason: z.string().nullable(), by: shapes.memberId.nullable() })
      .nullable()
      .describe('What it costs, and from where that is known'),
    ruledOut: z.object({ reason: z.string().nullable() }).nullable(),
    excludes: z.string().nullable().describe('Of those that say the same, at most one is paid for'),
    option: z.string().nullable().describe('What it is on the ballot of its pot'),
    delivery: z
      .object({
        state: z.enum(DELIVERY_STATES),
        spentMinor: minor,
        reports: z.array(
          z.object({
            on: shapes.civilDate,
            state: z.enum(DELIVERY_STATES),
            spentMinor: minor,
            note: z.string(),
            by: shapes.memberId.nullable(),
          }),
        ),
      })
      .nullable()
      .describe('Of what was funded: how far it is, and all that was told of it, the oldest first'),
  })
  .meta({ id: 'Project' });

const byBudget = { slug: shapes.groupAddress, id: z.string().max(60) };

export const budgetReads = [
  read({
    name: 'decisions.budgets',
    path: '/groups/{slug}/budgets',
    summary: 'The shared budgets of a group and what was funded, for everybody; the newest first',
    access: 'optional',
    input: z.strictObject({ slug: shapes.groupAddress, ...pagingOf(MOST_BUDGETS) }),
    answer: z.object({ budgets: z.array(front), next }),
    refusals: ['no_standing'],
    async read(asked, caller, { slug, ...page }) {
      const scene = await openScene(asked, caller, slug);
      if (!scene) return refuse('no_standing');
      const { db } = asked.world.host;
      const org = scene.organization.org_id;
      const { seen, next: following } = pageOf(await listBudgets(db, org), page, MOST_BUDGETS);
      const budgets: z.output<typeof front>[] = [];
      // One after the other: whoever asks, nobody else waits for it.
      for (const one of seen) {
        const whole = await loadWholeBudget(db, org, one.id);
        if (whole) budgets.push(frontOf(publicBudget(whole, scene.now)));
      }
      return accept({ budgets, next: following });
    },
  }),
  read({
    name: 'decisions.budget',
    path: '/groups/{slug}/budgets/{id}',
    summary: 'One budget with its dates and pots, for those of the group',
    access: 'token',
    input: z.strictObject(byBudget),
    answer: budget,
    refusals: ['no_standing'],
    async read(asked, caller, { slug, id }) {
      const found = await insideBudget(asked, caller, slug, id);
      return found ? accept(budgetOf(found.whole, found.scene.now)) : refuse('no_standing');
    },
  }),
  read({
    name: 'decisions.projects',
    path: '/groups/{slug}/budgets/{id}/projects',
    summary: 'The ideas of a budget, what they cost, where they stand and what was done; the oldest first',
    access: 'token',
    input: z.strictObject({ ...byBudget, ...paging }),
    answer: z.object({ projects: z.array(project), next }),
    refusals: ['no_standing'],
    async read(asked, caller, { slug, id, ...page }) {
      const found = await insideBudget(asked, caller, slug, id);
      if (!found) return refuse('no_standing');
      const { seen, next: following } = pageOf(found.whole.projects, page);
      return accept({ projects: seen.map((one) => projectOf(found.whole, one)), next: following });
    },
  }),
];

type Asked = Parameters<typeof insideOf>[0];
type Caller = Parameters<typeof insideOf>[1];

/** From outside a budget has nothing but its front. */
async function insideBudget(
  asked: Asked,
  caller: Caller,
  slug: string,
  id: string,
): Promise<{ readonly scene: Scene; readonly whole: BudgetWhole } | null> {
  const scene = await insideOf(asked, caller, slug);
  const whole = scene && (await loadWholeBudget(asked.world.host.db, scene.organization.org_id, id));
  return whole ? { scene, whole } : null;
}

function frontOf({ id, title, unit, stage, pots, funded }: PublicBudget): z.output<typeof front> {
  return {
    budget: id,
    title,
    unit,
    stage,
    pots: pots.map(({ name, amountMinor }) => ({ name, amountMinor: String(amountMinor) })),
    funded: funded.map((one) => ({
      title: one.title,
      pot: one.pot,
      costMinor: String(one.costMinor),
      state: one.state,
      spentMinor: String(one.spentMinor),
    })),
  };
}

function budgetOf(whole: BudgetWhole, now: string): z.output<typeof budget> {
  const { budget: one, pots, ballots, projects } = whole;
  const funded = fundedOf(whole);
  return {
    budget: one.id,
    title: one.title,
    body: one.body,
    unit: one.unit,
    stage: stageOf(whole, now),
    voters: [...one.voters],
    ideasUntil: one.ideasUntil,
    costingUntil: one.costingUntil,
    openedAt: one.openedAt,
    openedBy: one.openedBy,
    decision: one.decision,
    putAt: one.putAt,
    calledOff: one.calledOffAt === null ? null : { at: one.calledOffAt, reason: one.calledOffReason },
    pots: pots.map((pot) => ({
      pot: pot.id,
      name: pot.name,
      amountMinor: String(pot.amountMinor),
      voters: [...votersOf(one, pot)],
      proposal: pot.proposal,
      closedAt: ballotOfPot(pots, ballots, pot.id)?.closedAt ?? null,
      fundedMinor: String(
        funded.filter((own) => own.project.pot === pot.id).reduce((sum, own) => sum + own.costMinor, 0n),
      ),
    })),
    projects: projects.length,
  };
}

function projectOf(whole: BudgetWhole, one: Project): z.output<typeof project> {
  const state = projectState(one, ballotOfPot(whole.pots, whole.ballots, one.pot));
  const hasCost = one.costMinor !== null && one.ruledOutAt === null;
  return {
    project: one.id,
    pot: one.pot,
    state,
    title: one.title,
    body: one.body,
    place: one.place,
    putBy: one.putBy,
    putAt: one.putAt,
    mergedInto: one.mergedInto,
    cost: hasCost ? { minor: String(one.costMinor), reason: one.costReason, by: one.costedBy } : null,
    ruledOut: one.ruledOutAt === null ? null : { reason: one.ruledOutReason },
    excludes: one.excludes,
    option: one.option,
    delivery: state === 'funded' ? deliveryIn(whole, one.id) : null,
  };
}

function deliveryIn({ told }: BudgetWhole, id: string): NonNullable<z.output<typeof project>['delivery']> {
  const own = told.filter((one) => one.project === id);
  const { state, spentMinor } = deliveryOf(own);
  return {
    state,
    spentMinor: String(spentMinor),
    reports: own.map((one) => ({
      on: one.onDay,
      state: one.state,
      spentMinor: String(one.spentMinor),
      note: one.note,
      by: one.toldBy,
    })),
  };
}
