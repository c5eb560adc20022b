/** What the commands on budgets share: their fields, and what they load. */
import { z } from 'zod';
import type { Ask, LoadContext } from '#kernel/command';
import { isId } from '#kernel/id';
import { refuse, type Refused } from '#kernel/outcome';
import type { Tx } from '#kernel/tx';
import { stands, wrongForCosting, type Project } from '../core/budget.ts';
import { loadBudget, type WholeBudget } from '../store/budget-reads.ts';
import { only } from './decisions-command.ts';
import { line, prose } from './fields.ts';

const id = (kind: string) => z.string().refine((value) => isId(kind, value), { message: `not a ${kind} id` });

export const budgetId = id('bud');
export const potId = id('pot');
export const projectId = id('prj');

export const LENGTHS = { title: 120, body: 2_000, place: 160, reason: 1_000 } as const;

/** As many pots as districts of a large town; more projects than these nobody can weigh. */
export const MOST_POTS = 40;
export const MOST_PROJECTS = 500;

export const writtenProject = {
  pot: potId,
  title: line(2, LENGTHS.title),
  body: prose(0, LENGTHS.body),
  place: line(0, LENGTHS.place),
} as const;

export const why = line(3, LENGTHS.reason);

/** What acts about a budget have in common. */
export const ofBudget = {
  scope: 'organization',
  personal: [],
  load: (tx: Tx, asks: readonly Ask<{ readonly budget: string }>[], { org }: LoadContext) =>
    loadBudget(tx, org, only(asks).input.budget),
} as const;

/** As long as it is not settled what comes on the ballot. */
export const UNSETTLED_RULES = ['budget_unknown', 'budget_called_off', 'ballot_is_made'] as const;
export const OPEN_PROJECT_RULES = [...UNSETTLED_RULES, 'project_unknown', 'project_withdrawn'] as const;

/** What acts about one of its projects have in common. */
export const ofProject = {
  ...ofBudget,
  about: (_state: unknown, { input }: Ask<{ readonly project: string }>) => ({ subject: input.project }),
} as const;

type Found<Rule extends string> = { readonly ok: true; readonly project: Project } | Refused<Rule>;
type Told = Pick<WholeBudget, 'budget' | 'projects'>;

/** A project that can still change: it is on no ballot yet, and stands. */
export function openProject(
  { budget, projects }: Told,
  wanted: string,
  now: string,
): Found<(typeof OPEN_PROJECT_RULES)[number]> {
  const wrong = wrongForCosting(budget, now);
  if (wrong) return wrong;
  const project = projects.find((one) => one.id === wanted);
  if (!project) return refuse('project_unknown');
  return stands(project) ? { ok: true, project } : refuse('project_withdrawn');
}
