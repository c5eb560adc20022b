/** What is written into a draft, as it comes in and as it is recorded. */
import { z } from 'zod';
import type { Act } from '#kernel/command';
import type { Json } from '#kernel/outcome';
import { PERSONAL_IN_ACTS } from '../core/proposal.ts';
import type { DraftOption } from '../core/draft.ts';
import { LENGTHS, MOST_ACTS, MOST_OPTIONS } from '../core/kinds.ts';
import type { NewOption } from '../store/writes.ts';
import { civilDate, key, line, memberId, minor, prose } from './fields.ts';

const json: z.ZodType<Json> = z.json();

export const optionFields = {
  title: line(0, LENGTHS.optionTitle).default(''),
  body: prose(0, LENGTHS.optionBody).default(''),
  /** The candidate, where options are people. */
  member: memberId.optional(),
  /** What a project costs, in minor units. */
  costMinor: minor.optional(),
  /** Of the options with the same word here at most one is funded. */
  excludes: line(1, 40).optional(),
};

const actInput = z.object({ command: z.string().max(80), input: json });

export const draftFields = {
  title: line(3, LENGTHS.title),
  body: prose(0, LENGTHS.body),
  /** What a yes-or-no proposal brings about. */
  acts: z.array(actInput).max(MOST_ACTS),
  options: z.array(z.object(optionFields)).max(MOST_OPTIONS),
  /** How many options win. */
  seats: z.number().int().min(1).max(50),
  potMinor: minor.optional(),
  unit: line(1, 20).optional(),
  post: z.object({ role: key, startsOn: civilDate.optional(), endsOn: civilDate.optional() }).optional(),
};

/** Keys of these facts that tell of a person: what is said of a candidate, and why somebody should go. */
export const PERSONAL: readonly string[] = ['statement', ...PERSONAL_IN_ACTS];

/** Options as they are recorded, each with an id of its own. */
export function recorded(options: readonly DraftOption[], act: Act) {
  return options.map((one) => ({ option: act.newId('opt'), ...one }));
}

/** The row of a recorded option: what is said of a candidate is its body. */
export function rowOf({ statement, body, ...rest }: { readonly option: string } & DraftOption): NewOption {
  return { ...rest, body: body ?? statement };
}
