import { redirect, type RequestEvent } from '@sveltejs/kit';
import type { OrgId } from '#kernel/command';
import { rulesParts } from '#agents/screens/rules-words.ts';
import { hashCode, invitationByCode, type Seat } from '#agents/server';
import { INVITATION_SIGNS, newCode } from '#host/auth/codes';
import { act, field, formKey, refused } from '#host/forms';
import { arrive, keepCookies, visitOf } from '#host/visit';
import { words } from '#locales';
import { circleOf, foundingPath, nothingHere, rehearsalOf, type Circle } from '../../circle.ts';
import type { Actions, PageServerLoad } from './$types';

/**
 * One phone goes round. Whoever holds it makes a code for the next person, steps out, and hands it over; the
 * code stays in a cookie that only this page gets. The next person comes in, reads, signs, and hands it back.
 */
const COOKIE = 'passing';
const COOKIE_SECONDS = 3600;

export const load: PageServerLoad = async (event) => {
  event.setHeaders({ 'cache-control': 'no-store' });
  const { circle, seat, step } = await stepOf(event);
  return {
    key: formKey(),
    step,
    here: foundingPath(event),
    pathname: event.url.pathname,
    title: circle.scene.organization.name,
    name: seat.name,
    isHere: event.locals.session?.name,
    backTo: circle.seats.find(({ person }) => person !== null && person === held(event)?.from)?.name,
    rehearsal: rehearsalOf(circle),
    version: circle.scene.group.statutesVersion,
    parts: step === 'read' ? rulesParts(words(event.locals.locale), circle.scene.group.articles) : [],
    others: step === 'enter' ? (await event.locals.world.auth.onDevice(event.cookies)).length : 0,
  };
};

export const actions: Actions = {
  async hand(event) {
    const form = await event.request.formData();
    const { circle, seat, step } = await stepOf(event);
    if (step !== 'hand') redirect(303, event.url.pathname);
    const code = newCode(INVITATION_SIGNS);
    const invited = await act(event, {
      command: 'agents.invite',
      org: circle.org,
      input: { member: seat.member, codeHash: hashCode(code), days: 1 },
      key: field(form, 'key') + code,
    });
    if (!invited.ok) return refused(event, invited.refusal);
    const session = event.locals.session!;
    event.cookies.set(COOKIE, `${code} ${session.person}`, {
      path: event.url.pathname,
      httpOnly: true,
      sameSite: 'lax',
      secure: event.url.protocol === 'https:',
      maxAge: COOKIE_SECONDS,
    });
    keepCookies(event, await event.locals.world.auth.handOver(session));
    redirect(303, event.url.pathname);
  },
  async enter(event) {
    const form = await event.request.formData();
    const { step } = await stepOf(event);
    if (step !== 'enter') redirect(303, event.url.pathname);
    const asked = { name: field(form, 'name'), secret: field(form, 'secret') };
    const entered = await event.locals.world.auth.signUp(asked, visitOf(event));
    if (!entered.ok) return refused(event, entered.refusal);
    await arrive(event, entered.value);
    redirect(303, event.url.pathname);
  },
  /** Takes the chair and signs: two acts, the second of which can be sent again by itself. */
  async sign(event) {
    const form = await event.request.formData();
    const { circle, seat, step } = await stepOf(event);
    if (step !== 'read') redirect(303, event.url.pathname);
    const key = field(form, 'key');
    if (seat.person === null) {
      const input = { code: held(event)?.code ?? '', name: event.locals.session!.name, norms: true };
      const taken = await act(event, { command: 'agents.accept', org: circle.org, input, key });
      if (!taken.ok) return refused(event, taken.refusal);
    }
    const input = { subject: 'founding', statutes: Number(field(form, 'version')) };
    const signed = await act(event, { command: 'agents.sign', org: circle.org, input, key });
    return signed.ok ? { card: await cardFor(event) } : refused(event, signed.refusal);
  },
  async back(event) {
    const form = await event.request.formData();
    const { session, world } = event.locals;
    const from = held(event)?.from;
    event.cookies.delete(COOKIE, { path: event.url.pathname });
    if (session) {
      if (field(form, 'card') !== '') await world.auth.keepCard(session);
      keepCookies(event, await world.auth.handOver(session));
    }
    const next = encodeURIComponent(foundingPath(event));
    redirect(303, `/sign-in?${from === undefined ? '' : `who=${from}&`}next=${next}`);
  },
};

type Step = 'hand' | 'enter' | 'read' | 'back';

/** Where this phone is on its way round; for anybody else there is nothing here. */
async function stepOf(event: RequestEvent): Promise<{ circle: Circle; seat: Seat; step: Step }> {
  const circle = await circleOf(event);
  const seat = circle?.seats.find(({ member }) => member === event.params['member']);
  if (!circle || !seat) nothingHere(event);
  const { session } = event.locals;
  const isInvited = await holdsCode(event, circle.org, seat);
  if (!session) {
    if (isInvited) return { circle, seat, step: 'enter' };
    redirect(303, `/sign-in?next=${encodeURIComponent(event.url.pathname)}`);
  }
  if (circle.mine?.member === seat.member) {
    return { circle, seat, step: seat.signedAt === null && circle.scene.draft ? 'read' : 'back' };
  }
  if (circle.mine) {
    if (seat.person !== null || !circle.scene.draft) redirect(303, foundingPath(event));
    return { circle, seat, step: 'hand' };
  }
  if (!isInvited) nothingHere(event);
  return { circle, seat, step: 'read' };
}

async function holdsCode(event: RequestEvent, org: OrgId, seat: Seat): Promise<boolean> {
  const code = held(event)?.code;
  if (code === undefined) return false;
  const { host } = event.locals.world;
  const found = await invitationByCode(host.db, hashCode(code), new Date(host.clock()).toISOString());
  return found?.org === org && found.member === seat.member;
}

/** The code for whoever holds the phone now, and who handed it to them. */
function held(event: RequestEvent): { code: string; from: string } | undefined {
  const [code, from] = event.cookies.get(COOKIE)?.split(' ') ?? [];
  return code === undefined || from === undefined ? undefined : { code, from };
}

/** On a phone that is not theirs, digits alone would not let them back in anywhere else. */
async function cardFor(event: RequestEvent) {
  const session = event.locals.session!;
  if (session.letInBy !== 'sign_up') return null;
  const card = await event.locals.world.auth.makeCard(session);
  return card.ok ? card.value : null;
}
