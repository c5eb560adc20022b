/** A group for tests of what is kept for: taleros, against euros in a reserve. */
import { keepAccounts } from '../../../host/keep-accounts.ts';
import type { Group, OneOfUs, Stage } from '#test/stage';
import type { Articles, UnitRule } from '#agents';
import { keeping } from './with-books.ts';

export const euro: UnitRule = {
  unit: 'euro',
  kind: 'currency',
  code: 'EUR',
  scale: 2,
  words: { es: { one: 'euro', many: 'euros' }, en: { one: 'euro', many: 'euros' } },
  symbol: '€',
  holders: [],
  credit: { by: 'nobody' },
  commonOnly: true,
};

export const talero: UnitRule = {
  unit: 'talero',
  kind: 'backed',
  code: 'TALERO',
  scale: 2,
  words: { es: { one: 'talero', many: 'taleros' }, en: { one: 'talero', many: 'taleros' } },
  holders: [],
  credit: { by: 'nobody' },
  backing: { unit: 'euro', fee: { of: 100, commonParts: 2, chosenParts: 3, chosenFrom: ['member'] } },
};

/** Ana keeps the till; what it touches, nobody else does. */
export function exchanging(...units: readonly UnitRule[]): Articles {
  const articles = keeping(...units);
  return { ...articles, powers: { ...articles.powers, issue: { by: 'role', role: 'treasurer' } } };
}

export async function foundWithCurrency(
  stage: Stage,
  names: readonly string[],
  unit: UnitRule = talero,
): Promise<Group> {
  const group = await stage.found(names, { articles: exchanging(unit, euro) });
  const [till] = group.us as [OneOfUs];
  const most = group.us.slice(0, Math.floor(names.length / 2) + 1);
  await stage.together(most, 'agents.appoint', group.org, {
    role: 'treasurer',
    member: till.member,
  });
  await keepAccounts(stage.host, group.org);
  return group;
}
