import { describe, expect, test } from 'vitest';
import type { MemberId } from '#kernel/command';
import { onBallot, standsAs, whyLeftOut, wrongWithWithdrawing, type Candidacy } from './candidacy.ts';
import type { ProposalOption } from './proposal.ts';

const NOW = '2026-11-24T12:00:00.000Z';
const [ana, berta, celia] = ['mem_ana', 'mem_berta', 'mem_celia'] as const satisfies MemberId[];

type Said = 'yes' | 'no' | null;
const person = (member: MemberId, said: Said, ...groups: string[]): Candidacy => ({
  member,
  agreedAt: said === 'yes' ? NOW : null,
  declinedAt: said === 'no' ? NOW : null,
  words: '',
  groups,
});
const option = (people: readonly Candidacy[], more: Partial<ProposalOption> = {}): ProposalOption => ({
  id: 'opt_1',
  title: '',
  body: '',
  member: people.length === 1 ? people[0]!.member : null,
  costMinor: null,
  excludes: null,
  acts: [],
  addedBy: ana,
  withdrawnAt: null,
  people,
  ...more,
});

test.each([
  ['yes', 'stands'],
  ['no', 'declined'],
  [null, 'asked'],
] as const)('who says %s is told as %s', (said, as) => {
  expect(standsAs(person(ana, said))).toBe(as);
});

describe('on the ballot', () => {
  const two = [{ group: 'women', least: 1 }];
  test.each<[string, ProposalOption, 'asked' | 'parity' | null]>([
    ['what is no person', option([]), null],
    ['who has said yes', option([person(ana, 'yes')]), null],
    ['who was asked and is silent', option([person(ana, null)]), 'asked'],
    ['who has said no', option([person(ana, 'no')]), 'asked'],
    ['who stands alone and is of no group', option([person(ana, 'yes')]), null],
    ['people who keep the places', option([person(ana, 'yes', 'women'), person(berta, 'yes')]), null],
    ['people who do not', option([person(ana, 'yes'), person(berta, 'yes')]), 'parity'],
    ['people of whom one is silent', option([person(ana, 'yes'), person(berta, null)]), 'asked'],
  ])('%s', (_name, one, why) => {
    expect(whyLeftOut(one, two)).toBe(why);
    expect(onBallot([one], two)).toEqual(why === null ? [one] : []);
  });

  test('what was taken off is not there', () => {
    const gone = option([person(ana, 'yes')], { withdrawnAt: NOW });
    expect(onBallot([gone], [])).toEqual([]);
  });
});

describe('taking an option off the list', () => {
  const mine = (said: Said) => option([person(berta, said)]);
  const rule = (kind: string, one: ProposalOption | undefined, member: MemberId | null) =>
    wrongWithWithdrawing(kind, one, member)?.refusal.rule ?? null;

  test.each([
    ['one_thing_only', 'resolution', mine(null), ana],
    ['option_unknown', 'election', undefined, ana],
    ['option_withdrawn_already', 'election', option([], { withdrawnAt: NOW }), ana],
    ['option_of_another', 'election', mine(null), celia],
    ['option_of_another', 'election', mine('yes'), ana],
    ['option_of_another', 'slate', option([person(berta, 'yes'), person(celia, null)]), ana],
    ['option_of_another', 'choice', option([]), berta],
    [null, 'election', mine(null), ana],
    [null, 'election', mine('yes'), berta],
    [null, 'slate', option([person(berta, null), person(celia, null)]), ana],
    [null, 'slate', option([person(berta, 'yes'), person(celia, null)]), celia],
    [null, 'choice', option([]), ana],
  ] as const)('%s in an option of a proposal of the kind %s', (wrong, kind, one, member) => {
    expect(rule(kind, one, member)).toBe(wrong);
  });
});
