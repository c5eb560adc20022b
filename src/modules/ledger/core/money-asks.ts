/** What accounts ask of somebody. */
import type { MemberId } from '#kernel/command';
import type { NamedAccount } from './account.ts';
import type { CashAsk } from './cash-payment.ts';

/** One end of a payment. */
export type Party = Pick<NamedAccount, 'member' | 'purpose' | 'name'>;

interface Asked {
  readonly id: string;
  readonly unit: string;
  readonly amountMinor: bigint;
  readonly to: Party;
}

export type MoneyAsk =
  /** Somebody asks to be paid; `out` of an account for which one acts, where it is not one’s own. */
  | (Asked & {
      readonly ask: 'pay';
      readonly out: Party | null;
      readonly note: string | null;
      readonly until: string;
    })
  /** One has promised it oneself. */
  | (Asked & { readonly ask: 'keep'; readonly note: string | null; readonly until: string })
  /** Another has entered a payment of one’s own. */
  | (Asked & { readonly ask: 'deny'; readonly enteredBy: MemberId; readonly until: string })
  /** Balances were brought: one’s own would be this; where there are several units, in each. */
  | (Asked & { readonly ask: 'check'; readonly until: string })
  /** Balances that one has brought: somebody says that they are wrong, or they could not be booked. */
  | (Asked & {
      readonly ask: 'mend';
      readonly reason: string | null;
      readonly rule: string | null;
      readonly waits: boolean;
    })
  /** What was to be paid again and again was not; to or from whom, and whether it is tried once more. */
  | (Asked & {
      readonly ask: 'missed';
      readonly byMe: boolean;
      readonly again: boolean;
      readonly until: string;
    })
  /** Something was paid in cash, or is said to be; `into` a common account, where it was not to one of us. */
  | (Asked & {
      readonly ask: 'cash';
      readonly stage: CashAsk;
      readonly byMe: boolean;
      readonly into: Party | null;
      readonly words: string | null;
      readonly until: string;
    })
  /** Two see a payment differently, and one may settle it. */
  | (Asked & { readonly ask: 'settle'; readonly from: Party });
