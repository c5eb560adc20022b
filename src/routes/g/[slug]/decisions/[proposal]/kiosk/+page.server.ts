import { error, fail, redirect } from '@sveltejs/kit';
import { isVotedOn } from '#decisions';
import { BLANK, writtenOn } from '#decisions/screens/ballot-form.ts';
import { field, formKey, refusalWords, refused, statusOf } from '#host/forms';
import { arrive, keepCookies, visitOf } from '#host/visit';
import { sceneOf } from '../../../scene.ts';
import { newReceipt } from '#host/receipts';
import { ballotOn, castFrom, ifPassed } from '../../ballot-place.ts';
import { openPlace, type Place } from '../../place.ts';
import { summaryOf } from '../../summary.ts';
import type { Actions, PageServerLoad, RequestEvent } from './$types';

/**
 * One device for everybody, in a public place. Whoever comes picks their name, types their own digits, votes,
 * and is gone: the session ends with the ballot, and the next one finds the list of names again. Whoever
 * walks away in between is shown out after a while.
 */
const IDLE_SECONDS = 180;
const THANKS_SECONDS = 12;

export const load: PageServerLoad = async (event) => {
  event.setHeaders({ 'cache-control': 'no-store' });
  const { session, world } = event.locals;
  // A page that reloads itself cannot send a form; leaving is all that this does.
  if (event.url.searchParams.has('left') && session) await leave(event);
  const scene = await sceneOf(event);
  const here = event.url.pathname;
  const group = scene.organization.name;
  if (!session || event.url.searchParams.has('left')) {
    const people = await world.auth.onDevice(event.cookies);
    const chosen = event.url.searchParams.get('who');
    const who = people.find(({ person }) => person === chosen);
    return { step: 'who' as const, here, group, people, who, again: IDLE_SECONDS };
  }
  const place = await openPlace(event);
  const { proposal, vote } = place;
  const taken = vote.taken && proposal.way?.secrecy === 'separated';
  const why = whyNotHere(place);
  const may = why === null;
  return {
    step: 'ballot' as const,
    here,
    group,
    name: session.name,
    title: proposal.title,
    ballot: may ? ballotOn(place, BLANK) : null,
    why,
    summary: await summaryOf(event, place),
    acts: ifPassed(place),
    taken,
    receipt: may && !taken && proposal.way?.secrecy === 'separated' ? newReceipt() : null,
    formKey: formKey(),
    again: IDLE_SECONDS,
  };
};

/** A blind ballot needs a browser that keeps what only its voter may know: not one that the next one uses. */
function whyNotHere({ proposal, vote, state }: Place): 'closed' | 'lot' | 'blind' | 'roll' | 'paper' | null {
  if (state !== 'vote') return 'closed';
  if (!isVotedOn(proposal)) return 'lot';
  if (proposal.way?.secrecy === 'blind') return 'blind';
  if (!vote.onRoll) return 'roll';
  return vote.how === 'paper' ? 'paper' : null;
}

async function leave(event: Pick<RequestEvent, 'locals' | 'cookies'>): Promise<void> {
  const { session, world } = event.locals;
  if (!session) return;
  const cookies = await world.auth.handOver(session);
  for (const { name, value, options } of cookies) event.cookies.set(name, value, options);
  event.locals.session = null;
}

export const actions: Actions = {
  async enter(event) {
    const form = await event.request.formData();
    const asked = { person: field(form, 'person'), secret: field(form, 'secret') };
    const entered = await event.locals.world.auth.signInOnDevice(asked, visitOf(event));
    if (!entered.ok) return refused(event, entered.refusal);
    await arrive(event, entered.value);
    redirect(303, event.url.pathname);
  },
  async over(event) {
    if (event.locals.session)
      keepCookies(event, await event.locals.world.auth.handOver(event.locals.session));
    redirect(303, event.url.pathname);
  },
  async cast(event) {
    const form = await event.request.formData();
    if (!event.locals.session) redirect(303, event.url.pathname);
    const place = await openPlace(event);
    const cast = await castFrom(event, place, form);
    if (!cast.done) {
      if (place.state !== 'vote' || !place.proposal.way) error(409, 'closed');
      return fail(statusOf(cast.refusal), {
        ballot: ballotOn(place, cast.written),
        refusal: refusalWords(cast.refusal, place.words),
        secret: field(form, 'receipt'),
      });
    }
    await leave(event);
    // Whoever has a receipt to write down takes the time they need, within reason.
    const seconds = cast.receipt === null ? THANKS_SECONDS : IDLE_SECONDS;
    return { thanks: true, receipt: cast.receipt, again: seconds };
  },
  async add(event) {
    const form = await event.request.formData();
    if (!event.locals.session) redirect(303, event.url.pathname);
    const place = await openPlace(event);
    if (place.state !== 'vote') redirect(303, event.url.pathname);
    return { ballot: ballotOn(place, writtenOn(form)), secret: field(form, 'receipt') };
  },
};
