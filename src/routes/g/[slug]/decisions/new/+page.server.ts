import { fail, redirect, type ActionFailure, type RequestEvent } from '@sveltejs/kit';
import { loadRoll } from '#agents/server';
import { actLines, amendedArticles } from '#decisions/screens/say-proposal.ts';
import { ruleChanges } from '#agents/screens/say.ts';
import { act, field, formKey, refusalWords, statusOf } from '#host/forms';
import type { Json } from '#kernel/outcome';
import type { Words } from '#locales';
import { insideScene, orgOf, wordsFor } from '../../scene.ts';
import {
  actsOf,
  blankDraft,
  draftIn,
  inputOf,
  outlined,
  type Purpose,
  type WrittenDraft,
} from '../draft-fields.ts';
import { namesWith, sayingOf } from '../place.ts';
import { inTheRoomOf, roomIn } from '../back-to-room.ts';
import { inputIn, picksFor, purposeIn, purposeName, purposesOf } from '../purposes.ts';
import { similarOf } from '../similar.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async (event) => {
  const at = await standOf(event);
  const { searchParams } = event.url;
  const purpose = purposeIn(searchParams);
  return {
    purposes: purpose
      ? []
      : purposesOf(at.scene, at.roll).map((one) => ({
          ...one,
          title: at.words.t(`propose.for.${purposeName(one)!}` as 'propose.for.resolution'),
          text: at.words.t(`propose.for.${purposeName(one)!}.text` as 'propose.for.resolution.text'),
        })),
    room: roomIn(searchParams),
    form: purpose ? await shown(event, at, begun(at, purpose, searchParams), false) : null,
    formKey: formKey(),
  };
};

/** An empty form; with `?outline` in the address, an outline of what belongs into it stands in it already. */
function begun({ words }: Stand, purpose: Purpose, asked: URLSearchParams): WrittenDraft {
  const blank = blankDraft(purpose, inputIn(asked));
  return asked.has('outline') ? outlined(blank, words) : blank;
}

/** What a draft looks like while it is written: its fields, what it would bring about, and how it reads. */
async function shown(
  event: Pick<RequestEvent, 'locals' | 'params'>,
  at: Stand,
  draft: WrittenDraft,
  preview: boolean,
) {
  const { scene, roll, words } = at;
  const { nameOf, saying } = await tellingOf(event, at, draft);
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
    picks: picksFor(scene, roll, words, nameOf, draft),
    title: titleOf(words, draft, fixed),
    acts: amended ? [] : actLines(saying, acts),
    changes: amended ? ruleChanges(words, scene.group.articles, amended.articles) : [],
  };
}

/** Of a membership the title says what is to become of it: the fields do not. */
function titleOf(words: Words, draft: WrittenDraft, fixed: boolean): string {
  if (fixed && draft.kind !== 'amendment') return words.t('propose.what.act');
  const name = draft.kind === 'membership' ? purposeName(draft) : null;
  return words.t(
    name === null ? `propose.what.${draft.kind}` : (`propose.for.${name}` as 'propose.for.resolution'),
  );
}

async function standOf(event: Pick<RequestEvent, 'locals' | 'params'>) {
  const scene = await insideScene(event);
  const roll = await loadRoll(event.locals.world.host.db, scene.organization.org_id);
  const words = wordsFor(event, scene);
  return { scene, roll, words };
}

/** The same, with what it takes to say what a draft would bring about. */
async function tellingOf(event: Pick<RequestEvent, 'locals' | 'params'>, at: Stand, draft: WrittenDraft) {
  const { scene, roll, words } = at;
  const nameOf = await namesWith(event, scene, roll, actsOf(draft));
  return { ...at, nameOf, saying: sayingOf(event, words, nameOf, roll) };
}
type Stand = Awaited<ReturnType<typeof standOf>>;

/** Shows the form again as it stands, with nothing kept. */
async function again(event: RequestEvent, how: { preview?: boolean; more?: boolean; outline?: boolean }) {
  const form = await event.request.formData();
  const at = await standOf(event);
  const purpose = purposeIn(form);
  if (!purpose) redirect(303, event.url.pathname);
  const draft = draftIn(form, purpose, how.more);
  const now = how.outline ? outlined(draft, at.words) : draft;
  const similar = await similarOf(event, at, draft);
  return { form: await shown(event, at, now, how.preview ?? false), room: roomIn(form), similar };
}

export const actions: Actions = {
  /** What was filled in on another page and is too long for an address: changed rules. */
  async take(event) {
    const form = await event.request.formData();
    const at = await standOf(event);
    const purpose = purposeIn(form);
    const input = inputIn(form);
    if (!purpose || input === null) redirect(303, event.url.pathname);
    return { form: await shown(event, at, blankDraft(purpose, input), false), room: roomIn(form) };
  },
  look: (event) => again(event, { preview: true }),
  more: (event) => again(event, { more: true }),
  outline: (event) => again(event, { outline: true }),
  keep: (event) => propose(event, ''),
  propose: (event) => propose(event, '/publish'),
};

/** The draft is kept; the way and the dates are chosen on its own page. */
async function propose(event: RequestEvent, then: string): Promise<ActionFailure<object>> {
  const form = await event.request.formData();
  const at = await standOf(event);
  const purpose = purposeIn(form);
  const base = `/g/${event.params['slug']}/decisions`;
  const room = roomIn(form);
  if (!purpose) redirect(303, `${base}/new${inTheRoomOf(room)}`);
  const draft = draftIn(form, purpose);
  const answer = await act(event, {
    command: 'decisions.propose',
    org: await orgOf(event),
    input: inputOf(draft, (await tellingOf(event, at, draft)).saying),
    key: field(form, 'key'),
  });
  if (!answer.ok) {
    return fail(statusOf(answer.refusal), {
      form: await shown(event, at, draft, false),
      room,
      similar: await similarOf(event, at, draft),
      refusal: refusalWords(answer.refusal, at.words),
    });
  }
  const made = answer.value.kind === 'done' ? (answer.value.answer as { proposal: string }) : null;
  redirect(303, made ? `${base}/${made.proposal}${then}${then === '' ? '' : inTheRoomOf(room)}` : base);
}
