/** What the commands on budgets share: their fields, and what they load. */
import { z } from 'zod';
import type { OrgId } from '#kernel/command';
import { isId } from '#kernel/id';
import { refuse, type Refused } from '#kernel/outcome';
import type { Tx } from '#kernel/tx';
import { loadGroup, type LoadedGroup } from '#agents/server';
import { stands, type Project } from '../core/budget.ts';
import { loadBudget, type WholeBudget } from '../store/budget-reads.ts';
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

export interface LoadedBudget extends WholeBudget {
  readonly group: LoadedGroup;
}

export async function loadWholeBudget(
  tx: Tx,
  org: OrgId,
  budget: string,
  now: string,
): Promise<LoadedBudget> {
  return { group: (await loadGroup(tx, org, now))!, ...(await loadBudget(tx, org, budget)) };
}

/** A project of a budget that still stands, or that there is none. */
export function findProject(
  { projects }: Pick<WholeBudget, 'projects'>,
  wanted: string,
): Project | Refused<'project_unknown' | 'project_withdrawn'> {
  const project = projects.find((one) => one.id === wanted);
  if (!project) return refuse('project_unknown');
  return stands(project) ? project : refuse('project_withdrawn');
}
