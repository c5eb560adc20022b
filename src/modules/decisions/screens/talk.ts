/**
 * The talk as a page shows it: nothing in it that its reader may not see, no button that would only
 * refuse.
 */
import type { May } from '#agents';
import type { SettledAs, Sign, WordKind, WordState } from '../core/talk.ts';

export interface SeenThread {
  readonly id: string;
  readonly kind: WordKind;
  readonly state: WordState;
  readonly name: string;
  readonly own: boolean;
  readonly at: string;
  readonly changed: boolean;
  /** Who made a summary the one that all read first. */
  readonly adopted: string | null;
  /** Markdown; null where there is nothing to read, and `gone` says why. */
  readonly text: string | null;
  /** Who is spoken of, and was told. */
  readonly named: readonly string[];
  /** Whether whoever reads has come to answer it. */
  readonly replying: boolean;
  readonly gone: 'hidden' | 'taken_back' | 'forgotten' | null;
  readonly hidden: { readonly by: string; readonly reason: string } | null;
  readonly signs: readonly { readonly sign: Sign; readonly count: number; readonly mine: boolean }[];
  readonly can: {
    readonly answer: boolean;
    readonly react: boolean;
    readonly change: boolean;
    readonly takeBack: boolean;
    readonly settle: readonly SettledAs[];
    readonly integrate: boolean;
    readonly setAside: boolean;
    readonly adopt: boolean;
    readonly hide: boolean;
    readonly show: boolean;
  };
  readonly replies: readonly SeenThread[];
}

/** How what was said is hidden, shown again or set aside: by whoever looks, or by all of us. */
export interface Moderation {
  readonly may: May;
  /** In which ways it can be decided together, in few words; null where it cannot. */
  readonly decided: string | null;
}

export interface TalkShown {
  readonly moderation: Moderation;
  readonly open: boolean;
  /** How many objections stand. */
  readonly objections: number;
  /** The newest first. */
  readonly summaries: readonly SeenThread[];
  readonly threads: readonly SeenThread[];
}
