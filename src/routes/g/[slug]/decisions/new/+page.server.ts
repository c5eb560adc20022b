import { fail, redirect, type ActionFailure, type RequestEvent } from '@sveltejs/kit';
import { loadRoll } from '#agents/server';
import { actLines, amendedArticles } from '#decisions/screens/say-proposal.ts';
import { ruleChanges } from '#agents/screens/say.ts';
import { act, field, formKey, refusalWords, statusOf } from '#host/forms';
import type { Json } from '#kernel/outcome';
import { insideScene, nameBook, orgOf, wordsFor } from '../../scene.ts';
import { actsOf, blankDraft, draftIn, inputOf, type WrittenDraft } from '../draft-fields.ts';
import { sayingOf } from '../place.ts';
import { inputIn, picksFor, purposeIn, purposesOf } from '../purposes.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async (event) => {
  const at = await standOf(event);
  const { searchParams } = event.url;
  const purpose = purposeIn(searchParams);
  const key = (one: { kind: string; command: string | null }) =>
    one.kind === 'membership' ? one.command!.slice('agents.'.length) : one.kind;
  return {
    purposes: purpose
      ? []
      : purposesOf(at.scene, at.roll).map((one) => ({
          ...one,
          title: at.words.t(`propose.for.${key(one)}` as 'propose.for.resolution'),
          text: at.words.t(`propose.for.${key(one)}.text` as 'propose.for.resolution.text'),
        })),
    form: purpose ? shown(at, blankDraft(purpose, inputIn(searchParams)), false) : null,
    formKey: formKey(),
  };
};

/** What a draft looks like while it is written: its fields, what it would bring about, and how it reads. */
function shown(at: Stand, draft: WrittenDraft, preview: boolean) {
  const { scene, roll, words } = at;
  const fixed = draft.input !== null;
  const acts = (fixed || preview ? actsOf(draft) : []).map((one) => ({
    ...one,
    version: 1,
    input: one.input as Json,
  }));
  const amended = amendedArticles(acts);
  return {
    draft,
    fixed,
    preview,
    picks: picksFor(scene, roll, words, at.nameOf, draft),
    title: words.t(`propose.what.${fixed && draft.kind !== 'amendment' ? 'act' : draft.kind}`),
    acts: amended ? [] : actLines(at.saying, acts),
    changes: amended ? ruleChanges(words, scene.group.articles, amended.articles) : [],
  };
}

async function standOf(event: Pick<RequestEvent, 'locals' | 'params'>) {
  const scene = await insideScene(event);
  const roll = await loadRoll(event.locals.world.host.db, scene.organization.org_id);
  const words = wordsFor(event, scene);
  const nameOf = nameBook(scene, roll);
  return { scene, roll, words, nameOf, saying: sayingOf(event, words, nameOf, roll) };
}
type Stand = Awaited<ReturnType<typeof standOf>>;

/** Shows the form again as it stands, with nothing kept. */
async function again(event: RequestEvent, how: { preview?: boolean; more?: boolean }) {
  const form = await event.request.formData();
  const at = await standOf(event);
  const purpose = purposeIn(form);
  if (!purpose) redirect(303, event.url.pathname);
  return { form: shown(at, draftIn(form, purpose, how.more), how.preview ?? false) };
}

export const actions: Actions = {
  /** What was filled in on another page and is too long for an address: changed rules. */
  async take(event) {
    const form = await event.request.formData();
    const at = await standOf(event);
    const purpose = purposeIn(form);
    const input = inputIn(form);
    if (!purpose || input === null) redirect(303, event.url.pathname);
    return { form: shown(at, blankDraft(purpose, input), false) };
  },
  look: (event) => again(event, { preview: true }),
  more: (event) => again(event, { more: true }),
  keep: (event) => propose(event, ''),
  propose: (event) => propose(event, '/publish'),
};

/** The draft is kept; the way and the dates are chosen on its own page. */
async function propose(event: RequestEvent, then: string): Promise<ActionFailure<object>> {
  const form = await event.request.formData();
  const at = await standOf(event);
  const purpose = purposeIn(form);
  const base = `/g/${event.params['slug']}/decisions`;
  if (!purpose) redirect(303, `${base}/new`);
  const draft = draftIn(form, purpose);
  const answer = await act(event, {
    command: 'decisions.propose',
    org: await orgOf(event),
    input: inputOf(draft, at.saying),
    key: field(form, 'key'),
  });
  if (!answer.ok) {
    return fail(statusOf(answer.refusal), {
      form: shown(at, draft, false),
      refusal: refusalWords(answer.refusal, at.words),
    });
  }
  const made = answer.value.kind === 'done' ? (answer.value.answer as { proposal: string }) : null;
  redirect(303, made ? `${base}/${made.proposal}${then}` : base);
}
