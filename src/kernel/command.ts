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
import type { Id } from './id.ts';
import type { Json, Outcome } from './outcome.ts';

export type OrgId = Id<'org'>;
export type PersonId = Id<'per'>;
export type MemberId = Id<'mem'>;
export type ActId = Id<'act'>;

/** How an act came in. */
export type Channel = 'web' | 'api' | 'cli' | 'job' | 'letter' | 'story';

/** What authority may depend on: whom the act is about, how much, and who gains by it. */
export interface About {
  /** The member, person, organization or thing acted upon. */
  readonly subject?: string;
  /** Whole minor units, when the power over this matter is limited by amount. */
  readonly amountMinor?: bigint;
  /** Members who gain by the act: none of them may carry it by a post. */
  readonly beneficiaries?: readonly string[];
  /** The person whom a `self` matter belongs to. */
  readonly self?: string | null;
}

/** What an act rests on; recorded with it for ever. */
export type Authority =
  | { readonly by: 'self' }
  | { readonly by: 'membership'; readonly member: string }
  | { readonly by: 'mandate'; readonly member: string; readonly role: string; readonly mandate: string }
  | { readonly by: 'signatures'; readonly members: readonly string[]; readonly needed: number }
  | { readonly by: 'founding'; readonly member: string }
  | { readonly by: 'statute'; readonly article: string }
  | { readonly by: 'house' };

/** What `decide` and `record` may know of the act itself: time and chance come in here. */
export interface Act {
  readonly id: ActId;
  readonly org: OrgId;
  readonly person: PersonId | null;
  /** The actor's membership in `org`, when there is one. */
  readonly member: MemberId | null;
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

/** The part of an act that its rows may depend on; all of it is in the register. */
export interface RecordedAct {
  readonly id: ActId;
  readonly org: OrgId;
  readonly at: string;
}

export interface LoadContext {
  readonly org: OrgId;
  readonly person: PersonId | null;
  readonly now: string;
  readonly today: string;
}

/** How a command is reached: by a person for a group, or for themself (recorded in the house's register). */
export type Scope = 'organization' | 'house';

export interface Command<Tx, Input, State, F extends Fact, Rule extends string> {
  /** `module.verb_with_words`: API path, register name and words hang on it; never renamed once released. */
  readonly name: `${string}.${string}`;
  readonly scope: Scope;
  readonly input: ZodType<Input>;
  /** What the statutes must give someone power over; `self` belongs to the person, `open` to anyone signed in. */
  readonly matter: string;
  /** Every rule that `decide` may refuse by, in order of precedence. */
  readonly refusals: readonly Rule[];
  /** Keys of the fact, at any depth, that tell of a person; kept apart from the leaf so that they can be erased. */
  readonly personal: readonly string[];
  readonly load: (tx: Tx, inputs: readonly Input[], context: LoadContext) => Promise<State>;
  readonly about: (state: State, input: Input, who: { person: PersonId | null; member: MemberId | null }) => About;
  readonly decide: (state: State, input: Input, act: Act) => Outcome<F, Rule>;
  readonly apply: (state: State, fact: F, act: RecordedAct) => State;
  readonly record: (tx: Tx, facts: readonly Recorded<F>[]) => Promise<void>;
  /** What the caller is told besides the receipt (ids that were made); part of the stored outcome. */
  readonly answer?: (fact: F) => Json;
}

/** Gives a command its types; returns it unchanged. */
export function command<Tx>() {
  return <Input, State, F extends Fact, const Rule extends string>(
    spec: Command<Tx, Input, State, F, Rule>,
  ): Command<Tx, Input, State, F, Rule> => spec;
}
