/**
 * Rules that look at whole committees: every one is tried, so they are for tens of candidates. Monroe (B. L.
 * Monroe, “Fully proportional representation”, American Political Science Review 89, 1995,
 * doi:10.2307/2082518) lets each member speak for an equal share of the voters and counts who is spoken for
 * by one she approves. Minimax (S. Brams, D. Kilgour, M. Sanver, “A minimax procedure for electing
 * committees”, Public Choice 132, 2007, doi:10.1007/s11127-007-9165-x) makes the voter furthest from the
 * committee as near as can be. Lexicographic Chamberlin–Courant: as many as can be with one member of
 * theirs, then with two, and so on. Names as in abcvoting.
 */
import { TallyError } from '../rules.ts';
import { checkTied, distinct, firstByOrder, type TieChoice, ways } from './branches.ts';
import type { CommitteeOutcome, CommitteeProfile } from './profile.ts';

export type WholeRule = 'lexcc' | 'minimaxav' | 'lexminimaxav' | 'monroe';

const MOST_COMMITTEES = 2_000_000;

/** What a committee is worth: a list of whole numbers, of which the first different one decides. */
type Worth = (profile: CommitteeProfile, members: ReadonlySet<number>) => number[];

const WORTH: Readonly<Record<WholeRule, Worth>> = {
  lexcc: (profile, members) => {
    const worth = new Array<number>(profile.seats).fill(0);
    for (const { approved, weight } of profile.ballots) {
      const own = approved.filter((one) => members.has(one)).length;
      for (let k = 0; k < own; k += 1) worth[k]! += weight;
    }
    return worth;
  },
  minimaxav: (profile, members) => [
    -distances(profile, members).reduce((most, [far]) => Math.max(most, far), 0),
  ],
  lexminimaxav: (profile, members) => {
    const voters = new Array<number>(profile.candidates + 1).fill(0);
    for (const [far, weight] of distances(profile, members)) voters[far]! += weight;
    return voters.reverse().map((weight) => -weight);
  },
  monroe: (profile, members) => [spokenFor(profile, [...members])],
};

export function wholeCommittee(
  profile: CommitteeProfile,
  rule: WholeRule,
  choice: TieChoice = {},
): CommitteeOutcome {
  if (ways(profile.candidates, profile.seats) > MOST_COMMITTEES) {
    throw new TallyError(`${rule} tries every committee, and there are more than ${MOST_COMMITTEES}.`);
  }
  let best: number[] = [];
  let found: number[][] = [];
  for (const members of committeesOf(profile.candidates, profile.seats)) {
    const worth = WORTH[rule](profile, new Set(members));
    const at = worth.findIndex((one, place) => one !== best[place]);
    if (found.length > 0 && at >= 0 && worth[at]! < best[at]!) continue;
    if (found.length === 0 || at >= 0) [best, found] = [worth, []];
    found.push(members);
    checkTied(found.length);
  }
  const committees = distinct(found);
  const picked = choice.all === false ? [firstByOrder(committees, choice.order)] : committees;
  const score = best.map((one) => Math.abs(one)).join(', ');
  return { rule, committees: picked, rounds: [], score };
}

/** How far each ballot is from the committee: who is on one of them and not on the other. */
function distances(profile: CommitteeProfile, members: ReadonlySet<number>): [far: number, weight: number][] {
  return profile.ballots.map(({ approved, weight }) => {
    const shared = approved.filter((one) => members.has(one)).length;
    return [approved.length + members.size - 2 * shared, weight];
  });
}

/**
 * The most voters that can be given to a member they approve, when each member speaks for ⌊n/k⌋ of them and
 * n mod k members for one more: the largest flow from the ballots through the members.
 */
function spokenFor({ ballots, seats }: CommitteeProfile, members: readonly number[]): number {
  const voters = ballots.reduce((sum, { weight }) => sum + weight, 0);
  const [more, end] = [ballots.length + members.length + 1, ballots.length + members.length + 2];
  const room = Array.from({ length: end + 1 }, () => new Array<number>(end + 1).fill(0));
  ballots.forEach(({ approved, weight }, at) => {
    room[0]![at + 1] = weight;
    members.forEach((member, place) => {
      if (approved.includes(member)) room[at + 1]![ballots.length + 1 + place] = weight;
    });
  });
  members.forEach((_member, place) => {
    room[ballots.length + 1 + place]![end] = Math.floor(voters / seats);
    room[ballots.length + 1 + place]![more] = 1;
  });
  room[more]![end] = voters % seats;
  return largestFlow(room);
}

/** From the first node to the last, along shortest paths (J. Edmonds and R. Karp, 1972). Uses `room` up. */
function largestFlow(room: number[][]): number {
  const end = room.length - 1;
  for (let flow = 0; ;) {
    const from = new Array<number>(room.length).fill(-1);
    const queue = [0];
    for (const node of queue) {
      room[node]!.forEach((capacity, next) => {
        if (capacity === 0 || next === 0 || from[next]! >= 0) return;
        from[next] = node;
        queue.push(next);
      });
    }
    if (from[end]! < 0) return flow;
    let least = Infinity;
    for (let node = end; node > 0; node = from[node]!) least = Math.min(least, room[from[node]!]![node]!);
    for (let node = end; node > 0; node = from[node]!) {
      room[from[node]!]![node]! -= least;
      room[node]![from[node]!]! += least;
    }
    flow += least;
  }
}

/** All committees of so many members, one after the other. */
function* committeesOf(candidates: number, seats: number, from = 0): Generator<number[]> {
  if (seats === 0) yield [];
  else {
    for (let first = from; first <= candidates - seats; first += 1) {
      for (const rest of committeesOf(candidates, seats - 1, first + 1)) yield [first, ...rest];
    }
  }
}
