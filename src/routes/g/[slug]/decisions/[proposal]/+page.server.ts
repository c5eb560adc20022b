import type { RequestEvent } from '@sveltejs/kit';
import { may, voiceOf } from '#agents';
import { after, isVotedOn } from '#decisions';
import { loadBudgetOf } from '#decisions/server';
import { field, formKey } from '#host/forms';
import { carry, written } from '../../scene.ts';
import { checkOf } from '../check-place.ts';
import { filesOf } from '../file-place.ts';
import { minorOf } from '../draft-fields.ts';
import { handsOf, paperOf } from '../hands-place.ts';
import { outcomeOf } from '../outcome-place.ts';
import { openPlace, type Place } from '../place.ts';
import { standInOf } from '../stand-in.ts';
import { notStanding } from '../standing.ts';
import { authorsOf, effectOf, offersOf, promisesOf, stepsOf, textOf, voteOf } from '../proposal-view.ts';
import { changesAskedOf, putOffer } from '../put-offer.ts';
import { renew, renewalOf } from '../renewal.ts';
import { similarOf } from '../similar.ts';
import { timesOf } from '../times.ts';
import { talkActions, toldAt } from '../talk-actions.ts';
import { talkAbout } from '../talk-place.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async (event) => {
  const place = await openPlace(event);
  const { proposal, state, words, scene } = place;
  const steps = await stepsOf(event, place);
  const ended = state === 'withdrawn' || state === 'merged';
  return {
    id: proposal.id,
    here: place.here,
    state,
    text: await textOf(event, place),
    authors: authorsOf(place),
    notStanding: notStanding(place),
    steps,
    isAuthor: place.isAuthor,
    vote: await voteOf(event, place),
    standIn: await standInOf(event, place),
    outcome: await outcomeOf(event, place),
    effect: await effectOf(event, place),
    check: await checkOf(event, place),
    hands: await handsOf(event, place),
    paper: await paperOf(event, place),
    files: await filesOf(event, place),
    tools: {
      paper: state === 'vote' && isVotedOn(proposal) && may(scene, 'tell') !== null,
      kiosk: state === 'vote' && isVotedOn(proposal) && steps.says && proposal.way?.secrecy !== 'blind',
    },
    offers: await offersOf(event, place),
    changes: await changesAskedOf(event, place),
    similar: state === 'draft' ? await similarOf(event, place, proposal) : [],
    renewal: await renewalOf(event, place),
    budget: await budgetOf(event, place),
    promises: await promisesOf(event, place),
    times: timesOf(place),
    mayExtend:
      place.isAuthor &&
      state === 'vote' &&
      proposal.extendedAt === null &&
      voiceOf(scene.group.articles).extendDays > 0
        ? voiceOf(scene.group.articles).extendDays
        : 0,
    talk:
      proposal.publishedAt === null
        ? null
        : await talkAbout(event, proposal.id, {
            scene,
            words,
            nameOf: place.nameOf,
            isAuthor: place.isAuthor,
            open: steps.says && !ended,
            replying: event.url.searchParams.get('reply'),
          }),
    formKey: formKey(),
  };
};

/** The budget whose pot this ballot shares out, or that was opened by it. */
async function budgetOf({ locals, params }: RequestEvent, { proposal, scene }: Place) {
  const found = await loadBudgetOf(locals.world.host.db, scene.organization.org_id, proposal.id);
  return found && { href: `/g/${params['slug']}/budgets/${found.id}`, title: found.title };
}

const at = ({ params }: RequestEvent) => `/decisions/${params['proposal']}`;
const own = (event: RequestEvent) => ({ proposal: event.params['proposal'] });

/** An act about the proposal itself; it is stamped. */
function stamped(command: string, more: (form: FormData) => Record<string, unknown> = () => ({})) {
  return (event: RequestEvent) =>
    carry(event, `decisions.${command}`, (form) => ({ ...own(event), ...more(form) }), at(event));
}

const told = toldAt(at);

function costIn(form: FormData): string | undefined {
  const cost = written(form, 'cost');
  return cost === undefined ? undefined : minorOf(cost);
}

/** What was answered in fields that are numbered, in their order; what was left open is left out. */
function answersTo(form: FormData, start: string): readonly string[] {
  const names = [...new Set(form.keys())].filter((name) => name.startsWith(start));
  return names.map((name) => field(form, name)).filter((answer) => answer !== '');
}

const offer = (form: FormData) => ({ offer: field(form, 'offer') });
const file = (form: FormData, event: RequestEvent) => ({ ...own(event), file: field(form, 'file') });
const merge = (form: FormData) => ({ merge: field(form, 'merge') });
const promise = (form: FormData) => ({ promise: field(form, 'promise') });

export const actions: Actions = {
  agree: stamped('agree_author'),
  askAuthor: stamped('ask_author', (form) => ({ member: field(form, 'member') })),
  withdraw: stamped('withdraw_proposal'),
  open: stamped('open'),
  close: stamped('close'),
  async extend(event) {
    const { proposal } = await openPlace(event);
    return carry(
      event,
      'decisions.extend',
      (form) => ({
        ...own(event),
        closesAt: after(proposal.closesAt ?? proposal.createdAt, Number(field(form, 'days'))),
        reason: field(form, 'reason'),
      }),
      at(event),
    );
  },
  tryAgain: stamped('try_again'),
  giveBack: stamped('give_back'),
  brake: stamped('brake'),
  addOption: stamped('add_option', (form) => ({
    title: written(form, 'title'),
    body: written(form, 'body'),
    member: written(form, 'member'),
    people: form.has('person-0') ? answersTo(form, 'person-') : undefined,
    groups: answersTo(form, 'group-'),
    costMinor: costIn(form),
    excludes: written(form, 'excludes'),
  })),
  stand: stamped('stand', (form) => ({
    option: field(form, 'option'),
    says: field(form, 'says'),
    words: written(form, 'words'),
    groups: answersTo(form, 'group-'),
  })),
  refuseBallots: stamped('refuse_ballots'),
  withdrawOption: stamped('withdraw_option', (form) => ({ option: field(form, 'option') })),
  takeBackFile: told('take_back_file', file, 'files'),
  hideFile: told(
    'hide_file',
    (form, event) => ({ ...file(form, event), reason: field(form, 'reason') }),
    'files',
  ),
  showFile: told('show_file', file, 'files'),
  ...talkActions((event) => event.params['proposal']!, at),
  offerMerge: told(
    'offer_merge',
    (form, event) => ({
      from: event.params['proposal'],
      into: field(form, 'into'),
    }),
    'offers',
  ),
  acceptMerge: told('accept_merge', merge, 'offers'),
  declineMerge: told('decline_merge', merge, 'offers'),
  acceptOffer: told('accept_offer', offer, 'offers'),
  declineOffer: told(
    'decline_offer',
    (form) => ({ ...offer(form), reason: field(form, 'reason') }),
    'offers',
  ),
  takeBackOffer: told('take_back_offer', offer, 'offers'),
  putOffer,
  renew,
  promise: told(
    'promise',
    (form, event) => ({
      ...own(event),
      what: field(form, 'what'),
      who: written(form, 'who'),
      by: field(form, 'by'),
    }),
    'promises',
  ),
  acceptPromise: told('accept_promise', promise, 'promises'),
  keepPromise: told(
    'keep_promise',
    (form) => ({ ...promise(form), note: written(form, 'note') }),
    'promises',
  ),
  remind: told('remind', promise, 'promises'),
  takeBackPromise: told('take_back_promise', promise, 'promises'),
};
