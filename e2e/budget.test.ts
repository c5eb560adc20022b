/**
 * A quarter shares out its money: a pot is opened by two who run it, residents come in by letters with codes,
 * have ideas and vote, what was funded is built, and the file of the ballots is counted again outside.
 */
import { execFile } from 'node:child_process';
import { writeFile } from 'node:fs/promises';
import path from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { device, executablePath, type Device } from './device.ts';
import { comeIn, found, openHouse, together, type House, type Living } from './living.ts';
import { ROOT, until } from './running.ts';

const DAY = 24;
const FORM = 'decide_a_budget/participatory_budget';

describe.skipIf(executablePath === undefined)('a shared budget', () => {
  let house: House;
  beforeAll(async () => {
    house = await openHouse();
  });
  afterAll(() => house?.close());

  /** Three who run it, each with a post: the real form, but that the ballots of six are published. */
  async function quarter(place = house.place()): Promise<Living> {
    const answers = { publish_from: '5' };
    const names = ['Ana', 'Bo', 'Cle'];
    const group = await found(house, { group: 'La Cantera', names, form: FORM, answers }, place);
    const [ana, bo] = group.us as [Device, Device];
    for (const [role, name] of [
      ['coordinator', 'Ana'],
      ['treasurer', 'Bo'],
      ['cost_finder', 'Cle'],
    ] as const) {
      await ana.goto(`${group.path}/posts/${role}`);
      await ana.page.getByLabel(ana.t('posts.who'), { exact: true }).selectOption({ label: name });
      await together(ana, ana.t('posts.give.together'), [bo]);
    }
    return group;
  }

  const inDays = (days: number) => new Date(Date.now() + days * 86_400_000).toISOString().slice(0, 10);

  async function openPot(group: Living): Promise<string> {
    const [ana, bo] = group.us as [Device, Device];
    const { t, page } = ana;
    await ana.goto(`${group.path}/budgets`);
    await ana.look('budgets-empty');
    await ana.follow(t('budgets.open'));
    await ana.fill(t('budget.title'), 'The money of the quarter');
    await ana.fill(t('budget.unit'), 'MXN');
    await ana.fill(t('budget.pot.name', { number: 1 }), 'Upper streets');
    await ana.press(t('budgets.open'));
    // An amount is missing: the no stands at the pots, and what was written is still there.
    expect(await ana.text()).toContain(t('budget.new.wrong.pots'));
    await ana.look('budget-new-refused');
    await ana.press(t('budget.pots.more'));
    expect(await page.locator('input[name="pot-name"]').count()).toBe(5);
    await ana.fill(t('budget.pot.amount'), '1,000');
    await page.locator('input[name="ideas-on"]').fill(inDays(3));
    await page.locator('input[name="costing-on"]').fill(inDays(2));
    await ana.press(t('budgets.open'));
    expect(await ana.refusal()).toContain(t('refusal.budget_dates_wrong'));
    await page.locator('input[name="costing-on"]').fill(inDays(6));
    const waits = await together(ana, t('budgets.open'), [bo]);
    await ana.goto(`${group.path}/budgets`);
    await ana.look('budgets');
    // From where it was signed, it is one step.
    await ana.goto(waits);
    await ana.follow(t('waiting.made.budget'));
    return new URL(page.url()).pathname;
  }

  /** Letters are printed; sent twice, they are the same letters. */
  async function letters(group: Living): Promise<string[]> {
    const [ana, , cle] = group.us as [Device, Device, Device];
    const { t, page } = ana;
    await ana.goto(`${group.path}/members/letters`);
    await ana.look('letters');
    await ana.fill(t('letters.count'), '3');
    await page.getByLabel(t('letters.class')).selectOption('resident');
    await ana.press(t('letters.go'));
    const codes = await page.locator('.code').allInnerTexts();
    expect(codes).toHaveLength(3);
    expect(new Set(codes).size).toBe(3);
    await ana.look('letters-made');
    await page.reload();
    expect(await page.locator('.code').allInnerTexts()).toEqual(codes);
    await cle.goto(`${group.path}/members/letters`);
    expect(await cle.text()).not.toContain(t('letters.go'));
    return codes;
  }

  async function idea(who: Device, budget: string, title: string, place: string): Promise<string> {
    await who.goto(budget);
    await who.follow(who.t('budget.idea.put'));
    await who.fill(who.t('budget.idea.title'), title);
    await who.fill(who.t('budget.idea.place'), place);
    await who.press(who.t('budget.idea.go'));
    expect(await who.heading()).toBe(title);
    return new URL(who.page.url()).pathname;
  }

  async function vote(who: Device, budget: string, wanted: readonly string[]): Promise<void> {
    await who.goto(budget);
    await who.follow(who.t('decisions.vote'));
    for (const title of wanted) await who.page.getByLabel(title).check();
    await who.press(who.t('vote.cast'));
    expect(await who.heading()).toBe(who.t('vote.counted'));
  }

  test('from the first idea to the last report', async () => {
    const group = await quarter();
    const [ana, bo, cle] = group.us as [Device, Device, Device];
    const { t } = ana;
    const budget = await openPot(group);
    await ana.look('budget-no-ideas');
    const codes = await letters(group);
    const residents: Device[] = [];
    for (const [at, name] of ['Dora', 'Eli', 'Fina'].entries()) {
      residents.push(await comeIn(ana, name, codes[at]!));
    }
    const [dora, eli, fina] = residents as [Device, Device, Device];

    const bench = await idea(dora, budget, 'A bench', 'The park');
    await dora.look('idea-own');
    const lamp = await idea(eli, budget, 'A lamp', 'The stairs');
    const pool = await idea(fina, budget, 'A pool', '');
    const seats = await idea(fina, budget, 'Seats', 'The park');
    expect((await dora.send(lamp, 'edit', { title: 'Mine', body: '', place: '', pot: '' })).status).toBe(400);
    expect((await dora.send(bench, 'cost', { cost: '1', why: 'as I think' })).status).toBe(403);

    await dora.goto(group.path);
    expect(await dora.page.locator(`main a[href="${budget}"]`).count()).toBe(1);
    await cle.goto(budget);
    await cle.look('budget-ideas');
    const cost = async (project: string, amount: string) => {
      await cle.goto(project);
      await cle.fill(t('budget.settle.cost'), amount);
      await cle.fill(t('budget.settle.why'), 'Three workshops were asked.');
      await cle.press(t('budget.settle.cost.go'));
    };
    await cost(bench, '1000.01');
    expect(await cle.refusal()).toContain(t('refusal.cost_over_pot'));
    await cost(bench, '400');
    await cost(lamp, '600');
    await cle.look('idea-costed');
    await cle.goto(pool);
    await cle.unfold(t('budget.settle.out'));
    await cle.page.locator('form[action^="?/ruleOut"] textarea').fill('There is no water.');
    await cle.press(t('budget.settle.out.go'));
    expect(await cle.text()).toContain('There is no water.');
    await cle.goto(seats);
    await cle.unfold(t('budget.settle.merge'));
    await cle.page.getByLabel(t('budget.settle.merge.into')).selectOption({ label: 'A bench' });
    await cle.press(t('budget.settle.merge.go'));
    expect(await cle.text()).toContain(t('budget.idea.into'));

    await house.later(7 * DAY);
    await ana.goto(budget);
    await ana.look('budget-costed');
    await ana.follow(t('budget.run.ballot'));
    await ana.look('budget-to-ballot');
    await together(ana, t('budget.run.ballot'), [bo]);
    await until(async () => {
      await dora.goto(budget);
      return (await dora.text()).includes(t('decisions.vote'));
    });
    await dora.look('budget-ballot');
    await vote(dora, budget, ['A bench']);
    await vote(eli, budget, ['A bench', 'A lamp']);
    await vote(fina, budget, ['A lamp']);
    await vote(ana, budget, ['A lamp']);
    await vote(bo, budget, ['A lamp']);

    await house.later(30 * DAY);
    await until(async () => {
      await ana.goto(budget);
      return (await ana.text()).includes(t('budget.results'));
    });
    await ana.look('budget-result');
    expect(await ana.text()).toContain('We fund 2 projects');

    await ana.goto(lamp);
    await ana.unfold(t('budget.report'));
    await ana.page.getByLabel(t('budget.report.state')).selectOption('begun');
    await ana.fill(t('budget.report.spent'), '250.50');
    await ana.fill(t('budget.report.note'), 'The post stands.');
    await together(ana, t('budget.report.go'), [bo]);
    await eli.goto(lamp);
    await eli.look('idea-being-built');
    expect(await eli.text()).toContain('The post stands.');
    expect(await eli.text()).toContain('250.50');

    await street(group);
    await countAgain(ana, budget);
    expect(house.faults).toEqual([]);
  });

  test('is given more time, and called off for a reason that everybody reads, in Spanish', async () => {
    const group = await quarter(house.place({ locale: 'es', javaScript: true }));
    const [ana, bo, cle] = group.us as [Device, Device, Device];
    const { t, page } = ana;
    await ana.goto(`${group.path}/budgets/new`);
    await ana.look('budget-new');
    await ana.fill(t('budget.title'), 'El dinero del barrio');
    await ana.fill(t('budget.unit'), 'MXN');
    const amounts = page.getByLabel(t('budget.pot.amount'), { exact: true });
    for (const [at, name] of ['Arriba', 'Abajo'].entries()) {
      await ana.fill(t('budget.pot.name', { number: at + 1 }), name);
      await amounts.nth(at).fill('12000,50');
    }
    await together(ana, t('budgets.open'), [bo]);
    await ana.goto(`${group.path}/budgets`);
    await ana.follow('El dinero del barrio');
    const budget = new URL(page.url()).pathname;
    await ana.follow(t('budget.idea.put'));
    await ana.look('idea-new');
    await ana.fill(t('budget.idea.title'), 'Una banca');
    await page.getByLabel(t('budget.idea.pot')).selectOption({ index: 1 });
    await ana.press(t('budget.idea.go'));
    await cle.goto(new URL(page.url()).pathname);
    await cle.look('idea-to-cost');

    await ana.goto(budget);
    await ana.look('budget-run');
    const [, until = ''] = /hasta el ([^\n]+)/.exec(
      await page.locator('ol[aria-label] li').first().innerText(),
    )!;
    await ana.unfold(t('budget.run.time'));
    const last = await page.locator('input[name="costing-on"]').inputValue();
    await page.locator('input[name="ideas-on"]').fill(last);
    await together(ana, t('budget.run.time.go'), [bo]);
    await cle.goto(budget);
    expect(await cle.text()).not.toContain(until);

    await ana.goto(budget);
    await ana.unfold(t('budget.run.off'));
    await page.locator('form[action^="?/callOff"] textarea').fill('El municipio se llevó el dinero.');
    await together(ana, t('budget.run.off.go'), [bo]);
    await cle.goto(budget);
    await cle.look('budget-off');
    expect(await cle.text()).toContain('El municipio se llevó el dinero.');
    await ana.goto(`${group.path}/members/letters`);
    await ana.look('letters-form');
    expect(house.faults).toEqual([]);
    await group.close();
  });

  /** Whoever passes by reads what was done with the money, and nobody's name. */
  async function street(group: Living): Promise<void> {
    const stranger = await device(house.place({ javaScript: true }), house.faults);
    await stranger.goto(`${group.path}/budgets`);
    await stranger.look('budgets-street');
    const text = await stranger.text();
    expect(text).toContain('A lamp');
    expect(text).not.toMatch(/A pool|Ana|Eli|The post stands/);
    await stranger.context.close();
  }

  async function countAgain(ana: Device, budget: string): Promise<void> {
    const { page, place } = ana;
    await ana.goto(budget);
    const taken = async (name: RegExp) => {
      const href = await page.getByRole('link', { name }).first().getAttribute('href');
      return (await ana.context.request.get(place.address + href!)).text();
    };
    expect(await taken(/CSV/)).toContain('A pool,,ruled_out,,MXN,There is no water.');
    const file = path.join(house.folder, 'pot.pb');
    await writeFile(file, await taken(/\.pb/));
    const tally = path.join(ROOT, 'packages/tally/bin/tally.mjs');
    const count = [tally, 'count', file, '--rule', 'file', '--json'];
    const { stdout } = await promisify(execFile)(process.execPath, count);
    expect((JSON.parse(stdout) as { funded: string[] }).funded).toHaveLength(2);
  }
});
