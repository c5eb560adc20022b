/**
 * On Today, two taps and the vote is cast: somebody of the example does it on a phone, without JavaScript.
 */
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { device, executablePath, openBrowser, type Device } from './device.ts';
import { startPrepared } from './prepared.ts';
import { freshFolder, removeFolder, type Running } from './running.ts';

const DINNER = 'Una cena de fin de año para quienes comen aquí';

describe.skipIf(executablePath === undefined)('what is asked today', () => {
  let folder: string;
  let running: Running;
  let browser: Browser;
  let ines: Device;
  let page: Page;
  let t: Device['t'];

  beforeAll(async () => {
    folder = await freshFolder();
    running = await startPrepared(folder);
    browser = await openBrowser();
    ines = await device({ browser, address: running.address, locale: 'en', javaScript: false }, []);
    ({ page, t } = ines);
    await ines.goto('/example');
    // It opens by itself when a dozen years are told.
    await ines.press('Be Inés');
    await page.getByRole('heading', { name: /asked of you/ }).waitFor();
  });
  afterAll(async () => {
    await browser?.close();
    running?.launcher.kill('SIGTERM');
    await running?.ended;
    await removeFolder(folder);
  });

  const card = (title: string) => page.getByRole('article').filter({ hasText: title });
  const today = () => ines.goto('/today');

  test('a vote says until when it is open, who learns of it, and is cast right there', async () => {
    const vote = card(DINNER);
    expect(await vote.innerText()).toMatch(/Vote · closes .+ at 17:00/);
    expect(await vote.innerText()).toContain(t('ask.vote.open'));
    expect(await vote.getByRole('link', { name: t('decisions.read-first') }).count()).toBe(1);
    // Whoever objects says why: the ballot itself asks for it, and keeps what was chosen.
    await vote.getByLabel(t('ballot.object'), { exact: true }).check();
    await ines.click(vote.getByRole('button', { name: t('vote.cast') }));
    expect(await page.locator('.wrong').innerText()).toBe(t('refusal.objection_without_reason'));
    expect(await page.locator('input[value=object]').isChecked()).toBe(true);
    await today();
    await vote.getByLabel(t('ballot.consent'), { exact: true }).check();
    await ines.click(vote.getByRole('button', { name: t('vote.cast') }));
    expect(await page.getByRole('alert').count()).toBe(0);
    expect(await page.locator('main').innerText()).toContain(t('proposal.change-vote'));
    await today();
    expect(await card(DINNER).count()).toBe(0);
  });

  test('one tap says that one comes to a meeting, and it is asked no more', async () => {
    const meeting = card('Asamblea de diciembre');
    await ines.click(meeting.getByRole('button', { name: /^I'll be there/ }));
    expect(new URL(page.url()).pathname).toMatch(/\/meetings\/mee_/);
    expect(await page.locator('main').innerText()).toContain(t('meeting.you_come'));
    await today();
    expect(await card('Asamblea de diciembre').count()).toBe(0);
  });

  test('what was decided leads to its result, and what cannot be done is said', async () => {
    const decided = page.getByRole('listitem').filter({ hasText: 'Artemio, a la caja' });
    expect(await decided.innerText()).toContain('could not be carried out');
    await ines.click(decided.getByRole('link', { name: new RegExp(t('today.result')) }));
    expect(await page.getByRole('heading', { level: 1 }).first().innerText()).not.toBe('');
  });

  test('the front of a group names its next meeting, what is open and what waits', async () => {
    await ines.goto('/g/comedor-las-ollas');
    for (const title of ['Asamblea de diciembre', 'Quién lleva la caja', DINNER, 'Artemio, a la caja'])
      expect(await page.locator('main').innerText()).toContain(title);
    const width = await page.evaluate(() => document.documentElement.scrollWidth);
    expect(width).toBeLessThanOrEqual(360);
  });

  test('nobody stops letters with a link that is not theirs', async () => {
    const answer = await ines.context.request.get(`${running.address}/letters/per_nobody.0000`);
    expect(answer.status()).toBe(404);
  });
});
