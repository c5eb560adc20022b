/**
 * A group of many, and the few of them of whom pages are looked at. All the others fill in the same forms,
 * and nobody looks over their shoulder.
 */
import { request, type APIRequestContext } from 'playwright-core';
import { newReceipt } from '#host/receipts';
import {
  device,
  PATIENCE,
  sendForm,
  taken,
  type Device,
  type Fields,
  type Place,
  type Sent,
} from './device.ts';
import { draft, nameFounder, newcomer, versionOf, type Founding, type House } from './living.ts';
import { SECRET } from './prepared.ts';
import { until } from './running.ts';

/** Whoever sends forms: somebody at a device, or somebody of whom nothing is seen. */
export type Sender = Pick<Device, 'send' | 'read'>;

class Unseen implements Sender {
  readonly #request: APIRequestContext;
  readonly #address: string;
  constructor(context: APIRequestContext, address: string) {
    this.#request = context;
    this.#address = address;
  }
  send(path: string, action: string, fields: Fields): Promise<Sent> {
    return sendForm(this.#request, this.#address + path, action, fields);
  }
  async read(path: string): Promise<string> {
    return (await this.#request.get(this.#address + path)).text();
  }
}

export interface Crowd {
  readonly path: string;
  /** The version of the rules that all have signed. */
  readonly rules: string;
  /** Everybody, in the order in which they were named. */
  readonly all: readonly Sender[];
  readonly member: Readonly<Record<string, string>>;
  named(name: string): Sender;
  seen(name: string): Device;
}

/** A group of all these people; whoever has a place here is seen on a device there, the first one always. */
export async function foundMany(
  house: House,
  given: Founding & { readonly seen: Readonly<Record<string, Partial<Place>>> },
): Promise<Crowd> {
  const [first, ...others] = given.names as [string, ...string[]];
  const founder = await newcomer(house.place(given.seen[first]), first, house.faults);
  const path = await draft(founder, given);
  await given.settle?.(founder, path);
  const version = await versionOf(founder, path);
  const there = new Map<string, Sender>([[first, founder]]);
  for (const name of others) {
    const code = await nameFounder(founder, path, name);
    const place = given.seen[name] && house.place(given.seen[name]);
    const one = place
      ? await device(place, house.faults)
      : new Unseen(await request.newContext({ timeout: PATIENCE }), house.running.address);
    await taken(one.send('/join', 'open', { code }));
    await taken(one.send('/join', 'come', { norms: 'yes', name, secret: SECRET }));
    there.set(name, one);
  }
  for (const one of there.values()) await taken(one.send(`${path}/founding/sign`, '', { version }));
  return {
    path,
    rules: version,
    all: [...there.values()],
    member: await membersOf(founder, path),
    named: (name) => there.get(name)!,
    seen: (name) => there.get(name) as Device,
  };
}

/** Everybody by their name, as the page of a post lets one be picked. */
async function membersOf(one: Device, path: string): Promise<Readonly<Record<string, string>>> {
  await one.goto(`${path}/posts/treasurer`);
  const options = one.page.locator('form[action^="?/appoint"] select').first().locator('option');
  const pairs = await options.evaluateAll((all) =>
    all.map((option) => [option.textContent.trim(), (option as HTMLOptionElement).value] as const),
  );
  return Object.fromEntries(pairs);
}

/** What somebody has asked for waits at this address; these sign it. */
export async function sign(others: readonly Sender[], waits: string, rules: string): Promise<void> {
  for (const one of others) await one.send(waits, 'sign', { statutes: rules });
}

/** Somebody votes, with a receipt where the ballot is secret; gives the receipt. */
export async function cast(who: Sender, at: string, fields: Fields): Promise<string> {
  const receipt = newReceipt();
  await taken(who.send(`${at}/vote`, 'cast', { receipt, ...fields }));
  return receipt;
}

/** The clock comes round once a minute; until then the page says what it said. */
export async function says(one: Device, path: string, text: string): Promise<void> {
  await until(async () => {
    await one.goto(path);
    return (await one.text()).includes(text);
  });
}

/**
 * Goes on to how and when, chooses the first way, with the day on which the vote opens if one is given, and
 * puts it to the others; gives where it is.
 */
export async function putForward(one: Device, opensOn?: string): Promise<string> {
  await one.press(one.t('propose.go-on'));
  await one.page.waitForURL(/\/publish/);
  const at = new URL(one.page.url()).pathname.replace(/\/publish$/, '');
  await one.page.locator('input[name=way]').first().check();
  if (opensOn !== undefined) {
    await one.unfold(one.t('publish.other'));
    await one.page.locator('input[name=opens-on]').fill(opensOn);
  }
  await one.press(one.t('publish.go'));
  return at;
}

/** The day so many days from today. */
export function inDays(days: number): string {
  return new Date(Date.now() + days * 86_400_000).toISOString().slice(0, 10);
}
