/**
 * The question as it is put to the vote, whole: what is asked, with which acts behind it, in which way, and
 * of whom. Its digest stands in the act that opens the vote, so that nobody can say afterwards that something
 * else was asked; anybody can reckon it again.
 */
import { sha256 } from '#tally';
import { canonicalBytes } from '#kernel/canonical';
import type { Json } from '#kernel/outcome';
import type { Way } from '#agents';
import type { Candidacy } from './candidacy.ts';
import { hasNone } from './kinds.ts';
import type { Proposal, ProposalOption } from './proposal.ts';
import type { Voter } from './roll.ts';

/** What of a proposal is asked; where it stands, and when, is not part of the question. */
export type Asked = Pick<
  Proposal,
  | 'id'
  | 'kind'
  | 'matter'
  | 'version'
  | 'title'
  | 'body'
  | 'seats'
  | 'potMinor'
  | 'unit'
  | 'post'
  | 'parity'
  | 'classes'
>;

/**
 * SHA-256, hexadecimal, over the canonical form of the question. Options that were withdrawn are not asked.
 */
export function questionHash(
  asked: Asked,
  options: readonly ProposalOption[],
  way: Way,
  roll: readonly Voter[],
): string {
  return sha256(canonicalBytes(questionOf(asked, options, way, roll)));
}

export function questionOf(
  asked: Asked,
  options: readonly ProposalOption[],
  way: Way,
  roll: readonly Voter[],
): Json {
  const question = {
    proposal: asked.id,
    kind: asked.kind,
    matter: asked.matter,
    version: asked.version,
    title: asked.title,
    body: asked.body,
    seats: asked.seats,
    pot: asked.potMinor === null ? null : String(asked.potMinor),
    unit: asked.unit,
    post: asked.post,
    // Only an election knows of it, and not every one.
    parity: asked.parity.length === 0 ? undefined : asked.parity,
    classes: [...asked.classes].sort(),
    none: hasNone(asked.kind, way),
    options: options.filter((one) => one.withdrawnAt === null).map(optionAsked),
    way,
    roll: [...roll]
      .sort((a, b) => (a.member < b.member ? -1 : 1))
      .map(({ member, chamber }) => ({ member, chamber })),
  };
  // What is undefined is not there; the canonical form knows only what is.
  return JSON.parse(JSON.stringify(question)) as Json;
}

/** Whoever stands says of which groups they are; the count depends on it. */
function personAsked({ member, groups }: Candidacy) {
  return { member, groups: [...groups].sort() };
}

function optionAsked(option: ProposalOption) {
  return {
    id: option.id,
    title: option.title,
    body: option.body,
    member: option.member,
    people: option.people.length === 0 ? undefined : option.people.map(personAsked),
    cost: option.costMinor === null ? null : String(option.costMinor),
    excludes: option.excludes,
    acts: option.acts,
  };
}
