/**
 * Who must be among those who are elected or drawn: of all the places at least so many, or at most so many,
 * for people of a group that the proposal names in its own words. Who is of it, the candidates say
 * themselves. A place that is kept for a group stays empty where nobody of it can take it, and nobody else
 * gets it.
 */
import { accept, refuse, type Outcome } from '#kernel/outcome';
import { type Constraints, SeatPlan } from '#tally';

export type ParityRule = {
  /** In the words of whoever proposes the election: `women`, `night shift`, `under 30`. */
  readonly group: string;
  readonly least?: number | undefined;
  readonly most?: number | undefined;
};

/** More groups than these nobody keeps in their head while ranking people. */
export const MOST_GROUPS = 4;
export const GROUP_LENGTH = 40;

export const PARITY_RULES = [
  'parity_for_people',
  'parity_says_nothing',
  'parity_group_twice',
  'parity_crossed',
  'parity_over_places',
] as const;
export type ParityProblem = (typeof PARITY_RULES)[number];

/** The groups that somebody says they are of, in the order and the words of the election. */
export function groupsAmong(
  rules: readonly ParityRule[],
  said: readonly string[],
): Outcome<readonly string[], 'group_unknown'> {
  const unknown = said.find((one) => !rules.some(({ group }) => group === one));
  if (unknown !== undefined) return refuse('group_unknown', { group: unknown });
  return accept(rules.flatMap(({ group }) => (said.includes(group) ? [group] : [])));
}

/**
 * Whether rules can be kept at all with so many places. What is kept for one group and for another is added
 * up, though somebody may be of both: nobody can count on that.
 */
export function decideParity(
  rules: readonly ParityRule[],
  places: number,
  choosesPeople: boolean,
): Outcome<readonly ParityRule[], ParityProblem> {
  if (rules.length === 0) return accept([]);
  if (!choosesPeople) return refuse('parity_for_people');
  const names = rules.map(({ group }) => group.toLocaleLowerCase('und'));
  const twice = rules.find((_one, at) => names.indexOf(names[at]!) !== at);
  if (twice) return refuse('parity_group_twice', { group: twice.group });
  const empty = rules.find(({ least = 0, most = places }) => least === 0 && most >= places);
  if (empty) return refuse('parity_says_nothing', { group: empty.group });
  const crossed = rules.find(({ least = 0, most = Infinity }) => least > most);
  if (crossed) return refuse('parity_crossed', { group: crossed.group });
  const kept = rules.reduce((sum, { least = 0 }) => sum + least, 0);
  if (kept > places) return refuse('parity_over_places', { kept, seats: places });
  // Without what is not said, so that two who ask the same leave the same.
  return accept(
    rules.map(({ group, least, most }) => ({
      group,
      ...(least === undefined || least === 0 ? {} : { least }),
      ...(most === undefined || most >= places ? {} : { most }),
    })),
  );
}

/** What somebody says of themself, for the count. */
export type Grouped = { readonly groups?: readonly string[] | undefined };

/**
 * The rules as a count takes them, with the numbers of whoever is of each group; null where there are none.
 */
export function constraintsOf(
  rules: readonly ParityRule[],
  candidates: readonly Grouped[],
  none: boolean,
): Constraints | null {
  if (rules.length === 0) return null;
  return {
    rules: rules.map(({ group, least, most }) => ({
      group,
      of: candidates.flatMap(({ groups }, at) => (groups?.includes(group) ? [at] : [])),
      ...(least === undefined ? {} : { least }),
      ...(most === undefined ? {} : { most }),
    })),
    // “None of these” stands behind the candidates, and is nobody.
    ...(none ? { aside: [candidates.length] } : {}),
  };
}

/** How many of the places these candidates can fill, by what they say of themselves. */
export function placesFilled(
  rules: readonly ParityRule[],
  places: number,
  candidates: readonly Grouped[],
): number {
  const constraints = constraintsOf(rules, candidates, false);
  const all = candidates.map((_one, at) => at);
  return constraints === null
    ? Math.min(places, all.length)
    : new SeatPlan(constraints, places, all.length, all).places;
}

/** Whether people who stand together for all the places keep the rules among themselves. */
export function keepTogether(rules: readonly ParityRule[], people: readonly Grouped[]): boolean {
  return placesFilled(rules, people.length, people) === people.length;
}
