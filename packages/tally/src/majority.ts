/**
 * Yes or no. Who abstains takes part: counts for the quorum and, unless the rule says otherwise, not for
 * the majority. Shares are exact fractions compared by multiplying across, so “two thirds” is two thirds.
 * (General Assembly practice, rule 86: those who abstain are considered as not voting.)
 *
 * - simple: more yes than no; as many of each does not pass.
 * - absolute: yes from more than half of the roll.
 * - super: yes is at least a share of what is counted: votes cast, or the roll.
 * - double: the same proposal passes in every chamber, each by its own rule — members and organizations of
 *   a federation.
 */
import { compare, type Fraction, fraction, mul, toText } from './exact/fraction.ts';
import { TallyError } from './rules.ts';

export interface YesNoCount {
  readonly yes: number;
  readonly no: number;
  readonly abstain: number;
  /** Everyone who may vote, as the roll stood when the ballot opened. */
  readonly roll: number;
}

export interface Quorum {
  readonly share: Fraction;
  /**
   * Who counts: everyone that took part (abstentions too), all that said yes or no, or the yes alone.
   * Default: taking part.
   */
  readonly counts?: 'taking-part' | 'yes-and-no' | 'yes';
  /** Whether the share must be passed rather than reached: “more than half”. */
  readonly exceed?: boolean;
}

export interface MajorityRule {
  readonly kind: 'simple' | 'absolute' | 'super';
  /** For `super`: how much must say yes, reached exactly is enough unless `exceed`. */
  readonly share?: Fraction;
  readonly exceed?: boolean;
  /** For `super`: the share of what. Default: yes and no. */
  readonly of?: 'yes-and-no' | 'taking-part' | 'roll';
  readonly quorum?: Quorum;
}

/**
 * One condition, so that the outcome can be told: what was there, what was wanted, and whether it was
 * enough.
 */
export interface MajorityTest {
  readonly test: 'quorum' | 'majority';
  readonly reached: number;
  /** An exact number of voters, such as 5 or 11/3. */
  readonly wanted: string;
  readonly exceed: boolean;
  readonly holds: boolean;
}

export interface MajorityResult {
  readonly passes: boolean;
  /** Without a quorum nothing is decided, which is not the same as a no. */
  readonly outcome: 'passed' | 'rejected' | 'no-quorum';
  readonly count: YesNoCount;
  readonly tests: readonly MajorityTest[];
}

const HALF = fraction(1, 2);

export function majority(count: YesNoCount, rule: MajorityRule): MajorityResult {
  checkCount(count);
  const tests = rule.quorum ? [quorumTest(count, rule.quorum)] : [];
  tests.push(majorityTest(count, rule));
  const failed = tests.find(({ holds }) => !holds);
  const outcome = !failed ? 'passed' : failed.test === 'quorum' ? 'no-quorum' : 'rejected';
  return { passes: outcome === 'passed', outcome, count, tests };
}

export interface Chamber {
  readonly name: string;
  readonly count: YesNoCount;
  readonly rule: MajorityRule;
}

export interface DoubleMajorityResult {
  readonly passes: boolean;
  readonly outcome: MajorityResult['outcome'];
  readonly chambers: readonly (MajorityResult & { readonly name: string })[];
}

/** Passes when every chamber passes it; a chamber without quorum leaves all of it undecided. */
export function doubleMajority(chambers: readonly Chamber[]): DoubleMajorityResult {
  if (chambers.length === 0) throw new TallyError('a majority of no chamber is none.');
  const results = chambers.map(({ name, count, rule }) => ({ name, ...majority(count, rule) }));
  const outcomes = results.map((one) => one.outcome);
  const outcome = outcomes.includes('no-quorum')
    ? 'no-quorum'
    : outcomes.includes('rejected')
      ? 'rejected'
      : 'passed';
  return { passes: outcome === 'passed', outcome, chambers: results };
}

function quorumTest(count: YesNoCount, quorum: Quorum): MajorityTest {
  const present = { 'taking-part': takingPart(count), 'yes-and-no': count.yes + count.no, yes: count.yes };
  const reached = present[quorum.counts ?? 'taking-part'];
  return test('quorum', reached, quorum.share, count.roll, quorum.exceed ?? false);
}

function majorityTest(count: YesNoCount, rule: MajorityRule): MajorityTest {
  if (rule.kind === 'simple') return test('majority', count.yes, HALF, count.yes + count.no, true);
  if (rule.kind === 'absolute') return test('majority', count.yes, HALF, count.roll, true);
  if (!rule.share) throw new TallyError('a supermajority says its share.');
  const base = { 'yes-and-no': count.yes + count.no, 'taking-part': takingPart(count), roll: count.roll };
  const whole = base[rule.of ?? 'yes-and-no'];
  const found = test('majority', count.yes, rule.share, whole, rule.exceed ?? false);
  // Of nobody every share is reached; a proposal without a single yes passes nowhere.
  return count.yes === 0 ? { ...found, holds: false } : found;
}

function test(
  name: MajorityTest['test'],
  reached: number,
  share: Fraction,
  whole: number,
  exceed: boolean,
): MajorityTest {
  const wanted = mul(share, fraction(whole));
  const difference = compare(fraction(reached), wanted);
  return {
    test: name,
    reached,
    wanted: toText(wanted),
    exceed,
    holds: exceed ? difference > 0 : difference >= 0,
  };
}

function takingPart({ yes, no, abstain }: YesNoCount): number {
  return yes + no + abstain;
}

function checkCount(count: YesNoCount): void {
  for (const [name, number] of Object.entries(count)) {
    if (!Number.isSafeInteger(number) || number < 0) throw new TallyError(`${name} is no number of voters.`);
  }
  if (takingPart(count) > count.roll) throw new TallyError('more took part than stand on the roll.');
}
