/**
 * Sortition: seats by lot, in strata so that the body resembles those it is drawn from. The seats of a
 * stratum are given or follow from its size by the largest remainders; within a stratum everyone has the
 * same chance. The whole draw follows from a seed that was committed to before the list was closed, so that
 * nobody, the drawer included, chooses whom it favours. (After the stratified draw in Fishkin, “When the
 * People Speak”, 2009; method of largest remainders: Hamilton 1792, Hare 1859.)
 */
import { compare, floor, type Fraction, fraction, mul, sub, toText } from './exact/fraction.ts';
import { type Bound, type Constraints, inOrder, SeatPlan } from './constraints.ts';
import { commitment, drawOrder } from './lots.ts';
import { TallyError } from './rules.ts';

export interface Drawable {
  /** Unique, and fixed before the seed is known. */
  readonly id: string;
  readonly stratum?: string;
}

export interface SortitionOptions {
  readonly seats: number;
  readonly seed: string;
  /** What was published before; refused when the seed is another. */
  readonly committed?: string;
  /** Seats of each stratum; without it, by size. */
  readonly quotas?: Readonly<Record<string, number>>;
  /**
   * Instead of strata, groups that may overlap: of all seats at least or at most so many. Seats are filled in
   * the order of one lot; whom the constraints leave none is passed over, and whoever is alike has the same
   * chance. Numbers are those of the list of people.
   */
  readonly constraints?: Constraints;
}

export interface DrawnStratum {
  readonly stratum: string;
  readonly people: number;
  /** People × seats ÷ all: what the stratum would have exactly. */
  readonly share: string;
  readonly seats: number;
  readonly drawn: readonly string[];
  /** Who follows when one of the drawn cannot, in this order. */
  readonly reserves: readonly string[];
}

export interface SortitionResult {
  readonly rule: 'sortition';
  readonly seed: string;
  readonly commitment: string;
  readonly drawn: readonly string[];
  readonly strata: readonly DrawnStratum[];
  /** With constraints: numbers of the people who were passed over. */
  readonly passedOver?: readonly Bound[];
}

export function sortition(people: readonly Drawable[], options: SortitionOptions): SortitionResult {
  const { seats, seed } = options;
  if (!Number.isSafeInteger(seats) || seats < 0) throw new TallyError(`“${seats}” is no number of seats.`);
  if (new Set(people.map(({ id }) => id)).size !== people.length)
    throw new TallyError('somebody is listed twice.');
  if (seats > people.length) throw new TallyError(`${seats} seats and ${people.length} people.`);
  if (options.committed !== undefined && options.committed !== commitment(seed)) {
    throw new TallyError('this is not the seed that was committed to.');
  }
  const members = membersOf(people);
  if (options.constraints) return drawnWithin(people, members, options.constraints, options);
  const given = options.quotas
    ? givenSeats(members, options.quotas, seats)
    : bySize(members, people.length, options);
  const strata = [...members].map(([stratum, ids]): DrawnStratum => {
    const order = drawOrder(seed, `sortition ${stratum}`, ids);
    const own = given.get(stratum)!;
    const share = toText(shareOf(ids.length, people.length, seats));
    const [drawn, reserves] = [order.slice(0, own), order.slice(own)];
    return { stratum, people: ids.length, share, seats: own, drawn, reserves };
  });
  const drawn = strata.flatMap((one) => one.drawn);
  return { rule: 'sortition', seed, commitment: commitment(seed), drawn, strata };
}

function drawnWithin(
  people: readonly Drawable[],
  members: ReadonlyMap<string, readonly string[]>,
  constraints: Constraints,
  { seats, seed, quotas }: SortitionOptions,
): SortitionResult {
  if (quotas || members.size > 1) throw new TallyError('either strata or constraints.');
  const [[stratum, ids] = ['', []]] = [...members];
  const numbers = new Map(people.map(({ id }, at) => [id, at]));
  const order = drawOrder(seed, `sortition ${stratum}`, ids).map((id) => numbers.get(id)!);
  const plan = new SeatPlan(constraints, seats, people.length, order);
  const { elected, passedOver } = inOrder(order, seats, plan);
  const drawn = elected.map((at) => people[at]!.id);
  const reserves = order.filter((at) => !elected.includes(at)).map((at) => people[at]!.id);
  const share = toText(shareOf(ids.length, people.length, seats));
  const strata = [{ stratum, people: ids.length, share, seats: drawn.length, drawn, reserves }];
  return { rule: 'sortition', seed, commitment: commitment(seed), drawn, strata, passedOver };
}

/** Strata by name, so that the order of the list does not matter. */
function membersOf(people: readonly Drawable[]): Map<string, string[]> {
  const members = new Map<string, string[]>();
  for (const { id, stratum = '' } of people) members.set(stratum, [...(members.get(stratum) ?? []), id]);
  return new Map([...members].sort(([a], [b]) => (a < b ? -1 : 1)));
}

function shareOf(people: number, all: number, seats: number): Fraction {
  return all === 0 ? fraction(0) : mul(fraction(people, all), fraction(seats));
}

/** Whole parts first; the seats left over to the largest remainders, equal ones by lot. */
function bySize(
  members: ReadonlyMap<string, readonly string[]>,
  all: number,
  { seats, seed }: SortitionOptions,
): Map<string, number> {
  const names = drawOrder(seed, 'remainders', [...members.keys()]);
  const shares = names.map((name) => {
    const share = shareOf(members.get(name)!.length, all, seats);
    return { name, whole: Number(floor(share)), rest: sub(share, fraction(floor(share))) };
  });
  let left = seats - shares.reduce((sum, { whole }) => sum + whole, 0);
  const given = new Map(shares.map(({ name, whole }) => [name, whole]));
  for (const { name } of shares.sort((a, b) => compare(b.rest, a.rest))) {
    if (left > 0) given.set(name, given.get(name)! + 1);
    left -= 1;
  }
  return given;
}

function givenSeats(
  members: ReadonlyMap<string, readonly string[]>,
  quotas: Readonly<Record<string, number>>,
  seats: number,
): Map<string, number> {
  const given = new Map([...members.keys()].map((name) => [name, quotas[name] ?? 0]));
  for (const [name, wanted] of Object.entries(quotas)) {
    const there = members.get(name)?.length ?? 0;
    if (!(wanted >= 0 && wanted <= there))
      throw new TallyError(`“${name}”: ${wanted} seats and ${there} people.`);
  }
  const sum = [...given.values()].reduce((a, b) => a + b, 0);
  if (sum !== seats) throw new TallyError(`the strata have ${sum} seats, the body ${seats}.`);
  return given;
}
