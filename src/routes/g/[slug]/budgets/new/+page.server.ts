import { error, fail, redirect } from '@sveltejs/kit';
import { canPropose, may } from '#agents';
import { namedWord } from '#agents/screens/say.ts';
import { act, field, formKey, refusalWords, statusOf } from '#host/forms';
import { insideScene, orgOf, wordsFor } from '../../scene.ts';
import { proposeHref } from '../../propose.ts';
import { blankBudget, budgetIn, fieldsOf, openingOf, type BudgetField } from './written-budget.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async (event) => {
  const scene = await insideScene(event);
  const mayOpen = scene.group.state === 'founded' ? may(scene, 'run_budget') : null;
  if (mayOpen === null) error(404, 'not_found');
  const words = wordsFor(event, scene);
  return {
    may: mayOpen,
    written: blankBudget(scene),
    today: scene.today,
    classes: scene.group.articles.admission.classes.map((one) => ({
      value: one.class,
      label: namedWord(words, 'class', one.class),
    })),
    formKey: formKey(),
  };
};

export const actions: Actions = {
  /** More rows for pots; nothing is kept by this. */
  async more(event) {
    return { written: budgetIn(await event.request.formData(), true) };
  },
  async open(event) {
    const form = await event.request.formData();
    const scene = await insideScene(event);
    const words = wordsFor(event, scene);
    const written = budgetIn(form);
    const input = openingOf(written, form, scene.group.timeZone, words.t('budget.pot.whole'));
    // Whoever runs no budget here can still put one to the group.
    if (may(scene, 'run_budget') === 'decision')
      redirect(303, proposeHref(event.params.slug, 'decisions.open_budget', input));
    const answer = await act(event, {
      command: 'decisions.open_budget',
      org: await orgOf(event),
      input,
      key: field(form, 'key'),
    });
    if (!answer.ok) {
      const { sentence, way } = refusalWords(answer.refusal, words);
      const wrong: Partial<Record<BudgetField, string>> = {};
      for (const one of fieldsOf(answer.refusal))
        wrong[one] = answer.refusal.rule === 'input_invalid' ? words.t(`budget.new.wrong.${one}`) : sentence;
      const isOver = answer.refusal.rule === 'over_limit_per_act';
      const propose =
        isOver && canPropose(scene, 'run_budget')
          ? proposeHref(event.params.slug, 'decisions.open_budget', input)
          : null;
      return fail(statusOf(answer.refusal), { written, wrong, refusal: { sentence, way, propose } });
    }
    const base = `/g/${event.params.slug}`;
    if (answer.value.kind === 'waiting') redirect(303, `${base}/waiting/${answer.value.waiting}`);
    const { budget } = answer.value.answer as { budget: string };
    redirect(303, `${base}/budgets/${budget}?act=${answer.value.position}#done`);
  },
};
