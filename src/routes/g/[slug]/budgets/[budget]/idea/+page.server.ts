import { error, redirect } from '@sveltejs/kit';
import { act, field, formKey } from '#host/forms';
import { orgOf, refused } from '../../../scene.ts';
import { ideaIn, openBudgetPlace } from '../../place.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async (event) => {
  const { whole, stage, isForMe, myPots, here, money, words } = await openBudgetPlace(event);
  if (!isForMe) error(404, 'not_found');
  return {
    here,
    title: whole.budget.title,
    open: stage === 'ideas',
    until: words.moment(whole.budget.ideasUntil),
    pots: myPots.map((one) => ({
      value: one.id,
      label: words.t('budget.idea.pot.of', { pot: one.name, amount: money(one.amountMinor) }),
    })),
    formKey: formKey(),
  };
};

export const actions: Actions = {
  async put(event) {
    const form = await event.request.formData();
    const asked = {
      command: 'decisions.put_project',
      input: { budget: event.params.budget, ...ideaIn(form) },
    };
    const answer = await act(event, { ...asked, org: await orgOf(event), key: field(form, 'key') });
    if (!answer.ok) return refused(event, form, asked, answer.refusal);
    const here = `/g/${event.params.slug}/budgets/${event.params.budget}`;
    if (answer.value.kind === 'waiting') redirect(303, here);
    const { project } = answer.value.answer as { project: string };
    redirect(303, `${here}/projects/${project}?act=${answer.value.position}#done`);
  },
};
