/** A group that is there already, and whoever is in it, each on a device of their own. */
import type { Browser } from 'playwright-core';
import { device, openBrowser, type Device, type Place } from './device.ts';
import { freshFolder, removeFolder, start, type Running } from './running.ts';

/** A Tequio of its own, with a browser to look at it. */
export interface House {
  readonly browser: Browser;
  readonly running: Running;
  readonly folder: string;
  readonly faults: string[];
  place(given?: Partial<Place>): Place;
  /** Stops it, and starts it again so many hours later. */
  later(hours: number): Promise<void>;
  close(): Promise<void>;
}

/** Opens one, and lets its first person in: from then on anybody may begin. */
export async function openHouse(): Promise<House> {
  const folder = await freshFolder();
  let running = await start({ data: `${folder}/data` });
  const browser = await openBrowser();
  const faults: string[] = [];
  const pictures = process.env['TEQUIO_PICTURES'];
  const place = (given: Partial<Place> = {}): Place => ({
    browser,
    address: running.address,
    locale: 'en',
    javaScript: false,
    ...(pictures === undefined ? {} : { pictures }),
    ...given,
  });
  const [, code] = /\/begin\/([0-9A-Z-]+)/.exec(running.said()) ?? [];
  const first = await newcomer(place(), 'Nora', faults, code);
  await first.context.close();
  const stop = async () => {
    running.launcher.kill('SIGTERM');
    await running.ended;
  };
  const later = async (hours: number) => {
    await stop();
    const { data, port } = running;
    running = await start({ data, port, settings: { NODE_OPTIONS: `--import=${laterBy(hours)}` } });
  };
  const close = async () => {
    await browser.close();
    await stop();
    await removeFolder(folder);
  };
  return { browser, running, folder, faults, place, later, close };
}

/** A module that sets the clock of a program forward before anything else of it runs. */
function laterBy(hours: number): string {
  const code = `const Then = Date;
    globalThis.Date = class extends Then {
      constructor(...given) {
        super(...(given.length === 0 ? [Then.now() + ${hours} * 3_600_000] : given));
      }
      static now() {
        return Then.now() + ${hours} * 3_600_000;
      }
    };`;
  return `data:text/javascript;base64,${Buffer.from(code).toString('base64')}`;
}

export const SECRET = '381640';

/** A new person on a new device. */
export async function newcomer(place: Place, name: string, faults: string[], code?: string): Promise<Device> {
  const one = await device(place, faults);
  const { t } = one;
  await one.goto(code === undefined ? '/begin' : `/begin/${code}`);
  await one.fill(t('begin.name'), name);
  await one.fill(t('begin.secret'), SECRET);
  await one.press(t('begin.go'));
  await one.press(t('card.kept'));
  return one;
}

export interface Living {
  readonly path: string;
  readonly us: readonly Device[];
  readonly faults: readonly string[];
  /** The address of somebody's page in the group, as one of them finds it. */
  pageOf(name: string): Promise<string>;
  close(): Promise<void>;
}

export interface Founding {
  readonly group: string;
  readonly names: readonly string[];
  readonly form?: string;
  /** The printed code, where nobody is here yet. */
  readonly code?: string;
  /** Answers to questions of the form that are not what most say. */
  readonly answers?: Readonly<Record<string, string>>;
  /** What whoever founds it settles in its rules before anybody else comes in. */
  readonly settle?: (founder: Device, path: string) => Promise<void>;
}

/** A group founded by these people, who come in with codes and sign: in a house, or at a place of its own. */
export async function found(at: House | Place, given: Founding, there?: Place): Promise<Living> {
  const isHouse = 'running' in at;
  const faults = isHouse ? at.faults : [];
  const place = there ?? (isHouse ? at.place() : at);
  const [first, ...others] = given.names;
  const founder = await newcomer(place, first!, faults, given.code);
  const path = await draft(founder, given);
  await given.settle?.(founder, path);
  const us = [founder];
  for (const name of others) {
    await founder.goto(`${path}/founding`);
    await founder.fill(founder.t('founding.name'), name);
    await founder.press(founder.t('founding.way.code'));
    us.push(await comeIn(founder, name, await founder.page.locator('output').first().innerText()));
  }
  for (const one of us) {
    await one.goto(`${path}/founding/sign`);
    await one.press(one.t('founding.sign.go'));
  }
  return {
    path,
    us,
    faults,
    pageOf: async (name) => {
      await founder.goto(`${path}/members`);
      const link = founder.page.getByRole('link', { name, exact: true });
      return (await link.first().getAttribute('href'))!;
    },
    close: async () => {
      for (const { context } of us) await context.close();
    },
  };
}

export async function draft(founder: Device, { group, form, answers = {} }: Founding): Promise<string> {
  const { t } = founder;
  await founder.goto(`/start/${form ?? 'meet_and_decide/association'}`);
  await founder.fill(t('start.name'), group);
  for (const [question, answer] of Object.entries(answers)) {
    await founder.page.locator(`main [name="${question}"]`).fill(answer);
  }
  await founder.press(t('start.go'));
  await founder.page.waitForURL('**/g/**');
  return `/g/${new URL(founder.page.url()).pathname.split('/')[2]!}`;
}

/** Comes into a group with a code that somebody has been given, and says who they are. */
export async function comeIn(
  host: Pick<Device, 'place' | 'faults'>,
  name: string,
  code: string,
): Promise<Device> {
  const one = await newcomer(host.place, name, host.faults);
  const { t } = one;
  await one.goto('/join');
  await one.fill(t('founding.code'), code);
  await one.press(t('join.look'));
  await one.page.getByLabel(t('norms.yes')).check();
  await one.press(t('join.go'));
  return one;
}

/** One asks for it on the page where they are; the others sign what waits. Gives where it waited. */
export async function together(asking: Device, button: string, others: readonly Device[]): Promise<string> {
  await asking.press(button);
  const waits = new URL(asking.page.url()).pathname;
  for (const one of others) {
    await one.goto(waits);
    await one.press(one.t('waiting.sign'));
  }
  return waits;
}
