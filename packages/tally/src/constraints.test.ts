/**
 * Kept places: published examples, every small case against trying all sets, and what holds by every rule.
 */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { approval } from './approval.ts';
import type { MarkedProfile } from './cardinal.ts';
import { type Constraints, SeatPlan, type SeatRule } from './constraints.ts';
import { majorityJudgment } from './majority-judgment.ts';
import { instantRunoff } from './ranked/irv.ts';
import { type RankedProfile, rankedProfile } from './ranked/profile.ts';
import { rankedPairs } from './ranked/ranked-pairs.ts';
import { schulze } from './ranked/schulze.ts';
import { meekStv } from './ranked/stv-meek.ts';
import { scottishStv } from './ranked/stv-scottish.ts';
import { wigmStv } from './ranked/stv-wigm.ts';
import { score } from './score.ts';
import { sortition } from './sortition.ts';
import { star } from './star.ts';

const TRANSFERS = [
  ['scottish-stv', scottishStv],
  ['wigm', wigmStv],
  ['meek', meekStv],
] as const;
const MARKS = [
  ['approval', approval],
  ['score', score],
  ['star', star],
  ['majority-judgment', majorityJudgment],
] as const;
const DUELS = [
  ['schulze', schulze],
  ['ranked-pairs', rankedPairs],
] as const;

const upTo = (count: number) => Array.from({ length: count }, (_unused, at) => at);
const candidatesOf = (list: readonly { candidate: number }[] | undefined) =>
  list?.map(({ candidate }) => candidate);

/**
 * Hill’s example of two constraints in each other’s way: three seats, at least two women and at least two
 * black people, of two black men, two white women and one black woman, who has fewest votes.
 */
const HILL = rankedProfile({
  candidates: ['black man 1', 'black man 2', 'white woman 1', 'white woman 2', 'black woman'],
  seats: 3,
  ballots: [
    { count: 5, ranking: [0, 1] },
    { count: 4, ranking: [1, 0] },
    { count: 5, ranking: [2, 3] },
    { count: 4, ranking: [3, 2] },
    { count: 2, ranking: [4, 2, 0] },
  ],
});
const HILLS: Constraints = {
  rules: [
    { group: 'women', of: [2, 3, 4], least: 2 },
    { group: 'black', of: [0, 1, 4], least: 2 },
  ],
};

describe('two constraints at once', () => {
  test.each(TRANSFERS)('%s guards whom both of them need', (_name, count) => {
    const result = count(HILL, { constraints: HILLS });
    expect(result.rounds[0]!.guarded).toEqual([{ candidate: 4, because: [0, 1] }]);
    expect([...result.elected].sort()).toEqual([0, 2, 4]);
    expect(count(HILL).elected).not.toContain(4);
  });

  /** Fourteen seats: seven English, six Scottish, one Welsh; seven men and seven women. */
  test('who is guarded and doomed in the larger example of Hill, as Otten works it', () => {
    const kinds = ['EM', 'EM', 'EM', 'EM', 'EM', ...upTo(7).map(() => 'EW'), ...upTo(6).map(() => 'SM')];
    const all = [...kinds, 'SW', 'SW', 'WM', 'WW'];
    const exactly = (letter: string, place: 0 | 1, places: number): SeatRule => ({
      group: letter,
      of: all.flatMap((kind, at) => (kind[place] === letter ? [at] : [])),
      least: places,
      most: places,
    });
    const nations = [exactly('E', 0, 7), exactly('S', 0, 6), exactly('W', 0, 1)];
    const rules = [...nations, exactly('M', 1, 7), exactly('W', 1, 7)];
    const plan = new SeatPlan({ rules }, 14, all.length, upTo(all.length));
    expect(plan.places).toBe(14);
    // Three men of England are elected; two Scottish women are left, and no Scot is elected yet.
    const judged = plan.judge([0, 1, 2], upTo(all.length).slice(3));
    const named = (list: readonly { candidate: number }[]) => [
      ...new Set(list.map(({ candidate }) => all[candidate]!)),
    ];
    expect(named(judged.guarded)).toEqual(['SW', 'WW']);
    expect(named(judged.doomed)).toEqual(['EM', 'WM']);
  });
});

/** Everything that can be tried, as whoever does not trust a search would do it. */
function tryAll(
  rules: readonly SeatRule[],
  seats: number,
  elected: readonly number[],
  open: readonly number[],
) {
  const fits = (set: readonly number[]) =>
    set.length <= seats &&
    rules.every(({ of, least = 0, most = seats }) => {
      const inside = set.filter((one) => of.includes(one)).length;
      return inside <= most && set.length - inside <= Math.max(0, seats - least);
    });
  const sets = upTo(2 ** open.length)
    .map((bits) => [...elected, ...open.filter((_one, at) => (bits >> at) & 1)])
    .filter(fits);
  const places = Math.max(-1, ...sets.map((set) => set.length));
  const best = sets.filter((set) => set.length === places);
  return {
    places,
    doomed: open.filter((one) => !best.some((set) => set.includes(one))),
    needed: open.filter((one) => best.every((set) => set.includes(one))),
  };
}

const SIZE = 6;
const anyRule = fc.record(
  {
    of: fc.subarray(upTo(SIZE)),
    least: fc.nat(3),
    most: fc.nat(3),
  },
  { requiredKeys: ['of'] },
);
const anyRules = fc
  .array(anyRule, { minLength: 1, maxLength: 3 })
  .map((list) => list.map((one, at): SeatRule => ({ group: `group ${at}`, ...one })));
const anySeats = fc.integer({ min: 1, max: 4 });

describe('looking ahead finds what trying everything finds', () => {
  test('the places, the doomed and the guarded', () => {
    const anyOrder = fc.shuffledSubarray(upTo(SIZE), { minLength: SIZE, maxLength: SIZE });
    fc.assert(
      fc.property(anyRules, anySeats, anyOrder, fc.nat(3), (rules, seats, order, steps) => {
        const plan = new SeatPlan({ rules }, seats, SIZE, upTo(SIZE));
        expect(plan.places).toBe(tryAll(rules, seats, [], upTo(SIZE)).places);
        const elected: number[] = [];
        let open = upTo(SIZE);
        for (const one of order.slice(0, steps)) {
          open = open.filter((other) => other !== one);
          if (plan.doom(one, elected, [...open, one]) === null) elected.push(one);
        }
        const all = tryAll(rules, seats, elected, open);
        const { doomed, guarded } = plan.judge(elected, open);
        if (elected.length === seats) return;
        expect(all.places).toBe(plan.places);
        expect(candidatesOf(doomed)).toEqual(all.doomed);
        const isShort = open.length <= plan.places - elected.length;
        expect(candidatesOf(guarded)).toEqual(isShort ? [] : all.needed);
        expect([...doomed, ...guarded].every(({ because }) => because.length > 0)).toBe(true);
      }),
      { numRuns: 400 },
    );
  });

  test('many places and groups take no time', () => {
    const rules = upTo(4).map((group) => ({
      group: String(group),
      of: upTo(500).filter((one) => (one * (group + 3)) % 7 < 2 + group),
      least: 8,
      most: 20,
    }));
    const plan = new SeatPlan({ rules }, 50, 500, upTo(500));
    expect(plan.places).toBe(50);
  });
});

const anyRanked = fc.array(
  fc
    .tuple(fc.shuffledSubarray(upTo(SIZE), { minLength: 0, maxLength: SIZE }), fc.nat(9))
    .map(([ranking, count]) => ({ ranking, count })),
  { maxLength: 10 },
);
const anyMarked = fc.array(
  fc.record({ marks: fc.array(fc.nat(3), { minLength: SIZE, maxLength: SIZE }), count: fc.nat(6) }),
  { maxLength: 8 },
);
const NAMES = upTo(SIZE).map((at) => `candidate ${at}`);
const rankedBy = (ballots: readonly { ranking: number[]; count: number }[]): RankedProfile =>
  rankedProfile({ candidates: NAMES, ballots });
const markedBy = (ballots: MarkedProfile['ballots']): MarkedProfile => ({ options: NAMES, ballots });

/** Fills what can be filled, within what is allowed. */
function keeps(elected: readonly number[], rules: readonly SeatRule[], seats: number): void {
  const { places } = tryAll(rules, seats, [], upTo(SIZE));
  expect(elected).toHaveLength(places);
  expect(tryAll(rules, seats, elected, []).places).toBe(places);
}

describe('every rule keeps the places, and fills as many as can be', () => {
  test.each(TRANSFERS)('%s', (_name, count) => {
    fc.assert(
      fc.property(anyRanked, anyRules, anySeats, fc.string(), (ballots, rules, seats, seed) => {
        const result = count(rankedBy(ballots), { seats, seed, constraints: { rules } });
        keeps(result.elected, rules, seats);
        expect(result.places).toBe(result.elected.length);
        for (const round of result.rounds) {
          const guarded = new Set(candidatesOf(round.guarded));
          const next = result.rounds[round.round + 1];
          expect(next?.defeated.some((one) => guarded.has(one)) ?? false).toBe(false);
          if (round.doomed!.length > 0 && next) expect(candidatesOf(round.doomed)).toContain(next.from);
        }
      }),
    );
  });

  test.each(DUELS)('%s', (_name, count) => {
    fc.assert(
      fc.property(anyRanked, anyRules, anySeats, fc.string(), (ballots, rules, seats, seed) => {
        keeps(count(rankedBy(ballots), { seats, seed, constraints: { rules } }).elected, rules, seats);
      }),
    );
  });

  test.each(MARKS)('%s', (_name, count) => {
    fc.assert(
      fc.property(anyMarked, anyRules, anySeats, fc.string(), (ballots, rules, seats, seed) => {
        const result = count(markedBy(ballots), { seats, seed, constraints: { rules } });
        keeps(result.elected, rules, seats);
        expect(result.elected.some((one) => candidatesOf(result.passedOver)!.includes(one))).toBe(false);
      }),
    );
  });

  test('sortition', () => {
    const people = NAMES.map((id) => ({ id }));
    fc.assert(
      fc.property(anyRules, anySeats, fc.string(), (rules, seats, seed) => {
        const { drawn } = sortition(people, { seats, seed, constraints: { rules } });
        keeps(
          drawn.map((id) => NAMES.indexOf(id)),
          rules,
          seats,
        );
      }),
    );
  });

  test('a rule that binds nobody changes nothing', () => {
    const constraints = { rules: [{ group: 'all', of: upTo(SIZE), most: 4 }] };
    fc.assert(
      fc.property(anyRanked, anyMarked, anySeats, fc.string(), (ranked, marked, seats, seed) => {
        for (const [, count] of [...TRANSFERS, ...DUELS]) {
          const free = count(rankedBy(ranked), { seats, seed });
          expect(count(rankedBy(ranked), { seats, seed, constraints }).elected.toSorted()).toEqual(
            free.elected.toSorted(),
          );
        }
        for (const [, count] of MARKS) {
          const { elected } = count(markedBy(marked), { seats, seed, constraints });
          expect(elected).toEqual(count(markedBy(marked), { seats, seed }).elected);
        }
      }),
    );
  });
});

/** Two men before two women, each with fewer votes than the one before. */
const FOUR: MarkedProfile = {
  options: ['Marta', 'Nuno', 'Ana', 'Berta'],
  ballots: [
    { count: 4, marks: [3, 0, 0, 0] },
    { count: 3, marks: [1, 3, 0, 0] },
    { count: 2, marks: [1, 1, 3, 0] },
    { count: 1, marks: [1, 1, 1, 3] },
  ],
};
const women = (rule: Partial<SeatRule>): Constraints => ({
  rules: [{ group: 'women', of: [2, 3], ...rule }],
});

describe('a kept place', () => {
  test.each(MARKS)('goes to the next who is of the group: %s', (_name, count) => {
    const result = count(FOUR, { seats: 2, constraints: women({ least: 1 }) });
    expect(result.elected).toEqual([0, 2]);
    expect(result.passedOver).toEqual([{ candidate: 1, because: [0] }]);
    expect(count(FOUR, { seats: 2 }).elected).toEqual([0, 1]);
  });

  test.each(MARKS)('stays empty where nobody of the group stands: %s', (_name, count) => {
    const result = count({ ...FOUR, withdrawn: [2, 3] }, { seats: 2, constraints: women({ least: 1 }) });
    expect(result.elected).toEqual([0]);
    expect(result.passedOver).toEqual([{ candidate: 1, because: [0] }]);
  });

  test.each([...TRANSFERS, ['irv', instantRunoff] as const])(
    'stays empty in a transferable vote: %s',
    (_name, count) => {
      const profile = rankedProfile({
        candidates: ['Marta', 'Nuno', 'Ana'],
        seats: 1,
        withdrawn: [2],
        ballots: [{ count: 3, ranking: [0, 1] }],
      });
      const result = count(profile, { constraints: women({ of: [2], least: 1 }) });
      expect(result).toMatchObject({ seats: 1, places: 0, elected: [] });
      expect(result.rounds[0]!.doomed).toEqual([
        { candidate: 0, because: [0] },
        { candidate: 1, because: [0] },
      ]);
    },
  );

  test('the votes of whoever is doomed go on at once, before any surplus', () => {
    const profile = rankedProfile({
      candidates: FOUR.options,
      seats: 2,
      ballots: [
        { count: 7, ranking: [0, 1] },
        { count: 4, ranking: [1, 3] },
        { count: 2, ranking: [2] },
        { count: 1, ranking: [3] },
      ],
    });
    const result = scottishStv(profile, { constraints: women({ least: 1 }) });
    expect(result.elected).toEqual([0, 3]);
    expect(result.rounds[0]).toMatchObject({ elected: [0], doomed: [{ candidate: 1, because: [0] }] });
    expect(result.rounds[1]).toMatchObject({
      does: 'exclusion',
      from: 1,
      elected: [3],
      electedAsRemaining: [],
    });
    expect(scottishStv(profile).elected).toEqual([0, 1]);
  });

  test('a lot between equals is told where it takes the place of one of them', () => {
    const profile = rankedProfile({
      candidates: FOUR.options,
      seats: 2,
      ballots: [
        { count: 4, ranking: [0] },
        { count: 4, ranking: [1] },
        { count: 1, ranking: [2] },
      ],
    });
    for (const [, count] of TRANSFERS) {
      const { rounds, elected } = count(profile, { seed: 'x', constraints: women({ least: 1 }) });
      const ties = rounds.flatMap((round) => round.ties).filter(({ choice }) => choice === 'election');
      const [chosen] = elected;
      expect(ties).toEqual([{ choice: 'election', among: [0, 1], chosen, byRound: null, by: 'lot' }]);
      expect(count(profile, { seed: 'x' }).rounds.flatMap((round) => round.ties)).toEqual([]);
    }
    const equal = { ...FOUR, ballots: [{ marks: [2, 2, 1, 0] }] };
    expect(approval(equal, { seats: 2, constraints: women({ least: 1 }) }).tied).toEqual([0, 1]);
    expect(score(equal, { seats: 2, constraints: women({ least: 1 }) }).tied).toEqual([0, 1]);
    expect(score({ ...equal, withdrawn: [1] }, { seats: 2, constraints: women({ least: 1 }) }).tied).toEqual(
      [],
    );
  });

  test.each(DUELS)('is never that of “no change”: %s', (_name, count) => {
    const profile = rankedProfile({
      candidates: ['Marta', 'Nuno', 'Ana', 'no change'],
      seats: 2,
      ballots: [{ count: 3, ranking: [0, 1, 2, 3] }],
    });
    const rules = women({ of: [2], most: 1 }).rules;
    expect(count(profile, { constraints: { rules, aside: [3] }, seats: 4 }).elected).toEqual([0, 1, 2]);
    expect(count(profile, { constraints: { rules }, seats: 4 }).elected).toEqual([0, 1, 2, 3]);
  });

  test('is drawn in the order of one lot', () => {
    const people = FOUR.options.map((id) => ({ id }));
    const free = sortition(people, { seats: 4, seed: 'a' }).drawn;
    for (const constraints of [women({ least: 1 }), women({ most: 0 }), women({ least: 2 })]) {
      const { drawn, passedOver, strata } = sortition(people, { seats: 2, seed: 'a', constraints });
      const passed = new Set(passedOver!.map(({ candidate }) => FOUR.options[candidate]!));
      expect(drawn).toEqual(free.filter((id) => !passed.has(id)).slice(0, 2));
      expect(strata[0]!.reserves).toEqual(free.filter((id) => !drawn.includes(id)));
    }
    const constraints = women({ least: 1 });
    const strata = people.map((one, at) => ({ ...one, stratum: String(at) }));
    expect(() => sortition(strata, { seats: 2, seed: 'a', constraints })).toThrow('either strata');
  });

  test.each([
    [{ least: -1 }, 'the places for “women”: “-1” is no number of places.'],
    [{ most: 1.5 }, 'the places for “women”: “1.5” is no number of places.'],
    [{ of: [4] }, 'the places for “women”: there is no candidate 5.'],
  ])('refuses %j', (rule, message) => {
    expect(() => approval(FOUR, { constraints: women(rule) })).toThrow(message);
  });
});
