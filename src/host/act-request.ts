/** What is asked of the dispatcher, and what it answers. */
import type { ActId, Channel, MemberId, OrgId, PersonId } from '#kernel/command';
import type { Json, Outcome } from '#kernel/outcome';
import type { Decided } from '#agents';

export interface Actor {
  readonly person: PersonId | null;
  readonly channel: Channel;
  /** An API token acts for its person within its scopes: command names, or `module:write`. */
  readonly token?: { readonly id: string; readonly scopes: readonly string[] };
  /** Whoever runs the machine, on the machine. Carries only what the house may do. */
  readonly operator?: boolean;
}

export interface ActRequest {
  readonly command: string;
  /** The organization acted for; null where the command has its own (the house, or one it founds). */
  readonly org: OrgId | null;
  readonly actor: Actor;
  readonly input: unknown;
  /** The idempotency key: the same key with the same input is done once. */
  readonly key: string;
  /** The waiting act that this request carries out; set by the host only. */
  readonly waiting?: string;
  /** The host itself asks, for what a person has set in motion: only so are internal commands performed. */
  readonly byHost?: true;
  /** The decision of which this is an act, and who proposed it; set by the host only. */
  readonly decided?: Decided & { readonly proposedBy: MemberId | null };
  /** Nobody asks: the rules say that it is time. Set by the host only. */
  readonly clock?: true;
  /** What an act has set in motion elsewhere: the answer is kept in nobody's name. */
  readonly followUp?: true;
}

/** What was done, and where it stands in the register. */
export interface Receipt {
  readonly kind: 'done';
  readonly act: ActId;
  readonly org: OrgId;
  readonly position: number;
  /** The organization's tree right after this act. */
  readonly size: number;
  /** Its root, hexadecimal. */
  readonly root: string;
  readonly answer: Json;
  /** Set when the act was done before under the same key. */
  readonly replayed?: true;
  /** When a signature completed a waiting act: what became of it. */
  readonly carried?: Answer;
}

/** The act waits for more signatures. */
export interface Waiting {
  readonly kind: 'waiting';
  readonly org: OrgId;
  readonly waiting: string;
  readonly needed: number;
  readonly have: number;
}

export type Answer = Outcome<Receipt | Waiting>;
