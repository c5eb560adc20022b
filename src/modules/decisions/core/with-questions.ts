/** Questions and ballots for tests of what is counted. */
import type { Method, Way } from '#agents';
import type { BallotOption, BallotQuestion } from './ballot.ts';
import type { CastBallot } from './count.ts';
import type { Choices } from './proposal.ts';

export function wayOf(method: Method, more: Partial<Way> = {}): Way {
  return {
    method,
    quorumPercent: 0,
    noQuorum: 'fails',
    talkDays: 0,
    voteDays: 7,
    waitDays: 0,
    secrecy: 'open',
    voters: 'members',
    ...more,
  };
}

export function optionsNamed(ids: readonly string[], costs: readonly bigint[] = []): BallotOption[] {
  return ids.map((id, at) => ({ id, title: id.toUpperCase(), costMinor: costs[at] ?? null, excludes: null }));
}

export function questionOf(
  method: Method,
  options: readonly BallotOption[],
  more: Partial<Omit<BallotQuestion, 'way'>> & { readonly way?: Partial<Way> } = {},
): BallotQuestion {
  const { way, ...rest } = more;
  return {
    title: 'What now?',
    seats: 1,
    potMinor: null,
    unit: null,
    none: method === 'schulze' || method === 'ranked_pairs',
    options,
    ...rest,
    way: wayOf(method, way),
  };
}

export function ballotsOf(
  lines: readonly (readonly [count: number, choices: Choices])[],
  chamber: CastBallot['chamber'] = 'people',
): CastBallot[] {
  return lines.flatMap(([count, choices]) => Array.from({ length: count }, () => ({ chamber, choices })));
}

export const says = (word: 'yes' | 'no' | 'abstain'): Choices => ({ ballot: 'yes_no', says: word });

export const consents = (word: 'consent' | 'aside' | 'object' | 'abstain'): Choices => ({
  ballot: 'consent',
  says: word,
});

export const approves = (...options: string[]): Choices => ({ ballot: 'approve', options });

export const funds = (...options: string[]): Choices => ({ ballot: 'fund', options });

export const marks = (given: { readonly [option: string]: number }): Choices => ({
  ballot: 'marks',
  marks: given,
});

/** Best first; `a=b` share a place. */
export const ranks = (line: string): Choices => ({
  ballot: 'rank',
  ranking: line === '' ? [] : line.split(' ').map((place) => place.split('=')),
});
