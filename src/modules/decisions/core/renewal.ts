/**
 * A proposal that was turned down is no end of the matter: it is reworked, and comes back as a proposal of
 * its own that says which one it is a new version of.
 */
import { refuse, type Json, type Refused } from '#kernel/outcome';
import type { MemberId } from '#kernel/command';
import { rebaseArticles, type Articles, type StatutesVersion } from '#agents';
import {
  PERSONAL_IN_ACTS,
  stateOf,
  type Proposal,
  type ProposalState,
  type ProposedAct,
} from './proposal.ts';
import { isAmong } from './visible.ts';

/** Where it was said no, or nothing came of it. */
const TURNED_DOWN: readonly ProposalState[] = ['rejected', 'no_quorum', 'undecided', 'returned', 'withdrawn'];

export function wasTurnedDown(proposal: Proposal, now: string): boolean {
  return TURNED_DOWN.includes(stateOf(proposal, now));
}

export const RENEWAL_RULES = ['proposal_unknown', 'not_turned_down'] as const;

/** Whether this can come back; whoever is not to see a draft that was taken back is told there is none. */
export function wrongToRenew(
  earlier: Proposal | null,
  authors: readonly { readonly member: MemberId }[],
  member: MemberId | null,
  now: string,
): Refused<(typeof RENEWAL_RULES)[number]> | null {
  if (earlier === null) return refuse('proposal_unknown');
  if (earlier.publishedAt === null && !isAmong(member, authors)) return refuse('proposal_unknown');
  return wasTurnedDown(earlier, now) ? null : refuse('not_turned_down');
}

/** The version in force, and all that there were. */
export interface Rules {
  readonly today: StatutesVersion;
  readonly versions: readonly StatutesVersion[];
}

/**
 * The acts of an earlier proposal, to be asked for once more. Reasons that were forgotten with somebody are
 * not there; a change of the rules is one of those in force today, and takes back nothing adopted since.
 */
export function actsAgain(acts: readonly ProposedAct[], rules: Rules) {
  return acts.map(({ command, input }) => {
    const whole = withoutForgotten(input);
    return { command, input: command === 'agents.amend' ? changeAgain(whole, rules) : whole };
  });
}

/**
 * Where somebody has changed the same place since, it stays what it was until its authors have seen both sides.
 */
function changeAgain(input: Json, rules: Rules): Json {
  const change = input as unknown as AmendedRules;
  const laid = laidOntoToday(change, rules);
  if (!laid.isClear) return input;
  return { ...change, base: laid.base, articles: laid.articles } as unknown as Json;
}

/** A change of the rules as it is asked for: whole articles, and the version that they were written on. */
export interface AmendedRules {
  readonly base: number;
  readonly articles: Articles;
}

/** Whether an option would change rules that are no longer in force. */
export function isOnOlderRules(
  options: readonly { readonly acts: readonly ProposedAct[] }[],
  version: number,
): boolean {
  const acts = options.flatMap((one) => one.acts);
  return acts.some(
    ({ command, input }) => command === 'agents.amend' && (input as unknown as AmendedRules).base !== version,
  );
}

/** The same change as one of the rules in force; `isOld` where it was written on others. */
export function laidOntoToday({ base, articles }: AmendedRules, { today, versions }: Rules) {
  const before = versions.find((one) => one.version === base)?.articles;
  if (base === today.version || before === undefined) {
    return { base, articles, before: before ?? today.articles, isOld: false, isClear: true };
  }
  const laid = rebaseArticles(before, articles, today.articles);
  return { base: today.version, before, isOld: true, ...laid };
}

function withoutForgotten(input: Json): Json {
  if (typeof input !== 'object' || input === null || Array.isArray(input)) return input;
  return Object.fromEntries(
    Object.entries(input).filter(([key, value]) => !(value === null && PERSONAL_IN_ACTS.includes(key))),
  );
}
