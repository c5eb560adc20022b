import { expect, test } from 'vitest';
import type { MemberId } from '#kernel/command';
import { viewerOf, type Viewer } from '#agents';
import type { Budget, Delivery, Project } from './budget.ts';
import { potWithoutBallots, projectsCsv } from './budget-files.ts';
import { projectState, stageOf, type BudgetWhole } from './budget-results.ts';
import { publicBudget, visibleBudget } from './visible.ts';

const ana = 'mem_ana' as MemberId;
const budget: Budget = {
  id: 'bud_1',
  title: 'The money of the quarter',
  body: 'Ana asked the town for it.',
  unit: 'MXN',
  voters: ['member'],
  ideasUntil: '2026-03-01T00:00:00.000Z',
  costingUntil: '2026-04-01T00:00:00.000Z',
  openedBy: ana,
  decision: null,
  openedAt: '2026-02-01T00:00:00.000Z',
  putAt: '2026-04-02T00:00:00.000Z',
  calledOffAt: null,
  calledOffReason: null,
};
const project = (id: string, more: Partial<Project> = {}): Project => ({
  id,
  pot: 'pot_1',
  title: `=${id}`,
  body: '',
  place: 'The corner',
  putBy: ana,
  putAt: '2026-02-02T00:00:00.000Z',
  withdrawnAt: null,
  mergedInto: null,
  costMinor: 5_000n,
  costReason: 'three offers',
  costedBy: ana,
  excludes: null,
  ruledOutAt: null,
  ruledOutReason: null,
  option: `opt_${id}`,
  ...more,
});
const told = (id: string, state: Delivery['state'], spentMinor: bigint): Delivery => ({
  id: `del_${id}`,
  project: id,
  state,
  note: 'as Bo says',
  spentMinor,
  onDay: '2026-06-01',
  toldBy: ana,
});
const closed = {
  id: 'pro_1',
  closedAt: '2026-04-10T00:00:00.000Z',
  outcome: { winners: ['opt_lamp'], count: { supporters: { opt_lamp: 7, opt_pool: 2 } } },
};
const whole = (more: Partial<BudgetWhole> = {}): BudgetWhole => ({
  budget,
  pots: [{ id: 'pot_1', name: 'All of it', amountMinor: 9_000n, voters: null, proposal: 'pro_1' }],
  projects: [project('lamp'), project('pool')],
  ballots: new Map([['pro_1', closed]]),
  told: [told('lamp', 'begun', 2_000n)],
  ...more,
});
const now = '2026-07-01T00:00:00.000Z';

test('the street is told of pots, and of what was funded and how far it is', () => {
  const stranger: Viewer = viewerOf({ kind: 'stranger', membership: null, posts: [] } as never);
  expect(visibleBudget(stranger)).toBe('front');
  expect(visibleBudget({ kind: 'member', member: ana })).toBe('whole');
  expect(visibleBudget({ kind: 'ex_member', member: ana })).toBe('front');
  const seen = publicBudget(whole(), now);
  expect(seen).toEqual({
    id: 'bud_1',
    title: 'The money of the quarter',
    unit: 'MXN',
    stage: 'delivery',
    pots: [{ name: 'All of it', amountMinor: 9_000n }],
    funded: [{ title: '=lamp', pot: 'All of it', costMinor: 5_000n, state: 'begun', spentMinor: 2_000n }],
  });
  // Before the close nobody is told what is going to be funded.
  const open = new Map([['pro_1', { ...closed, closedAt: null, outcome: null }]]);
  expect(publicBudget(whole({ ballots: open }), now)).toMatchObject({ stage: 'ballot', funded: [] });
});

test('how far a budget is follows from its dates, its ballots and its reports', () => {
  const early = { ...budget, putAt: null };
  expect(stageOf(whole({ budget: early }), '2026-02-28T00:00:00.000Z')).toBe('ideas');
  expect(stageOf(whole({ budget: early }), '2026-03-01T00:00:00.000Z')).toBe('costing');
  expect(stageOf(whole({ budget: early }), '2026-04-01T00:00:00.000Z')).toBe('costed');
  expect(stageOf(whole({ told: [] }), now)).toBe('delivery');
  expect(stageOf(whole({ told: [told('lamp', 'given_up', 0n)] }), now)).toBe('delivered');
  const none = new Map([['pro_1', { ...closed, outcome: { winners: [] } }]]);
  expect(stageOf(whole({ ballots: none }), now)).toBe('nothing');
  expect(stageOf(whole({ budget: { ...early, calledOffAt: now } }), now)).toBe('called_off');
});

test('where an idea stands', () => {
  const at = now;
  expect(projectState(project('lamp'), closed)).toBe('funded');
  expect(projectState(project('pool'), closed)).toBe('not_funded');
  expect(projectState(project('pool'), undefined)).toBe('on_ballot');
  expect(projectState(project('x', { option: null }), closed)).toBe('costed');
  expect(projectState(project('x', { option: null, costMinor: null }), undefined)).toBe('open');
  expect(projectState(project('x', { option: null, ruledOutAt: at }), undefined)).toBe('ruled_out');
  expect(projectState(project('x', { mergedInto: 'lamp' }), undefined)).toBe('merged');
  expect(projectState(project('x', { withdrawnAt: at, mergedInto: 'lamp' }), undefined)).toBe('withdrawn');
});

test('files tell of projects and never of people, and a spreadsheet calculates nothing in them', () => {
  const csv = projectsCsv(whole());
  expect(csv.split('\r\n')[1]).toBe(
    "lamp,All of it,'=lamp,The corner,funded,50.00,MXN,three offers,7,begun,20.00,2026-06-01",
  );
  expect(csv).not.toContain('mem_');
  const file = potWithoutBallots(whole(), 'pot_1', 'equal_shares');
  expect(file?.text).toContain('opt_lamp;50.00;=lamp;7;1');
  expect(file?.text).toContain('opt_pool;50.00;=pool;2;0');
  expect(file?.text.endsWith('VOTES\nvoter_id;vote\n')).toBe(true);
  expect(potWithoutBallots(whole(), 'pot_2', 'equal_shares')).toBeNull();
});
