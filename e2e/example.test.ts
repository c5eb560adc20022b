/** Door 2: somebody looks around the example, in two people's shoes and in their own, without JavaScript. */
import type { Browser, BrowserContext, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { findFaults } from './axe.ts';
import { startPrepared } from './prepared.ts';
import { freshFolder, removeFolder, type Running } from './running.ts';
import { executablePath, openBrowser, openContext } from './device.ts';

describe.skipIf(executablePath === undefined)('looking around the example', () => {
  let folder: string;
  let running: Running;
  let browser: Browser;
  let context: BrowserContext;
  let page: Page;

  beforeAll(async () => {
    folder = await freshFolder();
    running = await startPrepared(folder);
    browser = await openBrowser();
    context = await openContext(browser, { javaScriptEnabled: false, locale: 'en' });
    page = await context.newPage();
  });
  afterAll(async () => {
    await browser?.close();
    running?.launcher.kill('SIGTERM');
    await running?.ended;
    await removeFolder(folder);
  });

  const wear = async (name: string) => {
    await page.goto(`${running.address}/example`);
    await page.getByRole('button', { name, exact: true }).click();
  };
  const worlds = async () => (await context.cookies()).map(({ name }) => name).sort();

  test('begins at the second door, which opens by itself when everything is told', async () => {
    await page.goto(running.address);
    await page.getByRole('link', { name: 'Look around an example' }).click();
    // A dozen years are told before it opens, on whatever machine this is.
    await page.getByRole('heading', { name: 'Whose shoes?' }).waitFor();
    expect(await page.getByRole('heading', { level: 2 }).count()).toBe(12);
    expect(await worlds()).toEqual([]);
  });

  test.each(['Rosa', 'Julián'])(
    'asks something of %s, and says all the while that it is the example',
    async (name) => {
      await wear(`Be ${name}`);
      await page.getByRole('heading', { name: /asked of you/ }).waitFor();
      expect(await page.getByRole('region', { name: 'Example' }).textContent()).toContain(`You are ${name}.`);
      expect(await page.getByRole('article').count()).toBeGreaterThan(0);
      expect(await page.getByRole('region', { name: 'Shared phone' }).count()).toBe(0);
    },
  );

  test('lets somebody act: the last signature is given, and it is so', async () => {
    await wear('Be Marek');
    await page.getByRole('link', { name: /sign/i }).first().click();
    await page.getByRole('button', { name: /sign/i }).first().click();
    await page.getByText('Panadería La Espiga').first().waitFor();
    expect(await page.getByRole('alert').count()).toBe(0);
  });

  test('shows a visitor what the street sees, and no name', async () => {
    await wear('Be a visitor');
    await page.getByRole('heading', { name: 'Asamblea del Agua de Santa Ana' }).first().waitFor();
    const seen = (await page.locator('main').textContent()) ?? '';
    for (const name of ['Teresa', 'Amina', 'Fidel']) expect(seen).not.toContain(name);
    expect(await page.getByRole('region', { name: 'Example' }).textContent()).toContain('You are a visitor.');
  });

  test('is nothing that a program sees', async () => {
    const answer = await context.request.get(
      `${running.address}/api/v1/groups/asamblea-del-agua-de-santa-ana`,
    );
    expect(answer.status()).toBe(404);
  });

  test('has no fault that axe finds', async () => {
    const own = await openContext(browser, { locale: 'es', viewport: { width: 360, height: 740 } });
    const seen = await own.newPage();
    await seen.goto(`${running.address}/example`);
    const faults = await findFaults(seen);
    expect(faults.map(({ id }) => id)).toEqual([]);
    await own.close();
  });

  test('is wiped when somebody says so, and left without a trace on the device', async () => {
    await wear('Be Rosa');
    await page.goto(`${running.address}/example`);
    await page.getByRole('button', { name: 'Wipe it and tell it again' }).click();
    await page.getByRole('heading', { name: 'The example is being told' }).waitFor();
    await page.goto(`${running.address}/today`);
    expect(new URL(page.url()).pathname).toBe('/example');
    // A dozen years are told before it opens, on whatever machine this is.
    await page.getByRole('heading', { name: 'Whose shoes?' }).waitFor();
    await page.getByRole('button', { name: 'Leave the example' }).click();
    expect(new URL(page.url()).pathname).toBe('/');
    expect(await page.getByRole('region', { name: 'Example' }).count()).toBe(0);
    expect(await worlds()).toEqual([]);
  });
});
