/** A group for tests of what accounts do: in a unit of mutual credit, in hours, and in money it holds. */
import type { OrgId } from '#kernel/command';
import type { Articles, UnitRule } from '#agents';
import { association } from '../../../forms/association.ts';
import { keepAccounts } from '../../../host/keep-accounts.ts';
import type { Group, OneOfUs, Stage } from '#test/stage';
import type { Account } from '../core/account.ts';
import { loadAccountsOf, loadCommonAccounts } from '../store/reads.ts';

const sound = association.articles as Articles;

/** Down to −100.00, two of a hundred to the common account, on top. */
export const maiz: UnitRule = {
  unit: 'maiz',
  kind: 'mutual_credit',
  code: 'MAIZ',
  scale: 2,
  words: { es: { one: 'maíz', many: 'maíces' }, en: { one: 'maize', many: 'maize' } },
  holders: [],
  credit: { by: 'all', minor: '10000' },
  ceilingMinor: '50000',
};
export const hora: UnitRule = {
  unit: 'hora',
  kind: 'hours',
  code: 'HORA',
  scale: 0,
  words: { es: { one: 'hora', many: 'horas' } },
  holders: [],
  credit: { by: 'nobody' },
};
export const peso: UnitRule = {
  unit: 'peso',
  kind: 'currency',
  code: 'MXN',
  scale: 2,
  words: { es: { one: 'peso', many: 'pesos' } },
  symbol: '$',
  holders: [],
  credit: { by: 'nobody' },
};

export const keeping = (...units: UnitRule[]): Articles => ({
  ...sound,
  books: { units },
  powers: {
    ...sound.powers,
    amend: { by: 'members', of: 1 },
    pay_out: { by: 'role', role: 'treasurer' },
    issue: { by: 'member' },
    keep_books: { by: 'member' },
    correct: { by: 'member' },
    freeze: { by: 'members', of: 2 },
    mediate: { by: 'member' },
    enter_payment: { by: 'member' },
    write_off: { by: 'members', of: 2 },
    grant_credit: { by: 'members', of: 2 },
    book_bank: { by: 'members', of: 2 },
    bring_balances: { by: 'members', of: 2 },
    close_books: { by: 'member' },
  },
});

export async function foundWithBooks(
  stage: Stage,
  names: readonly string[],
  ...units: UnitRule[]
): Promise<Group> {
  const group = await stage.found(names, { articles: keeping(...units) });
  await keepAccounts(stage.host, group.org);
  return group;
}

export async function accountOf(stage: Stage, org: OrgId, one: OneOfUs, unit = 'maiz'): Promise<Account> {
  const found = await loadAccountsOf(stage.host.db, org, one.member);
  return found.find((account) => account.unit === unit)!;
}

export async function commonAccount(
  stage: Stage,
  org: OrgId,
  purpose: Account['purpose'],
  unit = 'maiz',
): Promise<Account> {
  const found = await loadCommonAccounts(stage.host.db, org);
  return found.find((account) => account.unit === unit && account.purpose === purpose)!;
}
