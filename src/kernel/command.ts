/**
 * What a command is. The one door for every change (the dispatcher, in the host) takes an act, loads what it
 * depends on, asks whether a mandate carries it, lets the command decide, and records what was decided.
 *
 *   load   → few queries, for all acts of a group at once
 *   about  → pure: what authority depends on
 *   decide → pure and total: the fact to record, or the rule that refuses
 *   apply  → pure: the state that the next act of the group sees
 *   record → set-based: all facts of the group at once
 */
import type { ZodType } from 'zod';
import type { KeptFile } from './file.ts';
import type { Id } from './id.ts';
import type { Json, Outcome } from './outcome.ts';

export type OrgId = Id<'org'>;
export type PersonId = Id<'per'>;
export type MemberId = Id<'mem'>;
export type ActId = Id<'act'>;

/** How an act came in. */
export type Channel = 'web' | 'api' | 'cli' | 'job' | 'story';

/** What authority may depend on: whom the act is about, how much, and who gains by it. */
export interface About {
  /** The member, person, organization or thing acted upon. */
  readonly subject?: string;
  /** Whole minor units, when the power over this matter is limited by amount. */
  readonly amountMinor?: bigint;
  /** Members who gain by the act: none of them may carry it by a post. */
  readonly beneficiaries?: readonly string[];
  /** Members between whom it is: neither they nor their signatures carry it, whoever else may. */
  readonly parties?: readonly string[];
  /** The person whom a `self` matter belongs to. */
  readonly self?: string | null;
  /** The articles of the rules that an amendment changes: some ask for more than others. */
  readonly touches?: readonly string[];
}

/** What an act rests on; recorded with it for ever. */
export type Authority =
  | { readonly by: 'self' }
  | { readonly by: 'membership'; readonly member: string }
  | {
      readonly by: 'mandate';
      readonly member: string;
      readonly role: string;
      readonly mandate: string;
      readonly matter: string;
      readonly amountMinor?: string;
    }
  | {
      readonly by: 'signatures';
      readonly members: readonly string[];
      readonly needed: number;
      readonly waiting: string | null;
    }
  | { readonly by: 'founding'; readonly member: string }
  | { readonly by: 'statute'; readonly article: string }
  | {
      readonly by: 'decision';
      readonly proposal: string;
      /** Which of the acts of that decision this is, from 1. */
      readonly position: number;
      readonly matter: string;
    }
  /** Whoever holds a token that nobody can trace: only so is a blind ballot posted. */
  | { readonly by: 'bearer' }
  | { readonly by: 'house' };

/** What `decide` and `record` may know of the act itself: time and chance come in here. */
export interface Act {
  readonly id: ActId;
  readonly org: OrgId;
  readonly person: PersonId | null;
  /** The actor's membership in `org`, when there is one. */
  readonly member: MemberId | null;
  /**
   * Who began it: the actor; where signatures were gathered, the member who asked for them; what was decided
   * together, whoever proposed it.
   */
  readonly askedBy: MemberId | null;
  readonly authority: Authority;
  readonly channel: Channel;
  /** The instant, ISO 8601 in UTC with milliseconds. */
  readonly at: string;
  /** The civil date in the organization's time zone. */
  readonly today: string;
  /** A new id; the n-th call within an act always gives the same id for the same chance. */
  newId<Kind extends string>(kind: Kind): Id<Kind>;
}

/** A fact is plain JSON: the register keeps it, and a replay makes the same rows from it again. */
export type Fact = { readonly [key: string]: Json | undefined };

export interface Recorded<F extends Fact> {
  readonly act: RecordedAct;
  readonly fact: F;
}

/** An act with what was asked for in it, for what is written beside the register. */
export interface Sealed<Input, F extends Fact> {
  readonly input: Input;
  readonly fact: F;
}

/** The part of an act that its rows may depend on; all of it is in the register. */
export interface RecordedAct {
  readonly id: ActId;
  readonly org: OrgId;
  readonly at: string;
}

/** One act that waits to be decided: what is asked, and by whom. */
export interface Ask<Input> {
  readonly input: Input;
  readonly person: PersonId | null;
  readonly member: MemberId | null;
}

export interface LoadContext {
  readonly org: OrgId;
  readonly now: string;
  readonly today: string;
  /** Random bytes, for what has to be settled by chance or kept secret; `decide` finds them in the state. */
  readonly chance: (bytes: number) => Uint8Array;
  /** Which of these files, by their digests, this member has brought and the host keeps. */
  readonly brought: (
    member: MemberId | null,
    digests: readonly string[],
  ) => Promise<ReadonlyMap<string, KeptFile>>;
}

/** What an act sets in motion in another organization's books, carried out by the host after COMMIT. */
export interface FollowUp {
  readonly org: OrgId;
  readonly command: string;
  readonly input: Json;
}

/**
 * Whose register an act goes into: an organization's; the house's (what people do for themselves on this
 * instance); or that of an organization which the act itself brings into being.
 */
export type Scope = 'organization' | 'house' | 'new';

/**
 * Who may carry a matter before the statutes are asked. `self`: only the one it belongs to. `open`: anyone
 * signed in. `member`: any member with full standing. `founder`: those named as founders, while the group is
 * a draft. `house`: the operator, on the machine. `clock`: nobody's hand, when the rules say that it is time.
 * `bearer`: whoever holds a token that `decide` looks at. `statutes`: whoever the powers give it to.
 */
export type Ground = 'self' | 'open' | 'member' | 'founder' | 'house' | 'clock' | 'bearer' | 'statutes';

export interface Command<Tx, Input, State, F extends Fact, Rule extends string> {
  /** `module.verb_with_words`: API path, register name and words hang on it; never renamed once released. */
  readonly name: `${string}.${string}`;
  readonly scope: Scope;
  readonly input: ZodType<Input>;
  /** Raised when what is asked for comes to mean something else: what was decided for another is not done. */
  readonly version?: number;
  /** On what the act may rest; more than one where a draft or the house has its own ground. */
  readonly grounds: readonly Ground[];
  /** What the statutes must give someone power over, when `statutes` is among the grounds. */
  readonly matter: string;
  /**
   * The article of the rules that the clock carries out by it; without it, the one about deciding together.
   */
  readonly article?: string;
  /** Every rule that `decide` may refuse by, in order of precedence. */
  readonly refusals: readonly Rule[];
  /**
   * Keys of the fact, at any depth, that tell of a person; kept apart from the leaf so that they can be
   * erased.
   */
  readonly personal: readonly string[];
  /** Many of these may be decided together: the command changes nobody's standing, post or statutes. */
  readonly grouped?: boolean;
  /** Works in a dissolved group too. */
  readonly afterEnd?: boolean;
  readonly load: (tx: Tx, asks: readonly Ask<Input>[], context: LoadContext) => Promise<State>;
  readonly about: (state: State, ask: Ask<Input>) => About;
  readonly decide: (state: State, input: Input, act: Act) => Outcome<F, Rule>;
  /**
   * Needed where acts may be decided together: the state that the next one sees. What was asked for is told
   * for what the fact must not hold.
   */
  readonly apply?: (state: State, fact: F, act: RecordedAct, input: Input) => State;
  readonly record: (tx: Tx, facts: readonly Recorded<F>[]) => Promise<void>;
  /**
   * Writes, in the same transaction, what the register must never know: the choices of a secret ballot. Given
   * in an order that tells nothing; what it writes is not replayed, and is proved by a digest in a later act.
   * The state is what the first of them was decided on: a secret that was made by chance stands in it.
   */
  readonly seal?: (tx: Tx, sealed: readonly Sealed<Input, F>[], state: State) => Promise<void>;
  /**
   * Of several that come together and are sealed under one name, the last is; null where each stands by
   * itself.
   */
  readonly sealedAs?: (input: Input) => string | null;
  /**
   * The part of the input by which an act is known again under its key; all of it, unless some of it must not
   * be guessed from what is kept.
   */
  readonly knownBy?: (input: Input) => Json;
  /** The membership that the actor comes to have by this act, when they had none before. */
  readonly becomes?: (fact: F) => MemberId;
  /**
   * False where the rows do not follow from the fact alone (a list of thousands): the fact then carries their
   * digest, and the module proves them by it.
   */
  readonly replayed?: boolean;
  /**
   * Something may be decided by it that takes effect at once: the host then looks what is to be carried out.
   */
  readonly decides?: boolean;
  /** Only the host performs it, never a person directly. */
  readonly internal?: boolean;
  /** What the caller is told besides the receipt (ids that were made); part of the stored outcome. */
  readonly answer?: (fact: F) => Json;
  readonly followUps?: (fact: F) => readonly FollowUp[];
}

/** Gives a command its types; returns it unchanged. */
export function command<Tx>() {
  return <Input, State, F extends Fact, const Rule extends string>(
    spec: Command<Tx, Input, State, F, Rule>,
  ): Command<Tx, Input, State, F, Rule> => spec;
}

/** A command whose types are known only to itself, as a registry keeps it. */
export type AnyCommand<Tx> = Command<Tx, unknown, unknown, Fact, string>;
