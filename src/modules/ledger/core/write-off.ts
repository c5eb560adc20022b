/** Who bears what somebody left below zero. */
import { accept, type Outcome } from '#kernel/outcome';
import { splitByWeights } from '#kernel/split';
import type { Account } from './account.ts';
import { decidePostings, type Leg, type Ledger, type Posting, type PostingRule } from './posting.ts';

export interface Backer {
  readonly source: string;
  readonly amountMinor: bigint;
}

export interface WriteOff {
  readonly postings: readonly Posting[];
  /** Whose stakes are used up. */
  readonly ended: readonly string[];
  /** What they may go down to again, now that they stake no more. */
  readonly limits: readonly {
    readonly account: string;
    readonly floorMinor: string | null;
    readonly ceilingMinor: string | null;
  }[];
}

/**
 * Those who staked bear it up to what they staked, by their parts and with what cannot be divided to the
 * largest remainder; `rest` bears what is left.
 */
export function decideWriteOff(
  ledger: Ledger,
  left: Account,
  backers: readonly Backer[],
  rest: string,
  today: string,
): Outcome<WriteOff, PostingRule> {
  const owed = -left.balanceMinor;
  // Whoever has gone as well bears nothing any more: what they staked is used up with the rest.
  const bearing = backers.filter(({ source }) => ledger.accounts.get(source)?.closedAt === null);
  const staked = bearing.reduce((sum, one) => sum + one.amountMinor, 0n);
  const theirs = staked < owed ? staked : owed;
  const parts = splitByWeights(
    theirs,
    bearing.map((one) => ({ id: one.source, weight: one.amountMinor })),
  );
  const borne = parts.ok ? parts.value : [];
  const legs = [
    ...borne.map(({ id, minor }) => legOf(id, left.id, minor)),
    legOf(rest, left.id, owed - theirs),
  ].filter((leg) => leg.amountMinor > 0n);
  const free = new Map(ledger.accounts);
  // Whoever left takes nothing more out of it.
  free.set(left.id, { ...left, closedAt: null });
  for (const { source, amountMinor } of backers) {
    const one = free.get(source)!;
    const floorMinor = one.limits.floorMinor === null ? null : one.limits.floorMinor - amountMinor;
    free.set(source, { ...one, limits: { ...one.limits, floorMinor } });
  }
  const postings = decidePostings({ ...ledger, accounts: free }, legs, today);
  if (!postings.ok) return postings;
  return accept({
    postings: postings.value,
    ended: backers.map((one) => one.source),
    limits: backers.map(({ source }) => {
      const { floorMinor, ceilingMinor } = free.get(source)!.limits;
      return { account: source, floorMinor: text(floorMinor), ceilingMinor: text(ceilingMinor) };
    }),
  });
}

function legOf(source: string, target: string, amountMinor: bigint): Leg {
  return { source, target, amountMinor, kind: 'write_off' };
}

function text(minor: bigint | null): string | null {
  return minor === null ? null : String(minor);
}
