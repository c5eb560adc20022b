/**
 * What an author has read before writing it anew: its digest goes along with what they write, so that nobody
 * writes over the words of another without having seen them.
 */
import { sha256 } from '#tally';
import { canonicalBytes } from '#kernel/canonical';
import type { Json } from '#kernel/outcome';
import { kindNamed } from './kinds.ts';
import type { Proposal, ProposalOption } from './proposal.ts';

/** SHA-256, hexadecimal, over all that its authors can still write anew, and over nothing else. */
export function asRead(proposal: Proposal, options: readonly ProposalOption[]): string {
  const { title, body, seats, unit, post, parity, publishedAt, kind } = proposal;
  // Once others have read it, options come and go by themselves; what one answer would do stays.
  const written = publishedAt === null || kindNamed(kind).options === 'one' ? options : [];
  const read = {
    title,
    body,
    seats,
    pot: proposal.potMinor === null ? null : String(proposal.potMinor),
    unit,
    post,
    parity,
    options: written.map((one) => ({
      title: one.title,
      body: one.body,
      member: one.member,
      people: one.people.map(({ member }) => member),
      cost: one.costMinor === null ? null : String(one.costMinor),
      excludes: one.excludes,
      acts: one.acts,
    })),
  };
  // What is undefined is not there; the canonical form knows only what is.
  return sha256(canonicalBytes(JSON.parse(JSON.stringify(read)) as Json));
}
