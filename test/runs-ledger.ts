/** Runs of acts of the books that may be written together, some of which the rules refuse. */
import type { MemberId, OrgId, PersonId } from '../src/kernel/command.ts';
import { keepAccounts } from '../src/host/keep-accounts.ts';
import { accountOf, commonAccount } from '../src/modules/ledger/commands/with-books.ts';
import type { OneOfUs, Stage } from './stage.ts';

/** One act of a run, and who asks for it. */
export interface One {
  readonly person: PersonId;
  readonly member: MemberId | null;
  readonly input: unknown;
}

export interface LedgerWorld {
  readonly us: readonly OneOfUs[];
  /** Accounts of all of us, in credit that we give each other and in money; and what we hold in common. */
  readonly credit: readonly string[];
  readonly money: readonly string[];
  /** In what pesos are kept for, and what lies becomes less of. */
  readonly backed: readonly string[];
  readonly commons: string;
}

/** Opens accounts of everybody, with some money in the common one. */
export async function furnishRuns(
  stage: Stage,
  org: OrgId,
  us: readonly OneOfUs[],
): Promise<Omit<LedgerWorld, 'us'>> {
  await keepAccounts(stage.host, org);
  const idsIn = (unit: string) =>
    Promise.all(us.map(async (one) => (await accountOf(stage, org, one, unit)).id));
  const commons = (await commonAccount(stage, org, 'commons', 'peso')).id;
  const coins = { account: commons, amountMinor: '1000', way: 'in', note: 'Coins.' };
  await stage.do(us[0]!, 'ledger.issue', org, coins);
  const backed = await idsIn('talero');
  await stage.do(us[0]!, 'ledger.exchange_in', org, { account: backed[1]!, amountMinor: '900' });
  return { credit: await idsIn('maiz'), money: await idsIn('peso'), backed, commons };
}

const asks = (one: OneOfUs, input: unknown): One => ({ person: one.person, member: one.member, input });

export const LEDGER_RUNS: { readonly [command: string]: (world: LedgerWorld) => One[] } = {
  'ledger.transfer': ({ us, credit, money }) => {
    const [ana, berta, celia] = credit as [string, string, string];
    const payments: readonly [number, string, string, string][] = [
      [0, ana, berta, '6000'],
      [1, berta, celia, '500'],
      // More than is left, nothing at all, of another, into another unit.
      [0, ana, celia, '6000'],
      [0, ana, celia, '0'],
      [0, berta, celia, '10'],
      [2, celia, money[0]!, '10'],
      [2, celia, ana, '333'],
      [0, ana, celia, '700'],
    ];
    return payments.map(([who, source, target, amountMinor]) =>
      asks(us[who]!, { source, target, amountMinor }),
    );
  },
  'ledger.pay_out': ({ us, money, commons }) =>
    ['600', '300', '200', '0', '100', '1'].map((amountMinor, at) =>
      asks(us[at % 3]!, { source: commons, target: money[3]!, amountMinor, note: 'Tiles.' }),
    ),
  'ledger.exchange_in': ({ us, money, backed }) =>
    [
      [backed[0], '500'],
      [backed[1], '200'],
      [backed[0], '0'],
      [money[0], '500'],
      [backed[0], '1'],
    ].map(([account, amountMinor], at) => asks(us[at % 3]!, { account, amountMinor })),
  'ledger.exchange_out': ({ us, backed }) =>
    ['500', '300', '200', '100', '1'].map((amountMinor, at) =>
      asks(us[at % 3]!, { account: backed[1]!, amountMinor }),
    ),
  'ledger.issue': ({ us, credit, money }) =>
    [
      [money[0], '500', 'in'],
      [money[1], '200', 'in'],
      // More than they have, all that they have, and of what nobody issues.
      [money[0], '600', 'out'],
      [money[0], '500', 'out'],
      [credit[0], '500', 'in'],
    ].map(([account, amountMinor, way], at) =>
      asks(us[at % 3]!, { account, amountMinor, way, note: 'Coins.' }),
    ),
};
