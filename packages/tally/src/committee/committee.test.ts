/**
 * Committees: all winning ones of the elections in abcvoting's collection, and laws on small elections by
 * chance.
 */
import { readdirSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { run } from '../cli.ts';
import { TallyError } from '../rules.ts';
import { conformanceFolder, conformanceText } from '../with-conformance.ts';
import { combinations } from './branches.ts';
import { committeeProfile, readCommitteeFile } from './profile.ts';
import { committeeMethods } from './report.ts';

const folder = conformanceFolder('committees');
const files = folder === null ? [] : readdirSync(folder);

/** The list in the order of members, as ours are. */
function inOrder(committees: readonly (readonly number[])[]): string[] {
  return committees.map((members) => members.toSorted((a, b) => a - b).join()).sort();
}

describe.skipIf(folder === null)(
  'real and drawn elections (TEQUIO_CONFORMANCE_DATA or ../shared/data)',
  () => {
    test.each(files)('%s: all winning committees of every rule', (name) => {
      const text = conformanceText(folder!, name);
      const { profile } = readCommitteeFile(text);
      let compared = 0;
      for (const entry of text.matchAll(/- rule_id: (\S+)\n {2}result:(.*?)\n {2}resolute: (\w+)/gs)) {
        const [, rule, result] = entry;
        const counted = committeeMethods.get(rule!)?.[1];
        if (!counted) continue;
        const wanted = JSON.parse(result!.replaceAll(/\s/g, '')) as number[][];
        expect({ rule, committees: inOrder(counted(profile).committees) }).toEqual({
          rule,
          committees: inOrder(wanted),
        });
        compared += 1;
      }
      expect(compared).toBe(34);
    });
  },
);

const profiles = fc.integer({ min: 2, max: 6 }).chain((candidates) =>
  fc.record({
    candidates: fc.constant(candidates),
    seats: fc.integer({ min: 1, max: candidates }),
    ballots: fc.array(
      fc.uniqueArray(fc.integer({ min: 0, max: candidates - 1 }), { maxLength: candidates }),
      { maxLength: 8 },
    ),
  }),
);

describe('on every small election', () => {
  test.each([...committeeMethods.keys()])('%s fills the seats, and knows no voter', (name) => {
    const counted = committeeMethods.get(name)![1];
    fc.assert(
      fc.property(profiles, ({ candidates, seats, ballots }) => {
        const { committees } = counted(committeeProfile(candidates, seats, ballots));
        expect(committees.length).toBeGreaterThan(0);
        for (const members of committees) expect(new Set(members).size).toBe(seats);
        const turned = counted(committeeProfile(candidates, seats, ballots.toReversed()));
        expect(inOrder(turned.committees)).toEqual(inOrder(committees));
        const one = counted(committeeProfile(candidates, seats, ballots), { all: false }).committees;
        expect(one).toHaveLength(1);
        expect(inOrder(committees)).toContain(inOrder(one)[0]);
      }),
      { numRuns: 60 },
    );
  });

  test('pav and cc are the best of all committees there are', () => {
    const worths = { pav: (k: number) => 60 / k, cc: (k: number) => (k === 1 ? 60 : 0) };
    fc.assert(
      fc.property(profiles, fc.constantFrom('pav', 'cc'), ({ candidates, seats, ballots }, name) => {
        const scoreOf = (members: readonly number[]) =>
          ballots.reduce((sum, ballot) => {
            const count = ballot.filter((one) => members.includes(one)).length;
            return (
              sum +
              Array.from({ length: count }, (_one, at) => worths[name](at + 1)).reduce((a, b) => a + b, 0)
            );
          }, 0);
        const everybody = Array.from({ length: candidates }, (_one, at) => at);
        const all = combinations(everybody, seats);
        const most = Math.max(...all.map(scoreOf));
        const wanted = all.filter((members) => scoreOf(members) === most);
        const { committees } = committeeMethods.get(name)![1](committeeProfile(candidates, seats, ballots));
        expect(inOrder(committees)).toEqual(inOrder(wanted));
      }),
    );
  });
});

describe('on the command line', () => {
  const text = 'profile: [[0, 1], [0, 1], [2]]\nnum_cand: 3\ncommitteesize: 2\n';

  test('all winning committees stand in the answer, and the lot picks one', () => {
    const asked = (...args: string[]) => {
      const { out } = run(['count', 'x.abc.yaml', '--json', ...args], () => text);
      return JSON.parse(out) as { committees: number[][]; elected: number[] | null };
    };
    expect(asked('--rule', 'cc').committees).toEqual([
      [0, 2],
      [1, 2],
    ]);
    expect(asked('--rule', 'cc').elected).toBeNull();
    expect(asked('--rule', 'cc', '--seed', 'rain').elected).toHaveLength(2);
    expect(asked('--rule', 'equal-shares').committees.length).toBeGreaterThan(0);
    expect(asked('--rule', 'av', '--seats', '1').committees).toEqual([[0], [1]]);
  });

  test('approvals of any other file make a committee too, with numbers from 1', () => {
    const csv = 'count,Ana,Bo,Cem\n2,1,1,0\n1,,,1\n';
    const asked = (rule: string) =>
      JSON.parse(run(['count', 'x.csv', '--rule', rule, '--seats=2', '--json'], () => csv).out) as object;
    expect(asked('sequential-pav')).toMatchObject({
      rule: 'seqpav',
      committees: [
        [1, 2],
        [1, 3],
        [2, 3],
      ],
    });
    expect(asked('chamberlin-courant')).toMatchObject({
      committees: [
        [1, 3],
        [2, 3],
      ],
    });
    expect(asked('minimax-av')).toMatchObject({ rounds: [] });
  });

  test('a list with dashes, comments and no number of candidates is read', () => {
    const dashes = '# made by hand\r\nprofile:\r\n- [0, 1]\r\n- [2]\r\n- []\r\ncommitteesize: 1\r\n';
    const { profile } = readCommitteeFile(dashes);
    expect(profile).toMatchObject({ candidates: 3, seats: 1 });
    expect(profile.ballots.map(({ approved }) => approved)).toEqual([[0, 1], [2], []]);
  });

  test.each([
    ['num_cand: 3\n', 'profile'],
    ['profile: [[0]]\nnum_cand: 3\n', 'seats'],
    ['profile: [[7]]\nnum_cand: 3\ncommitteesize: 1\n', 'candidate'],
    ['profile: [[0]\nnum_cand: 3\ncommitteesize: 1\n', 'profile'],
    ['profile: [[0]]\nnum_cand: 3\ncommitteesize: 9\n', '9 seats'],
  ])('a file that is none is refused in words (%#)', (file, words) => {
    expect(() => readCommitteeFile(file)).toThrow(TallyError);
    expect(() => readCommitteeFile(file)).toThrow(words);
  });
});

test('so many ties that nobody could list them are refused in words, and one of them can be had', () => {
  const profile = committeeProfile(120, 5, []);
  for (const name of ['av', 'pav', 'lexcc', 'seqpav', 'revseqpav', 'seqphragmen']) {
    expect(() => committeeMethods.get(name)![1](profile), name).toThrow(TallyError);
  }
  for (const name of ['av', 'sav', 'seqpav', 'seqphragmen', 'equal-shares-with-av-completion']) {
    const { committees } = committeeMethods.get(name)![1](profile, { all: false });
    expect(committees, name).toEqual([[0, 1, 2, 3, 4]]);
  }
});
