/** What is written into a draft, as it comes in and as it is recorded. */
import { z } from 'zod';
import type { Act } from '#kernel/command';
import type { Json } from '#kernel/outcome';
import { PERSONAL_IN_ACTS } from '../core/proposal.ts';
import type { DraftOption } from '../core/draft.ts';
import { LENGTHS, MOST_ACTS, MOST_OPTIONS, MOST_POSTS } from '../core/kinds.ts';
import { GROUP_LENGTH, MOST_GROUPS } from '../core/parity.ts';
import type { NewOption } from '../store/writes.ts';
import { civilDate, key, line, memberId, minor, prose } from './fields.ts';

const json: z.ZodType<Json> = z.json();

export const optionFields = {
  title: line(0, LENGTHS.optionTitle).default(''),
  body: prose(0, LENGTHS.optionBody).default(''),
  /** The candidate, where options are people. */
  member: memberId.optional(),
  /** Who stands together, one for each post in its order, where options are several people. */
  people: z.array(memberId).max(MOST_POSTS).optional(),
  /** What it costs, in minor units. */
  costMinor: minor.optional(),
  /** Of the options with the same word here at most one is funded. */
  excludes: line(1, 40).optional(),
};

/** Of the places that an election fills, at least or at most so many for people of a group. */
const parityRule = z.object({
  group: line(1, GROUP_LENGTH),
  least: z.number().int().min(0).max(50).optional(),
  most: z.number().int().min(1).max(50).optional(),
});

/** Of which groups a candidate says they are. */
export const groupsField = z.array(line(1, GROUP_LENGTH)).max(MOST_GROUPS);

const actInput = z.object({ command: z.string().max(80), input: json });

export const draftFields = {
  title: line(3, LENGTHS.title),
  body: prose(0, LENGTHS.body),
  /** What a yes-or-no proposal brings about. */
  acts: z.array(actInput).max(MOST_ACTS),
  options: z.array(z.object(optionFields)).max(MOST_OPTIONS),
  /** How many options win. */
  seats: z.number().int().min(1).max(50),
  /** What a yes-or-no proposal costs, in minor units of `unit`. */
  costMinor: minor.optional(),
  potMinor: minor.optional(),
  /** Of what the pot or the costs are: a currency, hours, sacks. */
  unit: line(1, 20).optional(),
  parity: z.array(parityRule).max(MOST_GROUPS).optional(),
  post: z
    .object({
      role: key,
      /** Where people stand together: the posts that are given with it, in their order. */
      also: z
        .array(key)
        .max(MOST_POSTS - 1)
        .optional(),
      startsOn: civilDate.optional(),
      endsOn: civilDate.optional(),
    })
    .optional(),
};

/**
 * Keys of these facts that tell of a person: what is said of a candidate, of which groups they are, and why
 * somebody should go.
 */
export const PERSONAL: readonly string[] = ['statement', 'groups', ...PERSONAL_IN_ACTS];

/** Options as they are recorded, each with an id of its own. */
export function recorded(options: readonly DraftOption[], act: Act) {
  return options.map((one) => ({ option: act.newId('opt'), ...one }));
}

/** The row of a recorded option: what is said of a candidate is its body. */
export function rowOf({ statement, body, ...rest }: { readonly option: string } & DraftOption): NewOption {
  return { ...rest, body: body ?? statement };
}
