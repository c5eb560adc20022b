import { error } from '@sveltejs/kit';
import type { MemberId } from '#kernel/command';
import { typedAmount } from '#agents';
import {
  agreementState,
  cashPart,
  isParty,
  otherParty,
  type Agreement,
  type AgreementState,
} from '#exchange';
import { loadAdvert, loadAgreement, loadThanksOf, loadWordsBetween, previewSettling } from '#exchange/server';
import { partsWord, termsWord } from '#exchange/screens/say-price.ts';
import { field, formKey, refusalWords } from '#host/forms';
import { loadAccountsOf } from '#ledger/server';
import { manyOf } from '../../../money/place.ts';
import { carry } from '../../../scene.ts';
import { termsIn } from '../../asked-words.ts';
import { insideExchange, isHere, type ExchangePlace } from '../../place.ts';
import { inCash, type InCash } from './in-cash.ts';
import type { Actions, PageServerLoad, RequestEvent } from './$types';

type Place = ExchangePlace & { readonly own: MemberId };

async function openAgreement(event: Pick<RequestEvent, 'locals' | 'params'>) {
  const place = await insideExchange(event);
  const agreement = await loadAgreement(place.db, place.org, event.params.agreement ?? '');
  if (agreement === null || !isParty(agreement, place.own)) error(404, 'not_found');
  return { place, agreement, advert: (await loadAdvert(place.db, place.org, agreement.advert))! };
}

/** An agreement between two, as one of them reads it: how far it is, and what comes next. */
export const load: PageServerLoad = async (event) => {
  const { place, agreement, advert } = await openAgreement(event);
  const { db, org, own, words, units, scene } = place;
  const other = otherParty(agreement, own);
  const state = agreementState(agreement);
  const name = place.nameOf(other) ?? words.t('member.forgotten');
  const known = place.roll?.members.find((one) => one.id === other);
  const before = event.url.searchParams.get('before') ?? undefined;
  const said = await loadWordsBetween(db, org, agreement.id, { before });
  const title = advert.title ?? words.t('exchange.gone');
  const money = `/g/${scene.organization.slug}/money`;
  const cash = await inCash(place, agreement, { title, money });
  return {
    base: place.base,
    money,
    title,
    advert: { href: `${place.base}/${advert.id}`, kind: advert.kind },
    who: name,
    member: other,
    contact: mayReach(state) && known && isHere(place, known) ? known.contact : null,
    gives: agreement.provider === own,
    terms: termsWord(words, units, agreement),
    gift: agreement.gift,
    on: agreement.on === null ? null : words.date(agreement.on, 'weekday'),
    named: { byMe: agreement.termsBy === own, at: new Date(agreement.termsAt).toISOString() },
    state,
    over: overWords(place, agreement),
    number: agreement.number === null ? null : String(agreement.number),
    cash,
    wasInCash: agreement.cash !== null,
    earlier: said.earlier,
    isLater: before !== undefined,
    said: said.words.map((one) => ({
      id: one.id,
      mine: one.by === own,
      at: words.moment(one.at),
      words: one.words ?? words.t('exchange.forgotten'),
    })),
    thanks: await thanksOf(place, agreement),
    cannot: await cannotPay(place, agreement, cash),
    ways: advert.prices.map((parts) => partsWord(words, units, parts)),
    units: units.map((one) => ({ value: one.unit, label: manyOf(words, one) })),
    was: termsFields(place, agreement),
    today: scene.today,
    formKey: formKey(),
  };
};

/** Whoever has only asked has no agreement yet: both write to each other here until they have. */
function mayReach(state: AgreementState): boolean {
  return state === 'agreed' || state === 'done' || state === 'settled';
}

/** What it means that it was called off: by whom, and whether something was done before. */
function overWords({ words, own, nameOf }: Place, agreement: Agreement): string {
  const { calledOffBy, doneAt } = agreement;
  if (calledOffBy === null) return '';
  const who = nameOf(calledOffBy) ?? words.t('member.forgotten');
  if (doneAt !== null) return words.t('exchange.agreement.left_done', { who });
  const byMe = calledOffBy === own ? 'yes' : 'no';
  return words.t('exchange.agreement.called_off_by', { who, byMe });
}

async function thanksOf({ db, org, own }: Place, agreement: Agreement) {
  const said = await loadThanksOf(db, org, agreement.id);
  const mine = said.find((one) => one.by === own && one.words !== null);
  const theirs = said.find((one) => one.about === own && one.words !== null);
  return {
    mine: mine ? { words: mine.words!, reply: mine.reply } : null,
    theirs: theirs ? { words: theirs.words!, reply: theirs.reply } : null,
  };
}

/** Whether what is left to pay could be paid now; with the rule that says no, and its way out. */
async function cannotPay({ db, org, own, scene, words }: Place, agreement: Agreement, cash: InCash | null) {
  const state = agreementState(agreement);
  if (agreement.receiver !== own || !['agreed', 'done'].includes(state)) return null;
  const paid = cash?.is === 'received' ? cashPart(scene.group.articles, agreement.parts) : null;
  const preview = await previewSettling(db, org, agreement, scene.today, paid);
  if (preview.ok) return null;
  const mine = await loadAccountsOf(db, org, own);
  const known = { articles: scene.group.articles, own: mine.map((one) => one.id) };
  return refusalWords(preview.refusal, words, known);
}

/** The terms as they are, for whoever would have others. */
function termsFields({ units }: ExchangePlace, agreement: Agreement): Record<string, string> {
  const scaleOf = (unit: string) => units.find((one) => one.unit === unit)?.scale ?? 0;
  const { gift, parts, on } = agreement;
  return {
    terms: gift ? 'gift' : parts.length > 0 ? 'other' : 'open',
    on: on ?? '',
    ...Object.fromEntries(
      parts.map(({ unit, minor }) => [`other.${unit}`, typedAmount(minor, scaleOf(unit))]),
    ),
  };
}

const here = (event: RequestEvent) => `/exchange/agreements/${event.params.agreement}`;
const about =
  (command: string, more: (form: FormData) => Record<string, unknown> = () => ({})) =>
  (event: RequestEvent) =>
    carry(event, command, (form) => ({ agreement: event.params.agreement, ...more(form) }), here(event));
const words = (form: FormData) => ({ words: field(form, 'words') });

export const actions: Actions = {
  agree: about('exchange.agree', (form) => ({ terms: field(form, 'terms') })),
  terms: async (event) => {
    const { place, agreement, advert } = await openAgreement(event);
    return carry(
      event,
      'exchange.change_terms',
      (form) => ({
        agreement: agreement.id,
        ...words(form),
        ...termsIn(form, advert.prices, place.units),
      }),
      here(event),
    );
  },
  write: about('exchange.write', words),
  off: about('exchange.call_off', words),
  done: about('exchange.say_done'),
  not: about('exchange.not_done', words),
  settle: about('exchange.settle'),
  close: about('exchange.settle', (form) => ({ cash: field(form, 'cash') })),
  thank: about('exchange.thank', words),
  unthank: about('exchange.take_back_thanks'),
  reply: about('exchange.reply', words),
};
