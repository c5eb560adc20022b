/** The people of the exchange circle, and what happens in it again and again. */
import { parseAmount } from '#kernel/amount';
import { assert } from '#kernel/assert';
import type { MemberId, OrgId } from '#kernel/command';
import type { Articles, UnitRule } from '#agents';
import { localExchangeSystem } from '../src/forms/local-exchange-system.ts';
import type { Character, Outcomes, StoryStage } from './stage.ts';

export const FOUNDERS = ['Amina', 'Ulises', 'Hortensia', 'Celerina', 'Chepe', 'Micaela'] as const;
export const LATER = [
  ...['Leoncio', 'Toribio', 'Filemón', 'Don Aurelio', 'Evodia', 'Gregorio', 'Paulina', 'Cata', 'Remedios'],
  ...['Abundio', 'Benita', 'Cirilo', 'Delfina', 'Eligio', 'Fausta', 'Genaro', 'Herminia', 'Isidro', 'Josefa'],
  ...['Lázaro', 'Nieves', 'Odilón', 'Petra'],
] as const;

/** A unit of their own: about what a kilo of tortillas is worth, and an hour of anybody’s work is five. */
export const mazorca: UnitRule = {
  ...localExchangeSystem.articles.books.units[0],
  unit: 'mazorca',
  code: 'MAZORCA',
  words: {
    es: { one: 'mazorca', many: 'mazorcas' },
    en: { one: 'mazorca', many: 'mazorcas' },
  },
};

export const RULES: Articles = {
  ...localExchangeSystem.articles,
  books: { units: [mazorca] },
  // The year goes round once before anybody is asked.
  exchange: { ...localExchangeSystem.articles.exchange, standDays: 365 },
};

/** The circle, and whoever is in it, by name. */
export interface Circle {
  readonly stage: StoryStage;
  readonly org: OrgId;
  readonly who: Readonly<Record<string, Character>>;
  readonly member: Readonly<Record<string, MemberId>>;
}

/** So many mazorcas, as people write them, in hundredths. */
export function minor(mazorcas: string): string {
  const parsed = parseAmount(mazorcas, { id: mazorca.unit, scale: mazorca.scale });
  assert(parsed.ok, `${mazorcas} is an amount`);
  return String(parsed.value.minor);
}

export function one({ who }: Circle, name: string): Character {
  const found = who[name];
  assert(found, `${name} is in the circle`);
  return found;
}

export function some(circle: Circle, ...names: readonly string[]): Character[] {
  return names.map((name) => one(circle, name));
}

export function accountOf({ stage, org, member }: Circle, name: string): Promise<string> {
  const found = member[name];
  assert(found, `${name} is in the circle`);
  return stage.accountOf(org, found, mazorca.unit);
}

export function commons({ stage, org }: Circle): Promise<string> {
  return stage.accountOf(org, null, mazorca.unit);
}

export type Payment = readonly [from: string, to: string, mazorcas: string, note: string];

/** Somebody pays somebody; gives the number of the payment in the books. */
export async function pay(circle: Circle, [from, to, mazorcas, note]: Payment): Promise<string> {
  const done = await circle.stage.act(one(circle, from), 'ledger.transfer', circle.org, {
    source: await accountOf(circle, from),
    target: await accountOf(circle, to),
    amountMinor: minor(mazorcas),
    note,
  });
  return String(done['number']);
}

/** Payments that are not told. */
export function payQuietly(circle: Circle, payments: readonly Payment[]): Promise<void> {
  return circle.stage.quietly(async () => {
    for (const payment of payments) await pay(circle, payment);
  });
}

/** Somebody asks somebody to be paid. */
export async function askFor(circle: Circle, [from, to, mazorcas, note]: Payment): Promise<Outcomes> {
  return circle.stage.act(one(circle, to), 'ledger.request_payment', circle.org, {
    source: await accountOf(circle, from),
    target: await accountOf(circle, to),
    amountMinor: minor(mazorcas),
    note,
  });
}

/** What is told about how they stand is how they stand. */
export async function stand(circle: Circle, balances: Readonly<Record<string, string>>): Promise<void> {
  const { stage, org } = circle;
  for (const [name, mazorcas] of Object.entries(balances)) {
    const found = await stage.balanceOf(org, await accountOf(circle, name));
    assert(
      found === BigInt(minor(mazorcas)),
      `${name} stands at ${mazorcas}, and not at ${found} hundredths`,
    );
  }
}

/** Something is put to the circle, talked over, and voted on by all who have a telephone. */
export async function decide(
  circle: Circle,
  who: string,
  draft: object,
  days: { readonly opens: string; readonly over: string },
  says: (at: number) => object,
): Promise<void> {
  const { stage, org } = circle;
  const done = await stage.quietly(() => stage.act(one(circle, who), 'decisions.propose', org, draft));
  const { proposal } = done;
  await stage.act(one(circle, who), 'decisions.publish', org, { proposal, way: 0 });
  await stage.passes(org, days.opens);
  await stage.quietly(async () => {
    for (const [at, voter] of Object.values(circle.who).entries()) {
      await stage.act(voter, 'decisions.cast', org, { proposal, choices: says(at) });
    }
  });
  await stage.lately(org);
  await stage.passes(org, days.over);
}
