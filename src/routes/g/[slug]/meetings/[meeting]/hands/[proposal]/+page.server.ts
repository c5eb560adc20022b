import { error, redirect, type RequestEvent } from '@sveltejs/kit';
import type { PersonId } from '#kernel/command';
import {
  countState,
  meetingState,
  sawIt,
  whoConfirms,
  whoDrops,
  withWayIn,
  type HandCount,
} from '#decisions';
import { loadCounts } from '#decisions/server';
import { act, actAs, field, formKey } from '#host/forms';
import { visitOf } from '#host/visit';
import { failed, orgOf, said, written } from '../../../../scene.ts';
import { countsOf } from '../../../counts.ts';
import { openMeetingPlace, type MeetingPlace } from '../../../place.ts';
import type { Actions, PageServerLoad } from './$types';

/**
 * Somebody who was in the room says whether hands were as they were counted: on their own phone, or on the
 * one that all of us share. There the next person types their own secret for this one question, and whoever
 * held the phone before is still signed in when they get it back.
 */
export const load: PageServerLoad = async (event) => {
  event.setHeaders({ 'cache-control': 'no-store' });
  const place = await openMeetingPlace(event);
  const shown = (await countsOf(event, place)).find((one) => one.proposal === event.params.proposal);
  const count = await lastCount(event, place);
  if (!shown || !count) error(404, 'not_found');
  const people = await peopleHere(event, place, count);
  return {
    here: event.url.pathname,
    back: backTo(place),
    group: `/g/${place.scene.organization.slug}`,
    count: shown,
    names: namesOf(place, count),
    people,
    asked: event.url.searchParams.get('who'),
    /** Whether anybody else who may say so has a way in at all. */
    hasOthers: withWayIn(whoConfirms(count, place.deciding), place.deciding).length > 0,
    formKey: formKey(),
  };
};

/** Who decides and was in the room, by name. */
function namesOf({ nameOf, words }: MeetingPlace, { here }: HandCount): string[] {
  const names = here.map((one) => nameOf(one) ?? words.t('member.forgotten'));
  return names.sort((a, b) => a.localeCompare(b, words.locale));
}

async function lastCount(
  { locals, params }: Pick<RequestEvent, 'locals' | 'params'>,
  { scene, meeting }: MeetingPlace,
): Promise<HandCount | undefined> {
  const counts = await loadCounts(locals.world.host.db, scene.organization.org_id, { meeting: meeting.id });
  return counts.findLast((one) => one.proposal === params['proposal']);
}

/**
 * Who of those who may say something of it has been let in on this device before, and may say that it was so.
 */
async function peopleHere(
  { locals, cookies }: Pick<RequestEvent, 'locals' | 'cookies'>,
  { scene, roll, deciding }: MeetingPlace,
  count: HandCount,
) {
  if (countState(count) !== 'waits') return [];
  const [right, wrong] = [whoConfirms(count, deciding), whoDrops(count, deciding, scene.now)];
  const memberOf = new Map(roll.members.map((one) => [one.person, one.id]));
  const onDevice = await locals.world.auth.onDevice(cookies);
  return onDevice.flatMap((one) => {
    const member = memberOf.get(one.person);
    if (member === undefined || member === scene.viewer.member || !wrong.includes(member)) return [];
    return [{ ...one, right: right.includes(member), sawIt: sawIt(count, member) }];
  });
}

function backTo({ meeting, here }: Pick<MeetingPlace, 'meeting' | 'here'>): string {
  return meetingState(meeting) === 'open' ? `${here}/room#decide` : here;
}

/**
 * What somebody says of the count; `person` has shown that it is them, or else it is whoever is signed in.
 */
async function say(event: RequestEvent, form: FormData, right: boolean, person: PersonId | null) {
  const input = said({
    meeting: event.params['meeting'],
    proposal: event.params['proposal'],
    round: Number(field(form, 'round')),
    right,
    reason: written(form, 'reason'),
  });
  const asked = {
    command: 'decisions.confirm_hands',
    org: await orgOf(event),
    input,
    key: field(form, 'key'),
  };
  const answer = await (person === null ? act(event, asked) : actAs(event, person, asked));
  if (!answer.ok) return failed(event, form, answer.refusal);
  redirect(303, backTo(await openMeetingPlace(event)));
}

async function sayAsOther(event: RequestEvent, right: boolean) {
  const form = await event.request.formData();
  const asked = { person: field(form, 'person'), secret: field(form, 'secret') };
  // Nobody gets it back, whatever becomes of it.
  form.delete('secret');
  const proved = await event.locals.world.auth.proveOnDevice(asked, visitOf(event));
  return proved.ok ? say(event, form, right, proved.value.person) : failed(event, form, proved.refusal);
}

export const actions: Actions = {
  right: async (event) => say(event, await event.request.formData(), true, null),
  wrong: async (event) => say(event, await event.request.formData(), false, null),
  otherRight: (event) => sayAsOther(event, true),
  otherWrong: (event) => sayAsOther(event, false),
};
