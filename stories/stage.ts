/**
 * What a story is told with: people, groups, a clock that is moved, and the one door for every change. A
 * story is told twice: as a test, whose transcript is kept in docs/stories, and in the example that people
 * look around in.
 */
import type { MemberId, OrgId, PersonId } from '#kernel/command';
import type { Refusal } from '#kernel/outcome';
import type { Articles } from '#agents';

/** The same in every language that transcripts are written in. */
export interface Said {
  readonly en: string;
  readonly es: string;
}

export interface Character {
  readonly name: string;
  readonly person: PersonId;
}

export interface Founding {
  readonly form: string;
  readonly name: string;
  readonly purpose: string;
  readonly place: string;
  readonly articles: Articles;
}

export interface Founded {
  readonly org: OrgId;
  /** The founders' places in the group, by their names. */
  readonly members: { readonly [name: string]: MemberId };
}

/** What came of an act: ids that were made, days that follow. */
export type Outcomes = { readonly [name: string]: unknown };

export interface StoryStage {
  /** The clock goes to `at` (ISO 8601 with its offset), and something begins. */
  scene(at: string, title: Said, words?: Said): void;
  /** A sentence of the one who tells. */
  say(words: Said): void;
  /** Someone comes to this instance for the first time. */
  person(name: string): Promise<Character>;
  /** An act that must be done at once. */
  act(who: Character, command: string, org: OrgId | null, input: object): Promise<Outcomes>;
  /** An act that must be refused by `rule`; `words` say what was tried. */
  refused(
    who: Character,
    command: string,
    org: OrgId | null,
    input: object,
    rule: Refusal['rule'],
    words: Said,
  ): Promise<void>;
  /** An act that must wait for signatures; gives what others sign. */
  ask(who: Character, command: string, org: OrgId, input: object): Promise<string>;
  /** A signature, in ink when it is handed in for someone. The last one carries the act out. */
  sign(who: Character, org: OrgId, subject: string, inkOf?: MemberId): Promise<Outcomes>;
  /** The first asks, the others sign, and it is done; told in one breath. */
  together(who: readonly Character[], command: string, org: OrgId, input: object): Promise<Outcomes>;
  /** Begins a founding, and lets the others in; nobody has signed. */
  found(founders: readonly Character[], founding: Founding): Promise<Founded>;
  /**
   * Time passes in a group until then: votes open and close, what was decided takes effect, and the books follow
   * the rules.
   */
  passes(org: OrgId, until: string): Promise<void>;
  /** The account of a member in a unit; of nobody, the common one, or the reserve. */
  accountOf(
    org: OrgId,
    member: MemberId | null,
    unit: string,
    purpose?: 'commons' | 'reserve',
  ): Promise<string>;
  /** What is in an account, in the smallest part of its unit. */
  balanceOf(org: OrgId, account: string): Promise<bigint>;
  /** What happens in `work` is done, and not told. */
  quietly<Value>(work: () => Promise<Value>): Promise<Value>;
  /** Tells what the last act of a group was, where another act has set it in motion. */
  lately(org: OrgId): Promise<void>;
  /**
   * Someone carries away the proof of the latest act; gives a check of it that can be made on any later day.
   */
  keepProof(org: OrgId): Promise<() => Promise<void>>;
  /** Everything that was done is read again: nothing is broken. */
  verify(org: OrgId): Promise<void>;
}

/** One story, and the people of it in whose shoes one can look around. */
export interface Story {
  readonly story: string;
  readonly tell: (stage: StoryStage) => Promise<void>;
  /** The address of the group that it is about. */
  readonly group: string;
  /** Who is in it of those whose shoes one can try on. */
  readonly cast: readonly string[];
}
