/**
 * How a proposal is told: where it stands and until when, in which way it is decided, and what it brings
 * about. The sentences stand in the locales; here their values are put together.
 */
import type { Values, Words } from '#locales';
import { isForHands, shareOf, waysOf, wholeInput, type Articles, type Mandate, type Way } from '#agents';
import { namedWord, proposalSentence, type NameOf } from '#agents/screens/say.ts';
import { potSentences } from '#agents/screens/say-pots.ts';
import { isLate } from '../core/dates.ts';
import {
  stateOf,
  type Proposal,
  type ProposalDates,
  type ProposalState,
  type ProposedAct,
} from '../core/proposal.ts';

/** The states in which a proposal asks something of the group, or soon will. */
export const OPEN_STATES: readonly ProposalState[] = ['talk', 'vote', 'counting', 'counted'];
/** Decided, and not yet carried out. */
export const WAITING_STATES: readonly ProposalState[] = ['passed', 'stuck'];
/** What is over, whatever came of it. */
export const PAST_STATES: readonly ProposalState[] = [
  'in_effect',
  'rejected',
  'no_quorum',
  'undecided',
  'returned',
  'withdrawn',
  'merged',
];

/** `Vote · closes 27 November 2026, 18:00`: the line above a title. */
export function stateLine(words: Words, proposal: ProposalDates, now: string): string {
  const state = stateOf(proposal, now);
  const due = instantOf(proposal, state);
  // A vote that could not open at its time waits for its authors, and has no hour any more.
  const at = state === 'talk' && isLate(due, now) ? null : due;
  const isDue = state === 'talk' && at !== null && at <= now;
  return words.t(`proposal.line.${state}`, {
    when: at === null ? '' : words.moment(at),
    dated: at === null ? 'no' : isDue ? 'due' : 'yes',
  });
}

function instantOf(proposal: ProposalDates, state: ProposalState): string | null {
  switch (state) {
    case 'draft':
      return null;
    case 'talk':
      return proposal.opensAt;
    case 'vote':
    case 'counting':
      return proposal.closesAt;
    case 'passed':
      return proposal.effectAt;
    case 'in_effect':
      return proposal.enactedAt;
    case 'withdrawn':
      return proposal.withdrawnAt;
    case 'returned':
      return proposal.returnedAt;
    default:
      return proposal.closedAt;
  }
}

/** A way of deciding, as somebody chooses it: what it is called, what that means, and what goes with it. */
export interface SaidWay {
  readonly title: string;
  readonly text: string;
  readonly times: string;
}

/** How it is told; `classes` are those for whom a pot is, of all else those that the way itself names. */
export function sayWay(words: Words, way: Way, seats = 1, classes = way.classes ?? []): SaidWay {
  const { parts, of } = shareOf(way);
  const values: Values = {
    seats,
    parts,
    of,
    half: parts * 2 === of ? 'yes' : 'no',
    reached: shareOf(way).reached,
    base: way.base ?? 'cast',
    blocks: way.blocks ?? 0,
    voters: way.voters,
    quorum: way.quorumPercent,
    again: way.noQuorum,
    talk: way.talkDays,
    vote: way.voteDays,
    wait: way.waitDays,
    secrecy: seenBy(way),
  };
  return {
    title: words.t(`way.${way.method}`, values),
    text: [words.t(`way.${way.method}.text`, values), votersSentence(words, way, classes)].join(' ').trim(),
    times: words.t(way.method === 'lot' ? 'way.times.lot' : 'way.times', values),
  };
}

/** Who votes, where not all of us do who have a vote; empty where they do. */
export function votersSentence(words: Words, { voters }: Way, classes: readonly string[]): string {
  if (voters !== 'organizations' && classes.length === 0) return '';
  const kinds = words.list(
    classes.map((one) => namedWord(words, 'class', one)),
    'disjunction',
  );
  return words.t('way.voters', { voters, kinds });
}

/**
 * Who learns what somebody says; in a meeting those who are there, and nobody else where hands are only
 * counted.
 */
function seenBy(way: Way): Way['secrecy'] | 'room' {
  return isForHands(way) ? 'room' : way.secrecy;
}

/** The same in few words: for the line above a title. */
export function wayLine(words: Words, way: Way, seats = 1): string {
  const { title } = sayWay(words, way, seats);
  // A lot has no ballots of which anybody could learn.
  return way.method === 'lot' ? title : `${title} · ${words.t(`way.secrecy.${seenBy(way)}`)}`;
}

/** What is needed to say what an act brings about. */
export interface Saying {
  readonly words: Words;
  readonly nameOf: NameOf;
  readonly mandates: readonly Mandate[];
  /** The matter of a command. */
  readonly matterOf: (command: string) => string;
}

/** What the acts of an option bring about, in sentences: `Ana becomes treasurer until 31 May 2028`. */
export function actLines(
  { words, nameOf, mandates, matterOf }: Saying,
  acts: readonly ProposedAct[],
): string[] {
  return acts.flatMap(({ command, input }) => [
    proposalSentence(words, command, matterOf(command), wholeInput({ input }, mandates), nameOf),
    ...potSentences(words, command, input),
  ]);
}

/** The articles that an amendment would put into force; null for every other proposal. */
export function amendedArticles(
  acts: readonly ProposedAct[],
): { readonly base: number; readonly articles: Articles } | null {
  const found = acts.find((one) => one.command === 'agents.amend');
  return found ? (found.input as unknown as { readonly base: number; readonly articles: Articles }) : null;
}

/** Whether the group decides anything together at all under these rules. */
export function decidesAnything(articles: Articles): boolean {
  return Object.values(articles.powers).some((power) => waysOf(power).length > 0);
}

export function kindWord(words: Words, kind: string): string {
  const key = `kind.${kind}`;
  return words.has(key) ? words.t(key) : kind;
}

/** Without a word that says so, money is counted in hundredths, as almost all of the world does. */
export const MONEY_SCALE = 2;

export function moneyWords(words: Words, minor: bigint, unit: Proposal['unit']): string {
  return words.money(minor, { code: unit ?? '', scale: MONEY_SCALE });
}
