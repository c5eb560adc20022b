/** What happens in a story, in the order of its telling and in no language yet. */
import type { Authority } from '#kernel/command';
import type { Refusal } from '#kernel/outcome';
import type { Articles } from '#agents';
import type { ToldAct } from '#agents/screens/say.ts';
import type { KnownBooks } from '#ledger/screens/say-refusal.ts';
import type { Said } from '#stories';

export type StoryEvent =
  | { readonly is: 'scene'; readonly at: string; readonly title: Said; readonly words?: Said }
  | { readonly is: 'said'; readonly words: Said }
  | {
      readonly is: 'act';
      readonly act: ToldAct;
      readonly authority: Authority;
      readonly briefly: boolean;
      /** What is asked for about a post names it by its mandate; this is the post. */
      readonly before?: { readonly [name: string]: unknown };
      /** The rules as they were before this act. */
      readonly rulesBefore?: Articles;
    }
  | {
      readonly is: 'refused';
      readonly words: Said;
      readonly refusal: Refusal;
      readonly known?: KnownBooks;
    }
  | { readonly is: 'proved'; readonly erased: boolean }
  | { readonly is: 'verified'; readonly acts: number; readonly forgotten: number };
