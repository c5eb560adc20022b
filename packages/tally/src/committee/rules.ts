/** The rules for committees that the command line knows. */
import type { CountRule } from '../rules.ts';
import { COMMITTEE_ALSO, committeeMethods, committeeReport } from './report.ts';

/** Names that budgets have too: those rules hand a committee's file over. */
const SHARED: readonly string[] = ['equal-shares', 'phragmen'];

export const committeeRules: readonly CountRule[] = [...committeeMethods]
  .filter(([name]) => !SHARED.includes(name))
  .map(([name, [says]]) => ({
    name,
    says: `committee: ${says}`,
    also: COMMITTEE_ALSO[name] ?? [],
    count: (file, options) => committeeReport(file, name, options),
  }));
