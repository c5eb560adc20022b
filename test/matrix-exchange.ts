/**
 * What the matrix offers, asks for and agrees on: adverts of the plain member and of another, agreements
 * between the two at every step, and rings of both.
 */
import type { OrgId } from '../src/kernel/command.ts';
import { makeId } from '../src/kernel/id.ts';
import { USUAL_EXCHANGE, type Articles } from '../src/modules/agents/index.ts';
import { loadAgreement } from '../src/modules/exchange/index.server.ts';
import type { OneOfUs, Stage } from './stage.ts';

export interface ExchangeThings {
  /** Offers of the plain member: one that stands, one that ended, one that is hidden. */
  readonly own: string;
  readonly ended: string;
  readonly hidden: string;
  /** Of another; and one that they ask for, which the plain member’s offer answers. */
  readonly other: string;
  readonly wanted: string;
  /** The plain member asks for it, and another offers it. */
  readonly need: string;
  readonly gives: string;
  /** Agreements in which the plain member gives: asked by another, agreed, settled. */
  readonly asked: string;
  readonly termsAt: string;
  readonly agreed: string;
  readonly settled: string;
  /** In which the plain member receives: it is done; settled, with words about another. */
  readonly done: string;
  readonly thanked: string;
  /** Rings: another has proposed it; all have said yes. */
  readonly ring: string;
  readonly round: string;
}

export const EXCHANGE_ARTICLE = USUAL_EXCHANGE satisfies Articles['exchange'];

const anId = (kind: string) => makeId(kind, 1_700_000_000_000, crypto.getRandomValues(new Uint8Array(10)));

/** Nothing that any group has heard of. */
export function unheardExchange(): ExchangeThings {
  const advert = () => anId('adv');
  const agreement = () => anId('agr');
  return {
    own: advert(), ended: advert(), hidden: advert(), other: advert(), wanted: advert(), need: advert(),
    gives: advert(), asked: agreement(), termsAt: '2026-11-23T12:00:00.000Z', agreed: agreement(),
    settled: agreement(), done: agreement(), thanked: agreement(), ring: anId('rng'), round: anId('rng'),
  }; // prettier-ignore
}

interface Players {
  readonly plain: OneOfUs;
  readonly other: OneOfUs;
  /** Asks for what those who moderate have to sign, and has it signed. */
  readonly agree: (command: string, input: unknown) => Promise<unknown>;
}

type Answered = Readonly<Record<string, string>>;

export async function furnishExchange(stage: Stage, org: OrgId, players: Players): Promise<ExchangeThings> {
  const { plain, other, agree } = players;
  const act = async (who: OneOfUs, command: string, input: object) =>
    (await stage.do(who, `exchange.${command}`, org, input)).answer as Answered;
  const advert = async (who: OneOfUs, kind: string, title: string, category = 'other') =>
    (await act(who, 'publish_advert', { kind, category, title, gift: true }))['advert']!;
  const yes = async (who: OneOfUs, agreement: string) => {
    await act(who, 'agree', { agreement, terms: await termsOf(stage, org, agreement) });
    return agreement;
  };
  const answered = async (who: OneOfUs, of: string) =>
    (await act(who, 'answer', { advert: of, gift: true }))['agreement']!;
  const [ended, hidden] = [await advert(plain, 'offer', 'Stools'), await advert(plain, 'offer', 'Oil')];
  await act(plain, 'end_advert', { advert: ended });
  await agree('exchange.hide_advert', { advert: hidden, reason: 'A reason.' });
  const own = await advert(plain, 'offer', 'Bread', 'food');
  const wanted = await advert(other, 'need', 'Bread', 'food');
  const [need, gives] = [
    await advert(plain, 'need', 'Roof', 'care'),
    await advert(other, 'offer', 'Roof', 'care'),
  ];
  const spare = [await advert(plain, 'offer', 'One'), await advert(plain, 'offer', 'Two')];
  const theirs = [await advert(other, 'offer', 'One'), await advert(other, 'offer', 'Two')];
  const agreed = await yes(plain, await answered(other, spare[0]!));
  const settled = await yes(plain, await answered(other, spare[1]!));
  await act(other, 'settle', { agreement: settled });
  await act(other, 'thank', { agreement: settled, words: 'Good.' });
  const done = await yes(other, await answered(plain, theirs[0]!));
  await act(other, 'say_done', { agreement: done });
  const thanked = await yes(other, await answered(plain, theirs[1]!));
  await act(plain, 'settle', { agreement: thanked });
  await act(plain, 'thank', { agreement: thanked, words: 'Good.' });
  const asked = await answered(other, own);
  const garden = [
    await advert(plain, 'offer', 'Figs', 'garden'),
    await advert(other, 'need', 'Figs', 'garden'),
  ];
  const ring = async (offer: string, wants: string) => {
    const links = [{ offer, need: wants }, { offer: gives, need }]; // prettier-ignore
    return (await act(other, 'propose_ring', { links }))['ring']!;
  };
  const round = await ring(garden[0]!, garden[1]!);
  await act(plain, 'join_ring', { ring: round });
  const crafts = [
    await advert(plain, 'offer', 'Hats', 'crafts'),
    await advert(other, 'need', 'Hats', 'crafts'),
  ];
  return {
    own, ended, hidden, wanted, need, gives, asked, agreed, settled, done, thanked, round,
    ring: await ring(crafts[0]!, crafts[1]!),
    other: await advert(other, 'offer', 'Songs'),
    termsAt: await termsOf(stage, org, asked),
  }; // prettier-ignore
}

async function termsOf(stage: Stage, org: OrgId, agreement: string): Promise<string> {
  return new Date((await loadAgreement(stage.host.db, org, agreement))!.termsAt).toISOString();
}

interface Known {
  readonly exchange: ExchangeThings;
  readonly paper: string;
}
const offer = { kind: 'offer', category: 'other', title: 'Songs', gift: true };

/** For every act of this module, an input with which somebody could do it. */
export const EXCHANGE_INPUTS = {
  'exchange.agree': ({ exchange }: Known) => ({ agreement: exchange.asked, terms: exchange.termsAt }),
  'exchange.answer': ({ exchange }: Known) => ({ advert: exchange.other }),
  'exchange.call_off': ({ exchange }: Known) => ({ agreement: exchange.agreed }),
  'exchange.change_terms': ({ exchange }: Known) => ({ agreement: exchange.agreed, on: '2027-03-01' }),
  'exchange.edit_advert': ({ exchange }: Known) => ({ advert: exchange.own, ...offer }),
  'exchange.end_advert': ({ exchange }: Known) => ({ advert: exchange.own }),
  'exchange.end_agreement': ({ exchange }: Known) => ({ agreement: exchange.agreed }),
  'exchange.end_ring': ({ exchange }: Known) => ({ ring: exchange.ring }),
  'exchange.enter_advert': ({ paper }: Known) => ({ member: paper, ...offer }),
  'exchange.hide_advert': ({ exchange }: Known) => ({ advert: exchange.own, reason: 'A reason.' }),
  'exchange.join_ring': ({ exchange }: Known) => ({ ring: exchange.ring }),
  'exchange.leave_ring': ({ exchange }: Known) => ({ ring: exchange.ring }),
  'exchange.not_done': ({ exchange }: Known) => ({ agreement: exchange.done, words: 'Not yet.' }),
  'exchange.propose_ring': ({ exchange }: Known) => ({
    links: [
      { offer: exchange.own, need: exchange.wanted },
      { offer: exchange.gives, need: exchange.need },
    ],
  }),
  'exchange.publish_advert': () => offer,
  'exchange.receive_in_ring': ({ exchange }: Known) => ({ ring: exchange.round }),
  'exchange.renew_advert': ({ exchange }: Known) => ({ advert: exchange.ended }),
  'exchange.reply': ({ exchange }: Known) => ({ agreement: exchange.settled, words: 'Thank you.' }),
  'exchange.say_done': ({ exchange }: Known) => ({ agreement: exchange.agreed }),
  'exchange.settle': ({ exchange }: Known) => ({ agreement: exchange.done }),
  'exchange.show_advert': ({ exchange }: Known) => ({ advert: exchange.hidden }),
  'exchange.take_back_thanks': ({ exchange }: Known) => ({ agreement: exchange.thanked }),
  'exchange.thank': ({ exchange }: Known) => ({ agreement: exchange.settled, words: 'Good.' }),
  'exchange.write': ({ exchange }: Known) => ({ agreement: exchange.agreed, words: 'At six?' }),
};
