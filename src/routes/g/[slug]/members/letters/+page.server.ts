import { randomBytes } from 'node:crypto';
import { error, type RequestEvent } from '@sveltejs/kit';
import type { Refusal } from '#kernel/outcome';
import { may } from '#agents';
import { hashCode } from '#agents/server';
import { namedWord } from '#agents/screens/say.ts';
import { codeOf, INVITATION_SIGNS } from '#host/auth/codes';
import { act, field, formKey, refusalWords } from '#host/forms';
import { insideScene, orgOf, wordsFor } from '../../scene.ts';
import type { Actions, PageServerLoad } from './$types';

const MOST = 200;
const LONGEST = 600;
/** 128 bits by chance, as text. */
const CHANCE = /^[A-Za-z0-9_-]{22}$/;

export const load: PageServerLoad = async (event) => {
  const scene = await insideScene(event);
  const mayInvite = scene.group.state === 'founded' ? may(scene, 'invite') : null;
  if (mayInvite === null) error(404, 'not_found');
  const words = wordsFor(event, scene);
  const { admission } = scene.group.articles;
  return {
    here: `/g/${scene.organization.slug}`,
    name: scene.organization.name,
    place: scene.organization.place,
    /** Letters are printed at once: where several must sign, a code would be no code yet. */
    alone: mayInvite === 'alone' && admission.byInvitation,
    apply: admission.byApplication ? admission.vouchers : null,
    classes: admission.classes.map((one) => ({
      value: one.class,
      label: namedWord(words, 'class', one.class),
    })),
    origin: event.url.origin,
    most: MOST,
    longest: LONGEST,
    formKey: formKey(),
    /** From this the codes follow. It lies in the form alone: nobody makes them from what is kept. */
    chance: randomBytes(16).toString('base64url'),
  };
};

/** What a form asks for; the numbers stay within what a sheet holds. */
function askedIn(form: FormData) {
  const whole = (name: string, least: number, most: number) => {
    const number = Number(field(form, name));
    return Number.isInteger(number) ? Math.min(most, Math.max(least, number)) : least;
  };
  return {
    count: whole('count', 1, MOST),
    days: whole('days', 1, 90),
    class: field(form, 'class'),
    text: field(form, 'text').trim().slice(0, LONGEST),
    chance: field(form, 'chance'),
    key: field(form, 'key'),
  };
}
type Asked = ReturnType<typeof askedIn>;

export const actions: Actions = {
  /**
   * Each letter is an invitation of its own, for one. The codes follow from the form: sent twice, or sent
   * again after a break, it makes those that are missing and shows all of them.
   */
  async print(event) {
    const scene = await insideScene(event);
    const words = wordsFor(event, scene);
    const asked = askedIn(await event.request.formData());
    if (!CHANCE.test(asked.chance) || asked.key === '') error(400, 'bad_request');
    const { codes, refusal } = await inviteAll(event, asked);
    const until = words.date(new Date(Date.parse(scene.now) + asked.days * 86_400_000).toISOString());
    return {
      made: { codes, asked: asked.count, text: asked.text, until },
      refusal: refusal === null ? null : refusalWords(refusal, words),
      values: { ...asked, chance: '', key: '', count: String(asked.count), days: String(asked.days) },
    };
  },
};

async function inviteAll(
  event: RequestEvent,
  { count, days, class: kind, chance, key }: Asked,
): Promise<{ codes: string[]; refusal: Refusal | null }> {
  const org = await orgOf(event);
  const codes: string[] = [];
  for (let at = 1; at <= count; at += 1) {
    const which = `${kind}:${days}:${at}`;
    const code = codeOf(chance, which, INVITATION_SIGNS);
    const answer = await act(event, {
      command: 'agents.invite',
      org,
      input: { class: kind, uses: 1, days, codeHash: hashCode(code) },
      key: `${key}:${which}`,
    });
    if (!answer.ok) return { codes, refusal: answer.refusal };
    // The rules have changed meanwhile: what waits for signatures lets nobody in.
    if (answer.value.kind === 'waiting') return { codes, refusal: { rule: 'signatures_missing' } };
    codes.push(code);
  }
  return { codes, refusal: null };
}
