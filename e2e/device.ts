/** A phone or a computer in somebody's hand: what they read on a page is what they press. */
import { AxeBuilder } from '@axe-core/playwright';
import { randomUUID } from 'node:crypto';
import { existsSync } from 'node:fs';
import { chromium, type Browser, type BrowserContext, type Locator, type Page } from 'playwright-core';
import { words, type Words } from '#locales';

/** The browser that `npm test` has found, or the one that Debian has. */
export const executablePath = [process.env['CHROMIUM'], '/usr/bin/chromium'].find(
  (file) => file !== undefined && existsSync(file),
);

export function openBrowser(): Promise<Browser> {
  const args = ['--no-sandbox', '--disable-gpu', '--disable-background-networking'];
  return chromium.launch({ executablePath: executablePath!, args });
}

/** Where and how a device is used. */
export interface Place {
  readonly browser: Browser;
  readonly address: string;
  readonly locale: 'en' | 'es';
  readonly javaScript: boolean;
  /** Where a picture of every page goes. */
  readonly pictures?: string;
}

const PHONE = { width: 360, height: 740 };
const DESK = { width: 1280, height: 900 };

/** A device in somebody's hand. */
export class Device {
  readonly page: Page;
  readonly place: Place;
  readonly t: Words['t'];
  readonly faults: string[];
  readonly context: BrowserContext;

  constructor(context: BrowserContext, page: Page, place: Place, faults: string[]) {
    this.context = context;
    this.page = page;
    this.place = place;
    this.faults = faults;
    this.t = words(place.locale).t;
  }

  async goto(path: string): Promise<void> {
    await this.page.goto(this.place.address + path);
  }
  async press(name: string): Promise<void> {
    await this.page.getByRole('button', { name, exact: true }).first().click();
    await this.page.waitForLoadState();
  }
  async follow(name: string): Promise<void> {
    await this.page.getByRole('link', { name, exact: true }).first().click();
    await this.page.waitForLoadState();
  }
  async fill(label: string, value: string): Promise<void> {
    await this.page.getByLabel(label, { exact: true }).first().fill(value);
  }
  heading(): Promise<string> {
    return this.page.locator('h1').innerText();
  }

  /** What the page says, in one line. */
  async text(): Promise<string> {
    return (await this.page.locator('main').innerText()).replace(/\s+/g, ' ').trim();
  }

  /** The no that stands on the page. */
  async refusal(): Promise<string> {
    return (await this.page.getByRole('alert').first().innerText()).replace(/\s+/g, ' ').trim();
  }

  /** Opens what lies folded on the page. */
  async unfold(summary: string): Promise<void> {
    await this.page
      .locator('summary')
      .filter({ hasText: exactly(summary) })
      .first()
      .click();
  }

  /** Goes on by the keyboard alone, until what is meant has the focus. */
  async tabTo(target: Locator): Promise<void> {
    const meant = await target.elementHandle();
    for (let steps = 0; steps < 80; steps += 1) {
      await this.page.keyboard.press('Tab');
      if (await this.page.evaluate((one) => document.activeElement === one, meant)) return;
    }
    throw new Error(`The keyboard does not reach ${String(target)}.`);
  }

  /** Sends a form that no page has shown, as somebody would who tries what they may not. */
  async send(path: string, action: string, fields: Readonly<Record<string, string>>): Promise<Sent> {
    const { address } = this.place;
    const answer = await this.context.request.post(`${address}${path}?/${action}`, {
      form: { key: randomUUID(), at: action, ...fields },
      headers: { origin: address, accept: 'text/html' },
      maxRedirects: 0,
    });
    const [, said = ''] = /role="alert"[^>]*>([\s\S]*?)<\/div>/.exec(await answer.text()) ?? [];
    return {
      status: answer.status(),
      said: said
        .replace(/<[^>]*>/g, ' ')
        .replace(/\s+/g, ' ')
        .trim(),
    };
  }

  /** Looks at the page as it is on a phone and on a desk. */
  async look(name: string): Promise<void> {
    const { place, page, faults } = this;
    for (const [size, viewport] of [
      ['phone', PHONE],
      ['desk', DESK],
    ] as const) {
      await page.setViewportSize(viewport);
      const width = await page.evaluate(() => document.documentElement.scrollWidth);
      if (width > viewport.width) faults.push(`${name} is ${width} wide on a ${size}`);
      if (place.pictures) {
        const path = `${place.pictures}/${place.locale}-${name}-${size}.png`;
        await page.screenshot({ path, fullPage: true, animations: 'disabled' });
      }
    }
    await page.setViewportSize(PHONE);
    if (!place.javaScript) return;
    for (const colorScheme of ['light', 'dark'] as const) {
      await page.emulateMedia({ colorScheme });
      const { violations } = await new AxeBuilder({ page }).analyze();
      for (const { id, nodes } of violations)
        faults.push(`${name}, ${colorScheme}: ${id}: ${nodes.map(({ html }) => html).join(' ')}`);
    }
    await page.emulateMedia({ colorScheme: 'light' });
  }
}

/** How a page answered, and the no that it said. */
export interface Sent {
  readonly status: number;
  readonly said: string;
}

function exactly(text: string): RegExp {
  return new RegExp(`^\\s*${text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')}\\s*$`);
}

export async function device(place: Place, faults: string[]): Promise<Device> {
  const context = await place.browser.newContext({
    viewport: PHONE,
    locale: place.locale,
    javaScriptEnabled: place.javaScript,
    reducedMotion: 'reduce',
  });
  context.setDefaultTimeout(15_000);
  return new Device(context, await context.newPage(), place, faults);
}
