/**
 * What deciding together asks of somebody today: a vote that is still theirs to cast, a question to what
 * they have written, an offer, a promise that comes due. Each says until when, where there is such a day,
 * and goes away by itself once it is done. That a vote is missing is told to nobody but whoever it is
 * missing from.
 */
import { assert } from '#kernel/assert';
import { addDays, type CivilDate } from '#kernel/calendar';
import type { MemberId } from '#kernel/command';
import type { Method, Way } from '#agents';
import { isReady, phaseOf, stands, type Budget, type Pot, type Project } from './budget.ts';
import { offerState, promiseState, type MergeOffer, type Offer, type Promised } from './changes.ts';
import type { Meeting, Signing } from './meeting.ts';
import { isVotedOn, stateOf, type Proposal, type ProposedAct } from './proposal.ts';
import { decideWitnessAsks, type WitnessAffairs, type WitnessAsk } from './witness-asks.ts';
import { decideStalledAsks, type StalledAffairs, type StalledAsk } from './stalled-asks.ts';
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
      readonly method: Method;
      readonly secrecy: Way['secrecy'];
      readonly body: string;
      /** What a yes brings about; null where there are several things to choose from. */
      readonly acts: readonly ProposedAct[] | null;
      /** Who votes for this member unless they vote themself. */
      readonly standIn: MemberId | null;
    }
  /** What ideas of a budget would cost is not found out yet. */
  | { readonly ask: 'cost'; readonly budget: string; readonly title: string; readonly projects: number }
  /** The projects of a budget are settled, and nobody has put them on the ballot. */
  | { readonly ask: 'ballot'; readonly budget: string; readonly title: string }
  /** A question to those who wrote the proposal. */
  | { readonly ask: 'answer'; readonly proposal: string; readonly title: string; readonly word: Word }
  /** A concern or an objection that has no place in the text yet. */
  | { readonly ask: 'integrate'; readonly proposal: string; readonly title: string; readonly word: Word }
  /** Whoever asked or objected says whether that settles it. */
  | { readonly ask: 'confirm'; readonly subject: string; readonly word: Word }
  | { readonly ask: 'mention'; readonly subject: string; readonly word: Word }
  /** Somebody has said something to what this member said. */
  | { readonly ask: 'reply'; readonly subject: string; readonly word: Word }
  | { readonly ask: 'offer'; readonly proposal: string; readonly title: string; readonly offer: Offer }
  | { readonly ask: 'author'; readonly proposal: string; readonly title: string; readonly member: MemberId }
  /** Somebody has put this member forward, and nobody is voted on without their yes. */
  | {
      readonly ask: 'stand';
      readonly proposal: string;
      readonly title: string;
      readonly option: string;
      readonly member: MemberId;
      /** They would be drawn, and not voted on. */
      readonly lot: boolean;
    }
  | { readonly ask: 'merge'; readonly proposal: string; readonly title: string; readonly merge: MergeOffer }
  | { readonly ask: 'promise'; readonly promise: Promised }
  | {
      readonly ask: 'keep';
      readonly promise: Promised;
      readonly overdue: boolean;
      readonly reminded: boolean;
    }
  /**
   * `member`: who has written down that they were there; null where they came by themself. `post`: as whose holder
   * their name is wanted; null where anybody's would do. `signing`: whether they have signed, and only say once
   * more that the minutes stay so.
   */
  | {
      readonly ask: 'minutes';
      readonly meeting: string;
      readonly title: string;
      readonly member: MemberId | null;
      readonly post: string | null;
      readonly signing: Signing;
    }
  /** Whether one comes to a meeting that is called. */
  | { readonly ask: 'meeting'; readonly meeting: Called }
  | WitnessAsk
  | StalledAsk
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
  /** Options that put this member forward, to which they have said neither yes nor no. */
  readonly standing: readonly {
    readonly proposal: string;
    readonly option: string;
    readonly addedBy: MemberId;
  }[];
  /** Votes on whose roll this member is, and in which they have not taken part. */
  readonly missing: ReadonlySet<string>;
  /**
   * What a yes would bring about, of votes that are open and missing, where it is one thing that is asked.
   */
  readonly acts: ReadonlyMap<string, readonly ProposedAct[]>;
  /** By votes that are missing, who votes for this member unless they vote themself. */
  readonly standIns: ReadonlyMap<string, MemberId>;
  /** Budgets that are not on the ballot yet, and what of them this member carries by a post. */
  readonly budgets: readonly {
    readonly budget: Budget;
    readonly pots: readonly Pot[];
    readonly projects: readonly Project[];
  }[];
  readonly carries: { readonly costs: boolean; readonly budgets: boolean };
  /** How many have taken part in the votes that are open. */
  readonly took: ReadonlyMap<string, number>;
  /** What was said lately or is not settled, with all answers to it. */
  readonly words: readonly Word[];
  /** Those of them that reply to something this member said. */
  readonly replies: ReadonlySet<string>;
  /** Words that this member has reacted to. */
  readonly reacted: ReadonlySet<string>;
  readonly offers: readonly Offer[];
  readonly merges: readonly MergeOffer[];
  readonly promises: readonly Promised[];
  /** Minutes that this member can sign. */
  readonly minutes: readonly {
    readonly meeting: string;
    readonly title: string;
    readonly member: MemberId | null;
    /** A post that the rules want a name of, and that this member holds. */
    readonly post: string | null;
    readonly signing: Signing;
  }[];
  /** What meetings and piles of paper ask. */
  readonly witness: WitnessAffairs;
  readonly stalled: StalledAffairs;
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
    ...standAsks(affairs, now),
    ...authorAsks(affairs, member, now),
    ...wordAsks(affairs, member, now),
    ...promiseAsks(affairs, member, today),
    ...budgetAsks(affairs, now),
    ...decideStalledAsks(affairs.stalled, affairs.proposals, affairs.authors, member, now),
    ...decideWitnessAsks(affairs.witness, affairs.proposals, affairs.minutes, member, now),
    ...affairs.minutes.map((one): DecisionAsk => ({ ask: 'minutes', by: null, ...one })),
    ...affairs.called.map((meeting): DecisionAsk => ({ ask: 'meeting', meeting, by: meeting.startsAt })),
  ];
  return asks.sort((a, b) => (a.by ?? '9').localeCompare(b.by ?? '9'));
}

/**
 * Of all of it, what somebody is asked who is suspended: whether what others have written down of them was
 * so. They can say that as well as anybody.
 */
export function askedOfSuspended(asks: readonly DecisionAsk[]): readonly DecisionAsk[] {
  return asks.filter(({ ask }) => ask === 'here' || ask === 'paper');
}

function voteAsks({ proposals, missing, took, acts, standIns }: DecisionAffairs, now: string): DecisionAsk[] {
  return proposals
    .filter((one) => missing.has(one.id) && stateOf(one, now) === 'vote' && isVotedOn(one))
    .map(({ id, title, body, way, closesAt, rollSize }): DecisionAsk => {
      assert(way, 'a vote that is open has its way');
      const { method, secrecy } = way;
      const count = { took: took.get(id) ?? 0, roll: rollSize ?? 0 };
      const question = { proposal: id, title, body, acts: acts.get(id) ?? null };
      const standIn = standIns.get(id) ?? null;
      return { ask: 'vote', ...question, ...count, method, secrecy, standIn, by: closesAt };
    });
}

/**
 * Whoever finds out what ideas cost is asked while that time lasts, and after it until all is said; then the
 * ballot.
 */
function budgetAsks({ budgets, carries }: DecisionAffairs, now: string): DecisionAsk[] {
  return budgets.flatMap(({ budget, pots, projects }): DecisionAsk[] => {
    const phase = phaseOf(budget, now);
    if (phase !== 'costing' && phase !== 'costed') return [];
    const { id, title, costingUntil } = budget;
    const open = projects.filter((one) => stands(one) && one.ruledOutAt === null && one.costMinor === null);
    const by = phase === 'costing' ? costingUntil : null;
    if (open.length > 0)
      return carries.costs ? [{ ask: 'cost', budget: id, title, projects: open.length, by }] : [];
    const isFull = pots.every((pot) => projects.some((one) => one.pot === pot.id && isReady(one)));
    return phase === 'costed' && isFull && carries.budgets ? [{ ask: 'ballot', budget: id, title, by }] : [];
  });
}

/** Whoever is put forward is asked once others can read of it, until the vote opens. */
function standAsks({ proposals, standing }: DecisionAffairs, now: string): DecisionAsk[] {
  return proposals
    .filter((one) => stateOf(one, now) === 'talk')
    .flatMap(({ id, kind, title, opensAt: by }) =>
      standing
        .filter((one) => one.proposal === id)
        .map(({ option, addedBy }): DecisionAsk => ({
          ask: 'stand',
          proposal: id,
          title,
          option,
          member: addedBy,
          lot: kind === 'lot',
          by,
        })),
    );
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
    } else if (isNew(affairs, word, member, now)) {
      if (word.mentions.includes(member)) asks.push({ ask: 'mention', subject, word, by: null });
      // Answers, and what wants one, are asked about in their own words.
      else if (affairs.replies.has(word.id) && word.kind === 'comment')
        asks.push({ ask: 'reply', subject, word, by: null });
    }
  }
  return asks;
}

/** Whoever is spoken to is told until they react, say something there themself, or two weeks are over. */
function isNew({ words, reacted }: DecisionAffairs, word: Word, member: MemberId, now: string): boolean {
  if (word.hiddenAt !== null || word.takenBackAt !== null) return false;
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
