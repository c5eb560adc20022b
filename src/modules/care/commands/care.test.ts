/**
 * Writing down, putting right and forgetting; months that are told; help that is asked for: on a real
 * database.
 */
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { openStage, type Group, type OneOfUs, type Stage } from '#test/stage';
import { careCircle } from '../../../forms/care-circle.ts';
import { tellMonths } from '../../../host/keep-care.ts';
import { readRecord } from '../../../host/register/record.ts';
import { openDays, seesWhoComes } from '../core/help.ts';
import { loadAskedHelp, loadComing, loadThanksTo } from '../store/help-reads.ts';
import { loadChain, loadEntriesOf, loadToldMonths } from '../store/reads.ts';

let stage: Stage;
let group: Group;
let us: Record<'ana' | 'berta' | 'celia' | 'dora' | 'eva', OneOfUs>;

beforeAll(async () => {
  stage = await openStage();
  const names = ['Ana', 'Berta', 'Celia', 'Dora', 'Eva'];
  group = await stage.found(names, { articles: careCircle.articles });
  const [ana, berta, celia, dora, eva] = group.us as [OneOfUs, OneOfUs, OneOfUs, OneOfUs, OneOfUs];
  us = { ana, berta, celia, dora, eva };
});
afterAll(() => stage.close());

const today = (days = 0) => new Date(stage.clock.now + days * 86_400_000).toISOString().slice(0, 10);
const written = (more: object = {}) => ({
  care: { activity: 'company', on: today(), minutes: 90, for: { whom: 'home' }, words: 'SECRET', ...more },
});
const log = async (who: OneOfUs, more: object = {}) =>
  (await stage.do(who, 'care.log', group.org, written(more))).answer as { entry: string };
const no = async (who: OneOfUs, command: string, input: object) =>
  (await stage.no(who, `care.${command}`, group.org, input)).rule;
const mine = (who: OneOfUs) =>
  loadEntriesOf(stage.host.db, group.org, who.member, { from: today(-40), until: today(), most: 100 });
const told = () => loadToldMonths(stage.host.db, group.org, 12);

describe('an entry', () => {
  test('is its writer’s, and the leaf of the register tells nothing of it', async () => {
    const { entry } = await log(us.ana, { for: { whom: 'ours', name: 'Tía Lola' } });
    expect(await mine(us.ana)).toMatchObject([{ id: entry, minutes: 90, for: { name: 'Tía Lola' } }]);
    expect(await mine(us.berta)).toEqual([]);
    const [last] = await readRecord(stage.host.db, group.org, { most: 1 });
    expect(last!.text).not.toMatch(/SECRET|Lola|company|"90"|:90/);
    const { rows } = await stage.host.pool.query<{ text: string }>(
      'SELECT o::text AS text FROM host.once o WHERE org_id = $1',
      [group.org],
    );
    expect(rows.map((one) => one.text).join()).not.toMatch(/SECRET|Lola/);
    await stage.do(us.ana, 'care.forget_entry', group.org, { entry });
  });

  test('is put right by another that names it, for a week', async () => {
    const { entry } = await log(us.ana);
    expect(await no(us.berta, 'correct', { entry, ...written() })).toBe('not_yours');
    const right = { entry, ...written({ minutes: 60 }) };
    const { answer } = await stage.do(us.ana, 'care.correct', group.org, right);
    const { entry: later } = answer as { entry: string };
    expect(await mine(us.ana)).toMatchObject([{ id: later, corrects: entry, minutes: 60 }]);
    expect(await no(us.ana, 'correct', right)).toBe('entry_corrected');
    // The clock of this test stands still: the order is that of the corrections, not of the hours.
    for (const of of [entry, later]) {
      const chain = await loadChain(stage.host.db, group.org, of);
      expect(chain.map((one) => one.id)).toEqual([later, entry]);
    }
    stage.days(8);
    expect(await no(us.ana, 'correct', { entry: later, ...written() })).toBe('entry_settled');
  });

  test('is forgotten with all that it put right', async () => {
    const [latest] = await mine(us.ana);
    expect(await no(us.berta, 'forget_entry', { entry: latest!.id })).toBe('not_yours');
    const chain = await loadChain(stage.host.db, group.org, latest!.id);
    expect(chain).toHaveLength(2);
    await stage.do(us.ana, 'care.forget_entry', group.org, { entry: latest!.id });
    expect(await mine(us.ana)).toEqual([]);
    const { rows } = await stage.host.pool.query(
      'SELECT 1 FROM register.payload WHERE org_id = $1 AND act_id = ANY($2)',
      [group.org, chain.map((one) => one.act)],
    );
    expect(rows).toEqual([]);
  });

  test('does not make a day longer than it is, unless it ran beside something else', async () => {
    const { entry } = await log(us.ana, { minutes: 1440 });
    expect(await no(us.ana, 'log', written({ minutes: 1 }))).toBe('day_full');
    const beside = await log(us.ana, { minutes: 300, beside: true });
    for (const one of [entry, beside.entry])
      await stage.do(us.ana, 'care.forget_entry', group.org, { entry: one });
  });

  test('is written down only where the rules speak of care', async () => {
    const other = await stage.found(['Luz']);
    const refusal = await stage.no(other.us[0]!, 'care.log', other.org, written());
    expect(refusal.rule).toBe('no_care_here');
  });
});

describe('a month', () => {
  test('of four is told as too few, once and for ever', async () => {
    stage.clock.now = Date.parse('2026-12-20T12:00:00Z');
    for (const who of [us.ana, us.berta, us.celia, us.dora]) await log(who);
    await stage.do(us.eva, 'care.log', group.org, written({ asked: false, activity: 'company' }));
    stage.clock.now = Date.parse('2027-01-08T12:00:00Z');
    expect(await tellMonths(stage.host)).toBe(0);
    stage.clock.now = Date.parse('2027-01-09T12:00:00Z');
    expect(await tellMonths(stage.host)).toBe(1);
    expect(await told()).toEqual([{ month: '2026-12-01', people: null, least: 5, told: [] }]);
    // What is written of it afterwards is its writer’s, and nothing is told anew.
    await log(us.eva, { on: '2026-12-31' });
    expect(await tellMonths(stage.host)).toBe(0);
    expect(await told()).toHaveLength(1);
  });

  test('of five is told, and stays as it was told when one of them is forgotten', async () => {
    stage.clock.now = Date.parse('2027-01-20T12:00:00Z');
    for (const who of Object.values(us)) await log(who);
    const { entry } = await log(us.eva, { activity: 'cook', minutes: 30 });
    stage.clock.now = Date.parse('2027-02-09T12:00:00Z');
    await tellMonths(stage.host);
    const sums = [{ activity: 'all', division: 'all', part: 'all', minutes: 480 }];
    expect((await told())[0]).toEqual({ month: '2027-01-01', people: 5, least: 5, told: sums });
    await stage.do(us.eva, 'care.forget_entry', group.org, { entry });
    expect((await told())[0]).toMatchObject({ told: sums });
  });

  test('is told by nobody’s hand', async () => {
    const answer = await stage.ask(us.ana, 'care.tell_month', group.org, { month: '2026-11-01' });
    expect(answer).toMatchObject({ ok: false, refusal: { rule: 'command_unknown' } });
  });
});

describe('help', () => {
  test('is asked for on days, and who comes is between those who do', async () => {
    const [tomorrow, later] = [today(1), today(2)];
    const soup = { care: { activity: 'cook', words: 'Soup for six', days: [later, tomorrow, later] } };
    const { answer } = await stage.do(us.ana, 'care.ask_help', group.org, soup);
    const { help } = answer as { help: string };
    expect(await no(us.ana, 'come', { help, care: { on: tomorrow } })).toBe('not_for_own_help');
    const said = await stage.do(us.berta, 'care.come', group.org, { help, care: { on: tomorrow } });
    const { coming } = said.answer as { coming: string };
    expect(await no(us.celia, 'come', { help, care: { on: tomorrow } })).toBe('day_not_open');
    const [asked] = await loadAskedHelp(stage.host.db, group.org, today());
    const all = await loadComing(stage.host.db, group.org, [help]);
    expect(asked!.asked!.days).toEqual([tomorrow, later]);
    expect(openDays(asked!, all, today())).toEqual([later]);
    const sees = (who: OneOfUs) => seesWhoComes(who.member, asked!, all);
    expect([sees(us.ana), sees(us.berta), sees(us.celia)]).toEqual([true, true, false]);
    expect(await no(us.celia, 'not_come', { coming })).toBe('not_yours');
    await stage.do(us.berta, 'care.not_come', group.org, { coming });
    expect(await no(us.berta, 'not_come', { coming })).toBe('coming_over');
    await stage.do(us.celia, 'care.come', group.org, { help, care: { on: tomorrow } });
    await stage.do(us.ana, 'care.end_help', group.org, { help });
    expect(await no(us.ana, 'end_help', { help })).toBe('help_over');
    expect(await no(us.celia, 'come', { help, care: { on: later } })).toBe('help_over');
  });

  test.each([
    [[], 'care_days_missing'],
    [[-1, 1], 'care_day_past'],
    [[91], 'too_far_ahead'],
  ])('is not asked for on days like %j: %s', async (days, rule) => {
    const care = { activity: 'cook', words: 'Soup', days: days.map((one) => today(one)) };
    expect(await no(us.ana, 'ask_help', { care })).toBe(rule);
  });
});

test('thanks are words between two', async () => {
  const words = { care: { words: 'For the nights.' } };
  expect(await no(us.ana, 'thank', { to: us.ana.member, ...words })).toBe('care_for_oneself');
  await stage.do(us.ana, 'care.thank', group.org, { to: us.berta.member, ...words });
  expect(await loadThanksTo(stage.host.db, group.org, us.berta.member, 9)).toMatchObject([
    { source: us.ana.member, words: 'For the nights.' },
  ]);
});

test('whoever goes takes with them all that they wrote', async () => {
  await stage.do(us.dora, 'agents.leave', group.org, {});
  await stage.do(us.dora, 'agents.erase_me', null, {});
  const { runFollowUps } = await import('../../../host/follow-ups.ts');
  await runFollowUps(stage.host, null, 'job');
  expect(await mine(us.dora)).toEqual([]);
});
