import { redirect, type RequestEvent } from '@sveltejs/kit';
import { may, voiceOf } from '#agents';
import { after } from '#decisions';
import { act, field, formKey } from '#host/forms';
import { carry, failed, orgOf, said, written } from '../../scene.ts';
import { checkOf } from '../check-place.ts';
import { minorOf } from '../draft-fields.ts';
import { outcomeOf } from '../outcome-place.ts';
import { openPlace } from '../place.ts';
import { authorsOf, effectOf, offersOf, promisesOf, stepsOf, textOf, voteOf } from '../proposal-view.ts';
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
    steps,
    isAuthor: place.isAuthor,
    vote: await voteOf(event, place),
    outcome: await outcomeOf(event, place),
    effect: await effectOf(event, place),
    check: await checkOf(event, place),
    tools: {
      paper: state === 'vote' && may(scene, 'tell') !== null,
      kiosk: state === 'vote' && steps.says,
    },
    offers: await offersOf(event, place),
    promises: await promisesOf(event, place),
    late: state === 'talk' && proposal.opensAt !== null && proposal.opensAt <= scene.now,
    opens: proposal.opensAt === null ? null : words.moment(proposal.opensAt),
    closes: proposal.closesAt === null ? null : words.moment(proposal.closesAt),
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
          }),
    formKey: formKey(),
  };
};

const at = ({ params }: RequestEvent) => `/decisions/${params['proposal']}`;
const own = (event: RequestEvent) => ({ proposal: event.params['proposal'] });

/** An act about the proposal itself; it is stamped. */
function stamped(command: string, more: (form: FormData) => Record<string, unknown> = () => ({})) {
  return (event: RequestEvent) =>
    carry(event, `decisions.${command}`, (form) => ({ ...own(event), ...more(form) }), at(event));
}

/** Something said or answered: the page comes back to the place where it was. */
function told(
  command: string,
  input: (form: FormData, event: RequestEvent) => Record<string, unknown>,
  anchor = 'talk',
) {
  return async (event: RequestEvent) => {
    const form = await event.request.formData();
    const answer = await act(event, {
      command: `decisions.${command}`,
      org: await orgOf(event),
      input: said(input(form, event)),
      key: field(form, 'key'),
    });
    if (!answer.ok) return failed(event, form, answer.refusal);
    const base = `/g/${event.params['slug']}`;
    if (answer.value.kind === 'waiting') redirect(303, `${base}/waiting/${answer.value.waiting}`);
    const to = written(form, 'word') ?? written(form, 'replyTo') ?? anchor;
    redirect(303, `${base}${at(event)}#${to}`);
  };
}

function costIn(form: FormData): string | undefined {
  const cost = written(form, 'cost');
  return cost === undefined ? undefined : minorOf(cost);
}

const word = (form: FormData) => ({ word: field(form, 'word') });
const offer = (form: FormData) => ({ offer: field(form, 'offer') });
const merge = (form: FormData) => ({ merge: field(form, 'merge') });
const promise = (form: FormData) => ({ promise: field(form, 'promise') });

export const actions: Actions = {
  agree: stamped('agree_author'),
  askAuthor: stamped('ask_author', (form) => ({ member: field(form, 'member') })),
  withdraw: stamped('withdraw_proposal'),
  open: stamped('open'),
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
    costMinor: costIn(form),
  })),
  withdrawOption: stamped('withdraw_option', (form) => ({ option: field(form, 'option') })),
  say: told('say', (form, event) => ({
    subject: event.params['proposal'],
    kind: written(form, 'kind'),
    text: field(form, 'text'),
    replyTo: written(form, 'replyTo'),
  })),
  change: told('change_word', (form) => ({ ...word(form), text: field(form, 'text') })),
  takeBack: told('take_back_word', word),
  settle: told('settle_word', (form) => ({ ...word(form), as: field(form, 'as') })),
  integrate: told('integrate', word),
  setAside: told('set_aside_word', word),
  react: told('react', (form) => ({ ...word(form), sign: field(form, 'sign') })),
  summarise: told('summarise', (form, event) => ({
    subject: event.params['proposal'],
    text: field(form, 'text'),
  })),
  adopt: told('adopt_summary', word),
  hide: told('hide_word', (form) => ({ ...word(form), reason: field(form, 'reason') })),
  show: told('show_word', word),
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
  takeBackPromise: told('take_back_promise', promise, 'promises'),
};
