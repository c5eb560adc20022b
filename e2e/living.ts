/** A group that is there already, and whoever is in it, each on a device of their own. */
import type { Browser } from 'playwright-core';
import { device, openBrowser, taken, type Device, type Place } from './device.ts';
import { compiledIn, SECRET, startPrepared } from './prepared.ts';
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

/** Opens one in which anybody may begin. */
export async function openHouse(): Promise<House> {
  const folder = await freshFolder();
  let running = await startPrepared(folder);
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
  const stop = async () => {
    running.launcher.kill('SIGTERM');
    await running.ended;
  };
  const later = async (hours: number) => {
    await stop();
    const { data, port } = running;
    running = await start({
      data,
      port,
      settings: { ...compiledIn(), NODE_OPTIONS: `--import=${laterBy(hours)}` },
    });
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

/**
 * A new person on a new device. They, and whoever founds a group with them, send the forms that others walk
 * through page by page (`founding.ts`).
 */
export async function newcomer(place: Place, name: string, faults: string[]): Promise<Device> {
  const one = await device(place, faults);
  await taken(one.send('/begin', '', { name, secret: SECRET }));
  await taken(one.send('/card/new', 'keep', {}));
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
  const founder = await newcomer(place, first!, faults);
  const path = await draft(founder, given);
  await given.settle?.(founder, path);
  const us = [founder];
  for (const name of others) {
    us.push(await comeIn(founder, name, await nameFounder(founder, path, name)));
  }
  const version = await versionOf(founder, path);
  for (const one of us) await taken(one.send(`${path}/founding/sign`, '', { version }));
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

export async function draft(founder: Device, given: Founding): Promise<string> {
  const form = given.form ?? 'meet_and_decide/association';
  const fields = { name: given.group, founder: given.names[0]!, ...given.answers };
  const { to } = await taken(founder.send(`/start/${form}`, 'found', fields));
  return to.replace(/\/founding\/rules$/, '');
}

/** Names one who founds it too; gives the code with which they come in. */
export async function nameFounder(founder: Device, path: string, name: string): Promise<string> {
  const { body } = await taken(founder.send(`${path}/founding`, 'name', { name, way: 'code' }));
  return /\/join\?code=([\w-]+)/.exec(body)![1]!;
}

/** The version of its rules, as whoever founds it signs them. */
export async function versionOf(founder: Device, path: string): Promise<string> {
  return /name="version" value="(\d+)"/.exec(await founder.read(`${path}/founding/sign`))![1]!;
}

/** Comes into a group with a code that somebody has been given, and says who they are. */
export async function comeIn(
  host: Pick<Device, 'place' | 'faults'>,
  name: string,
  code: string,
): Promise<Device> {
  const one = await newcomer(host.place, name, host.faults);
  await taken(one.send('/join', 'open', { code }));
  await taken(one.send('/join', 'come', { norms: 'yes', name }));
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
