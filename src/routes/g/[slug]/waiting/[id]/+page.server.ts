import { error, redirect } from '@sveltejs/kit';
import type { OrgId } from '#kernel/command';
import {
  couldHappen,
  inkWanted,
  signatureCount,
  standingOf,
  visibleWaiting,
  wantsSignature,
  wholeInput,
  type Articles,
} from '#agents';
import {
  loadRoll,
  loadRulesVersions,
  loadWaitingAct,
  type Roll,
  type RollMember,
  type Scene,
  type WaitingAct,
} from '#agents/server';
import { carrierWord, proposalSentence, ruleChanges } from '#agents/screens/say.ts';
import { potSentences } from '#agents/screens/say-pots.ts';
import { act, field, formKey } from '#host/forms';
import { positionsOf, readEntry } from '#host/register/record';
import { tellBooks } from '#host/tell-books';
import type { Words } from '#locales';
import { carry, failed, insideScene, nameBook, orgOf, said, wordsFor, written } from '../../scene.ts';
import type { Actions, PageServerLoad } from './$types';

const NAMED_AT_MOST = 12;

export const load: PageServerLoad = async (event) => {
  const scene = await insideScene(event);
  const { db } = event.locals.world.host;
  const words = wordsFor(event, scene);
  const org = scene.organization.org_id;
  const waiting = await loadWaitingAct(db, org, event.params.id);
  if (!waiting || !visibleWaiting(scene.viewer)) error(404, 'not_found');
  const roll = await loadRoll(db, org);
  const nameOf = await tellBooks(db, scene, nameBook(scene, roll), [waiting.input]);
  const { have, needed } = signatureCount(scene.group, waiting);
  const power = scene.group.articles.powers[waiting.matter];
  const places = waiting.done_act_id ? await positionsOf(db, org, [waiting.done_act_id]) : null;
  const position = (waiting.done_act_id && places?.get(waiting.done_act_id)) ?? null;
  const own = waiting.signatures.some((one) => one.member_id === scene.viewer.member);
  const state = stateOf(scene, waiting, roll);
  const missing = missingFrom(scene, waiting, roll);
  return {
    id: waiting.waiting_id,
    sentence: proposalSentence(
      words,
      waiting.command,
      waiting.matter,
      wholeInput(waiting, roll.mandates),
      nameOf,
    ),
    pots: potSentences(words, waiting.command, waiting.input),
    reason: reasonOf(waiting.input),
    changes: await changesOf(event, scene, words, waiting),
    state,
    have,
    needed,
    power: power ? carrierWord(words, power) : null,
    openedBy: nameOf(waiting.opened_by) ?? words.t('act.someone'),
    openedAt: waiting.opened_at,
    expiresAt: waiting.expires_at,
    signed: waiting.signatures.map((one) => ({
      id: one.act_id,
      name: nameOf(one.member_id) ?? words.t('act.someone'),
      at: one.signed_at,
      own: one.member_id === scene.viewer.member,
    })),
    // In a large group a list of names is of no use to anybody.
    missing: missing.length > NAMED_AT_MOST ? [] : missing.flatMap((one) => nameOf(one.id) ?? []),
    inInk: state === 'open' ? inkWanted(scene, roll, waiting).map((id) => ({ id, name: nameOf(id) })) : [],
    statutes: waiting.statutes_version,
    current: scene.group.statutesVersion,
    maySign: state === 'open' && wantsSignature(scene, waiting),
    mayWithdraw: own && ['open', 'moot', 'rules_changed'].includes(state),
    position,
    made: await madeBy(event, org, position),
    formKey: formKey(),
  };
};

/** What these acts bring about has a page of its own. */
const MADE: Readonly<Record<string, 'budget' | 'meeting'>> = {
  'decisions.open_budget': 'budget',
  'decisions.call_meeting': 'meeting',
};

async function madeBy(event: Parameters<PageServerLoad>[0], org: OrgId, position: number | null) {
  if (position === null) return null;
  const leaf = (await readEntry(event.locals.world.host.db, org, position))?.leaf;
  const is = leaf && MADE[leaf.command];
  const id = is && leaf.fact[is];
  return is && typeof id === 'string' ? { is, href: `/g/${event.params.slug}/${is}s/${id}` } : null;
}

type State = 'open' | 'moot' | 'done' | 'withdrawn' | 'expired' | 'rules_changed';

function stateOf(scene: Scene, waiting: WaitingAct, roll: Roll): State {
  if (waiting.done_act_id !== null) return 'done';
  if (waiting.withdrawn_at !== null) return 'withdrawn';
  if (waiting.expires_at <= scene.now) return 'expired';
  if (waiting.statutes_version !== scene.group.statutesVersion) return 'rules_changed';
  return couldHappen(scene, roll, waiting) ? 'open' : 'moot';
}

function reasonOf(input: unknown): string | null {
  const { reason, note } = (input ?? {}) as { readonly reason?: unknown; readonly note?: unknown };
  const why = reason ?? note;
  return typeof why === 'string' && why !== '' ? why : null;
}

/** When the rules are to change: how they read now, and how they would. */
async function changesOf(
  event: Parameters<PageServerLoad>[0],
  scene: Scene,
  words: Words,
  waiting: WaitingAct,
) {
  if (waiting.command !== 'agents.amend' || waiting.input === null) return [];
  const { base, articles } = waiting.input as { readonly base: number; readonly articles: Articles };
  const versions = await loadRulesVersions(event.locals.world.host.db, scene.organization.org_id);
  const before = versions.find((one) => one.version === base);
  return before ? ruleChanges(words, before.articles, articles) : [];
}

/** Members whose signature is still wanted. */
function missingFrom(scene: Scene, waiting: WaitingAct, roll: Roll): RollMember[] {
  return roll.members.filter((one) => {
    const posts = roll.mandates.filter((post) => post.member === one.id);
    const standing = standingOf(one, posts, scene.today, scene.draft, true);
    return wantsSignature({ ...scene, standing }, waiting);
  });
}

export const actions: Actions = {
  async sign(event) {
    const org = await orgOf(event);
    const form = await event.request.formData();
    const answer = await act(event, {
      command: 'agents.sign',
      org,
      input: said({
        subject: event.params.id,
        for: written(form, 'for'),
        statutes: Number(field(form, 'statutes')),
      }),
      key: field(form, 'key'),
    });
    if (!answer.ok) return failed(event, form, answer.refusal);
    const here = `/g/${event.params.slug}/waiting/${event.params.id}`;
    if (answer.value.kind === 'waiting') redirect(303, here);
    const carried = answer.value.carried;
    if (carried && !carried.ok) return failed(event, form, carried.refusal);
    // The last signature is told as what it has brought about.
    const last = carried?.ok && carried.value.kind === 'done' ? carried.value : answer.value;
    redirect(303, `${here}?act=${last.position}#done`);
  },
  withdraw: (event) =>
    carry(
      event,
      'agents.withdraw_signature',
      () => ({ subject: event.params.id }),
      `/waiting/${event.params.id}`,
    ),
};
