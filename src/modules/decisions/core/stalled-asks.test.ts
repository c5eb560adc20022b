import { expect, test } from 'vitest';
import type { MemberId } from '#kernel/command';
import type { Proposal } from './proposal.ts';
import { decideStalledAsks } from './stalled-asks.ts';

const [ANA, BERTA] = ['mem_ana' as MemberId, 'mem_berta' as MemberId];
const NOW = '2026-11-24T12:00:00.000Z';
const talked = {
  id: 'pro_1',
  title: 'A roof',
  publishedAt: '2026-11-20T12:00:00.000Z',
  withdrawnAt: null,
  mergedInto: null,
  opensAt: '2026-11-24T11:50:00.000Z',
  openedAt: null,
  countedAt: null,
  closedAt: null,
} as Proposal;
const authors = new Map([
  [
    'pro_1',
    [
      { member: ANA, agreedAt: NOW },
      { member: BERTA, agreedAt: null },
    ],
  ],
]);
const stuck = [{ id: 'pro_2', title: 'A well' }];

test.each([
  ['a vote that did not open, of those who write it', talked, {}, ANA, ['late pro_1']],
  ['and of nobody else', talked, {}, BERTA, []],
  ['nothing while it opens', { ...talked, opensAt: '2026-11-24T11:50:00.001Z' }, {}, ANA, []],
  ['nothing while a change is decided first', talked, { held: new Set(['pro_1']) }, ANA, []],
  ['nothing once it is open', { ...talked, openedAt: NOW, closesAt: null }, {}, ANA, []],
  [
    'what could not be carried out, of whoever decides',
    { ...talked, withdrawnAt: NOW },
    { stuck },
    BERTA,
    ['stuck pro_2'],
  ],
] as const)('asks for %s', (_name, proposal, affairs, member, expected) => {
  const asks = decideStalledAsks(
    { held: new Set(), stuck: [], ...affairs },
    [proposal],
    authors,
    member,
    NOW,
  );
  expect(asks.map((one) => `${one.ask} ${one.proposal}`)).toEqual(expected);
});
