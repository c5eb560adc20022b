import { expect, test } from 'vitest';
import type { MemberId } from '#kernel/command';
import { decideDecisionAsks, type DecisionAffairs } from './asks.ts';
import type { Budget, Pot, Project } from './budget.ts';
import type { Promised } from './changes.ts';
import type { Proposal } from './proposal.ts';
import type { Word } from './talk.ts';
import { wayOf } from './with-questions.ts';

const [ANA, BERTA] = ['mem_ana' as MemberId, 'mem_berta' as MemberId];
const NOW = '2026-11-24T12:00:00.000Z';

const proposal = (more: Partial<Proposal> = {}) =>
  ({
    id: 'pro_1',
    title: 'A roof',
    proposedBy: ANA,
    publishedAt: NOW,
    withdrawnAt: null,
    mergedInto: null,
    opensAt: '2026-11-27T12:00:00.000Z',
    openedAt: null,
    closesAt: null,
    closedAt: null,
    countedAt: null,
    body: '',
    way: wayOf('majority'),
    ...more,
  }) as Proposal;
const voting = proposal({ openedAt: '2026-11-23T12:00:00.000Z', closesAt: '2026-11-26T12:00:00.000Z' });

const word = (more: Partial<Word> = {}): Word => ({
  id: 'wor_1',
  subject: 'pro_1',
  kind: 'question',
  author: BERTA,
  text: 'Who pays?',
  textActs: [],
  replyTo: null,
  depth: 0,
  mentions: [],
  saidAt: '2026-11-24T10:00:00.000Z',
  changedAt: null,
  takenBackAt: null,
  integratedAt: null,
  integratedBy: null,
  settledAt: null,
  settledAs: null,
  adoptedAt: null,
  adoptedBy: null,
  hiddenAt: null,
  hiddenBy: null,
  hiddenReason: null,
  ...more,
});
const answer = word({ id: 'wor_2', kind: 'answer', author: ANA, replyTo: 'wor_1', depth: 1 });
const comment = (more: Partial<Word> = {}) => word({ kind: 'comment', mentions: [ANA], ...more });

const promised = (more: Partial<Promised> = {}): Promised => ({
  id: 'prm_1',
  proposal: 'pro_1',
  what: 'To buy nails',
  who: ANA,
  by: '2026-12-24',
  askedBy: BERTA,
  askedAt: NOW,
  promisedAt: NOW,
  keptAt: null,
  note: null,
  takenBackAt: null,
  remindedAt: null,
  ...more,
});
const pots = [{ id: 'pot_1' } as Pot];
const budget = {
  id: 'bud_1',
  title: 'The plaza',
  ideasUntil: '2026-11-20T12:00:00.000Z',
  costingUntil: '2026-12-20T12:00:00.000Z',
  putAt: null,
  calledOffAt: null,
} as Budget;
const project = (more: Partial<Project> = {}) =>
  ({
    pot: 'pot_1',
    withdrawnAt: null,
    mergedInto: null,
    ruledOutAt: null,
    costMinor: 1n,
    ...more,
  }) as Project;
const uncosted = project({ costMinor: null });
const costed = { ...budget, costingUntil: '2026-11-22T12:00:00.000Z' };

const offer = {
  id: 'off_1',
  proposal: 'pro_1',
  baseVersion: 1,
  title: 'A roof',
  body: '',
  why: null,
  offeredBy: BERTA,
  offeredAt: NOW,
  takenBackAt: null,
  declinedAt: null,
  declinedBy: null,
  declineReason: null,
  appliedVersion: null,
};
const merge = {
  id: 'mer_1',
  source: 'pro_2',
  target: 'pro_1',
  offeredBy: BERTA,
  offeredAt: NOW,
  acceptedAt: null,
  declinedAt: null,
};
const called = { id: 'mee_2', title: 'Assembly', place: '', startsAt: '2026-12-01T12:00:00.000Z' };

function asked(affairs: Partial<DecisionAffairs>, member = ANA, agreed: string | null = NOW) {
  const whole: DecisionAffairs = {
    proposals: [proposal()],
    standing: [],
    authors: new Map([['pro_1', [{ member: ANA, agreedAt: agreed }]]]),
    missing: new Set(),
    standIns: new Map(),
    words: [],
    replies: new Set(),
    reacted: new Set(),
    offers: [],
    merges: [],
    promises: [],
    minutes: [],
    witness: { counts: [], deciding: [], rooms: [], piles: [] },
    stalled: { held: new Set(), stuck: [] },
    called: [],
    took: new Map(),
    acts: new Map(),
    budgets: [],
    carries: { costs: true, budgets: true },
    titles: new Map(),
    ...affairs,
  };
  return decideDecisionAsks(whole, member, NOW, '2026-11-24').map(({ ask }) => ask);
}

test.each<[string, Partial<DecisionAffairs>, string[], MemberId?]>([
  ['a vote that is missing', { proposals: [voting], missing: new Set(['pro_1']) }, ['vote']],
  [
    'no vote where a lot falls',
    { proposals: [{ ...voting, way: wayOf('lot') }], missing: new Set(['pro_1']) },
    [],
  ],
  ['no vote of somebody who has voted', { proposals: [voting] }, []],
  [
    'no vote whose time is over',
    { proposals: [proposal({ openedAt: NOW, closesAt: NOW })], missing: new Set(['pro_1']) },
    [],
  ],
  ['a question, of an author', { words: [word()] }, ['answer']],
  ['a question, of nobody else', { words: [word({ author: ANA })] }, [], BERTA],
  ['an answered one, of whoever asked', { words: [word(), answer] }, ['confirm'], BERTA],
  ['an answered one, no more of the author', { words: [word(), answer] }, []],
  ['an answer taken back is none', { words: [word(), { ...answer, takenBackAt: NOW }] }, ['answer']],
  ['nothing of what is hidden', { words: [word({ hiddenAt: NOW }), comment({ hiddenAt: NOW })] }, []],
  ['an objection, of an author', { words: [word({ kind: 'objection' })] }, ['integrate']],
  [
    'whether it found its place, of whoever objected',
    { words: [word({ kind: 'objection', integratedAt: NOW })] },
    ['confirm'],
    BERTA,
  ],
  ['nothing once it is settled', { words: [word({ settledAs: 'answered', settledAt: NOW })] }, []],
  ['a look, where one was named', { words: [comment()] }, ['mention']],
  ['no look at what one has reacted to', { words: [comment()], reacted: new Set(['wor_1']) }, []],
  ['no look where one has spoken since', { words: [comment(), { ...answer, saidAt: NOW }] }, []],
  ['a look at a reply', { words: [comment({ mentions: [] })], replies: new Set(['wor_1']) }, ['reply']],
  ['one look where one is named in it too', { words: [comment()], replies: new Set(['wor_1']) }, ['mention']],
  [
    'no look at a reply after one has spoken',
    { words: [comment({ mentions: [] }), { ...answer, saidAt: NOW }], replies: new Set(['wor_1']) },
    [],
  ],
  ['nothing twice of a question', { words: [word()], replies: new Set(['wor_1']) }, ['answer']],
  ['a look for two weeks', { words: [comment({ saidAt: '2026-11-10T12:00:00.000Z' })] }, ['mention']],
  ['and no longer', { words: [comment({ saidAt: '2026-11-10T11:59:59.999Z' })] }, []],
  ['what is offered, of an author', { offers: [offer], merges: [merge] }, ['offer', 'merge']],
  ['nothing of what is offered, of others', { offers: [offer], merges: [merge] }, [], BERTA],
  [
    'nothing of an author once the vote is open',
    { proposals: [voting], offers: [offer], words: [word()] },
    [],
  ],
  ['a promise to be given', { promises: [promised({ promisedAt: null })] }, ['promise']],
  ['a promise a week before its day', { promises: [promised({ by: '2026-12-01' })] }, ['keep']],
  ['and not earlier', { promises: [promised({ by: '2026-12-02' })] }, []],
  ['unless one is reminded', { promises: [promised({ remindedAt: NOW })] }, ['keep']],
  ['nothing of what is done', { promises: [promised({ by: '2026-11-01', keptAt: NOW })] }, []],
  ['an answer to a meeting that is called', { called: [called] }, ['meeting']],
  ['what ideas cost, while there is time', { budgets: [{ budget, pots, projects: [uncosted] }] }, ['cost']],
  ['and after it', { budgets: [{ budget: costed, pots, projects: [project(), uncosted] }] }, ['cost']],
  [
    'nothing while ideas come in',
    { budgets: [{ budget: { ...budget, ideasUntil: costed.costingUntil }, pots, projects: [] }] },
    [],
  ],
  ['no ballot before the time for costs is over', { budgets: [{ budget, pots, projects: [project()] }] }, []],
  ['the ballot of a budget then', { budgets: [{ budget: costed, pots, projects: [project()] }] }, ['ballot']],
  [
    'no ballot of a pot without projects',
    { budgets: [{ budget: costed, pots, projects: [project({ ruledOutAt: NOW })] }] },
    [],
  ],
  [
    'nothing of a budget that others carry',
    {
      budgets: [
        { budget, pots, projects: [uncosted] },
        { budget: costed, pots, projects: [project()] },
      ],
      carries: { costs: false, budgets: false },
    },
    [],
  ],
  [
    'minutes to be signed',
    { minutes: [{ meeting: 'mee_1', title: 'Assembly', member: null, post: null, signing: 'first' }] },
    ['minutes'],
  ],
])('asks for %s', (_what, affairs, expected, member = ANA) => {
  expect(asked(affairs, member)).toEqual(expected);
});

test('whoever is asked to write is asked that first', () => {
  expect(asked({ words: [word()], offers: [offer] }, ANA, null)).toEqual(['author']);
});

test('what ends first leads, what can wait comes last', () => {
  const affairs = {
    proposals: [proposal(), { ...voting, id: 'pro_2' }],
    missing: new Set(['pro_2']),
    words: [word()],
    promises: [promised({ by: '2026-11-20' })],
    minutes: [{ meeting: 'mee_1', title: 'Assembly', member: null, post: null, signing: 'first' as const }],
  };
  expect(asked(affairs)).toEqual(['keep', 'vote', 'answer', 'minutes']);
});
