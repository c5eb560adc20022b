/**
 * What all of us carried in a month, told so that nothing in it is about fewer than five. It is told once,
 * and never told anew, so that no two tellings can be laid side by side; and in fixed parts: by activity,
 * by kind of member, by whether one lives here with others, and by being there or having one’s hands full.
 *
 * A part that fewer than five gave to is not told. The whole is; so what is left when all that is told is
 * taken from it must itself be of five or more, or nobody’s: where one part alone is not told, the next
 * smallest is not told either (secondary suppression, as in Hundepool et al., Statistical Disclosure
 * Control, 2012, chapter 4). What each kind gave to an activity is told for whole activities only. And
 * whatever would still let somebody reckon what few gave (`guess.ts`) is left out.
 */
import type { MemberId } from '#kernel/command';
import type { Activity } from './activity.ts';
import { withoutGuesses } from './guess.ts';

/** Nothing is told of fewer; rules may ask for more, never for less. */
export const LEAST_PEOPLE = 5;

/** Ways of dividing us; `way` divides what was done, the others who did it. */
export const DIVISIONS = ['class', 'home', 'way'] as const;
export type Division = (typeof DIVISIONS)[number];

/** What counts of an entry when it is told with those of others. */
export interface Given {
  readonly member: MemberId;
  readonly activity: Activity;
  readonly minutes: number;
  readonly beside: boolean;
  readonly parts: Readonly<Record<Division, string>>;
}

/** A sum that is told: of everything, of one activity, of one part of us, or of both. */
export interface Told {
  readonly activity: string;
  readonly division: string;
  readonly part: string;
  readonly minutes: number;
}

export interface Carried {
  /** How many gave; null where they are too few to be told of. */
  readonly people: number | null;
  readonly told: readonly Told[];
}

export const ALL = 'all';
/** What ran beside something else, told by itself. */
export const BESIDE = 'beside';

/** Decides what is told of a month. */
export function decideCarried(given: readonly Given[], leastPeople: number): Carried {
  const least = Math.max(LEAST_PEOPLE, leastPeople);
  const main = given.filter((one) => !one.beside);
  const beside = given.filter((one) => one.beside);
  const people = peopleIn(main);
  const isTold = people >= least;
  const told = isTold ? withoutGuesses(tellable(main, least), main, least, isOf) : [];
  if (peopleIn(beside) >= least) told.push(sum(beside, BESIDE, ALL, ALL));
  return { people: isTold ? people : null, told };
}

/** What would be told where nobody could reckon, what matters most leading. */
function tellable(main: readonly Given[], least: number): Told[] {
  const activities = showable(
    cellsBy(main, (one) => one.activity),
    least,
  );
  return [
    sum(main, ALL, ALL, ALL),
    ...activities.map(({ name, given }) => sum(given, name, ALL, ALL)),
    ...DIVISIONS.flatMap((division) => tellDivision(main, division, activities, least)),
  ];
}

/** Whether an entry is part of a sum. */
function isOf({ activity, division, part }: Told, one: Given): boolean {
  if (activity !== ALL && one.activity !== activity) return false;
  return division === ALL || one.parts[division as Division] === part;
}

interface Cell {
  readonly name: string;
  readonly given: readonly Given[];
}

function tellDivision(
  main: readonly Given[],
  division: Division,
  activities: readonly Cell[],
  least: number,
): Told[] {
  const parts = cellsBy(main, (one) => one.parts[division]);
  const shown = showable(parts, least);
  // That all of us are of one kind says nothing, and what was done is not divided further.
  if (parts.length < 2) return [];
  const told = shown.map(({ name, given }) => sum(given, ALL, division, name));
  if (division === 'way' || shown.length < parts.length) return told;
  const rows = wholeRows(main, division, activities, least);
  return [
    ...told,
    ...rows.flatMap((row) =>
      cellsBy(row.given, (one) => one.parts[division]).map(({ name, given }) =>
        sum(given, row.name, division, name),
      ),
    ),
  ];
}

/**
 * Activities in which every part of us is told: nobody of it, or enough. And what each part gave to all the
 * others together is of enough people again, or of nobody; else one activity fewer is told.
 */
function wholeRows(
  main: readonly Given[],
  division: Division,
  activities: readonly Cell[],
  least: number,
): Cell[] {
  const isTold = (cell: Cell) => peopleIn(cell.given) >= least;
  let rows = activities.filter((row) => cellsBy(row.given, (one) => one.parts[division]).every(isTold));
  for (;;) {
    const names = rows.map((one) => one.name);
    const left = main.filter((one) => !names.includes(one.activity));
    if (cellsBy(left, (one) => one.parts[division]).every(isTold)) return rows;
    rows = [...rows].sort(largestFirst).slice(0, -1);
  }
}

/** The cells of a whole that are told: what is left over is of enough people, or of nobody. */
export function showable(cells: readonly Cell[], least: number): Cell[] {
  const shown = cells.filter((one) => peopleIn(one.given) >= least).sort(largestFirst);
  for (;;) {
    const left = cells.filter((one) => !shown.includes(one)).flatMap((one) => one.given);
    const people = peopleIn(left);
    if (people === 0 || people >= least || shown.length === 0) break;
    shown.pop();
  }
  return shown;
}

function largestFirst(a: Cell, b: Cell): number {
  return (
    peopleIn(b.given) - peopleIn(a.given) ||
    minutesIn(b.given) - minutesIn(a.given) ||
    (a.name < b.name ? -1 : 1)
  );
}

function cellsBy(given: readonly Given[], nameOf: (one: Given) => string): Cell[] {
  const names = [...new Set(given.map(nameOf))].sort();
  return names.map((name) => ({ name, given: given.filter((one) => nameOf(one) === name) }));
}

function peopleIn(given: readonly Given[]): number {
  return new Set(given.map((one) => one.member)).size;
}

function minutesIn(given: readonly Given[]): number {
  return given.reduce((all, one) => all + one.minutes, 0);
}

function sum(given: readonly Given[], activity: string, division: string, part: string): Told {
  return { activity, division, part, minutes: minutesIn(given) };
}
