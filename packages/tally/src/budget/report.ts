/** A budget's count for the command line: as JSON with exact amounts as text, and as lines for people. */
import { type Fraction, fraction, scaledText, toDecimal, toText } from '../exact/fraction.ts';
import type { CountReport } from '../rules.ts';
import type { BudgetElection } from './election.ts';
import type { SharesOutcome } from './equal-shares.ts';
import type { PabulibElection } from './from-pabulib.ts';
import type { BudgetOutcome, WhyNot } from './outcome.ts';

type Outcome = BudgetOutcome<object> & Partial<Pick<SharesOutcome, 'completion' | 'endowment' | 'steps'>>;

export function budgetReport(of: PabulibElection, outcome: Outcome): CountReport {
  const { election, unknownEntries } = of;
  const { projects, budget } = election;
  const names = new Map(projects.map(({ id, name }) => [id, name ?? '']));
  const costs = new Map(projects.map(({ id, cost }) => [id, cost]));
  const money = (amount: bigint) => moneyText(election, amount);
  const lines = [
    `${outcome.rule}: ${outcome.funded.length} of ${projects.length} projects, ${election.voters} voters`,
    `budget ${money(budget)}, funded ${money(outcome.cost)}, left ${money(outcome.left)}`,
    ...(outcome.endowment ? [`each voter began with ${decimalOf(election, outcome.endowment)}`] : []),
    ...(unknownEntries > 0 ? [`${unknownEntries} entries of votes name no project of the file`] : []),
    '',
    ...outcome.funded.map((id, at) =>
      `${at + 1}. ${id}  ${money(costs.get(id)!)}  ${names.get(id)!}`.trimEnd(),
    ),
    '',
    ...Object.entries(outcome.notFunded).map(([id, why]) => `not ${id}: ${whyNot(of, why)}`),
  ];
  const { endowment } = outcome;
  const json = {
    rule: outcome.rule,
    funded: outcome.funded,
    cost: amountOf(election, outcome.cost),
    budget: amountOf(election, budget),
    left: amountOf(election, outcome.left),
    ...(outcome.completion === undefined ? {} : { completion: outcome.completion, steps: outcome.steps }),
    ...(endowment === undefined ? {} : { endowment: inCurrency(election, endowment) }),
    voters: election.voters,
    unknownEntries,
    rounds: outcome.rounds.map((round) => plain(of, round)),
    notFunded: plain(of, outcome.notFunded),
  };
  return { json, lines };
}

function whyNot({ election, pointScale }: PabulibElection, why: WhyNot): string {
  const money = (amount: bigint) => moneyText(election, amount);
  switch (why.reason) {
    case 'dearer_than_budget':
      return `costs ${money(why.cost)}, more than there is`;
    case 'no_supporters':
      return 'nobody supports it';
    case 'below_threshold':
      return `support ${why.support / pointScale}, and ${why.threshold / pointScale} are needed`;
    case 'excluded_by':
      return `may not stand beside ${why.project}`;
    case 'over_cap':
      return `costs ${money(why.cost)}, and ${money(why.left)} were left for ${why.cap}`;
    case 'does_not_fit':
      return `costs ${money(why.cost)}, and ${money(why.left)} were left`;
    case 'stopped_before':
      return `the count ended at ${why.at}`;
    case 'supporters_cannot_pay':
      return (
        `its supporters have ${decimalOf(election, why.have)} left; ` +
        `${decimalOf(election, why.missing)} are missing`
      );
  }
}

/** An amount in currency: a number that prints as the exact decimal, or text where no number does. */
function amountOf(election: BudgetElection, amount: bigint): number | bigint | string {
  if (election.scale === 1n) return amount;
  const text = moneyText(election, amount);
  const value = Number(text);
  return value.toFixed(String(election.scale).length - 1) === text ? value : text;
}

function moneyText({ scale }: BudgetElection, amount: bigint): string {
  return scaledText(amount, String(scale).length - 1);
}

function decimalOf({ scale }: BudgetElection, amount: Fraction): string {
  return toDecimal(fraction(amount.num, amount.den * scale), 2);
}

function inCurrency({ scale }: BudgetElection, amount: Fraction): { exact: string; about: string } {
  const value = fraction(amount.num, amount.den * scale);
  return { exact: toText(value), about: toDecimal(value, 6) };
}

const IN_POINTS: readonly string[] = ['support', 'threshold'];

/**
 * Fractions as `{ exact, about }`, amounts in currency, support in points of the file, everything else as
 * it is. `strength` is no money.
 */
function plain(of: PabulibElection, value: unknown, key = ''): unknown {
  const { election, pointScale } = of;
  if (typeof value === 'bigint') return amountOf(election, value);
  if (typeof value === 'number' && IN_POINTS.includes(key)) return value / pointScale;
  if (typeof value !== 'object' || value === null) return value;
  if (Array.isArray(value)) return value.map((one) => plain(of, one));
  if (isFraction(value)) {
    if (key !== 'strength') return inCurrency(election, value);
    return { exact: toText(value), about: toDecimal(value, 6) };
  }
  return Object.fromEntries(Object.entries(value).map(([name, one]) => [name, plain(of, one, name)]));
}

function isFraction(value: object): value is Fraction {
  return 'num' in value && 'den' in value;
}
