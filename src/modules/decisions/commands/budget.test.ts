import { afterAll, beforeAll, expect, test } from 'vitest';
import type { MemberId, OrgId } from '#kernel/command';
import type { Articles } from '#agents';
import { hashCode, loadMembers } from '#agents/server';
import { openStage, type Group, type OneOfUs, type Someone, type Stage } from '#test/stage';
import { participatoryBudget } from '../../../forms/participatory-budget.ts';
import { keepTime } from '../../../host/enact.ts';
import { listBudgets, loadBudget, loadBudgetOf, loadDeliveries } from '../store/budget-reads.ts';
import { loadProposal, loadRoll } from '../store/reads.ts';
import { decided, majority } from './with-group.ts';

const DAY = 86_400_000;
let stage: Stage;
beforeAll(async () => {
  stage = await openStage();
});
afterAll(() => stage.close());

const articles: Articles = {
  ...(participatoryBudget.articles as Articles),
  powers: {
    ...(participatoryBudget.articles.powers as Articles['powers']),
    invite: { by: 'member' },
    run_budget: { by: 'member' },
    cost_projects: { by: 'member' },
  },
};

/** Three who run it, and three for whom it is. */
async function quarter(): Promise<{ group: Group; residents: OneOfUs[] }> {
  const group = await stage.found(['Ana', 'Bo', 'Cle'], { articles });
  const residents: OneOfUs[] = [];
  for (const name of ['Dora', 'Eli', 'Fina']) {
    const code = `${name}-${group.org}`;
    await stage.do(group.us[0]!, 'agents.invite', group.org, { codeHash: hashCode(code), class: 'resident' });
    const someone = await stage.person(name);
    const { answer } = await stage.do(someone, 'agents.accept', group.org, { code, name, norms: true });
    residents.push({ ...someone, member: (answer as { member: MemberId }).member });
  }
  return { group, residents };
}

const inDays = (days: number) => new Date(stage.clock.now + days * DAY).toISOString();

async function opened(who: Someone, org: OrgId, more: object = {}) {
  const { answer } = await stage.do(who, 'decisions.open_budget', org, {
    title: 'The money of the quarter',
    body: '',
    unit: 'MXN',
    pots: [{ name: 'All of it', amountMinor: '100000' }],
    voters: ['resident', 'member'],
    ideasUntil: inDays(10),
    costingUntil: inDays(20),
    ...more,
  });
  return answer as { budget: string; pots: { pot: string; name: string }[] };
}

test('one that all of us have decided on leads to the decision, and that to it', async () => {
  const powers = { ...articles.powers, run_budget: { by: 'decision' as const, ways: [majority] } };
  const group = await stage.found(['Ana', 'Bo'], { articles: { ...articles, powers } });
  const input = {
    title: 'The money of the quarter',
    body: '',
    unit: 'MXN',
    pots: [{ name: 'All of it', amountMinor: '100000' }],
    voters: ['member'],
    ideasUntil: inDays(30),
    costingUntil: inDays(40),
  };
  const acts = [{ command: 'decisions.open_budget', input }];
  const proposal = await decided(stage, group.us, group.org, { kind: 'act', acts });
  const [budget] = await listBudgets(stage.host.db, group.org);
  expect(budget).toMatchObject({ title: input.title, decision: proposal });
  expect(await loadBudgetOf(stage.host.db, group.org, proposal)).toMatchObject({ id: budget!.id });
});

test('up to an amount a post opens one; above it all of us decide', async () => {
  const limited = {
    by: 'role' as const,
    role: 'coordinator',
    upTo: { perActMinor: '50000' },
    ways: [majority],
  };
  const powers = { ...articles.powers, appoint: { by: 'member' as const }, run_budget: limited };
  const group = await stage.found(['Ana', 'Bo'], { articles: { ...articles, powers } });
  const [ana, bo] = group.us as [OneOfUs, OneOfUs];
  await stage.do(bo, 'agents.appoint', group.org, { role: 'coordinator', member: ana.member });
  const input = (amountMinor: string) => ({
    title: 'The money of the quarter',
    body: '',
    unit: 'MXN',
    pots: [{ name: 'All of it', amountMinor }],
    voters: ['member'],
    ideasUntil: inDays(30),
    costingUntil: inDays(40),
  });
  await stage.do(ana, 'decisions.open_budget', group.org, input('50000'));
  expect(await stage.no(ana, 'decisions.open_budget', group.org, input('50001'))).toMatchObject({
    rule: 'over_limit_per_act',
  });
  const acts = [{ command: 'decisions.open_budget', input: input('50001') }];
  const proposal = await decided(stage, group.us, group.org, { kind: 'act', acts });
  const budgets = await listBudgets(stage.host.db, group.org);
  expect(budgets.map((one) => one.decision)).toEqual([proposal, null]);
});

async function idea(who: Someone, org: OrgId, budget: string, pot: string, title: string) {
  const input = { budget, pot, title, body: '', place: '' };
  const { answer } = await stage.do(who, 'decisions.put_project', org, input);
  return (answer as { project: string }).project;
}

test('from ideas to what was built, and everybody for whom it is has a voice', async () => {
  const { group, residents } = await quarter();
  const [ana] = group.us;
  const [dora, eli, fina] = residents;
  const { budget, pots } = await opened(ana!, group.org);
  const pot = pots[0]!.pot;
  const bench = await idea(dora!, group.org, budget, pot, 'A bench');
  const lamp = await idea(eli!, group.org, budget, pot, 'A lamp');
  const pool = await idea(fina!, group.org, budget, pot, 'A pool');
  const shade = await idea(fina!, group.org, budget, pot, 'Shade');

  expect(
    await stage.no(dora!, 'decisions.cost_project', group.org, {
      budget,
      project: bench,
      costMinor: '40000',
      why: 'as I think',
    }),
  ).toMatchObject({ rule: 'no_mandate' });
  const cost = (project: string, costMinor: string) =>
    stage.do(ana!, 'decisions.cost_project', group.org, { budget, project, costMinor, why: 'as offered' });
  expect(
    await stage.no(ana!, 'decisions.cost_project', group.org, {
      budget,
      project: pool,
      costMinor: '100001',
      why: 'as offered',
    }),
  ).toMatchObject({ rule: 'cost_over_pot', potMinor: '100000' });
  await stage.do(ana!, 'decisions.rule_out_project', group.org, { budget, project: pool, why: 'no water' });
  await cost(bench, '40000');
  await cost(lamp, '60000');

  stage.days(11);
  expect(
    await stage.no(dora!, 'decisions.put_project', group.org, {
      budget,
      pot,
      title: 'Too late',
      body: '',
      place: '',
    }),
  ).toMatchObject({ rule: 'ideas_are_closed' });
  expect(await stage.no(ana!, 'decisions.put_to_ballot', group.org, { budget })).toMatchObject({
    rule: 'costing_not_over',
  });
  stage.days(10);
  expect(await stage.no(ana!, 'decisions.put_to_ballot', group.org, { budget })).toMatchObject({
    rule: 'project_not_costed',
    title: 'Shade',
  });
  await cost(shade, '50000');
  const put = await stage.do(ana!, 'decisions.put_to_ballot', group.org, { budget });
  const [{ proposal }] = (put.answer as { ballots: [{ proposal: string }] }).ballots;
  await keepTime(stage.host, group.org);
  expect(await loadRoll(stage.host.db, group.org, proposal, 1)).toHaveLength(6);

  const { projects } = await loadBudget(stage.host.db, group.org, budget);
  const optionOf = (project: string) => projects.find((one) => one.id === project)!.option!;
  expect(projects.find((one) => one.id === pool)!.option).toBeNull();
  const vote = (who: Someone, wanted: string[], at: number) =>
    stage.do(who, 'decisions.cast', group.org, {
      proposal,
      choices: { ballot: 'fund', options: wanted.map(optionOf) },
      mark: `${'0'.repeat(30)}${at}${at}`,
    });
  await vote(dora!, [bench, shade], 1);
  await vote(eli!, [bench], 2);
  await vote(fina!, [bench, lamp], 3);
  await vote(ana!, [lamp], 4);
  await vote(group.us[1]!, [lamp], 5);
  await vote(group.us[2]!, [lamp], 6);

  expect(
    await stage.no(ana!, 'decisions.report_delivery', group.org, {
      budget,
      project: bench,
      state: 'begun',
      spentMinor: '1',
    }),
  ).toMatchObject({ rule: 'project_not_funded' });
  stage.days(8);
  await keepTime(stage.host, group.org);
  const closed = await loadProposal(stage.host.db, group.org, proposal);
  const { winners } = closed!.outcome as { winners: string[] };
  expect(new Set(winners)).toEqual(new Set([optionOf(lamp), optionOf(bench)]));

  const tell = (state: string, spentMinor: string) =>
    stage.do(ana!, 'decisions.report_delivery', group.org, { budget, project: bench, state, spentMinor });
  await tell('begun', '15000');
  stage.days(1);
  await tell('done', '23000');
  expect(
    await stage.no(ana!, 'decisions.report_delivery', group.org, {
      budget,
      project: bench,
      state: 'done',
      spentMinor: '-38001',
    }),
  ).toMatchObject({ rule: 'spent_below_nothing' });
  const told = await loadDeliveries(stage.host.db, group.org, budget);
  expect(told.map((one) => [one.state, one.spentMinor])).toEqual([
    ['begun', 15000n],
    ['done', 23000n],
  ]);
});

test('nobody is given less time than they were told, and what is called off says why', async () => {
  const { group } = await quarter();
  const [ana] = group.us;
  const { budget } = await opened(ana!, group.org);
  const change = (input: object) =>
    stage.no(ana!, 'decisions.change_budget', group.org, { budget, ...input });
  expect(await change({ ideasUntil: inDays(9) })).toMatchObject({ rule: 'budget_dates_wrong' });
  expect(await change({ ideasUntil: inDays(21) })).toMatchObject({ rule: 'budget_dates_wrong' });
  expect(await change({})).toMatchObject({ rule: 'nothing_changes' });
  await stage.do(ana!, 'decisions.change_budget', group.org, { budget, ideasUntil: inDays(15) });
  await stage.do(ana!, 'decisions.call_off_budget', group.org, { budget, why: 'the town took it back' });
  expect(await change({ ideasUntil: inDays(16) })).toMatchObject({ rule: 'budget_called_off' });
  const [kept] = await listBudgets(stage.host.db, group.org);
  expect(kept).toMatchObject({ calledOffReason: 'the town took it back' });
});

test('an idea is changed by whoever had it, and what was found out about it is found out anew', async () => {
  const { group, residents } = await quarter();
  const [ana] = group.us;
  const [dora, eli] = residents;
  const { budget, pots } = await opened(ana!, group.org, {
    pots: [
      { name: 'North', amountMinor: '1000' },
      { name: 'South', amountMinor: '2000' },
    ],
  });
  const [north, south] = pots.map((one) => one.pot);
  const bench = await idea(dora!, group.org, budget, north!, 'A bench');
  await stage.do(ana!, 'decisions.cost_project', group.org, {
    budget,
    project: bench,
    costMinor: '900',
    why: 'as offered',
  });
  const better = { budget, project: bench, pot: south!, title: 'Two benches', body: '', place: '' };
  expect(await stage.no(eli!, 'decisions.edit_project', group.org, better)).toMatchObject({
    rule: 'project_of_another',
  });
  await stage.do(dora!, 'decisions.edit_project', group.org, better);
  const read = async () => (await loadBudget(stage.host.db, group.org, budget)).projects;
  expect((await read())[0]).toMatchObject({ title: 'Two benches', pot: south, costMinor: null });

  const seat = await idea(eli!, group.org, budget, south!, 'Seats');
  await stage.do(ana!, 'decisions.merge_projects', group.org, { budget, project: seat, into: bench });
  expect(
    await stage.no(eli!, 'decisions.withdraw_project', group.org, { budget, project: seat }),
  ).toMatchObject({
    rule: 'project_withdrawn',
  });
  await stage.do(dora!, 'decisions.withdraw_project', group.org, { budget, project: bench });
  stage.days(21);
  expect(await stage.no(ana!, 'decisions.put_to_ballot', group.org, { budget })).toMatchObject({
    rule: 'pot_without_projects',
    pot: 'North',
  });
});

test('a pot can be for some of those whom the budget is for: they bring its ideas, and share it out', async () => {
  const { group, residents } = await quarter();
  const [ana] = group.us;
  const { budget, pots } = await opened(ana!, group.org, {
    pots: [
      { name: 'The whole quarter', amountMinor: '100000' },
      { name: 'North', amountMinor: '50000', voters: ['resident'] },
    ],
  });
  const [all, north] = [pots[0]!, pots[1]!];
  const written = { budget, title: 'A bench', body: '', place: '' };
  const put = (who: Someone, pot: string) =>
    stage.do(who, 'decisions.put_project', group.org, { ...written, pot });
  expect(
    (await stage.no(ana!, 'decisions.put_project', group.org, { ...written, pot: north.pot })).rule,
  ).toBe('not_of_its_voters');
  const { answer } = await put(ana!, all.pot);
  const mine = { ...written, project: (answer as { project: string }).project };
  await stage.do(ana!, 'decisions.edit_project', group.org, { ...mine, pot: all.pot });
  const moved = { ...mine, pot: north.pot };
  expect((await stage.no(ana!, 'decisions.edit_project', group.org, moved)).rule).toBe('not_of_its_voters');
  await put(residents[0]!, north.pot);
  stage.days(11);
  const { projects } = await loadBudget(stage.host.db, group.org, budget);
  for (const { id } of projects) {
    const costed = { budget, project: id, costMinor: '20000', why: 'as offered' };
    await stage.do(ana!, 'decisions.cost_project', group.org, costed);
  }
  stage.days(10);
  const onBallot = await stage.do(ana!, 'decisions.put_to_ballot', group.org, { budget });
  const { ballots } = onBallot.answer as { ballots: { pot: string; proposal: string }[] };
  await keepTime(stage.host, group.org);
  const asked = async (pot: string) => {
    const { proposal } = ballots.find((one) => one.pot === pot)!;
    return (await loadRoll(stage.host.db, group.org, proposal, 1)).map((one) => one.member);
  };
  const living = residents.map((one) => one.member).sort();
  expect(await asked(north.pot)).toEqual(living);
  expect(await asked(all.pot)).toEqual([...living, ...group.us.map((one) => one.member)].sort());
});

test('whoever it is not for has no ideas in it, and pots are told apart', async () => {
  const { group, residents } = await quarter();
  const [ana] = group.us;
  const { budget, pots } = await opened(ana!, group.org, { voters: ['member'] });
  expect(
    await stage.no(residents[0]!, 'decisions.put_project', group.org, {
      budget,
      pot: pots[0]!.pot,
      title: 'Mine',
      body: '',
      place: '',
    }),
  ).toMatchObject({ rule: 'not_of_its_voters', class: 'resident' });
  const twice = {
    title: 'Two',
    body: '',
    unit: 'MXN',
    ideasUntil: inDays(1),
    costingUntil: inDays(2),
  };
  const refusedBy = async (more: object) =>
    (await stage.no(ana!, 'decisions.open_budget', group.org, { ...twice, ...more })).rule;
  const pot = (name: string, amountMinor: string) => ({ name, amountMinor });
  expect(await refusedBy({ pots: [pot('North', '1'), pot('north', '2')] })).toBe('pot_repeated');
  expect(await refusedBy({ pots: [pot('North', '0')] })).toBe('pot_is_empty');
  const ofOthers = { ...pot('North', '1'), voters: ['resident'] };
  expect(await refusedBy({ pots: [ofOthers], voters: ['member'] })).toBe('pot_of_others');
  expect(await refusedBy({ pots: [pot('North', '1')], voters: ['ghosts'] })).toBe('class_unknown');
  expect(await refusedBy({ pots: [pot('North', '1')], costingUntil: inDays(0.5) })).toBe(
    'budget_dates_wrong',
  );
  const members = await loadMembers(stage.host.db, group.org, [residents[0]!.member]);
  expect(members.get(residents[0]!.member)).toMatchObject({ class: 'resident' });
});
