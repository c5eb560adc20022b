/**
 * The talk: what members say about a proposal, before a meeting, or to the whole group. A question wants an
 * answer, a concern or an objection wants a place in the text; where each stands follows from what was said
 * and settled, and only whoever asked or objected says that it is settled. What is hidden is hidden with a
 * reason, and what is taken back keeps its place, so that answers to it are not left in the air.
 */
import type { MemberId } from '#kernel/command';
import type { May } from '#agents';

export const WORD_KINDS = ['comment', 'question', 'answer', 'concern', 'objection', 'summary'] as const;
export type WordKind = (typeof WORD_KINDS)[number];

/** What can be said; a summary is proposed by an act of its own. */
export const SAID_KINDS = ['comment', 'question', 'answer', 'concern', 'objection'] as const;

export const SIGNS = ['agree', 'thanks', 'think'] as const;
export type Sign = (typeof SIGNS)[number];

export const SETTLED_AS = ['answered', 'withdrawn', 'integrated', 'set_aside'] as const;
export type SettledAs = (typeof SETTLED_AS)[number];

/** The thread of the whole group. */
export const GROUP_THREAD = 'org';

/** For how long a word can be changed although somebody has answered it. */
export const CHANGE_MINUTES = 15;

/**
 * After how long the circle can decide on an objection whose objector does not say whether it is
 * integrated.
 */
export const INTEGRATED_DAYS = 7;

export interface Word {
  readonly id: string;
  readonly subject: string;
  readonly kind: WordKind;
  readonly author: MemberId;
  /** Null when it was taken back, or whoever said it has been forgotten. */
  readonly text: string | null;
  readonly textActs: readonly string[];
  readonly replyTo: string | null;
  /** How many words it hangs under. */
  readonly depth: number;
  readonly mentions: readonly MemberId[];
  readonly saidAt: string;
  readonly changedAt: string | null;
  readonly takenBackAt: string | null;
  readonly integratedAt: string | null;
  readonly integratedBy: MemberId | null;
  readonly settledAt: string | null;
  readonly settledAs: SettledAs | null;
  readonly adoptedAt: string | null;
  readonly adoptedBy: MemberId | null;
  readonly hiddenAt: string | null;
  readonly hiddenBy: MemberId | null;
  readonly hiddenReason: string | null;
}

export type WordState =
  /** Nothing is wanted of anybody. */
  | 'said'
  | 'open'
  /** Somebody has answered; whether that answers it, whoever asked says. */
  | 'answer_given'
  | 'answered'
  | 'stands'
  /** An author says that it found its place; whoever objected has not confirmed it. */
  | 'said_integrated'
  | 'integrated'
  | 'withdrawn'
  | 'set_aside'
  | 'taken_back';

type Stands = Pick<Word, 'kind' | 'takenBackAt' | 'settledAs' | 'integratedAt'>;

/** Where a word stands; `answered`: whether there is an answer to it that has not been taken back. */
export function wordState(word: Stands, answered: boolean): WordState {
  if (word.takenBackAt !== null) return 'taken_back';
  if (word.settledAs !== null) return word.settledAs;
  if (word.kind === 'question') return answered ? 'answer_given' : 'open';
  if (word.kind === 'concern' || word.kind === 'objection') {
    return word.integratedAt === null ? 'stands' : 'said_integrated';
  }
  return 'said';
}

/** As what its author can settle a word of this kind; nothing where there is nothing to settle. */
export function settledHow(kind: WordKind): readonly SettledAs[] {
  if (kind === 'question') return ['answered', 'withdrawn'];
  return kind === 'concern' || kind === 'objection' ? ['withdrawn', 'integrated'] : [];
}

/** Whether its author may still change a word: for a while, and for as long as nobody has answered. */
export function canChange(word: Pick<Word, 'saidAt'>, hasReplies: boolean, now: string): boolean {
  return !hasReplies || Date.parse(now) - Date.parse(word.saidAt) <= CHANGE_MINUTES * 60_000;
}

/** How deep answers to answers go; whoever wants to go on begins a new thread. */
export const DEEPEST = 12;

/**
 * From when on the circle can set an objection aside; null while no author has said that it is integrated.
 */
export function setAsideFrom(word: Pick<Word, 'integratedAt'>): string | null {
  if (word.integratedAt === null) return null;
  return new Date(Date.parse(word.integratedAt) + INTEGRATED_DAYS * 86_400_000).toISOString();
}

/** Whether somebody hides words by themself or with others, and so reads what is hidden; not by a decision. */
export function moderates(may: May): boolean {
  return may !== null && may !== 'decision';
}

/** Who looks at a word. */
export interface Reader {
  readonly member: MemberId | null;
  /** Whether they are of the group: what is said in it is for nobody else. */
  readonly inside: boolean;
  /** Whether the rules let them moderate, alone or with others. */
  readonly moderates: boolean;
}

export type SeenWord =
  | { readonly seen: 'text'; readonly text: string; readonly hidden: boolean }
  | { readonly seen: 'hidden' }
  | { readonly seen: 'taken_back' }
  | { readonly seen: 'forgotten' };

/** What is seen of a word; null for whoever is not of the group. */
export function visibleWord(reader: Reader, word: Word): SeenWord | null {
  if (!reader.inside) return null;
  if (word.takenBackAt !== null) return { seen: 'taken_back' };
  if (word.text === null) return { seen: 'forgotten' };
  if (word.hiddenAt === null) return { seen: 'text', text: word.text, hidden: false };
  const reads = reader.moderates || (reader.member !== null && reader.member === word.author);
  return reads ? { seen: 'text', text: word.text, hidden: true } : { seen: 'hidden' };
}

export interface Thread {
  readonly word: Word;
  readonly state: WordState;
  readonly replies: readonly Thread[];
}

/** The words of one subject as threads, in the order in which they were said; `words` are in that order. */
export function threadsOf(words: readonly Word[]): readonly Thread[] {
  const replies = Map.groupBy(words, (word) => word.replyTo);
  const threadOf = (word: Word): Thread => {
    const own = replies.get(word.id) ?? [];
    const answered = own.some((one) => one.kind === 'answer' && one.takenBackAt === null);
    return { word, state: wordState(word, answered), replies: own.map(threadOf) };
  };
  return (replies.get(null) ?? []).map(threadOf);
}
