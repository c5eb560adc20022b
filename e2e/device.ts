/** A phone or a computer in somebody's hand: what they read on a page is what they press. */
import { randomUUID } from 'node:crypto';
import { existsSync } from 'node:fs';
import {
  chromium,
  type APIRequestContext,
  type Browser,
  type BrowserContext,
  type BrowserContextOptions,
  type Locator,
  type Page,
} from 'playwright-core';
import { words, type Words } from '#locales';
import { findFaults } from './axe.ts';

/** The browser that `npm test` has found, or one that Debian has. */
export const executablePath = [
  process.env['CHROMIUM'],
  '/usr/bin/chromium-headless-shell',
  '/usr/bin/chromium',
].find((file) => file !== undefined && existsSync(file));

/**
 * How long a browser waits before it gives up: the example is told meanwhile, on whatever machine this is.
 * What does not come costs a failing test these minutes; what comes late must cost nothing.
 */
export const PATIENCE = 300_000;

export function openBrowser(): Promise<Browser> {
  const args = ['--no-sandbox', '--disable-gpu', '--disable-background-networking'];
  return chromium.launch({ executablePath: executablePath!, args, timeout: PATIENCE });
}

/** A browser that nobody has used yet, and that waits as long as it takes. */
export async function openContext(browser: Browser, options: BrowserContextOptions): Promise<BrowserContext> {
  const context = await browser.newContext(options);
  context.setDefaultTimeout(PATIENCE);
  return context;
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
  press(name: string): Promise<void> {
    return this.click(this.page.getByRole('button', { name, exact: true }).first());
  }
  follow(name: string): Promise<void> {
    return this.click(this.page.getByRole('link', { name, exact: true }).first());
  }
  /** Clicks, and stays until the page it leads to is there, if it leads to one. */
  async click(target: Locator): Promise<void> {
    // A click ends when the page that it asks for has begun to come; a key of the keyboard does not.
    await target.click();
    await this.page.waitForLoadState();
  }
  /** Enters what has the focus, which leads to another page. */
  async enter(): Promise<void> {
    const come = this.page.waitForEvent('load');
    await this.page.keyboard.press('Enter');
    await come;
  }
  async fill(label: string, value: string): Promise<void> {
    await this.page.getByLabel(label, { exact: true }).first().fill(value);
  }
  async heading(): Promise<string> {
    await this.page.waitForLoadState();
    return this.page.locator('h1').innerText();
  }

  /** What the page says, in one line. */
  async text(): Promise<string> {
    await this.page.waitForLoadState();
    return (await this.page.locator('main').innerText()).replace(/\s+/g, ' ').trim();
  }

  /** The no that stands on the page: by itself, or at the answer that it is about. */
  async refusal(): Promise<string> {
    const told = this.page.locator('[role=alert], .wrong').first();
    return (await told.innerText()).replace(/\s+/g, ' ').trim();
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
  send(path: string, action: string, fields: Fields): Promise<Sent> {
    return sendForm(this.context.request, this.place.address + path, action, fields, this.place.locale);
  }

  /** What lies at an address, as it is sent. */
  async read(path: string): Promise<string> {
    return (await this.context.request.get(this.place.address + path)).text();
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
      // In the dark nothing but the colours is another.
      const found = await findFaults(page, colorScheme === 'dark' ? ['color-contrast'] : undefined);
      for (const { id, nodes } of found)
        faults.push(`${name}, ${colorScheme}: ${id}: ${nodes.map(({ html }) => html).join(' ')}`);
    }
    await page.emulateMedia({ colorScheme: 'light' });
  }
}

/** What stands in a form; what is ticked more than once stands there more than once. */
export type Fields = Readonly<Record<string, string | readonly string[]>>;

/** How a page answered. */
export interface Sent {
  readonly status: number;
  /** The no that it said. */
  readonly said: string;
  /** Where it led on to; empty where it stayed. */
  readonly to: string;
  readonly body: string;
}

/** Sends a form as a page would; without an action, to the one that the page has. */
export async function sendForm(
  request: APIRequestContext,
  address: string,
  action: string,
  fields: Fields,
  locale = 'en',
): Promise<Sent> {
  const written = Object.entries({ key: randomUUID(), at: action, ...fields });
  const pairs = written.flatMap(([name, value]) => [value].flat().map((one) => [name, one]));
  const answer = await request.post(action === '' ? address : `${address}?/${action}`, {
    data: new URLSearchParams(pairs).toString(),
    headers: {
      origin: new URL(address).origin,
      accept: 'text/html',
      'accept-language': locale,
      'content-type': 'application/x-www-form-urlencoded',
    },
    maxRedirects: 0,
  });
  const body = await answer.text();
  const [, said = ''] = /role="alert"[^>]*>([\s\S]*?)<\/div>/.exec(body) ?? [];
  return {
    status: answer.status(),
    said: said
      .replace(/<[^>]*>/g, ' ')
      .replace(/\s+/g, ' ')
      .trim(),
    to: answer.headers()['location'] ?? '',
    body,
  };
}

/** How a page answered what nobody refuses; throws what it said where it did. */
export async function taken(sent: Promise<Sent>): Promise<Sent> {
  const { status, said, body, to } = await sent;
  if (status >= 400) throw new Error(`It was not taken: ${said || body}`);
  return { status, said, body, to };
}

function exactly(text: string): RegExp {
  return new RegExp(`^\\s*${text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')}\\s*$`);
}

export async function device(place: Place, faults: string[]): Promise<Device> {
  const context = await openContext(place.browser, {
    viewport: PHONE,
    locale: place.locale,
    javaScriptEnabled: place.javaScript,
    reducedMotion: 'reduce',
  });
  return new Device(context, await context.newPage(), place, faults);
}
