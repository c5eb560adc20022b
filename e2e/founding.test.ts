/** The job that everything else waits for: five people found a group in a browser. */
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { executablePath, openBrowser } from './device.ts';
import { foundAlone, foundTogether, foundWithPaper } from './founding.ts';
import { freshFolder, removeFolder, start, type Running } from './running.ts';

describe.skipIf(executablePath === undefined)('founding a group', () => {
  let folder: string;
  let running: Running;
  let browser: Browser;

  beforeAll(async () => {
    folder = await freshFolder();
    running = await start({ data: `${folder}/data` });
    browser = await openBrowser();
  });
  afterAll(async () => {
    await browser?.close();
    running?.launcher.kill('SIGTERM');
    await running?.ended;
    await removeFolder(folder);
  });

  const given = () => ({ browser, address: running.address });

  test('two on their own devices, three on one phone that goes round, no e-mail', async () => {
    const [, firstLink] = /\/begin\/([0-9A-Z-]+)/.exec(running.said()) ?? [];
    const played = await foundTogether({
      ...given(),
      firstLink: firstLink!,
      locale: 'en',
      javaScript: true,
      group: 'Savings of Tlacolula',
    });
    expect(played.faults).toEqual([]);
    expect(played.heading).toBe('Five of five have signed.');
    expect(played.stamp).toMatch(/^Savings of Tlacolula exists\s+since \d{1,2}:\d\d today$/);
    expect(played.slug).toBe('savings-of-tlacolula');
  });

  test('the same without JavaScript, in Spanish', async () => {
    const played = await foundTogether({
      ...given(),
      locale: 'es',
      javaScript: false,
      group: 'Ahorro de Tlacolula',
    });
    expect(played.faults).toEqual([]);
    expect(played.heading).toBe('Han firmado cinco de cinco.');
    expect(played.stamp).toMatch(/^Ahorro de Tlacolula existe\s+desde las \d{1,2}:\d\d de hoy$/);
  });

  test('with ink on paper, without the one who never comes, and never on rules that have changed', async () => {
    const played = await foundWithPaper({ ...given(), locale: 'en', javaScript: true, group: 'Las Ollas' });
    expect(played.faults).toEqual([]);
    expect(played.heading).toBe('Three of three have signed.');
    expect(played.stamp).toContain('Las Ollas exists');
  });

  test('alone for now', async () => {
    const played = await foundAlone({ ...given(), locale: 'es', javaScript: false, group: 'El Telar' });
    expect(played.faults).toEqual([]);
    expect(played.heading).toBe('Has firmado.');
    expect(played.stamp).toContain('El Telar existe');
  });
});
