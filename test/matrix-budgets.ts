/** What the matrix shares out: a budget to which ideas still come, and one that is ready for its ballot. */
import type { OrgId } from '../src/kernel/command.ts';
import { makeId } from '../src/kernel/id.ts';
import type { Articles } from '../src/modules/agents/index.ts';
import type { OneOfUs, Stage } from './stage.ts';

export interface BudgetThings {
  readonly open: string;
  readonly pot: string;
  /** Two ideas of the plain member. */
  readonly idea: string;
  readonly twin: string;
  readonly ready: string;
}

/** Who runs budgets and finds out costs: one post, so that the tables tell it from all others. */
export const BUDGET_POWERS = {
  run_budget: { by: 'role', role: 'coordinator' },
  cost_projects: { by: 'role', role: 'coordinator' },
} as const satisfies Articles['powers'];

interface Known {
  readonly budgets: BudgetThings;
}

const WHY = 'A reason.';
const ofIdea = ({ budgets }: Known) => ({ budget: budgets.open, project: budgets.idea });
const written = { title: 'A bench', body: '', place: '' };
const opening = {
  title: 'A budget',
  body: '',
  unit: 'MXN',
  pots: [{ name: 'All of it', amountMinor: '1000' }],
};

export const BUDGET_INPUTS = {
  'decisions.call_off_budget': ({ budgets }: Known) => ({ budget: budgets.open, why: WHY }),
  'decisions.change_budget': ({ budgets }: Known) => ({
    budget: budgets.open,
    costingUntil: '2030-01-01T00:00:00.000Z',
  }),
  'decisions.cost_project': (known: Known) => ({ ...ofIdea(known), costMinor: '500', why: WHY }),
  'decisions.edit_project': (known: Known) => ({
    ...ofIdea(known),
    ...written,
    pot: known.budgets.pot,
    title: 'Two benches',
  }),
  'decisions.merge_projects': (known: Known) => ({ ...ofIdea(known), into: known.budgets.twin }),
  'decisions.open_budget': () => ({
    ...opening,
    ideasUntil: '2030-01-01T00:00:00.000Z',
    costingUntil: '2030-02-01T00:00:00.000Z',
  }),
  'decisions.put_project': ({ budgets }: Known) => ({ ...written, budget: budgets.open, pot: budgets.pot }),
  'decisions.put_to_ballot': ({ budgets }: Known) => ({ budget: budgets.ready }),
  'decisions.report_delivery': (known: Known) => ({ ...ofIdea(known), state: 'begun', spentMinor: '1' }),
  'decisions.rule_out_project': (known: Known) => ({ ...ofIdea(known), why: WHY }),
  'decisions.withdraw_project': ofIdea,
};

const unheard = <Kind extends string>(kind: Kind) =>
  makeId(kind, 1_700_000_000_000, crypto.getRandomValues(new Uint8Array(10)));

/** Ids of the same kinds that no group has seen. */
export function unheardBudgets(): BudgetThings {
  return {
    open: unheard('bud'),
    pot: unheard('pot'),
    idea: unheard('prj'),
    twin: unheard('prj'),
    ready: unheard('bud'),
  };
}

/** The coordinator opens two budgets; the plain member has the ideas. A second passes. */
export async function furnishBudgets(
  stage: Stage,
  org: OrgId,
  coordinator: OneOfUs,
  plain: OneOfUs,
): Promise<BudgetThings> {
  const at = (millis: number) => new Date(stage.clock.now + millis).toISOString();
  const begin = async (millis: number) => {
    const dates = { ideasUntil: at(millis), costingUntil: at(millis) };
    const { answer } = await stage.do(coordinator, 'decisions.open_budget', org, { ...opening, ...dates });
    const { budget, pots } = answer as { budget: string; pots: readonly { pot: string }[] };
    return { budget, pot: pots[0]!.pot };
  };
  const think = async (of: { readonly budget: string; readonly pot: string }) => {
    const { answer } = await stage.do(plain, 'decisions.put_project', org, { ...written, ...of });
    return (answer as { project: string }).project;
  };
  const open = await begin(30 * 86_400_000);
  const ready = await begin(1_000);
  const costed = { budget: ready.budget, project: await think(ready), costMinor: '500', why: WHY };
  await stage.do(coordinator, 'decisions.cost_project', org, costed);
  const things = { open: open.budget, pot: open.pot, idea: await think(open), twin: await think(open) };
  stage.clock.now += 2_000;
  return { ...things, ready: ready.budget };
}
