/** What was decided, in one sentence: for lists in which there is no room for the count. */
import type { NameOf } from '#agents/screens/say.ts';
import type { Words } from '#locales';
import { explain, type KeptOutcome } from '../core/explain.ts';
import { kindNamed } from '../core/kinds.ts';
import type { Proposal, ProposalOption } from '../core/proposal.ts';
import { sentence } from './outcome-words.ts';
import { MONEY_SCALE } from './say-proposal.ts';

/** The outcome of a vote that was counted, as the title of its page says it. */
export function decidedLine(
  words: Words,
  proposal: Proposal,
  options: readonly ProposalOption[],
  nameOf: NameOf,
): string {
  const { title, way, outcome, seats, seed, unit, kind } = proposal;
  if (way === null || outcome === null) return title;
  const standing = options.filter((one) => one.withdrawnAt === null);
  const { head } = explain(
    {
      title,
      method: way.method,
      seats,
      seed,
      electsPeople: kindNamed(kind).candidates === 'people',
      options: standing.map(({ id, costMinor }) => ({ id, costMinor })),
    },
    outcome as unknown as KeptOutcome,
  );
  const named = (one: ProposalOption) =>
    one.member === null ? one.title : (nameOf(one.member) ?? words.t('member.forgotten'));
  return sentence(words, head, {
    names: new Map(standing.map((one) => [one.id, named(one)])),
    unit: unit === null ? null : { code: unit, scale: MONEY_SCALE },
  });
}
