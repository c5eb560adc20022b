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
import { compareResults } from './comparison.ts';
import type { BudgetElection } from './election.ts';
import { type EqualSharesRule, equalShares } from './equal-shares.ts';
import { electionFromPabulib, type PabulibElection } from './from-pabulib.ts';
import { type GreedyRule, greedy } from './greedy.ts';
import type { BudgetLimits, BudgetOutcome } from './outcome.ts';
import { phragmen } from './phragmen.ts';
import { budgetReport } from './report.ts';

type Counted = (of: PabulibElection, options: CountOptions) => BudgetOutcome<object>;

const seedOf = ({ seed }: CountOptions) => (seed === undefined ? {} : { seed });

/** What the person at the command line asks for beside the rule. */
function limitsOf(
  { election, pointScale }: PabulibElection,
  { exclusive, threshold }: CountOptions,
): BudgetLimits {
  for (const id of exclusive?.flat() ?? []) {
    if (!election.projects.some((project) => project.id === id)) {
      throw new TallyError(`--exclusive names “${id}”, and there is no such project.`);
    }
  }
  return {
    ...(exclusive ? { exclusive } : {}),
    ...(threshold === undefined ? {} : { threshold: threshold * pointScale }),
  };
}

function shares(rule: EqualSharesRule): Counted {
  return (of, options) =>
    equalShares(of.election, {
      ...rule,
      completion: options.completion ?? rule.completion!,
      utility: options.utility ?? rule.utility ?? 'cost',
      payments: options.payments ?? false,
      ...limitsOf(of, options),
      ...seedOf(options),
    });
}

function greedily(rule: (of: PabulibElection) => GreedyRule): Counted {
  return (of, options) => greedy(of.election, { ...rule(of), ...limitsOf(of, options), ...seedOf(options) });
}

/**
 * How Pabulib's own checker reads the names of the family: what follows, and whether greedy is asked
 * afterwards.
 */
const FAMILY: Readonly<Record<string, readonly [EqualSharesRule['completion'], isCompared: boolean]>> = {
  equalshares: ['none', false],
  'equalshares-comparison': ['none', true],
  'equalshares/add1': ['add1', false],
  'equalshares/add1-comparison': ['add1', true],
};

/**
 * The rule that the file names: what its city decided by, with the threshold it asked for and what it lets
 * a neighbourhood cost. Ties as in Pabulib's checker: greedy by the order of the file, equal shares by lower
 * cost, then more support; a seed takes the place of both.
 */
export function countByFileRule(of: PabulibElection, options: CountOptions = {}): BudgetOutcome<object> {
  const { election, rule } = of;
  const limits: BudgetLimits = {
    ...(of.threshold > 0 ? { threshold: of.threshold } : {}),
    ...(of.caps.length > 0 ? { caps: of.caps } : {}),
    ...limitsOf(of, options),
  };
  const drawn = options.seed === undefined ? null : { seed: options.seed };
  const asFiled: GreedyRule = { ...limits, ...(drawn ?? { ties: ['place'] }) };
  if (rule === 'greedy' || rule === 'greedy-threshold') return greedy(election, asFiled);
  if (rule === 'greedy-exclusive' && limits.exclusive) return greedy(election, asFiled);
  if (rule === 'greedy-no-skip') {
    return greedy(election, { ...asFiled, skip: false, withdrawn: withdrawnOf(election) });
  }
  const family = FAMILY[rule];
  if (!family) throw new TallyError(`the file’s rule “${rule}” ${UNCOUNTED[rule] ?? UNKNOWN_RULE}`);
  const [own, isCompared] = family;
  const result = equalShares(election, {
    completion: options.completion ?? own!,
    utility: options.utility ?? 'cost',
    payments: options.payments ?? false,
    ...limits,
    ...(drawn ?? { ties: ['cost', 'support'] }),
  });
  return isCompared ? preferred(election, result, greedy(election, asFiled)) : result;
}

const UNKNOWN_RULE = 'is not one that can be counted; name one with --rule.';
const UNCOUNTED: Readonly<Record<string, string>> = {
  'greedy-exclusive': 'does not say which projects exclude each other; name them with --exclusive.',
  'greedy-custom': 'is a city’s own, and the file does not say it; name one with --rule.',
};

/** The comparison step: greedy instead, when more voters find more of their projects in it. */
export function preferred(
  election: BudgetElection,
  shares: BudgetOutcome<object>,
  other: BudgetOutcome<object>,
): BudgetOutcome<object> {
  const { prefer } = compareResults(election, shares.funded, other.funded);
  return prefer.second > prefer.first ? other : shares;
}

/** Pabulib marks what was withdrawn after the vote by this cost; it ends no count. */
const WITHDRAWN = 999_999_999n;

function withdrawnOf({ projects, scale }: BudgetElection): string[] {
  return projects.filter(({ cost }) => cost === WITHDRAWN * scale).map(({ id }) => id);
}

function budgetRule(
  name: string,
  also: readonly string[],
  says: string,
  counted: Counted,
  committee?: string,
): CountRule {
  const count = (file: CountedFile, options: CountOptions): CountReport => {
    if (committee !== undefined && isCommitteeFile(file)) return committeeReport(file, committee, options);
    const of = electionFromPabulib(readPabulib(file.text));
    return budgetReport(of, counted(of, options));
  };
  return { name, also, says, count };
}

export const budgetRules: readonly CountRule[] = [
  budgetRule(
    'equal-shares',
    ['equalshares', 'mes', 'method-of-equal-shares', 'rule-x'],
    'everybody has an equal part of the budget and pays for what she supports (completion: add1)',
    shares({ completion: 'add1' }),
    'equal-shares',
  ),
  budgetRule(
    'equal-shares-cardinality',
    ['mes-cardinality'],
    'equal shares where every funded project is worth the same, whatever it costs',
    shares({ completion: 'add1', utility: 'cardinality' }),
  ),
  budgetRule(
    'greedy',
    ['greedy-skip', 'greedy-exclusive'],
    'by support, passing over what does not fit',
    greedily(() => ({})),
  ),
  budgetRule(
    'greedy-no-skip',
    [],
    'by support, ending at the first that does not fit',
    greedily(() => ({ skip: false })),
  ),
  budgetRule(
    'greedy-threshold',
    [],
    'greedy with the least support that the file (or --threshold) asks for',
    greedily(({ threshold }) => ({ threshold })),
  ),
  budgetRule(
    'greedy-per-cost',
    [],
    'greedy by support per cost',
    greedily(() => ({ by: 'support-per-cost' })),
  ),
  budgetRule(
    'phragmen',
    ['sequential-phragmen'],
    'everybody earns at the same pace; a project is bought when its supporters can pay it',
    (of, options) => phragmen(of.election, { ...limitsOf(of, options), ...seedOf(options) }),
    'phragmen',
  ),
  budgetRule('file', [], 'the rule that the .pb file names', countByFileRule),
];
