/** What does not fit an input, field by field, as a refusal carries it: where, what, and what would fit. */
import type { ZodError } from 'zod';
import type { Json } from './outcome.ts';

/** A type and not an interface, so that it can stand among the facts of a refusal. */
export type Issue = {
  /** The field, with points between the parts of its path. */
  readonly at: string;
  /** `too_small`, `invalid_type` …, as the schemas name it. */
  readonly says: string;
  /** What has a length or a size: `string`, `number`, `array`. */
  readonly of?: string;
  readonly least?: number;
  readonly most?: number;
};

export function issuesOf(error: ZodError): Issue[] {
  return error.issues.map((issue) => {
    const at = issue.path.join('.');
    switch (issue.code) {
      case 'too_small':
        return { at, says: issue.code, of: issue.origin, least: Number(issue.minimum) };
      case 'too_big':
        return { at, says: issue.code, of: issue.origin, most: Number(issue.maximum) };
      case 'invalid_type':
        return { at, says: issue.code, of: issue.expected };
      default:
        return { at, says: issue.code };
    }
  });
}

/** Issues as they stand among the facts of a refusal; none where a refusal is about something else. */
export function issuesIn(facts: { readonly [fact: string]: Json | undefined }): readonly Issue[] {
  const issues = facts['issues'];
  return Array.isArray(issues) ? (issues as readonly unknown[] as readonly Issue[]) : [];
}
