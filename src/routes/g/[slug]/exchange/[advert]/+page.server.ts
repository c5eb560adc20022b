import { may } from '#agents';
import { advertState, matchesFor, type Advert } from '#exchange';
import { findAdverts, loadOpenWith } from '#exchange/server';
import { partsWord } from '#exchange/screens/say-price.ts';
import { loadThanksAbout } from '#exchange/server';
import { field, formKey } from '#host/forms';
import { manyOf } from '../../money/place.ts';
import { decidedBy } from '../../propose.ts';
import { carry } from '../../scene.ts';
import { termsIn } from '../asked-words.ts';
import { exchangePlace, insideExchange, isHere, openAdvert, type ExchangePlace } from '../place.ts';
import type { Actions, PageServerLoad, RequestEvent } from './$types';

const MOST_SHOWN = 6;
const MOST_COMPARED = 500;

/** An offer or a need, and how to answer it. */
export const load: PageServerLoad = async (event) => {
  const place = await exchangePlace(event);
  const { scene, words, own, units, db, org } = place;
  const hides = may(scene, 'moderate');
  const advert = await openAdvert(place, event.params.advert, hides !== null);
  const isOwn = own !== null && [advert.member, advert.enteredBy].includes(own);
  const owner = place.roll?.members.find((one) => one.id === advert.member);
  const onPaper = owner?.person === null && owner.memberOrg === null;
  const state = advertState(advert, scene.today);
  return {
    base: place.base,
    here: `${place.base}/${advert.id}`,
    shown: place.shown(advert),
    text: advert.words,
    availability: advert.availability,
    until: words.date(advert.standsUntil),
    isPublic: advert.isPublic,
    member: place.isInside ? advert.member : null,
    contact: place.exchange.showsContact && !isOwn && owner && isHere(place, owner) ? owner.contact : null,
    enteredBy: advert.enteredBy === null ? null : place.nameOf(advert.enteredBy),
    onPaper,
    isOwn,
    hidden: advert.hiddenAt === null ? null : { reason: advert.hiddenReason },
    canAnswer: own !== null && !isOwn && !onPaper && state === 'standing',
    under: own === null ? null : await loadOpenWith(db, org, advert.id, own),
    ways: advert.prices.map((parts) => partsWord(words, units, parts)),
    gift: advert.gift,
    units: units.map((one) => ({ value: one.unit, label: manyOf(words, one) })),
    fits: isOwn ? await fitting(place, advert) : [],
    thanks: place.isInside ? await thanksFor(place, advert) : [],
    hides: place.isInside && !isOwn ? hides : null,
    decided: decidedBy(words, scene, 'moderate'),
    canJoin: !place.isInside && scene.group.articles.admission.byApplication,
    today: scene.today,
    formKey: formKey(),
  };
};

/** Who could help, or needs it. */
async function fitting(place: ExchangePlace, advert: Advert) {
  const { db, org, scene } = place;
  const kind = advert.kind === 'offer' ? 'need' : 'offer';
  const query = { kind, category: advert.category } as const;
  const { adverts } = await findAdverts(db, org, scene.today, query, null, MOST_COMPARED);
  return matchesFor(advert, adverts)
    .slice(0, MOST_SHOWN)
    .map((one) => place.shown(one));
}

async function thanksFor({ db, org, words, nameOf }: ExchangePlace, advert: Advert) {
  const said = await loadThanksAbout(db, org, advert.member, MOST_SHOWN);
  return said.map((one) => ({
    id: `${one.agreement} ${one.by}`,
    who: nameOf(one.by) ?? words.t('member.forgotten'),
    words: one.words!,
    reply: one.reply,
  }));
}

const about = (command: string) => (event: RequestEvent) =>
  carry(
    event,
    command,
    (form) => ({ advert: event.params.advert, ...reasonIn(form) }),
    `/exchange/${event.params.advert}`,
  );

function reasonIn(form: FormData) {
  return form.has('reason') ? { reason: field(form, 'reason') } : {};
}

export const actions: Actions = {
  answer: async (event) => {
    const place = await insideExchange(event);
    const advert = await openAdvert(place, event.params.advert, false);
    return carry(
      event,
      'exchange.answer',
      (form) => ({
        advert: advert.id,
        words: field(form, 'words'),
        ...termsIn(form, advert.prices, place.units),
      }),
      '/exchange/mine',
    );
  },
  renew: about('exchange.renew_advert'),
  end: about('exchange.end_advert'),
  hide: about('exchange.hide_advert'),
  show: about('exchange.show_advert'),
};
