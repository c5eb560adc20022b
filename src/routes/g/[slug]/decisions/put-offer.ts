/**
 * A change that the authors declined, put to all of us: one press makes the proposal that would take it into
 * the text, and leads to the page where its way is chosen.
 */
import { error, redirect, type RequestEvent } from '@sveltejs/kit';
import { canPropose } from '#agents';
import { LENGTHS, offerState, type Offer } from '#decisions';
import { loadAskedChanges, loadHolding, loadOffer } from '#decisions/server';
import { act, field } from '#host/forms';
import { failed } from '../scene.ts';
import type { Place } from './place.ts';
import { openPlace } from './place.ts';

/** The matter under which all of us decide on a text. */
const MATTER = 'resolve';

/**
 * Which declined changes are before all of us already, which can still be put there, and what the vote waits
 * for.
 */
export async function changesAskedOf({ locals }: Pick<RequestEvent, 'locals'>, place: Place) {
  const { proposal, scene, state } = place;
  const { db } = locals.world.host;
  const org = scene.organization.org_id;
  return {
    asked: Object.fromEntries(await loadAskedChanges(db, org, proposal.id)),
    mayAsk: state === 'talk' && canPropose(scene, MATTER),
    holding: state === 'talk' ? await loadHolding(db, org, proposal.id, scene.now) : [],
  };
}

export async function putOffer(event: RequestEvent) {
  const form = await event.request.formData();
  const place = await openPlace(event);
  const org = place.scene.organization.org_id;
  const offer = await loadOffer(event.locals.world.host.db, org, field(form, 'offer'));
  if (offer?.proposal !== place.proposal.id || offerState(offer) !== 'declined') error(404, 'not_found');
  const answer = await act(event, {
    command: 'decisions.propose',
    org,
    input: { kind: 'act', ...textOf(place, offer), acts: [applying(offer)] },
    key: field(form, 'key'),
  });
  if (!answer.ok) return failed(event, form, answer.refusal);
  const made = answer.value.kind === 'done' ? (answer.value.answer as { proposal: string }).proposal : null;
  const base = `/g/${event.params['slug']}/decisions`;
  redirect(303, made === null ? base : `${base}/${made}/publish`);
}

function applying({ id }: Offer) {
  return { command: 'decisions.apply_offer', input: { offer: id } };
}

/** What it is about, with a way to see the change beside the text as it is. */
function textOf({ words, here, proposal }: Place, { id, title, body, why }: Offer) {
  const link = `[${words.t('offer.vote.see')}](${here}/versions?offer=${id})`;
  const parts = [link, why ?? '', title === proposal.title ? '' : `**${title}**`, body];
  return {
    title: words.t('offer.vote.title', { title: proposal.title }).slice(0, LENGTHS.title),
    body: parts
      .filter((part) => part.trim() !== '')
      .join('\n\n')
      .slice(0, LENGTHS.body),
  };
}
