/** What the matrix talks about: a proposal, words of all kinds, a change that is offered. */
import type { OrgId } from '../src/kernel/command.ts';
import { makeId } from '../src/kernel/id.ts';
import type { OneOfUs, Stage } from './stage.ts';

/** Everything that acts of the talk are about. */
export interface TalkThings {
  readonly proposal: string;
  readonly word: string;
  readonly hidden: string;
  readonly summary: string;
  readonly offer: string;
  /** Nobody has offered, promised or given these. */
  readonly merge: string;
  readonly promise: string;
  readonly delegation: string;
}

const anId = (kind: string) => makeId(kind, 1_700_000_000_000, crypto.getRandomValues(new Uint8Array(10)));

/** Nothing that any group has heard of. */
export function unheardTalk(): TalkThings {
  return {
    proposal: anId('pro'),
    word: anId('wor'),
    hidden: anId('wor'),
    summary: anId('wor'),
    offer: anId('off'),
    merge: anId('mer'),
    promise: anId('prm'),
    delegation: anId('dlg'),
  };
}

/** Ana talks; who moderates hides something. In a draft there is the group's own thread alone. */
export async function furnishTalk(
  stage: Stage,
  org: OrgId,
  ana: OneOfUs,
  hide: (input: object) => Promise<unknown>,
  founded = true,
): Promise<TalkThings> {
  const act = async (command: string, input: object) =>
    (await stage.do(ana, `decisions.${command}`, org, input)).answer as Readonly<Record<string, string>>;
  const say = async (more: object) => (await act('say', { text: 'A word.', ...more }))['word']!;
  const hidden = await say({});
  await hide({ word: hidden, reason: 'A reason.' });
  const about = founded ? await published(act) : null;
  const subject = about === null ? {} : { subject: about };
  const { word: summary } = await act('summarise', { ...subject, text: 'In short.' });
  const change = { base: 1, title: 'Another question', body: 'In other words.' };
  const offered = about === null ? null : await act('offer_change', { ...change, proposal: about });
  const unheard = unheardTalk();
  return {
    ...unheard,
    proposal: about ?? unheard.proposal,
    word: await say({ ...subject, kind: 'objection' }),
    hidden,
    summary: summary!,
    offer: offered?.['offer'] ?? unheard.offer,
  };
}

async function published(
  act: (command: string, input: object) => Promise<Readonly<Record<string, string>>>,
): Promise<string> {
  const { proposal } = await act('propose', { kind: 'resolution', title: 'A question' });
  await act('publish', { proposal, way: 0 });
  return proposal!;
}

interface About {
  readonly talk: TalkThings;
  readonly subject: string;
}

/** For every act of the talk, an input with which somebody could do it. */
export const TALK_INPUTS: { readonly [command: string]: (about: About) => unknown } = {
  'decisions.accept_merge': ({ talk }) => ({ merge: talk.merge }),
  'decisions.accept_offer': ({ talk }) => ({ offer: talk.offer }),
  'decisions.accept_promise': ({ talk }) => ({ promise: talk.promise }),
  'decisions.adopt_summary': ({ talk }) => ({ word: talk.summary }),
  'decisions.apply_offer': ({ talk }) => ({ offer: talk.offer }),
  'decisions.brake': ({ talk }) => ({ proposal: talk.proposal }),
  'decisions.change_word': ({ talk }) => ({ word: talk.word, text: 'Another word.' }),
  'decisions.decline_merge': ({ talk }) => ({ merge: talk.merge }),
  'decisions.decline_offer': ({ talk }) => ({ offer: talk.offer, reason: 'A reason.' }),
  'decisions.delegate': ({ subject }) => ({ to: subject }),
  'decisions.end_delegation': ({ talk }) => ({ delegation: talk.delegation }),
  'decisions.hide_word': ({ talk }) => ({ word: talk.word, reason: 'A reason.' }),
  'decisions.integrate': ({ talk }) => ({ word: talk.word }),
  'decisions.keep_promise': ({ talk }) => ({ promise: talk.promise }),
  'decisions.offer_change': ({ talk }) => ({ proposal: talk.proposal, base: 1, title: 'Another', body: '' }),
  'decisions.offer_merge': ({ talk }) => ({ from: talk.proposal, into: talk.proposal }),
  'decisions.promise': ({ talk }) => ({ proposal: talk.proposal, what: 'To buy nails', by: '2030-01-01' }),
  'decisions.react': ({ talk }) => ({ word: talk.word, sign: 'agree' }),
  'decisions.remind': ({ talk }) => ({ promise: talk.promise }),
  'decisions.say': () => ({ text: 'A word.' }),
  'decisions.set_aside_word': ({ talk }) => ({ word: talk.word }),
  'decisions.settle_word': ({ talk }) => ({ word: talk.word, as: 'withdrawn' }),
  'decisions.show_word': ({ talk }) => ({ word: talk.hidden }),
  'decisions.summarise': () => ({ text: 'In short.' }),
  'decisions.take_back_offer': ({ talk }) => ({ offer: talk.offer }),
  'decisions.take_back_promise': ({ talk }) => ({ promise: talk.promise }),
  'decisions.take_back_word': ({ talk }) => ({ word: talk.word }),
};
