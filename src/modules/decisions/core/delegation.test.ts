import { expect, test } from 'vitest';
import type { MemberId } from '#kernel/command';
import {
  carriedBy,
  carriedIn,
  standsInFor,
  votedFor,
  voicesWithDelegations,
  withCarried,
  type Delegation,
} from './delegation.ts';

const id = (name: string): MemberId => `mem_${name}`;
const gives = (from: string, to: string, more: Partial<Delegation> = {}): Delegation => ({
  id: `dlg_${from}${to}`,
  from: id(from),
  to: id(to),
  scope: 'all',
  until: null,
  since: '2026-11-01T00:00:00.000Z',
  endedAt: null,
  ...more,
});

interface Case {
  readonly cast: Readonly<Record<string, string>>;
  readonly given: readonly Delegation[];
  readonly most?: number;
  readonly roll?: readonly string[];
  readonly secrecy?: 'open' | 'separated' | 'blind';
}

/** Who is heard: `ana=yes`, and `berta=yes(ana)` where Ana votes for Berta. */
function heard({ cast, given, most = 3, roll = ['ana', 'berta', 'celia', 'dora'], secrecy = 'open' }: Case) {
  const voices = voicesWithDelegations({
    way: { secrecy },
    matter: 'resolve',
    roll: roll.map(id),
    direct: new Map(Object.entries(cast).map(([name, says]) => [id(name), says])),
    delegations: given,
    most,
    today: '2026-11-24',
  });
  return voices.map(({ member, by, choices }) => {
    const name = (one: string) => one.slice(4);
    return `${name(member)}=${choices}${by === null ? '' : `(${name(by)})`}`;
  });
}

test.each<[string, Case, string[]]>([
  [
    'whoever has not voted is voted for',
    { cast: { ana: 'yes' }, given: [gives('berta', 'ana')] },
    ['ana=yes', 'berta=yes(ana)'],
  ],
  [
    'one’s own ballot comes before',
    { cast: { ana: 'yes', berta: 'no' }, given: [gives('berta', 'ana')] },
    ['ana=yes', 'berta=no'],
  ],
  [
    'nobody votes for who has not voted',
    { cast: { celia: 'no' }, given: [gives('berta', 'ana')] },
    ['celia=no'],
  ],
  [
    'a voice is not given on once more',
    { cast: { ana: 'yes' }, given: [gives('celia', 'berta'), gives('berta', 'ana')] },
    ['ana=yes', 'berta=yes(ana)'],
  ],
  [
    'a ring does no harm',
    { cast: { dora: 'no' }, given: [gives('ana', 'berta'), gives('berta', 'celia'), gives('celia', 'ana')] },
    ['dora=no'],
  ],
  [
    'who is not on the roll votes for nobody',
    { cast: { zoe: 'yes' }, given: [gives('berta', 'zoe')], roll: ['berta'] },
    [],
  ],
  [
    'who is not on the roll has no voice to give',
    { cast: { ana: 'yes' }, given: [gives('zoe', 'ana')] },
    ['ana=yes'],
  ],
  [
    'the narrower scope comes before the wider',
    {
      cast: { ana: 'yes', celia: 'no' },
      given: [gives('berta', 'ana'), gives('berta', 'celia', { scope: 'resolve', id: 'dlg_2' })],
    },
    ['ana=yes', 'berta=no(celia)', 'celia=no'],
  ],
  [
    'in whichever order they were given',
    {
      cast: { ana: 'yes', celia: 'no' },
      given: [gives('berta', 'celia', { scope: 'resolve', id: 'dlg_0' }), gives('berta', 'ana')],
    },
    ['ana=yes', 'berta=no(celia)', 'celia=no'],
  ],
  [
    'another matter is another matter',
    { cast: { ana: 'yes' }, given: [gives('berta', 'ana', { scope: 'amend' })] },
    ['ana=yes'],
  ],
  [
    'the first who gave are heard where one may carry only so many',
    {
      cast: { ana: 'yes' },
      given: [gives('celia', 'ana', { since: '2026-11-02T00:00:00.000Z' }), gives('berta', 'ana')],
      most: 1,
    },
    ['ana=yes', 'berta=yes(ana)'],
  ],
  [
    'where the rules know none, there is none',
    { cast: { ana: 'yes' }, given: [gives('berta', 'ana')], most: 0 },
    ['ana=yes'],
  ],
  [
    'it ends',
    { cast: { ana: 'yes' }, given: [gives('berta', 'ana', { endedAt: '2026-11-23T00:00:00.000Z' })] },
    ['ana=yes'],
  ],
  [
    'it holds to its last day',
    { cast: { ana: 'yes' }, given: [gives('berta', 'ana', { until: '2026-11-24' })] },
    ['ana=yes', 'berta=yes(ana)'],
  ],
  [
    'and no longer',
    { cast: { ana: 'yes' }, given: [gives('berta', 'ana', { until: '2026-11-23' })] },
    ['ana=yes'],
  ],
  [
    'only in open ballots',
    { cast: { ana: 'yes' }, given: [gives('berta', 'ana')], secrecy: 'separated' },
    ['ana=yes'],
  ],
])('%s', (_name, given, expected) => {
  expect(heard(given)).toEqual(expected);
});

const roll = ['ana', 'berta', 'celia'].map(id);
const vote = { way: { secrecy: 'open' }, matter: 'resolve', roll, most: 1, today: '2026-11-24' } as const;

test.each<[string, readonly Delegation[], Partial<typeof vote> | object, string | null]>([
  ['the one whom they let', [gives('berta', 'ana')], {}, 'ana'],
  ['nobody where they let nobody', [gives('celia', 'ana')], {}, null],
  [
    'the one of this matter first',
    [gives('berta', 'ana'), gives('berta', 'celia', { scope: 'resolve' })],
    {},
    'celia',
  ],
  ['nobody in another matter', [gives('berta', 'ana', { scope: 'amend' })], {}, null],
  ['nobody who is not on the roll', [gives('berta', 'dora')], {}, null],
  ['nobody for who is not on the roll', [gives('berta', 'ana')], { roll: [id('ana')] }, null],
  ['nobody in a secret vote', [gives('berta', 'ana')], { way: { secrecy: 'separated' } }, null],
  ['nobody where the rules let nobody', [gives('berta', 'ana')], { most: 0 }, null],
  ['nobody after the last day', [gives('berta', 'ana', { until: '2026-11-23' })], {}, null],
])('for whoever has not voted votes %s', (_, delegations, more, to) => {
  expect(standsInFor({ ...vote, ...more, delegations }, id('berta'))).toBe(to && id(to));
});

test('whoever gave their voice learns what came of it', () => {
  const people = () => 'people' as const;
  const first = gives('berta', 'ana');
  const second = gives('celia', 'ana', { since: '2026-11-02T00:00:00.000Z' });
  const came = (who: string, cast: readonly string[], voices = 1) =>
    votedFor(
      { ...vote, delegations: [first, second], direct: new Map(cast.map((one) => [id(one), 'yes'])) },
      id(who),
      voices === 0 ? [] : [{ voter: id('ana'), chamber: 'people', voices }],
      people,
    );
  expect(came('berta', ['ana'])).toEqual({ to: id('ana'), counted: true, sure: true });
  expect(came('celia', ['ana'])).toEqual({ to: id('ana'), counted: false, sure: true });
  expect(came('berta', [], 0)).toEqual({ to: id('ana'), counted: false, sure: true });
  expect(came('berta', ['ana'], 2)).toMatchObject({ sure: false });
  expect(came('berta', ['ana', 'berta'])).toBeNull();
  expect(came('ana', [])).toBeNull();
});

test('who carries whom is counted by people, not by scopes', () => {
  const given = [gives('berta', 'ana'), gives('berta', 'ana', { scope: 'amend' }), gives('celia', 'ana')];
  expect([...carriedBy(given, id('ana'), '2026-11-24')]).toEqual([id('berta'), id('celia')]);
});

test('of voices that were given it is told how many each ballot carried, in whose chamber', () => {
  const voices = [
    { member: id('ana'), by: null },
    { member: id('berta'), by: id('ana') },
    { member: id('coop'), by: id('ana') },
    { member: id('dora'), by: id('ana') },
    { member: id('eva'), by: null },
  ];
  const chamberOf = (member: MemberId) => (member === id('coop') ? 'organizations' : 'people');
  expect(carriedIn(voices, chamberOf)).toEqual([
    { voter: id('ana'), chamber: 'organizations', voices: 1 },
    { voter: id('ana'), chamber: 'people', voices: 2 },
  ]);
  expect(carriedIn(voices.slice(0, 1), chamberOf)).toEqual([]);
});

test('ballots are published as they were counted: once more for every voice that they carried', () => {
  const ballots = [
    { member: id('ana'), chamber: 'people', choices: 'yes' },
    { member: id('eva'), chamber: 'people', choices: 'no' },
  ] as const;
  const carried = [
    { voter: id('ana'), chamber: 'organizations', voices: 1 },
    { voter: id('ana'), chamber: 'people', voices: 2 },
    { voter: id('gone'), chamber: 'people', voices: 1 },
  ] as const;
  const said = withCarried<{ member: MemberId; chamber: 'people' | 'organizations'; choices: string }>(
    ballots,
    carried,
  ).map(({ chamber, choices }) => `${chamber} ${choices}`);
  expect(said).toEqual(['people yes', 'people no', 'organizations yes', 'people yes', 'people yes']);
});
