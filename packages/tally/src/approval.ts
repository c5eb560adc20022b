/**
 * Approval voting: every voter approves as many options as she likes, the most approved win. (S. J. Brams
 * and P. C. Fishburn, “Approval Voting”, American Political Science Review 72, 1978, doi:10.2307/1955105.)
 * Any mark above 0 approves.
 */
import * as cardinal from './cardinal.ts';

export interface ApprovalResult extends cardinal.Placed {
  readonly rule: 'approval';
  readonly options: readonly string[];
  readonly voters: number;
  readonly approvals: readonly number[];
}

export function approval(
  profile: cardinal.MarkedProfile,
  options: cardinal.CountedOptions = {},
): ApprovalResult {
  cardinal.checkMarks(profile);
  const approvals = profile.options.map(() => 0);
  for (const { count = 1, marks } of profile.ballots) {
    for (let one = 0; one < marks.length; one += 1) if ((marks[one] ?? 0) > 0) approvals[one]! += count;
  }
  const better = (a: number, b: number) => approvals[b]! - approvals[a]!;
  return {
    rule: 'approval',
    options: profile.options,
    voters: cardinal.votersOf(profile),
    approvals,
    ...cardinal.placed(profile, options, better),
  };
}
