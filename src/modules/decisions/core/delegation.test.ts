import { expect, test } from 'vitest';
import type { MemberId } from '#kernel/command';
import { carriedBy, voicesWithDelegations, type Delegation } from './delegation.ts';

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

test('who carries whom is counted by people, not by scopes', () => {
  const given = [gives('berta', 'ana'), gives('berta', 'ana', { scope: 'amend' }), gives('celia', 'ana')];
  expect([...carriedBy(given, id('ana'), '2026-11-24')]).toEqual([id('berta'), id('celia')]);
});
