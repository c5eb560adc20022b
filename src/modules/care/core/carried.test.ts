import { describe, expect, test } from 'vitest';
import fc from 'fast-check';
import type { MemberId } from '#kernel/command';
import type { Activity } from './activity.ts';
import { ALL, BESIDE, decideCarried, DIVISIONS, type Carried, type Given, type Told } from './carried.ts';

/** So many people, each an hour, numbered from `from` on. */
function people(
  count: number,
  activity: Activity,
  { from = 1, minutes = 60, class: kind = 'member', home = 'own', way = 'hands', beside = false } = {},
): Given[] {
  return Array.from({ length: count }, (_none, at) => ({
    member: `mem_${from + at}` as MemberId,
    activity,
    minutes,
    beside,
    parts: { class: kind, home, way },
  }));
}

const shown = ({ told }: Carried) =>
  told.map(
    ({ activity, division, part, minutes }) =>
      [activity, division, part].filter((one) => one !== ALL).join(' ') + `=${minutes}`,
  );

test.each<[string, Given[], number | null, string[]]>([
  ['nobody', [], null, []],
  ['four', people(4, 'cook'), null, []],
  ['five', people(5, 'cook'), 5, ['=300', 'cook=300']],
  ['one person many times', [1, 2, 3, 4, 5, 6].flatMap(() => people(1, 'cook')), null, []],
  [
    'two activities of five each',
    [...people(5, 'cook'), ...people(5, 'company', { from: 6, minutes: 30 })],
    10,
    ['=450', 'cook=300', 'company=150'],
  ],
  // What four gave to company is what is left of the whole: cooking is not told either.
  [
    'one activity of four beside one of five',
    [...people(5, 'cook'), ...people(4, 'company', { from: 6 })],
    9,
    ['=540'],
  ],
  [
    'of three, one of four: the smaller of the others is hidden with it',
    [...people(7, 'cook'), ...people(6, 'clean', { from: 8 }), ...people(4, 'company', { from: 14 })],
    17,
    ['=1020', 'cook=420'],
  ],
  [
    'two that are hidden are of five together',
    [...people(6, 'cook'), ...people(3, 'clean', { from: 7 }), ...people(2, 'company', { from: 10 })],
    11,
    ['=660', 'cook=360'],
  ],
  [
    'two that are hidden are of the same four: one more is hidden',
    [...people(6, 'cook'), ...people(4, 'clean', { from: 7 }), ...people(4, 'company', { from: 7 })],
    10,
    ['=840'],
  ],
  ['what ran beside, of five', [...people(5, 'company', { beside: true })], null, [`${BESIDE}=300`]],
  [
    'what ran beside, of four',
    [...people(5, 'cook'), ...people(4, 'company', { beside: true })],
    5,
    ['=300', 'cook=300'],
  ],
])('of %s is told', (_what, given, count, told) => {
  const carried = decideCarried(given, 5);
  expect(carried.people).toBe(count);
  expect(shown(carried)).toEqual(told);
});

test('rules ask for more than five, and never for less', () => {
  expect(decideCarried(people(7, 'cook'), 8).people).toBeNull();
  expect(decideCarried(people(8, 'cook'), 8).people).toBe(8);
  expect(decideCarried(people(4, 'cook'), 1).people).toBeNull();
});

describe('by kind', () => {
  const elders = { class: 'elder', from: 20 };

  test('each of five is told, and what each gives to what', () => {
    const given = [
      ...people(6, 'cook'),
      ...people(5, 'cook', elders),
      ...people(6, 'company', { minutes: 10 }),
    ];
    expect(shown(decideCarried(given, 5))).toEqual(
      [
        '=720',
        'cook=660',
        'company=60',
        'class elder=300',
        'class member=420',
        'cook class elder=300',
        'cook class member=360',
        'company class member=60',
      ].sort((a, b) => order(given, a) - order(given, b)),
    );
  });

  test('where one kind is of four, the other is its rest, and neither is told', () => {
    const given = [...people(9, 'cook'), ...people(4, 'cook', elders)];
    expect(shown(decideCarried(given, 5))).toEqual(['=780', 'cook=780']);
  });

  test('where four of a kind do something, nobody reads who does it, nor what the kind does else', () => {
    const given = [
      ...people(6, 'cook'),
      ...people(5, 'cook', elders),
      ...people(6, 'company'),
      ...people(4, 'company', elders),
    ];
    const told = shown(decideCarried(given, 5));
    expect(told).toContain('class elder=540');
    expect(told.filter((one) => one.includes(' class '))).toEqual([]);
  });
});

/** Only for laying two lists side by side: as they are told. */
function order(given: readonly Given[], line: string): number {
  return shown(decideCarried(given, 5)).indexOf(line);
}

const given = fc.array(
  fc.record({
    who: fc.integer({ min: 1, max: 24 }),
    activity: fc.constantFrom<Activity>('cook', 'clean', 'company', 'body'),
    minutes: fc.integer({ min: 1, max: 300 }),
    there: fc.boolean(),
  }),
  { minLength: 5, maxLength: 80 },
);

/** Of what kind somebody is does not change from one entry to the next. */
const asGiven = (
  all: readonly { who: number; activity: Activity; minutes: number; there: boolean }[],
): Given[] =>
  all.map(({ who, activity, minutes, there }) => ({
    member: `mem_${who}` as MemberId,
    activity,
    minutes,
    beside: false,
    parts: {
      class: who % 3 === 0 ? 'elder' : 'member',
      home: who % 4 < 2 ? 'own' : 'shared',
      way: there ? 'there' : 'hands',
    },
  }));

const isIn = ({ activity, division, part }: Told, one: Given): boolean =>
  (activity === ALL || one.activity === activity) &&
  (division === ALL || one.parts[division as keyof Given['parts']] === part);

const PRIME = 1_000_000_007n;

function inverse(value: bigint): bigint {
  let [result, base, power] = [1n, value, PRIME - 2n];
  for (; power > 0n; power >>= 1n) {
    if (power & 1n) result = (result * base) % PRIME;
    base = (base * base) % PRIME;
  }
  return result;
}

/** Takes from `row` what the rows of `basis` can say; what is left is zero where they say all of it. */
function reduced(basis: readonly { row: bigint[]; at: number }[], row: readonly bigint[]): bigint[] {
  let rest = [...row];
  for (const one of basis) {
    const times = rest[one.at]!;
    if (times !== 0n)
      rest = rest.map((value, at) => (((value - times * one.row[at]!) % PRIME) + PRIME) % PRIME);
  }
  return rest;
}

test('no sum or difference of what is told is what fewer than five gave', () => {
  fc.assert(
    fc.property(given, (all) => {
      const entries = asGiven(all);
      const { told } = decideCarried(entries, 5);
      const atoms = [...new Set(entries.map((one) => JSON.stringify([one.activity, one.parts])))];
      const known = atoms.map((atom) =>
        entries.find((one) => JSON.stringify([one.activity, one.parts]) === atom)!,
      );
      const basis: { row: bigint[]; at: number }[] = [];
      for (const one of told) {
        const rest = reduced(
          basis,
          known.map((atom) => (isIn(one, atom) ? 1n : 0n)),
        );
        const at = rest.findIndex((value) => value !== 0n);
        if (at < 0) continue;
        const by = inverse(rest[at]!);
        basis.push({ row: rest.map((value) => (value * by) % PRIME), at });
      }
      // Whatever one could ask for: of an activity, of a part of us, of both.
      const asked = [ALL, 'cook', 'clean', 'company', 'body'].flatMap((activity) => [
        { activity, division: ALL, part: ALL, minutes: 0 },
        ...DIVISIONS.flatMap((division) =>
          ['elder', 'member', 'own', 'shared', 'there', 'hands'].map((part) => ({
            activity,
            division,
            part,
            minutes: 0,
          })),
        ),
      ]);
      for (const one of asked) {
        const own = entries.filter((entry) => isIn(one, entry));
        const few = new Set(own.map((entry) => entry.member)).size;
        if (few === 0 || few >= 5) continue;
        const rest = reduced(
          basis,
          known.map((atom) => (isIn(one, atom) ? 1n : 0n)),
        );
        expect(rest.some((value) => value !== 0n)).toBe(true);
      }
    }),
    { numRuns: 400 },
  );
});
