/**
 * A form of organization is data: a first version of its statutes, the questions that founders are asked, and
 * what usually comes next. No module knows a form by name; a group owns its rules from the founding on.
 */
import type { Articles } from '#agents';

/** What people want to do together; the second screen of the founding walk. */
export const PRACTICES = [
  'save_and_lend',
  'work_and_produce',
  'grow_and_eat',
  'buy_together',
  'swap_and_care',
  'housing_and_land',
  'decide_a_budget',
  'stand_up',
  'bring_groups_together',
  'meet_and_decide',
] as const;
export type Practice = (typeof PRACTICES)[number];

/**
 * What founders are asked for of their rules; `path` says where in the articles it stands. `amount`: so much
 * of the unit that the path leads through, as people write it. `words`: what one of a unit and several are
 * called.
 */
export interface FormQuestion {
  readonly question: string;
  readonly path: readonly (string | number)[];
  readonly kind: 'number' | 'yes_no' | 'members_needed' | 'choice' | 'amount' | 'words';
  /** Of an amount, in whole ones of its unit. */
  readonly least?: number;
  readonly most?: number;
  /** Of a choice: what each of them puts into the articles; null takes out what stands there. */
  readonly choices?: readonly { readonly choice: string; readonly puts: unknown }[];
}

export interface Form {
  readonly form: string;
  readonly practices: readonly Practice[];
  readonly vignette: string;
  /** ISO 3166 codes of countries where the practice is at home. */
  readonly seenIn: readonly string[];
  /** The story of this form, in docs/stories. */
  readonly story: string;
  readonly questions: readonly FormQuestion[];
  /** Matters that this form gives power over, besides those of every group. */
  readonly matters: readonly string[];
  readonly articles: Articles;
  /** What usually comes after the founding, as keys of words and the place they lead to. */
  readonly next: readonly { readonly step: string; readonly place: string }[];
}
