/** Whether something can be said about a subject. */
import { isId } from '#kernel/id';
import { refuse, type Refused } from '#kernel/outcome';
import type { Proposal } from '../core/proposal.ts';

interface Subjects {
  readonly proposals: ReadonlyMap<string, Proposal>;
  readonly meetings: ReadonlySet<string>;
}

/** The rule that keeps members from talking about it; null when they can. A draft is its authors' own. */
export function subjectProblem(
  { proposals, meetings }: Subjects,
  subject: string,
): Refused<'subject_unknown' | 'talk_is_elsewhere'> | null {
  if (isId('mee', subject)) return meetings.has(subject) ? null : refuse('subject_unknown');
  if (!isId('pro', subject)) return null;
  const proposal = proposals.get(subject);
  if (typeof proposal?.publishedAt !== 'string') return refuse('subject_unknown');
  return proposal.mergedInto === null ? null : refuse('talk_is_elsewhere', { into: proposal.mergedInto });
}
