/**
 * Which of two projects goes first when a rule cannot tell them apart. Without a seed the id decides, as
 * in pabutools (the reference program of the field), so that a count is the same everywhere; where a seed
 * was committed to before the ballots were opened, the lot decides. Statutes may put more support or the
 * lower cost before either, as the calculator of equalshares.net does.
 */
import { drawOrder } from '../lots.ts';
import type { BudgetElection } from './election.ts';

/** `place` is the order in which the projects are listed. */
export type TieStep = 'support' | 'cost' | 'place';

export interface TieRule {
  /** What counts before the lot (or, without a seed, the id): nothing by default. */
  readonly ties?: readonly TieStep[];
  /** The published seed. */
  readonly seed?: string;
}

/** For each project its place in the order of ties, the first being 0: no two share one. */
export function tiePlaces(election: BudgetElection, rule: TieRule): Int32Array {
  const { projects, support } = election;
  const ids = projects.map(({ id }) => id);
  const lots = rule.seed === undefined ? ids.toSorted(byText) : drawOrder(rule.seed, 'budget', ids);
  const lotPlace = new Map(lots.map((id, place) => [id, place]));
  const steps: Record<TieStep, (a: number, b: number) => number> = {
    support: (a, b) => support[b]! - support[a]!,
    cost: (a, b) => compareBig(projects[a]!.cost, projects[b]!.cost),
    place: (a, b) => a - b,
  };
  const order = ids.map((_id, at) => at);
  order.sort((a, b) => {
    for (const step of rule.ties ?? []) {
      const difference = steps[step](a, b);
      if (difference !== 0) return difference;
    }
    return lotPlace.get(ids[a]!)! - lotPlace.get(ids[b]!)!;
  });
  const places = new Int32Array(ids.length);
  order.forEach((project, place) => (places[project] = place));
  return places;
}

function byText(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

function compareBig(a: bigint, b: bigint): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
