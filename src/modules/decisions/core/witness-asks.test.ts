import { expect, test } from 'vitest';
import type { MemberId } from '#kernel/command';
import type { HandCount } from './hand-count.ts';
import type { Proposal } from './proposal.ts';
import { decideWitnessAsks, type AskingPile, type WitnessAffairs } from './witness-asks.ts';

const [ANA, BERTA, CELIA] = ['mem_ana', 'mem_berta', 'mem_celia'] as unknown as MemberId[] as [
  MemberId,
  MemberId,
  MemberId,
];
const at = (hour: number) => `2026-11-24T${String(hour).padStart(2, '0')}:00:00.000Z`;
const proposal = {
  id: 'pro_1',
  title: 'A roof',
  round: 1,
  publishedAt: at(1),
  openedAt: at(2),
  closesAt: at(20),
  closedAt: null,
  countedAt: null,
  withdrawnAt: null,
  mergedInto: null,
} as Proposal;
const count = {
  countedBy: BERTA,
  here: [ANA, BERTA],
  asked: true,
  check: null,
  at: at(2),
} as unknown as HandCount;
const ON_PAPER = [ANA, BERTA].map((member) => ({ member, hasWayIn: member === BERTA }));
const pile = (more: Partial<AskingPile> = {}): AskingPile => ({
  proposal: 'pro_1',
  pile: 'pil_1',
  round: 1,
  ballots: 3,
  voters: [ANA],
  enteredBy: BERTA,
  enteredAt: at(3),
  confirmedBy: CELIA,
  confirmedAt: at(4),
  replacedAt: null,
  refusedBy: null,
  refusedAt: null,
  ...more,
});
const refused = pile({ refusedBy: ANA, refusedAt: at(5) });
const room = { meeting: 'mee_1', title: 'November', writtenBy: BERTA };

function asked(
  more: Partial<WitnessAffairs>,
  member = ANA,
  of: Partial<Proposal> = {},
  minutes: string[] = [],
) {
  const affairs: WitnessAffairs = {
    counts: [],
    deciding: [ANA, BERTA].map((member) => ({ member, hasWayIn: true })),
    rooms: [],
    piles: [],
    ...more,
  };
  const signing = minutes.map((meeting) => ({ meeting }));
  const asks = decideWitnessAsks(affairs, [{ ...proposal, ...of }], signing, member, at(12));
  return asks.map((one) => one.ask);
}

test.each<[string, string[], Partial<WitnessAffairs>, MemberId?, Partial<Proposal>?, string[]?]>([
  ['a count, of whoever was there', ['count'], { counts: [count] }],
  ['not of whoever has counted', [], { counts: [count] }, BERTA],
  ['but of them where the others are on paper', ['count'], { counts: [count], deciding: ON_PAPER }, BERTA],
  ['of nobody who was not there', [], { counts: [count] }, CELIA],
  ['nor once it is settled', [], { counts: [{ ...count, check: { by: ANA, stands: true, reason: null } }] }],
  ['whether one was there, of whom others have written down', ['here'], { rooms: [room] }],
  ['not beside the minutes, which ask it too', [], { rooms: [room] }, ANA, {}, ['mee_1']],
  ['whether one has voted on paper, of whoever is ticked', ['paper'], { piles: [pile()] }],
  [
    'before a second has read it, too',
    ['paper'],
    { piles: [pile({ confirmedAt: null, confirmedBy: null })] },
  ],
  ['of nobody else', [], { piles: [pile({ voters: [] })] }],
  ['not of a pile that was entered anew', [], { piles: [pile({ confirmedAt: null, replacedAt: at(5) })] }],
  ['not of an earlier round', [], { piles: [pile()] }, ANA, { round: 2 }],
  ['not after the close', [], { piles: [pile()] }, ANA, { closedAt: at(11), result: 'passed' }],
  ['nothing of whoever has refused', [], { piles: [refused] }],
  ['both tellers hear that a pile was set aside', ['refused'], { piles: [refused] }, BERTA],
  ['both tellers hear that a pile was set aside', ['refused'], { piles: [refused] }, CELIA],
  [
    'until another is entered',
    [],
    { piles: [refused, pile({ pile: 'pil_2', voters: [], enteredAt: at(6) })] },
    BERTA,
  ],
])('%s: %j', (_what, asks, affairs, member = ANA, of = {}, minutes = []) => {
  expect(asked(affairs, member, of, minutes)).toEqual(asks);
});
