/**
 * The rules for budgets that the command line knows. A file of approval ballots for a committee goes to
 * those.
 */
import { committeeReport, isCommitteeFile } from '../committee/report.ts';
import { readPabulib } from '../format/pabulib.ts';
import {
  type CountedFile,
  type CountOptions,
  type CountReport,
  type CountRule,
  TallyError,
} from '../rules.ts';
import { type EqualSharesRule, equalShares } from './equal-shares.ts';
import { electionFromPabulib, type PabulibElection } from './from-pabulib.ts';
import { greedy } from './greedy.ts';
import type { BudgetOutcome } from './outcome.ts';
import { phragmen } from './phragmen.ts';
import { budgetReport } from './report.ts';

type Counted = (of: PabulibElection, options: CountOptions) => BudgetOutcome<object>;

const seedOf = ({ seed }: CountOptions) => (seed === undefined ? {} : { seed });

function shares(rule: EqualSharesRule): Counted {
  return ({ election }, options) =>
    equalShares(election, {
      ...rule,
      completion: options.completion ?? rule.completion!,
      ...seedOf(options),
    });
}

/** The rule that the file names: what its city decided by, with the threshold it asked for. */
export function countByFileRule(of: PabulibElection, options: CountOptions = {}): BudgetOutcome<object> {
  const { election, rule } = of;
  const threshold = of.threshold > 0 ? { threshold: of.threshold } : {};
  if (rule === 'greedy' || rule === 'greedy-threshold') {
    return greedy(election, { ...threshold, ...seedOf(options) });
  }
  if (rule === 'greedy-no-skip') return greedy(election, { skip: false, ...threshold, ...seedOf(options) });
  const family = /^equalshares(?:\/(.*))?$/.exec(rule);
  if (!family) throw new TallyError(`the file's rule “${rule}” is not one that can be counted; name one.`);
  const completions: Record<string, EqualSharesRule['completion']> = { add1: 'add1', add1u: 'add1-greedy' };
  const completion = family[1] === undefined ? 'none' : completions[family[1]];
  if (!completion) throw new TallyError(`the completion of “${rule}” is not known.`);
  return shares({ completion, ...threshold })(of, options);
}

function budgetRule(name: string, says: string, counted: Counted, committee?: string): CountRule {
  const count = (file: CountedFile, options: CountOptions): CountReport => {
    if (committee !== undefined && isCommitteeFile(file)) return committeeReport(file, committee, options);
    const of = electionFromPabulib(readPabulib(file.text));
    return budgetReport(of.election, counted(of, options));
  };
  return { name, says, count };
}

export const budgetRules: readonly CountRule[] = [
  budgetRule(
    'equal-shares',
    'everybody has an equal part of the budget and pays for what she supports (completion: add1)',
    shares({ completion: 'add1' }),
    'equal-shares',
  ),
  budgetRule(
    'equal-shares-cardinality',
    'equal shares where every funded project is worth the same, whatever it costs',
    shares({ completion: 'add1', utility: 'cardinality' }),
  ),
  budgetRule('greedy', 'by support, passing over what does not fit', ({ election }, options) =>
    greedy(election, seedOf(options)),
  ),
  budgetRule('greedy-no-skip', 'by support, ending at the first that does not fit', ({ election }, options) =>
    greedy(election, { skip: false, ...seedOf(options) }),
  ),
  budgetRule(
    'greedy-threshold',
    'greedy with the least support that the file asks for',
    ({ election, threshold }, options) => greedy(election, { threshold, ...seedOf(options) }),
  ),
  budgetRule('greedy-per-cost', 'greedy by support per cost', ({ election }, options) =>
    greedy(election, { by: 'support-per-cost', ...seedOf(options) }),
  ),
  budgetRule(
    'phragmen',
    'everybody earns at the same pace; a project is bought when its supporters can pay it',
    ({ election }, options) => phragmen(election, seedOf(options)),
    'phragmen',
  ),
  budgetRule('file', 'the rule that the .pb file names', countByFileRule),
];
