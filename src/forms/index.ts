/** The forms that work from end to end; no other is offered. */
import { association } from './association.ts';
import { careCircle } from './care-circle.ts';
import { complementaryCurrency } from './complementary-currency.ts';
import type { Form, Practice } from './form.ts';
import { localExchangeSystem } from './local-exchange-system.ts';
import { network } from './network.ts';
import { participatoryBudget } from './participatory-budget.ts';
import { timeBank } from './time-bank.ts';

export { answerIn, articlesFrom, unitAsked } from './answers.ts';
export type { Form, FormQuestion, Practice } from './form.ts';
export { PRACTICES } from './form.ts';

export const forms: readonly Form[] = [
  association,
  network,
  participatoryBudget,
  localExchangeSystem,
  timeBank,
  careCircle,
  complementaryCurrency,
];

export function formNamed(name: string): Form | undefined {
  return forms.find((one) => one.form === name);
}

/** The forms that fit what people want to do together. */
export function formsFor(practice: Practice): readonly Form[] {
  return forms.filter((one) => one.practices.includes(practice));
}
