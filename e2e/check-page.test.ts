/**
 * The page that checks proofs, in a real browser, as a stranger meets it: opened from a folder, with no
 * server; and served under the strictest policy.
 */
import { existsSync } from 'node:fs';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { createServer, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import os from 'node:os';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import type { Browser, BrowserContextOptions, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { sampleProof } from '#test/sample-proof';
import { findFaults } from './axe.ts';
import { ROOT } from './running.ts';
import { executablePath, openBrowser, openContext } from './device.ts';

const PAGE = path.join(ROOT, 'static/check/index.html');

describe.skipIf(executablePath === undefined)('the page that checks proofs', () => {
  let browser: Browser;
  let folder: string;
  let server: Server;
  let served: string;

  beforeAll(async () => {
    folder = await mkdtemp(path.join(os.tmpdir(), 'tequio-page-'));
    const good = await sampleProof({ since: 4, withPersonal: true });
    await writeFile(path.join(folder, 'good.json'), JSON.stringify(good));
    await writeFile(
      path.join(folder, 'bent.json'),
      JSON.stringify({ ...(await sampleProof()), position: 6 }),
    );
    server = createServer((request, response) => void serve(request.url ?? '', response));
    await new Promise<void>((resolve) => server.listen(0, '0.0.0.0', resolve));
    served = `:${(server.address() as AddressInfo).port}/index.html`;
    browser = await openBrowser();
  });
  afterAll(async () => {
    await browser.close();
    await new Promise((resolve) => server.close(resolve));
    await rm(folder, { recursive: true });
  });

  /**
   * Opens the page, runs `visit`, and holds that nothing was complained of and nothing left the page's
   * folder.
   */
  async function visiting(
    address: string,
    options: BrowserContextOptions,
    visit: (page: Page) => Promise<void>,
  ): Promise<void> {
    const context = await openContext(browser, { locale: 'en-GB', ...options });
    const page = await context.newPage();
    const complaints: string[] = [];
    page.on('pageerror', (error) => complaints.push(error.message));
    page.on('console', (message) => complaints.push(message.text()));
    page.on('request', (request) => {
      if (!request.url().startsWith(new URL('.', address).href)) complaints.push(request.url());
    });
    await page.goto(address);
    await visit(page);
    await context.close();
    expect(complaints).toEqual([]);
  }

  const choose = async (page: Page, file: string): Promise<string | null> => {
    await page.setInputFiles('#file', path.join(folder, file));
    return page.textContent('.verdict');
  };

  test('works from a folder: what holds, what does not, what is no proof', async () => {
    await visiting(pathToFileURL(PAGE).href, {}, async (page) => {
      expect(await choose(page, 'good.json')).toBe('This proof holds.');
      expect(await page.locator('.checks .holds').count()).toBe(8);
      expect(await page.textContent('#result')).toContain('Amina <b>Quispe</b>');
      expect(await page.locator('#result b').count()).toBe(0);
      expect(await choose(page, 'bent.json')).toBe('This proof does not hold.');
      expect(await page.textContent('.checks .fails')).toContain('was changed');
      await page.click('summary');
      await page.fill('#text', 'no proof at all');
      await page.press('#text', 'Tab');
      await page.click('button[type=submit]');
      expect(await page.textContent('.checks .fails')).toContain('does not have the form of a proof');
    });
  });

  test('holds a proof against the key that one knows', async () => {
    await visiting(pathToFileURL(PAGE).href, {}, async (page) => {
      await page.fill('#key', '06E3 fd8f da29 bb60');
      expect(await choose(page, 'good.json')).toBe('This proof holds.');
      expect(await page.textContent('.checks')).toContain('is the one you know');
      await page.fill('#key', '0000 0000 0000 0000');
      await page.press('#key', 'Enter');
      await page.locator('.verdict.fails').waitFor();
    });
  });

  test('speaks the language of the browser, and changes it without losing the result', async () => {
    await visiting(pathToFileURL(PAGE).href, { locale: 'es-MX' }, async (page) => {
      expect(await choose(page, 'good.json')).toBe('Esta prueba vale.');
      await page.getByRole('button', { name: 'English' }).click();
      expect(await page.textContent('.verdict')).toBe('This proof holds.');
      expect(await page.getAttribute('html', 'lang')).toBe('en');
    });
  });

  test('has the same words in every language', async () => {
    await visiting(pathToFileURL(PAGE).href, {}, async (page) => {
      const keys = await page.evaluate(() => {
        const words = (globalThis as unknown as { tequioCheckWords: Record<string, object> })
          .tequioCheckWords;
        return Object.values(words).map((one) => Object.keys(one));
      });
      expect(keys.length).toBeGreaterThan(1);
      for (const one of keys) expect(one).toEqual(keys[0]);
    });
  });

  test('is served under the strict policy, and over plain http says what it cannot check', async () => {
    await visiting(`http://localhost${served}`, {}, async (page) => {
      expect(await choose(page, 'good.json')).toBe('This proof holds.');
    });
    const lan = Object.values(os.networkInterfaces())
      .flat()
      .find((one) => one?.family === 'IPv4' && !one.internal)?.address;
    if (lan === undefined) return;
    await visiting(`http://${lan}${served}`, {}, async (page) => {
      expect(await choose(page, 'good.json')).toContain('not everything could be checked');
      expect(await page.textContent('.checks .unknown')).toContain('cannot check signatures here');
      expect(await choose(page, 'bent.json')).toBe('This proof does not hold.');
    });
  });

  test.each(['light', 'dark'] as const)('has no fault that axe finds, %s', async (colorScheme) => {
    const options = { colorScheme, viewport: { width: 360, height: 700 } };
    await visiting(`http://localhost${served}`, options, async (page) => {
      for (const file of ['good.json', 'bent.json']) {
        await choose(page, file);
        const faults = await findFaults(page);
        expect(faults.map(({ id, nodes }) => [id, nodes.map(({ html }) => html)])).toEqual([]);
        expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(360);
      }
    });
  });
});

const TYPES: Readonly<Record<string, string>> = {
  '.html': 'text/html',
  '.js': 'text/javascript',
  '.css': 'text/css',
};

async function serve(url: string, response: ServerResponse): Promise<void> {
  const file = path.join(path.dirname(PAGE), path.basename(url));
  if (!existsSync(file)) {
    response.writeHead(204).end();
    return;
  }
  response.setHeader('content-type', TYPES[path.extname(file)] ?? 'text/plain');
  response.setHeader('content-security-policy', "default-src 'none'; script-src 'self'; style-src 'self'");
  response.end(await readFile(file));
}
