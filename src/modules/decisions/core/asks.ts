/**
 * What deciding together asks of somebody today: a vote that is still theirs to cast, a question to what
 * they have written, an offer, a promise that comes due. Each says until when, where there is such a day,
 * and goes away by itself once it is done. That a vote is missing is told to nobody but whoever it is
 * missing from.
 */
import { addDays, type CivilDate } from '#kernel/calendar';
import type { MemberId } from '#kernel/command';
import { offerState, promiseState, type MergeOffer, type Offer, type Promised } from './changes.ts';
import type { Meeting } from './meeting.ts';
import { stateOf, type Proposal } from './proposal.ts';
import { setAsideFrom, wordState, type Word } from './talk.ts';

/** Something that is asked; `by` is an instant or a day, null where it can wait. */
export type DecisionAsk = { readonly by: string | null } & (
  | {
      readonly ask: 'vote';
      readonly proposal: string;
      readonly title: string;
      /** How many have taken part, of how many. */
      readonly took: number;
      readonly roll: number;
    }
  /** A question to those who wrote the proposal. */
  | { readonly ask: 'answer'; readonly proposal: string; readonly title: string; readonly word: Word }
  /** A concern or an objection that has no place in the text yet. */
  | { readonly ask: 'integrate'; readonly proposal: string; readonly title: string; readonly word: Word }
  /** Whoever asked or objected says whether that settles it. */
  | { readonly ask: 'confirm'; readonly subject: string; readonly word: Word }
  | { readonly ask: 'mention'; readonly subject: string; readonly word: Word }
  | { readonly ask: 'offer'; readonly proposal: string; readonly title: string; readonly offer: Offer }
  | { readonly ask: 'author'; readonly proposal: string; readonly title: string; readonly member: MemberId }
  | { readonly ask: 'merge'; readonly proposal: string; readonly title: string; readonly merge: MergeOffer }
  | { readonly ask: 'promise'; readonly promise: Promised }
  | {
      readonly ask: 'keep';
      readonly promise: Promised;
      readonly overdue: boolean;
      readonly reminded: boolean;
    }
  | { readonly ask: 'minutes'; readonly meeting: string; readonly title: string }
  /** Whether one comes to a meeting that is called. */
  | { readonly ask: 'meeting'; readonly meeting: Called }
);

/** A meeting that is ahead. */
export type Called = Pick<Meeting, 'id' | 'title' | 'place' | 'startsAt'>;

/** What is looked at, of one group. */
export interface DecisionAffairs {
  /** Proposals that are not over, drafts among them. */
  readonly proposals: readonly Proposal[];
  readonly authors: ReadonlyMap<
    string,
    readonly { readonly member: MemberId; readonly agreedAt: string | null }[]
  >;
  /** Votes on whose roll this member is, and in which they have not taken part. */
  readonly missing: ReadonlySet<string>;
  /** How many have taken part in the votes that are open. */
  readonly took: ReadonlyMap<string, number>;
  /** What was said lately or is not settled, with all answers to it. */
  readonly words: readonly Word[];
  /** Words that this member has reacted to. */
  readonly reacted: ReadonlySet<string>;
  readonly offers: readonly Offer[];
  readonly merges: readonly MergeOffer[];
  readonly promises: readonly Promised[];
  /** Minutes that this member can sign and has not. */
  readonly minutes: readonly { readonly meeting: string; readonly title: string }[];
  /** Meetings ahead, to which this member has not said whether they come. */
  readonly called: readonly Called[];
  /** What the proposals and meetings are called that all of this is about. */
  readonly titles: ReadonlyMap<string, string>;
}

/** How long before its day a promise is spoken of, and for how long somebody is told that they were named. */
const NOTICE_DAYS = 7;
export const MENTION_DAYS = 14;

/** Everything that is asked of `member`, what ends first leading. */
export function decideDecisionAsks(
  affairs: DecisionAffairs,
  member: MemberId,
  now: string,
  today: string,
): readonly DecisionAsk[] {
  const asks = [
    ...voteAsks(affairs, now),
    ...authorAsks(affairs, member, now),
    ...wordAsks(affairs, member, now),
    ...promiseAsks(affairs, member, today),
    ...affairs.minutes.map((one): DecisionAsk => ({ ask: 'minutes', by: null, ...one })),
    ...affairs.called.map((meeting): DecisionAsk => ({ ask: 'meeting', meeting, by: meeting.startsAt })),
  ];
  return asks.sort((a, b) => (a.by ?? '9').localeCompare(b.by ?? '9'));
}

function voteAsks({ proposals, missing, took }: DecisionAffairs, now: string): DecisionAsk[] {
  return proposals
    .filter((one) => missing.has(one.id) && stateOf(one, now) === 'vote')
    .map(({ id, title, closesAt, rollSize }) => ({
      ask: 'vote',
      proposal: id,
      title,
      took: took.get(id) ?? 0,
      roll: rollSize ?? 0,
      by: closesAt,
    }));
}

/** What is asked of whoever writes a proposal, until its vote opens. */
function authorAsks(affairs: DecisionAffairs, member: MemberId, now: string): DecisionAsk[] {
  const asks: DecisionAsk[] = [];
  for (const proposal of affairs.proposals) {
    const state = stateOf(proposal, now);
    const { id, title, opensAt: by } = proposal;
    const own = affairs.authors.get(id)?.find((one) => one.member === member);
    if (!own || (state !== 'draft' && state !== 'talk')) continue;
    if (own.agreedAt === null) {
      asks.push({ ask: 'author', proposal: id, title, member: proposal.proposedBy, by });
      continue;
    }
    for (const word of affairs.words.filter((one) => one.subject === id && one.author !== member)) {
      if (word.hiddenAt !== null) continue;
      const stands = wordState(word, isAnswered(affairs, word));
      if (stands === 'open') asks.push({ ask: 'answer', proposal: id, title, word, by });
      if (stands === 'stands') asks.push({ ask: 'integrate', proposal: id, title, word, by });
    }
    const offers = affairs.offers.filter((one) => one.proposal === id && offerState(one) === 'open');
    asks.push(...offers.map((offer): DecisionAsk => ({ ask: 'offer', proposal: id, title, offer, by })));
    const merges = affairs.merges.filter(
      (one) => one.target === id && one.acceptedAt === null && one.declinedAt === null,
    );
    asks.push(...merges.map((merge): DecisionAsk => ({ ask: 'merge', proposal: id, title, merge, by })));
  }
  return asks;
}

function isAnswered({ words }: DecisionAffairs, word: Word): boolean {
  return words.some((one) => one.replyTo === word.id && one.kind === 'answer' && one.takenBackAt === null);
}

function wordAsks(affairs: DecisionAffairs, member: MemberId, now: string): DecisionAsk[] {
  const asks: DecisionAsk[] = [];
  for (const word of affairs.words) {
    const stands = wordState(word, isAnswered(affairs, word));
    const { subject } = word;
    if (word.author === member) {
      if (stands === 'said_integrated') asks.push({ ask: 'confirm', subject, word, by: setAsideFrom(word) });
      if (stands === 'answer_given') asks.push({ ask: 'confirm', subject, word, by: null });
    } else if (isNewMention(affairs, word, member, now)) {
      asks.push({ ask: 'mention', subject, word, by: null });
    }
  }
  return asks;
}

/** Whoever was named is told until they react, say something there themself, or two weeks are over. */
function isNewMention(
  { words, reacted }: DecisionAffairs,
  word: Word,
  member: MemberId,
  now: string,
): boolean {
  if (!word.mentions.includes(member) || word.hiddenAt !== null || word.takenBackAt !== null) return false;
  if (reacted.has(word.id) || Date.parse(now) - Date.parse(word.saidAt) > MENTION_DAYS * 86_400_000)
    return false;
  const said = (one: Word) =>
    one.author === member && one.subject === word.subject && one.saidAt > word.saidAt;
  return !words.some(said);
}

function promiseAsks({ promises }: DecisionAffairs, member: MemberId, today: string): DecisionAsk[] {
  const soon = addDays(today as CivilDate, NOTICE_DAYS);
  return promises
    .filter((one) => one.who === member)
    .flatMap((promise): DecisionAsk[] => {
      const state = promiseState(promise, today);
      const { by } = promise;
      if (state === 'asked') return [{ ask: 'promise', promise, by }];
      if (state !== 'promised' && state !== 'overdue') return [];
      const reminded = promise.remindedAt !== null;
      const overdue = state === 'overdue';
      return by <= soon || reminded ? [{ ask: 'keep', promise, overdue, reminded, by }] : [];
    });
}
