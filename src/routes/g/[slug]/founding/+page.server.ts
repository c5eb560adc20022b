import { fail, redirect, type RequestEvent } from '@sveltejs/kit';
import { hashCode } from '#agents/server';
import { formNamed } from '#forms';
import { originForOthers } from '#host/addresses';
import { INVITATION_SIGNS, newCode } from '#host/auth/codes';
import { act, field, formKey, refused } from '#host/forms';
import { words } from '#locales';
import { circleOf, foundingPath, nothingHere, openCircle, rehearsalOf, type Circle } from './circle.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async (event) => {
  const circle = await openCircle(event);
  event.setHeaders({ 'cache-control': 'no-store' });
  const { organization, draft, group } = circle.scene;
  return {
    key: formKey(),
    slug: organization.slug,
    title: organization.name,
    rehearsal: rehearsalOf(circle),
    version: group.statutesVersion,
    seats: circle.seats.map(({ member, name, person, answeredBy, noUntil, signedAt }) => ({
      member,
      name,
      noUntil,
      hasSigned: signedAt !== null,
      hasCome: person !== null,
      onPaper:
        answeredBy === null ? undefined : (circle.seats.find((one) => one.member === answeredBy)?.name ?? ''),
      isMine: member === circle.mine?.member,
      // When whoever answered for the entry has stepped back, any other founder hands in the ink.
      inMyHands:
        answeredBy !== null &&
        (answeredBy === circle.mine?.member || !circle.seats.some((one) => one.member === answeredBy)),
    })),
    existsSince: draft ? undefined : since(event, circle),
    next: (draft ? undefined : formNamed(organization.form)?.next) ?? [],
  };
};

export const actions: Actions = {
  /**
   * A name for a chair. Who is passed the phone goes on at once; the others get a code, shown here and now.
   */
  async name(event) {
    const form = await event.request.formData();
    const code = newCode(INVITATION_SIGNS);
    const name = field(form, 'name');
    const named = await inGroup(event, 'agents.name_founder', { name, codeHash: hashCode(code) }, form, code);
    if (!named.ok) {
      const { status, data } = refused(event, named.refusal);
      return fail(status, { ...data, typed: name });
    }
    const { member } = answerOf(named.value) as { member: string };
    if (field(form, 'way') === 'pass') redirect(303, `${foundingPath(event)}/pass/${member}`);
    return invitation(event, code, name, field(form, 'way'));
  },
  /** A new code for somebody who has not come yet; the old one may be lost, or seen by the wrong eyes. */
  async code(event) {
    const form = await event.request.formData();
    const code = newCode(INVITATION_SIGNS);
    const member = field(form, 'member');
    const invited = await inGroup(event, 'agents.invite', { member, codeHash: hashCode(code) }, form, code);
    if (!invited.ok) return refused(event, invited.refusal);
    const seat = (await circleOf(event))?.seats.find((one) => one.member === member);
    return invitation(event, code, seat?.name ?? '', field(form, 'way'));
  },
  async paper(event) {
    const form = await event.request.formData();
    const name = field(form, 'name');
    const entered = await inGroup(event, 'agents.enter_on_paper', { name }, form);
    return entered.ok ? { entered: name } : refused(event, entered.refusal);
  },
  /** Somebody on paper has signed in ink. */
  async ink(event) {
    const form = await event.request.formData();
    const input = {
      subject: 'founding',
      for: field(form, 'member'),
      statutes: Number(field(form, 'version')),
    };
    const signed = await inGroup(event, 'agents.sign', input, form);
    return signed.ok ? { signed: true } : refused(event, signed.refusal);
  },
  async unname(event) {
    const form = await event.request.formData();
    const unnamed = await inGroup(event, 'agents.unname_founder', { member: field(form, 'member') }, form);
    return unnamed.ok ? { changed: true } : refused(event, unnamed.refusal);
  },
  async unsign(event) {
    const form = await event.request.formData();
    const taken = await inGroup(event, 'agents.withdraw_signature', { subject: 'founding' }, form);
    return taken.ok ? { changed: true } : refused(event, taken.refusal);
  },
  async leave(event) {
    const form = await event.request.formData();
    const left = await inGroup(event, 'agents.leave', {}, form);
    if (!left.ok) return refused(event, left.refusal);
    redirect(303, '/today');
  },
};

/**
 * `fresh` is what the server has just made for this act: sent twice, a form makes it anew, so it is another
 * act.
 */
async function inGroup(event: RequestEvent, command: string, input: unknown, form: FormData, fresh = '') {
  const circle = await circleOf(event);
  if (!circle) nothingHere(event);
  return act(event, { command, org: circle.org, input, key: field(form, 'key') + fresh });
}

function answerOf(answer: object): unknown {
  return 'answer' in answer ? answer.answer : {};
}

/** What lets somebody in, as it is shown once: neither the record nor the database knows the code itself. */
function invitation(event: RequestEvent, code: string, name: string, way: string) {
  const address = `${originForOthers(event.url.origin)}/join?code=${code}`;
  return { invitation: { code, name, address, way: way === 'link' ? 'link' : 'code' } };
}

function since(event: RequestEvent, { scene }: Circle): string {
  const spoken = words(event.locals.locale, scene.group.timeZone);
  const at = scene.organization.founded_at!;
  const isToday = spoken.date(new Date(at)) === spoken.date(new Date(scene.now));
  return isToday
    ? spoken.t('founding.since-today', { time: spoken.time(new Date(at)) })
    : spoken.t('founding.since', { moment: spoken.moment(new Date(at)) });
}
