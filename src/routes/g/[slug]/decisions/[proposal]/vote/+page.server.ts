import { fail, redirect } from '@sveltejs/kit';
import type { RequestEvent } from './$types';
import { writtenOn } from '#decisions/screens/ballot-form.ts';
import { isVotedOn } from '#decisions';
import { formKey, refusalWords, statusOf } from '#host/forms';
import { newReceipt } from '#host/receipts';
import { ballotOn, castFrom, ifPassed, writtenBefore } from '../../ballot-place.ts';
import { blindBallot } from '../../blind-place.ts';
import { openPlace } from '../../place.ts';
import { standInOf } from '../../stand-in.ts';
import { summaryOf } from '../../summary.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async (event) => {
  const place = await openPlace(event);
  const { proposal, words, state, vote } = place;
  const isMine = vote.onRoll && vote.how !== 'paper' && isVotedOn(proposal);
  const isOpen = state === 'vote' && proposal.way !== null && isMine;
  const changes = vote.taken && proposal.way?.secrecy === 'separated';
  return {
    here: place.here,
    title: proposal.title,
    state,
    vote,
    lot: !isVotedOn(proposal),
    closes: proposal.closesAt === null ? '' : words.moment(proposal.closesAt),
    ends: isOpen && proposal.closesAt !== null ? { at: proposal.closesAt, now: place.scene.now } : null,
    opens: proposal.opensAt === null ? '' : words.moment(proposal.opensAt),
    summary: await summaryOf(event, place),
    acts: ifPassed(place),
    standIn: isOpen ? await standInOf(event, place) : null,
    blind: isOpen ? await blindBallot(event, place) : null,
    /** Posting comes from nowhere, and so reaches the real Tequio alone. */
    example: event.locals.world.name === 'example',
    ballot: isOpen ? ballotOn(place, await writtenBefore(event, place)) : null,
    // Whoever changes a secret ballot brings the secret that came with the first.
    receipt: isOpen && !changes && proposal.way?.secrecy === 'separated' ? newReceipt() : null,
    changes,
    formKey: formKey(),
  };
};

export const actions: Actions = {
  async cast(event) {
    const form = await event.request.formData();
    const place = await openPlace(event);
    const cast = await castFrom(event, place, form);
    if (cast.done) {
      if (cast.receipt === null) redirect(303, `${place.here}?act=${cast.position}#done`);
      return { receipt: cast.receipt, changed: place.vote.taken };
    }
    const { refusal } = cast;
    return fail(statusOf(refusal), {
      // The vote may be over by now; then there is no ballot to fill in, and the page says what counts.
      ballot: place.state === 'vote' ? ballotOn(place, cast.written) : null,
      closed: refusal.rule === 'vote_closed',
      refusal: refusalWords(refusal, place.words),
      secret: secretIn(form),
    });
  },
  /** Only adds up what is ticked. */
  async add(event: RequestEvent) {
    const form = await event.request.formData();
    const place = await openPlace(event);
    if (place.state !== 'vote') redirect(303, `${place.here}/vote`);
    return { ballot: ballotOn(place, writtenOn(form)), secret: secretIn(form) };
  },
};

/** The receipt goes along with the form that it was made with, and is kept nowhere. */
function secretIn(form: FormData): string {
  const value = form.get('receipt');
  return typeof value === 'string' ? value : '';
}
