/**
 * A voter counts the published ballots again, in a real browser under the strict policy, with the line cut
 * once the page is open: the same winners, the same root, and her own mark in the list.
 */
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { exportBallots, exportKept, ballotLines, type CastBallot, type SealedBallot } from '#decisions';
import { words } from '#locales';
import { sha256 } from '#tally';
import { findFaults } from './axe.ts';
import { executablePath, openBrowser, openContext } from './device.ts';
import { startPrepared } from './prepared.ts';
import { freshFolder, removeFolder, type Running } from './running.ts';

const { t } = words('en');
const OPTIONS = ['Ana', 'Petra', 'Josefina', '<b>Luz</b>'];
const ROOT = /^[0-9a-f]{64}$/;

/** Tennessee-like: who leads at first does not win. */
const RANKINGS: readonly (readonly [number, readonly number[]])[] = [
  [14, [0, 1, 2]],
  [9, [1, 2]],
  [5, [2, 1]],
  [4, [3, 2, 1]],
];
const ballots: CastBallot[] = RANKINGS.flatMap(([count, ranking]) =>
  Array.from({ length: count }, (): CastBallot => ({
    chamber: 'people',
    choices: { ballot: 'rank', ranking: ranking.map((at) => [`opt_${at}`]) },
  })),
);
const sealed: SealedBallot[] = ballots.map((one, at) => ({
  ballot: `bal_${at}`,
  mark: sha256(`the secret of ${at}`),
  chamber: one.chamber,
  choices: one.choices!,
}));

describe.skipIf(executablePath === undefined)('counting again', () => {
  let folder: string;
  let files: string;
  let running: Running;
  let browser: Browser;

  beforeAll(async () => {
    files = await mkdtemp(path.join(os.tmpdir(), 'tequio-recount-'));
    const question: Parameters<typeof exportBallots>[0] = {
      id: 'pro_1',
      title: 'Who keeps the box',
      way: {
        method: 'scottish_stv',
        quorumPercent: 0,
        noQuorum: 'fails',
        talkDays: 0,
        voteDays: 0,
        waitDays: 0,
        secrecy: 'separated',
        voters: 'members',
      },
      seats: 1,
      potMinor: null,
      unit: null,
      none: false,
      parity: [{ group: 'Upper town', least: 1 }],
      options: OPTIONS.map((title, at) => ({
        ...{ id: `opt_${at}`, title, costMinor: null, excludes: null },
        groups: title === 'Josefina' ? ['Upper town'] : [],
      })),
    };
    const file = exportBallots(question, ballots);
    await writeFile(path.join(files, 'kept.csv'), exportKept(question)!.text);
    const list = ballotLines(sealed).map((line) => `${new TextDecoder().decode(line)}\n`);
    await writeFile(path.join(files, 'ballots.blt'), file.text);
    await writeFile(path.join(files, 'list.jsonl'), list.join(''));
    await writeFile(path.join(files, 'bent.jsonl'), list.slice(1).join(''));
    await writeFile(path.join(files, 'none.blt'), 'no ballots at all');
    folder = await freshFolder();
    running = await startPrepared(folder);
    browser = await openBrowser();
  });
  afterAll(async () => {
    await browser.close();
    running.launcher.kill('SIGTERM');
    await running.ended;
    await removeFolder(folder);
    await rm(files, { recursive: true });
  });

  async function onPage(visit: (page: Page) => Promise<void>, width = 360): Promise<void> {
    const context = await openContext(browser, { locale: 'en-GB', viewport: { width, height: 740 } });
    const page = await context.newPage();
    const complaints: string[] = [];
    page.on('pageerror', (error) => complaints.push(error.message));
    page.on('console', (message) => complaints.push(message.text()));
    await page.goto(`${running.address}/recount`);
    await page.locator('#recount:not([hidden])').waitFor();
    // From here on nothing can be asked of anybody, and nothing sent.
    await context.setOffline(true);
    page.on('request', (request) => complaints.push(request.url()));
    await visit(page);
    await context.close();
    expect(complaints).toEqual([]);
  }

  async function count(page: Page, names: readonly string[]): Promise<void> {
    await page.setInputFiles(
      'input[type=file]',
      names.map((name) => path.join(files, name)),
    );
    await page.getByRole('button', { name: t('recount.do') }).click();
  }

  test('comes to the same winner, count by count', async () => {
    await onPage(async (page) => {
      await count(page, ['ballots.blt']);
      expect(await page.textContent('#winner')).toBe('We chose Petra');
      expect(await page.textContent('#counted')).toContain('<b>Luz</b> had the fewest and leaves');
      expect(await page.textContent('code.long')).toContain(
        "npx tally count 'ballots.blt' --rule scottish-stv",
      );
      await page.getByLabel(t('recount.method')).selectOption('schulze');
      await count(page, ['ballots.blt']);
      await page.locator('#counted table').first().waitFor();
    });
  });

  test('keeps the places that were kept, and says who was passed over for them', async () => {
    await onPage(async (page) => {
      await count(page, ['kept.csv', 'ballots.blt']);
      expect(await page.textContent('#winner')).toBe('We chose Josefina');
      expect(await page.textContent('#counted')).toContain('The one place is kept for “Upper town”.');
      expect(await page.textContent('code.long')).toContain("--constraints 'kept.csv'");
    });
  });

  test('reckons the root, and finds the ballot of a receipt', async () => {
    await onPage(async (page) => {
      await count(page, ['list.jsonl', 'ballots.blt']);
      const root = (await page.textContent('#root')) ?? '';
      expect(root).toMatch(ROOT);
      expect(await page.textContent('#counted')).toContain(t('recount.list.as_many'));
      await page.getByLabel(t('recount.root')).fill(root.toUpperCase());
      await page.getByLabel(t('recount.receipt')).fill('the secret of 7');
      await count(page, ['list.jsonl']);
      expect(await page.textContent('#same')).toContain(t('recount.list.same'));
      expect(await page.textContent('#receipt')).toContain(t('recount.receipt.found'));
      await page.getByLabel(t('recount.receipt')).fill('a secret of nobody');
      await count(page, ['bent.jsonl']);
      await page.getByText(t('recount.list.other')).waitFor();
      expect(await page.textContent('#receipt')).toContain(t('recount.receipt.missing'));
    });
  });

  test('says what is wrong with a file', async () => {
    await onPage(async (page) => {
      await count(page, ['none.blt']);
      await page.locator('#counted', { hasText: 'line 1' }).waitFor();
    });
  });

  test.each([360, 1280])('has no fault that axe finds, and fits, at %i', async (width) => {
    await onPage(async (page) => {
      await count(page, ['ballots.blt', 'list.jsonl']);
      await page.locator('#winner').waitFor();
      const faults = await findFaults(page);
      expect(faults.map(({ id, nodes }) => [id, nodes.map(({ html }) => html)])).toEqual([]);
      expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(width);
    }, width);
  });

  test('without JavaScript the page says what it needs, and what does without', async () => {
    const context = await openContext(browser, { locale: 'en-GB', javaScriptEnabled: false });
    const page = await context.newPage();
    await page.goto(`${running.address}/recount`);
    expect(await page.getByText(t('recount.no_script')).isVisible()).toBe(true);
    expect(await page.textContent('main')).toContain('npx tally count FILE --rule RULE');
    expect(await page.getByRole('button', { name: t('recount.do') }).count()).toBe(0);
    await context.close();
  });
});
