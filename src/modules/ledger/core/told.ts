/** What one has to know to tell of accounts and payments in words. */
import type { MemberId } from '#kernel/command';
import type { NamedAccount } from './account.ts';

export type ToldAccount = Omit<NamedAccount, 'id'>;

/** A payment, or what is asked for or promised: from whose account to whose, and how much. */
export interface ToldMovement {
  readonly unit: string;
  readonly source: string;
  readonly target: string;
  readonly amountMinor: bigint;
}

export interface ToldBooks {
  readonly accounts: ReadonlyMap<string, ToldAccount>;
  /** Payments under their number, what is asked for or promised under its id. */
  readonly moved: ReadonlyMap<string, ToldMovement>;
}

/**
 * What facts and inputs of acts name: accounts, requests and promises by their ids, payments by their
 * numbers.
 */
export interface NamedInFacts {
  readonly accounts: readonly string[];
  readonly promised: readonly string[];
  readonly numbers: readonly string[];
}

/** Lists of what the clock has opened and bound are counted, not named. */
const COUNTED: readonly string[] = ['opened', 'reopened', 'bound', 'closed', 'charges'];

export function namedIn(facts: readonly unknown[]): NamedInFacts {
  const text = JSON.stringify(facts, (key, value: unknown) => (COUNTED.includes(key) ? undefined : value));
  const named = (kind: string) => [
    ...new Set(text.match(new RegExp(`\\b${kind}_[0-9a-z]{26}\\b`, 'g')) ?? []),
  ];
  return {
    accounts: named('acc'),
    promised: [...named('req'), ...named('hld'), ...named('csh')],
    numbers: numbersIn(facts),
  };
}

/** The numbers of payments, and of those that movements put right. */
function numbersIn(facts: readonly unknown[]): string[] {
  const found = facts.flatMap((fact) => {
    const { number, postings } = (fact ?? {}) as { readonly number?: unknown; readonly postings?: unknown };
    const [first] = (Array.isArray(postings) ? postings : []) as readonly { readonly corrects?: unknown }[];
    return [number, first?.corrects];
  });
  const numbers = found.filter(
    (one): one is string => typeof one === 'string' && /^[1-9]\d{0,17}$/.test(one),
  );
  return [...new Set(numbers)];
}

/** The members whose accounts an act is about. */
export function partiesOf({ accounts, moved }: ToldBooks, fact: unknown): MemberId[] {
  const named = namedIn([fact]);
  const ends = [...named.promised, ...named.numbers].flatMap((one) => {
    const found = moved.get(one);
    return found === undefined ? [] : [found.source, found.target];
  });
  return [...named.accounts, ...ends].flatMap((one) => accounts.get(one)?.member ?? []);
}
