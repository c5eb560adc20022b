import { error, fail, redirect } from '@sveltejs/kit';
import type { MemberId } from '#kernel/command';
import type { Json } from '#kernel/outcome';
import { may } from '#agents';
import { ballotOf, isVotedOn, pileState, type Choices } from '#decisions';
import { loadPiles, loadRoll } from '#decisions/server';
import { BLANK } from '#decisions/screens/ballot-form.ts';
import { readPaper } from '#decisions/screens/paper-form.ts';
import { act, field, formKey, refusalWords, statusOf } from '#host/forms';
import { ballotOn, ifPassed } from '../../ballot-place.ts';
import { openPlace, type Place } from '../../place.ts';
import { summaryOf } from '../../summary.ts';
import type { Actions, PageServerLoad, RequestEvent } from './$types';

/** Ballots for those who vote on paper: printed here, read by a teller, and read once more by another. */
export const load: PageServerLoad = async (event) => {
  const place = await paperPlace(event);
  const { scene, proposal, words, nameOf } = place;
  const { db } = event.locals.world.host;
  const org = scene.organization.org_id;
  const mayTell = may(scene, 'tell') !== null;
  // The whole roll: who has not voted yet is for nobody to read, not for a teller either.
  const voters = mayTell ? await loadRoll(db, org, proposal.id, proposal.round) : [];
  const piles = (await loadPiles(db, org, proposal.id)).filter(
    (one) => one.round === proposal.round && one.replacedAt === null,
  );
  const asked = event.url.searchParams.get('pile');
  const pile = piles.find((one) => one.pile === asked && pileState(one) === 'read');
  const named = (member: string) => nameOf(member) ?? words.t('member.forgotten');
  return {
    here: place.here,
    title: proposal.title,
    // A paper holds what fits on half a sheet; all of it hangs beside the box.
    body: (await summaryOf(event, place)).text,
    group: scene.organization.name,
    acts: ifPassed(place),
    ballot: ballotOn(place, BLANK, 'paper'),
    closes: proposal.closesAt === null ? '' : words.moment(proposal.closesAt),
    mayTell,
    voters: voters
      .map((one) => ({ value: one.member, label: named(one.member) }))
      .sort((a, b) => a.label.localeCompare(b.label, words.locale)),
    piles: piles.map((one) => ({
      id: one.pile,
      ballots: one.ballots,
      by: one.enteredBy === null ? words.t('act.someone') : named(one.enteredBy),
      own: one.enteredBy === scene.viewer.member,
      state: pileState(one),
      refusedBy: one.refusedBy === null ? '' : named(one.refusedBy),
    })),
    pile: pile && { id: pile.pile, voters: pile.voters.map((one) => ({ value: one, label: named(one) })) },
    formKey: formKey(),
  };
};

async function paperPlace(event: Parameters<PageServerLoad>[0] | RequestEvent): Promise<Place> {
  const place = await openPlace(event);
  const { proposal, state } = place;
  if (state !== 'vote' || !proposal.way || !isVotedOn(proposal)) error(404, 'not_found');
  return place;
}

interface Typed {
  readonly voters: readonly string[];
  readonly lines: readonly { readonly line: string; readonly reason: string }[];
}

function typedIn(form: FormData): Typed {
  const all = (name: string) => form.getAll(name).map((one) => (typeof one === 'string' ? one : ''));
  const voters = all('voter');
  const lines = all('line');
  const reasons = all('why');
  return {
    voters,
    lines: voters.map((_, i) => ({ line: lines[i] ?? '', reason: reasons[i] ?? '' })),
  };
}

/** The papers as ballots, or the number of the first line that is none. */
function ballotsOf(place: Place, { lines }: Typed): Choices[] | number {
  const kind = ballotOf(place.proposal.way!.method)!;
  const options = ballotOn(place, BLANK).options.map((one) => one.id);
  const read = lines.map(({ line, reason }) => readPaper(kind, line, options, reason));
  const odd = read.findIndex((one) => !one.ok);
  return odd >= 0 ? odd + 1 : read.flatMap((one) => (one.ok ? [one.value] : []));
}

async function send(event: RequestEvent, command: 'enter_ballots' | 'confirm_ballots') {
  const form = await event.request.formData();
  const place = await paperPlace(event);
  const typed = typedIn(form);
  const ballots = ballotsOf(place, typed);
  if (typeof ballots === 'number') {
    const refusal = refusalWords({ rule: 'paper_line_odd', place: ballots }, place.words);
    return fail(422, { typed, refusal });
  }
  const pile = field(form, 'pile');
  const answer = await act(event, {
    command: `decisions.${command}`,
    org: place.scene.organization.org_id,
    input: {
      proposal: place.proposal.id,
      voters: typed.voters as MemberId[],
      ballots: ballots as unknown as Json,
      ...(command === 'confirm_ballots' ? { pile } : {}),
    },
    key: field(form, 'key'),
  });
  if (!answer.ok) {
    return fail(statusOf(answer.refusal), { typed, refusal: refusalWords(answer.refusal, place.words) });
  }
  if (answer.value.kind === 'waiting')
    redirect(303, `/g/${event.params.slug}/waiting/${answer.value.waiting}`);
  redirect(303, `${place.here}/paper?act=${answer.value.position}#done`);
}

export const actions: Actions = {
  /** As many lines as there are voters; nothing is kept. */
  lines: async (event) => ({ typed: typedIn(await event.request.formData()) }),
  enter: (event) => send(event, 'enter_ballots'),
  confirm: (event) => send(event, 'confirm_ballots'),
};
