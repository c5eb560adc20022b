/** What somebody has written into the form of a new budget, what it means, and where a no belongs. */
import { addDays, type CivilDate } from '#kernel/calendar';
import type { Refusal } from '#kernel/outcome';
import type { Scene } from '#agents/server';
import { field } from '#host/forms';
import { minorOf } from '../../decisions/draft-fields.ts';
import { momentIn } from '../../moments.ts';
import { USUAL_HOUR } from '../place.ts';

export interface WrittenBudget {
  readonly title: string;
  readonly body: string;
  readonly unit: string;
  readonly pots: readonly {
    readonly name: string;
    readonly amount: string;
    /** The kind of members for whom it is; empty: for all who take part. */
    readonly voters: string;
  }[];
  readonly voters: readonly string[];
  readonly ideas: WrittenMoment;
  readonly costing: WrittenMoment;
}

interface WrittenMoment {
  readonly on: string;
  readonly time: string;
}

const ROWS = 2;
const MORE = 4;
const MOST = 40;

/** Four weeks for ideas and four for their costs, until an evening: what most take, and easy to change. */
export function blankBudget({ group, today }: Scene): WrittenBudget {
  const inDays = (days: number) => ({ on: addDays(today as CivilDate, days), time: USUAL_HOUR });
  return {
    title: '',
    body: '',
    unit: '',
    pots: rowsOf([], 0),
    voters: group.articles.admission.classes.map((one) => one.class),
    ideas: inDays(28),
    costing: inDays(56),
  };
}

export function budgetIn(form: FormData, more = false): WrittenBudget {
  const all = (name: string) => form.getAll(name).map((one) => (typeof one === 'string' ? one.trim() : ''));
  const [amounts, potVoters] = [all('pot-amount'), all('pot-voters')];
  const pots = all('pot-name').map((name, i) => ({
    name,
    amount: amounts[i] ?? '',
    voters: potVoters[i] ?? '',
  }));
  const moment = (name: string) => ({ on: field(form, `${name}-on`), time: field(form, `${name}-time`) });
  return {
    title: field(form, 'title').trim(),
    body: field(form, 'body'),
    unit: field(form, 'unit').trim(),
    pots: rowsOf(
      pots.filter((one) => one.name !== '' || one.amount !== ''),
      more ? MORE : 0,
    ),
    voters: all('voter'),
    ideas: moment('ideas'),
    costing: moment('costing'),
  };
}

function rowsOf(filled: WrittenBudget['pots'], more: number): WrittenBudget['pots'] {
  const count = Math.min(MOST, Math.max(ROWS, filled.length + more));
  return Array.from({ length: count }, (_, i) => filled[i] ?? { name: '', amount: '', voters: '' });
}

/** What the act takes; a single pot needs no name of its own. */
export function openingOf(written: WrittenBudget, form: FormData, timeZone: string, whole: string) {
  const pots = written.pots.filter((one) => one.name !== '' || one.amount !== '');
  return {
    title: written.title,
    body: written.body,
    unit: written.unit,
    pots: pots.map(({ name, amount, voters }) => ({
      name: name === '' && pots.length === 1 ? whole : name,
      amountMinor: minorOf(amount),
      ...(voters === '' ? {} : { voters: [voters] }),
    })),
    voters: written.voters,
    ideasUntil: momentIn(form, 'ideas', timeZone, USUAL_HOUR) ?? '',
    costingUntil: momentIn(form, 'costing', timeZone, USUAL_HOUR) ?? '',
  };
}

export const BUDGET_FIELDS = ['title', 'body', 'unit', 'pots', 'voters', 'ideas', 'costing'] as const;
export type BudgetField = (typeof BUDGET_FIELDS)[number];

const OF_RULES: { readonly [rule: string]: BudgetField } = {
  class_unknown: 'voters',
  pot_is_empty: 'pots',
  pot_of_others: 'pots',
  pot_repeated: 'pots',
  budget_dates_wrong: 'costing',
};

const OF_INPUT: { readonly [part: string]: BudgetField } = {
  title: 'title',
  body: 'body',
  unit: 'unit',
  pots: 'pots',
  voters: 'voters',
  ideasUntil: 'ideas',
  costingUntil: 'costing',
};

/** Which fields a refusal is about; none where it is about the whole. */
export function fieldsOf(refusal: Refusal): BudgetField[] {
  const own = OF_RULES[refusal.rule];
  if (own) return [own];
  const issues = (refusal['issues'] ?? []) as readonly { readonly at?: string }[];
  const found = issues.flatMap((one) => OF_INPUT[(one.at ?? '').split('.')[0]!] ?? []);
  return [...new Set(found)];
}
