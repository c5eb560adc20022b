import { error } from '@sveltejs/kit';
import { addMonths, type CivilDate } from '#kernel/calendar';
import { couldHappen, may, postsNow, standingKind, standsFully, wholeInput } from '#agents';
import { loadAffairs, type GroupAffairs, type RollMandate, type Scene } from '#agents/server';
import { powerWord, proposalSentence, roleTitle, roleWord, type NameOf } from '#agents/screens/say.ts';
import { field, formKey } from '#host/forms';
import { positionsOf } from '#host/register/record';
import type { Words } from '#locales';
import { decidedBy } from '../../propose.ts';
import { carry, insideScene, nameBook, wordsFor, written } from '../../scene.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async (event) => {
  const scene = await insideScene(event);
  const { db } = event.locals.world.host;
  const words = wordsFor(event, scene);
  const affairs = await loadAffairs(db, scene);
  const nameOf = nameBook(scene, affairs);
  const { role } = event.params;
  const post = postsNow(scene, affairs).find((one) => one.role === role);
  const mandates = affairs.mandates.filter((one) => one.role === role && one.rehearsal === scene.draft);
  if (!post && mandates.length === 0) error(404, 'not_found');
  const places = await positionsOf(
    db,
    scene.organization.org_id,
    mandates.map((one) => one.act),
  );
  const placeOf = (mandate: string) =>
    places.get(mandates.find((one) => one.id === mandate)?.act ?? '') ?? null;
  const { powers } = scene.group.articles;
  const held = new Set(post?.held.map((one) => one.id));
  const today = scene.today as CivilDate;
  return {
    role,
    title: roleTitle(words, role),
    holders: post?.holders ?? 0,
    months: post?.termMonths ?? 0,
    held: (post?.held ?? []).map((one) => ({
      id: one.id,
      name: nameOf(one.member) ?? words.t('act.someone'),
      own: one.member === scene.viewer.member,
      position: placeOf(one.id),
      since: words.date(one.startsOn),
      until: words.date(one.endsOn),
    })),
    coming: (post?.coming ?? []).map((one) => ({
      id: one.id,
      name: nameOf(one.member) ?? words.t('act.someone'),
      since: words.date(one.startsOn),
      until: words.date(one.endsOn),
    })),
    history: historyOf(
      words,
      scene,
      mandates.filter((one) => !held.has(one.id)),
      nameOf,
      placeOf,
    ),
    open: openHere(words, scene, affairs, role, nameOf),
    members: able(scene, affairs),
    earliest: scene.today,
    latest: post ? addMonths(today, post.termMonths) : scene.today,
    mayGive: post ? may(scene, 'appoint') : null,
    mayTake: may(scene, 'revoke'),
    decided: { give: decidedBy(words, scene, 'appoint'), take: decidedBy(words, scene, 'revoke') },
    giving: powers['appoint'] ? powerWord(words, powers['appoint']) : null,
    taking: powers['revoke'] ? powerWord(words, powers['revoke']) : null,
    word: roleWord(words, role),
    formKey: formKey(),
  };
};

/** Who held the post before, the last one leading. */
function historyOf(
  words: Words,
  scene: Scene,
  mandates: readonly RollMandate[],
  nameOf: NameOf,
  placeOf: (mandate: string) => number | null,
) {
  return mandates
    .filter((one) => one.startsOn <= scene.today)
    .reverse()
    .map((one) => ({
      id: one.id,
      name: nameOf(one.member) ?? words.t('act.someone'),
      since: words.date(one.startsOn, 'short'),
      until: words.date(one.endedAt ?? one.endsOn, 'short'),
      how: words.t(`posts.ended.${one.endKind ?? 'over'}` as 'posts.ended.over'),
      position: placeOf(one.id),
    }));
}

/** Acts about this post that wait for signatures. */
function openHere(words: Words, scene: Scene, affairs: GroupAffairs, role: string, nameOf: NameOf) {
  const { mandates } = affairs;
  const open = affairs.open.filter((act) => couldHappen(scene, affairs, act));
  const own = new Map(mandates.filter((one) => one.role === role).map((one) => [one.id, one]));
  return open.flatMap((act) => {
    const input = (act.input ?? {}) as { role?: string; mandate?: string };
    const mandate = input.mandate === undefined ? undefined : own.get(input.mandate);
    if (input.role !== role && !mandate) return [];
    const whole = wholeInput(act, mandates);
    return [
      { id: act.waiting_id, sentence: proposalSentence(words, act.command, act.matter, whole, nameOf) },
    ];
  });
}

function able(scene: Scene, { members }: GroupAffairs) {
  return members
    .filter((one) => standsFully(standingKind(one, scene.today), scene.draft))
    .map((one) => ({ value: one.id, label: one.name ?? one.id }));
}

const here = (role: string) => `/posts/${role}`;

export const actions: Actions = {
  appoint: (event) =>
    carry(
      event,
      'agents.appoint',
      (form) => ({
        role: event.params.role,
        member: field(form, 'member'),
        startsOn: written(form, 'starts'),
        endsOn: written(form, 'ends'),
      }),
      here(event.params.role),
    ),
  revoke: (event) =>
    carry(
      event,
      'agents.revoke',
      (form) => ({ mandate: field(form, 'mandate'), reason: field(form, 'reason') }),
      here(event.params.role),
    ),
  handOver: (event) =>
    carry(
      event,
      'agents.hand_over',
      (form) => ({ mandate: field(form, 'mandate'), to: field(form, 'to') }),
      here(event.params.role),
    ),
  layDown: (event) =>
    carry(event, 'agents.lay_down', (form) => ({ mandate: field(form, 'mandate') }), here(event.params.role)),
};
