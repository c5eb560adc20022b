/**
 * What a count of yes and no, or of consent, depends on beside the ballots: how many could vote, how many had
 * to, and how much is enough. A link from the page of the outcome carries it, so that nobody types it.
 */
import { shareOf, type Share, type Way } from '#agents';
import type { RollSizes } from './count.ts';

export interface RecountTerms {
  readonly share: Share;
  readonly base: 'cast' | 'roll';
  readonly blocks: number;
  readonly quorumPercent: number;
  /** Null: as many as have voted. */
  readonly roll: RollSizes | null;
}

export const PLAIN_TERMS: RecountTerms = {
  share: shareOf({}),
  base: 'cast',
  blocks: 0,
  quorumPercent: 0,
  roll: null,
};

type Asked = Pick<Way, 'share' | 'base' | 'blocks' | 'quorumPercent' | 'voters'>;

/**
 * As names and values of an address. In a second vote, whoever came was enough; chambers are told apart only
 * where they were counted apart.
 */
export function termsAsked(way: Asked, roll: RollSizes, isFirst: boolean): Record<string, string> {
  const { parts, of, reached } = shareOf(way);
  const all = { people: roll.people + roll.organizations, organizations: 0 };
  const { people, organizations } = way.voters === 'both' ? roll : all;
  return {
    share: `${reached}-${parts}-${of}`,
    base: way.base ?? 'cast',
    blocks: String(way.blocks ?? 0),
    quorum: String(isFirst ? way.quorumPercent : 0),
    people: String(people),
    organizations: String(organizations),
  };
}

/** What is missing or odd is taken as where nothing else is said. */
export function readTerms(given: (name: string) => string): RecountTerms {
  const whole = (name: string) => (/^\d{1,9}$/.test(given(name)) ? Number(given(name)) : null);
  const [people, organizations] = [whole('people'), whole('organizations')];
  return {
    share: readShare(given('share')) ?? PLAIN_TERMS.share,
    base: given('base') === 'roll' ? 'roll' : 'cast',
    blocks: whole('blocks') ?? 0,
    quorumPercent: Math.min(whole('quorum') ?? 0, 100),
    roll: people === null ? null : { people, organizations: organizations ?? 0 },
  };
}

/** `more-1-2`: more than half; `least-2-3`: two of three or more. */
export function readShare(text: string): Share | null {
  const read = /^(more|least)-(\d{1,4})-(\d{1,4})$/.exec(text);
  if (!read) return null;
  const [parts, of] = [Number(read[2]), Number(read[3])];
  return of === 0 || parts > of ? null : { parts, of, reached: read[1] as Share['reached'] };
}
