import { error, fail, redirect } from '@sveltejs/kit';
import { may, ownNames } from '#agents';
import { ownWords } from '#agents/screens/own-words.ts';
import { carrierWord, ruleChanges } from '#agents/screens/say.ts';
import { laidOntoToday } from '#decisions';
import { act, field, formKey, refusalWords, statusOf } from '#host/forms';
import type { Refusal } from '#kernel/outcome';
import { proposedInput } from '../../propose.ts';
import { rulesOf } from '../../rules.ts';
import { failed, insideScene, orgOf, wordsFor } from '../../scene.ts';
import { answered, draftIn, draftOf, editOf, foreseen, parsed, shown, type Draft } from './draft.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async (event) => {
  const scene = await insideScene(event);
  const mayAmend = may(scene, 'amend', ['founder', 'statutes']);
  if (mayAmend === null) error(404, 'not_found');
  const words = wordsFor(event, scene);
  const amend = scene.group.articles.powers['amend'];
  const draft = draftOf(scene);
  const at = event.url.searchParams.get('at');
  return {
    mayAmend,
    power: amend ? carrierWord(words, amend) : null,
    shown: shown(words, scene, draft, at === null ? null : editOf(words, draft, at)),
    formKey: formKey(),
  };
};

/** The post that stands in the way, which is dealt with where it is given and taken back. */
function heldPost(refusal: Refusal): string | null {
  const { rule, role } = refusal;
  return ['post_in_use', 'post_held_by_more'].includes(rule) && typeof role === 'string' ? role : null;
}

export const actions: Actions = {
  /** Opens one sentence of the draft, or closes it again. Nothing is recorded by this, nor by the next. */
  async open(event) {
    const scene = await insideScene(event);
    const form = await event.request.formData();
    const words = wordsFor(event, scene);
    const draft = draftIn(form, scene);
    return { shown: shown(words, scene, draft, editOf(words, draft, field(form, 'at'))) };
  },
  async change(event) {
    const scene = await insideScene(event);
    const form = await event.request.formData();
    const words = wordsFor(event, scene);
    const before = draftIn(form, scene);
    const edit = editOf(words, before, field(form, 'path'));
    if (!edit) return { shown: shown(words, scene, before, null) };
    const { draft, edit: filled } = answered(words, before, edit, form);
    if (!draft) return fail(422, { shown: shown(words, scene, before, filled) });
    const decided = await foreseen(event.locals.world.host.db, scene, draft.articles);
    if (decided.ok) return { shown: shown(words, scene, draft, null) };
    const names = ownNames([scene.group.articles, draft.articles]);
    return fail(statusOf(decided.refusal), {
      shown: shown(words, scene, before, filled),
      refusal: refusalWords(decided.refusal, ownWords(words, names)),
      post: heldPost(decided.refusal),
    });
  },
  async amend(event) {
    const org = await orgOf(event);
    const form = await event.request.formData();
    const articles = parsed(field(form, 'articles'));
    const answer = await act(event, {
      command: 'agents.amend',
      org,
      input: { base: Number(field(form, 'base')), articles },
      key: field(form, 'key'),
    });
    const base = `/g/${event.params.slug}`;
    if (answer.ok && answer.value.kind === 'waiting')
      redirect(303, `${base}/waiting/${answer.value.waiting}`);
    if (answer.ok && answer.value.kind === 'done')
      redirect(303, `${base}/rules?act=${answer.value.position}#done`);
    if (answer.ok) return undefined;
    const { status, data } = await failed(event, form, answer.refusal);
    const scene = await insideScene(event);
    const draft = draftIn(form, scene);
    if (answer.refusal.rule !== 'rules_have_changed')
      return fail(status, { ...data, shown: shown(wordsFor(event, scene), scene, draft, null) });
    return fail(status, { ...data, stale: await bothSides(event, draft) });
  },
  /** A proposal that was written on older rules, where others have changed the same place since. */
  async both(event) {
    const draft = draftIn(await event.request.formData(), await insideScene(event));
    return { stale: await bothSides(event, draft) };
  },
};

/**
 * The rules have changed under somebody's hands: what the others changed, and what they themselves wanted,
 * laid onto the rules of today.
 */
async function bothSides(event: Parameters<Actions[string]>[0], draft: Draft) {
  const scene = await insideScene(event);
  const words = wordsFor(event, scene);
  const today = scene.group.articles;
  const { base, articles, before } = laidOntoToday(draft, await rulesOf(event, scene));
  return {
    base,
    articles: JSON.stringify(articles),
    into: draft.into,
    proposed: proposedInput({ base, articles }),
    theirs: ruleChanges(words, before, today),
    mine: ruleChanges(words, today, articles),
  };
}
