/** The group that an address speaks of, as whoever asks for the page may see it. */
import { error, redirect, fail, type ActionFailure, type RequestEvent } from '@sveltejs/kit';
import type { OrgId } from '#kernel/command';
import { canPropose, isInside, visibleGroup, visibleMember } from '#agents';
import { loadRoll, loadScene, orgBySlug, type Roll, type RollMember, type Scene } from '#agents/server';
import type { FailedForm } from '#agents/screens/failed-form.ts';
import { ownWords } from '#agents/screens/own-words.ts';
import type { NameOf } from '#agents/screens/say.ts';
import { act, field, refusalWords, statusOf } from '#host/forms';
import { quietly } from '#host/quiet';
import { loadAccountsOf } from '#ledger/server';
import { words, type Words } from '#locales';
import { proposeHref } from './propose.ts';

type Asking = Pick<RequestEvent, 'locals' | 'params'>;

const known = new WeakMap<App.Locals, Promise<Scene>>();

/**
 * The scene of this request, loaded once for layout and page. Whoever may not see a group is told the same
 * as if there were none.
 */
export function sceneOf(event: Asking): Promise<Scene> {
  const found = known.get(event.locals);
  if (found) return found;
  const scene = openScene(event);
  known.set(event.locals, scene);
  return scene;
}

async function openScene({ locals, params }: Asking): Promise<Scene> {
  const { host } = locals.world;
  const org = await orgBySlug(host.db, params['slug'] ?? '');
  const now = new Date(host.clock()).toISOString();
  const scene = org && (await loadScene(host.db, org, locals.session?.person ?? null, now));
  if (!scene || visibleGroup(scene.viewer, scene.group.state) === 'nothing') error(404, 'not_found');
  return scene;
}

/** For pages that only people of the group see; from outside they lie where nothing is. */
export async function insideScene(event: Asking): Promise<Scene> {
  const scene = await sceneOf(event);
  if (!isInside(scene.viewer)) error(404, 'not_found');
  return scene;
}

/** The words of the request's language, with the hours of the group and its own names for posts. */
export function wordsFor(event: Asking, scene: Scene): Words {
  return ownWords(quietly(event.locals, words(event.locals.locale, scene.group.timeZone)), scene.names);
}

/** The members whom this viewer may know by name. */
export function nameBook(scene: Scene, roll: Roll): NameOf {
  const names = new Map(
    roll.members.map((one) => [
      one.id as string,
      visibleMember(scene.viewer, one, scene.today)?.name ?? null,
    ]),
  );
  return (member) => names.get(member) ?? null;
}

/**
 * The same for a page that needs nothing else of them; strangers know nobody, and nobody is loaded for them.
 */
export async function namesFor({ locals }: Pick<RequestEvent, 'locals'>, scene: Scene): Promise<NameOf> {
  if (!isInside(scene.viewer) && scene.viewer.member === null) return () => null;
  return nameBook(scene, await loadRoll(locals.world.host.db, scene.organization.org_id));
}

export function seenMembers(scene: Scene, roll: Roll): RollMember[] {
  return roll.members.filter((one) => visibleMember(scene.viewer, one, scene.today) !== null);
}

type Inputs = { readonly [name: string]: unknown };

/**
 * Performs the act of a form. Done: on to `to`, with a stamp. Waiting for signatures: on to what waits.
 * Refused: back to the form, with what was written in it. Where it is to be proposed, nothing is done, and it
 * goes on to a proposal of the same. `then` sees to what follows from it, where nobody should wait for that.
 */
export async function carry(
  event: RequestEvent,
  command: string,
  inputOf: (form: FormData) => Inputs | Promise<Inputs>,
  to: string | ((form: FormData) => string),
  then: (org: OrgId) => Promise<unknown> = () => Promise.resolve(),
): Promise<ActionFailure<FailedForm>> {
  const form = await event.request.formData();
  const org = await orgBySlug(event.locals.world.host.db, event.params['slug'] ?? '');
  if (!org) error(404, 'not_found');
  const input = said(await inputOf(form));
  const propose = proposeHref(event.params['slug'] ?? '', command, input);
  if (field(form, 'propose') !== '') redirect(303, propose);
  const answer = await act(event, { command, org, input, key: field(form, 'key') });
  const base = `/g/${event.params['slug']}`;
  if (!answer.ok) return refused(event, form, { command, input }, answer.refusal);
  if (answer.value.kind === 'waiting') redirect(303, `${base}/waiting/${answer.value.waiting}`);
  await then(org);
  const place = typeof to === 'string' ? to : to(form);
  redirect(303, `${base}${place}${place.includes('?') ? '&' : '?'}act=${answer.value.position}#done`);
}

/** Back to the form of an act that was refused; where all of us could do it, with the way to propose it. */
export async function refused(
  event: RequestEvent,
  form: FormData,
  { command, input }: { readonly command: string; readonly input: Inputs },
  refusal: Parameters<typeof refusalWords>[0],
): Promise<ActionFailure<FailedForm>> {
  const slug = event.params['slug'] ?? '';
  // Who may is asked of the rules themselves: there it is put in.
  const unsaid = refusal.rule === 'matter_has_no_power' ? refusal['matter'] : null;
  if (typeof unsaid === 'string')
    return failed(event, form, refusal, `/g/${slug}/rules/amend?at=powers.${unsaid}`);
  const toAll = await isForAll(event, command, refusal.rule);
  const propose = proposeHref(slug, command, input);
  return failed(event, form, refusal, toAll ? propose : undefined);
}

/** Whether all of us can do what was refused: only they may, or it is more than a post may do alone. */
async function isForAll(event: Asking, command: string, rule: string): Promise<boolean> {
  if (rule === 'needs_decision') return true;
  const matter = event.locals.world.host.commands.get(command)?.matter;
  const isOver = rule === 'over_limit_per_act' || rule === 'over_limit_per_period';
  return isOver && matter !== undefined && canPropose(await sceneOf(event), matter);
}

export async function failed(
  event: Asking,
  form: FormData,
  refusal: Parameters<typeof refusalWords>[0],
  propose?: string,
): Promise<ActionFailure<FailedForm>> {
  const values: Record<string, string> = {};
  for (const name of new Set(form.keys())) values[name] = field(form, name);
  return fail(statusOf(refusal), {
    at: field(form, 'at'),
    refusal: await toldRefusal(event, refusal),
    values,
    ...(propose === undefined ? {} : { propose }),
  });
}

/**
 * A refusal in the words of the group, with amounts as it counts them, for those who may see it; for
 * everybody else in those of the language.
 */
async function toldRefusal(event: Asking, refusal: Parameters<typeof refusalWords>[0]) {
  const { locals, params } = event;
  const { db, clock } = locals.world.host;
  const org = await orgBySlug(db, params['slug'] ?? '');
  if (!org) return refusalWords(refusal, locals.locale);
  const scene = await loadScene(db, org, locals.session?.person ?? null, new Date(clock()).toISOString());
  const isSeen = scene && visibleGroup(scene.viewer, scene.group.state) !== 'nothing';
  if (!isSeen) return refusalWords(refusal, locals.locale);
  const { member } = scene.viewer;
  const own = 'account' in refusal && member !== null ? await loadAccountsOf(db, org, member) : [];
  const known = { articles: scene.group.articles, own: own.map((one) => one.id) };
  return refusalWords(refusal, wordsFor(event, scene), known);
}

/** The organization of an address, for actions that do more than one thing with it. */
export async function orgOf(event: Asking): Promise<OrgId> {
  const org = await orgBySlug(event.locals.world.host.db, event.params['slug'] ?? '');
  if (!org) error(404, 'not_found');
  return org;
}

/** What was written, or nothing: for fields that may stay empty. */
export function written(form: FormData, name: string): string | undefined {
  const text = field(form, name).trim();
  return text === '' ? undefined : text;
}

/** What was left open in a form is not in the input at all. */
export function said(inputs: Inputs): Inputs {
  return Object.fromEntries(Object.entries(inputs).filter(([, value]) => value !== undefined));
}
