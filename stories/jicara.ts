/** The people, shops and associations of the jícara, and what happens with it again and again. */
import { parseAmount } from '#kernel/amount';
import { assert } from '#kernel/assert';
import type { MemberId, OrgId } from '#kernel/command';
import type { Articles, UnitRule } from '#agents';
import { complementaryCurrency } from '../src/forms/complementary-currency.ts';
import { kept, local, melts } from '../src/forms/kept-for.ts';
import type { Character, Outcomes, StoryStage } from './stage.ts';

export const FOUNDERS = ['Marciana', 'Fidencio', 'Citlali', 'Paciano'] as const;
export const LATER = [
  ['Eleuteria', 'holder'],
  ['Lorenzo', 'holder'],
  ['Natalia', 'holder'],
  ['Hilario', 'holder'],
  ['Abarrotes Tomasa', 'shop'],
  ['Panadería Evaristo', 'shop'],
  ['Molino Yohualichan', 'shop'],
  ['Banda de Viento', 'association'],
  ['Casa de Salud', 'association'],
] as const;

export const jicara: UnitRule = {
  ...local,
  unit: 'jicara',
  code: 'JICARA',
  words: { es: { one: 'jícara', many: 'jícaras' }, en: { one: 'jícara', many: 'jícaras' } },
  backing: { ...local.backing, unit: 'peso' },
  demurrage: melts,
};

export const peso: UnitRule = {
  ...kept,
  unit: 'peso',
  code: 'MXN',
  words: { es: { one: 'peso', many: 'pesos' }, en: { one: 'peso', many: 'pesos' } },
};

export const RULES: Articles = { ...complementaryCurrency.articles, books: { units: [jicara, peso] } };

export interface Villages {
  readonly stage: StoryStage;
  readonly org: OrgId;
  readonly who: Readonly<Record<string, Character>>;
  readonly member: Readonly<Record<string, MemberId>>;
}

/** So many, as people write them, in hundredths: of jícaras as of pesos. */
export function minor(typed: string): string {
  const parsed = parseAmount(typed, { id: jicara.unit, scale: jicara.scale });
  assert(parsed.ok, `${typed} is an amount`);
  return String(parsed.value.minor);
}

export function one({ who }: Villages, name: string): Character {
  const found = who[name];
  assert(found, `${name} is one of us`);
  return found;
}

export function accountOf({ stage, org, member }: Villages, name: string): Promise<string> {
  const found = member[name];
  assert(found, `${name} is one of us`);
  return stage.accountOf(org, found, jicara.unit);
}

/** At a till somebody brings pesos, or brings jícaras back. */
export async function exchange(
  villages: Villages,
  till: string,
  way: 'in' | 'out',
  [name, amount]: readonly [string, string],
): Promise<Outcomes> {
  return villages.stage.act(one(villages, till), `ledger.exchange_${way}`, villages.org, {
    account: await accountOf(villages, name),
    amountMinor: minor(amount),
  });
}

export async function pay(
  villages: Villages,
  [from, to, amount, note]: readonly [string, string, string, string],
): Promise<Outcomes> {
  return villages.stage.act(one(villages, from), 'ledger.transfer', villages.org, {
    source: await accountOf(villages, from),
    target: await accountOf(villages, to),
    amountMinor: minor(amount),
    note,
  });
}

export async function choose(villages: Villages, who: string, whom: string): Promise<Outcomes> {
  return villages.stage.act(one(villages, who), 'ledger.choose_association', villages.org, {
    source: await accountOf(villages, who),
    target: await accountOf(villages, whom),
  });
}

/** What is told about how they stand is how they stand. */
export async function stand(villages: Villages, balances: Readonly<Record<string, string>>): Promise<void> {
  const { stage, org } = villages;
  for (const [name, amount] of Object.entries(balances)) {
    const account =
      name === 'all' ? await stage.accountOf(org, null, jicara.unit) : await accountOf(villages, name);
    const found = await stage.balanceOf(org, account);
    assert(found === BigInt(minor(amount)), `${name} has ${amount}, and not ${found} hundredths`);
  }
}

/** Where the pesos lie that are kept for jícaras. */
export async function reserveOf({ stage, org }: Villages): Promise<string> {
  return stage.accountOf(org, null, peso.unit, 'reserve');
}
