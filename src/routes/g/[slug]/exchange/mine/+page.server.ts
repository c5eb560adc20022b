import { agreementState, otherParty } from '#exchange';
import { loadAdverts, loadAdvertsOf, loadAgreementsOf } from '#exchange/server';
import { termsWord } from '#exchange/screens/say-price.ts';
import { field, formKey } from '#host/forms';
import { carry } from '../../scene.ts';
import { insideExchange } from '../place.ts';
import type { Actions, PageServerLoad } from './$types';

/** My offers and needs, and my agreements, what waits for me first. */
export const load: PageServerLoad = async (event) => {
  const place = await insideExchange(event);
  const { db, org, own, words, units, scene } = place;
  const mine = await loadAdvertsOf(db, org, own);
  const agreements = await loadAgreementsOf(db, org, own);
  const titles = new Map(
    (
      await loadAdverts(
        db,
        org,
        agreements.map((one) => one.advert),
      )
    ).map((one) => [one.id, one.title]),
  );
  const shown = agreements.map((one) => {
    const state = agreementState(one);
    const waits = (state === 'asked' && one.termsBy !== own) || (state === 'done' && one.receiver === own);
    return {
      id: one.id,
      href: `${place.base}/agreements/${one.id}`,
      what: titles.get(one.advert) ?? words.t('exchange.gone'),
      who: place.nameOf(otherParty(one, own)) ?? words.t('member.forgotten'),
      gives: one.provider === own,
      terms: termsWord(words, units, one),
      on: one.on === null ? null : words.date(one.on, 'weekday'),
      state,
      waits,
      over: state === 'settled' || state === 'called_off',
    };
  });
  return {
    base: place.base,
    standing: mine.map((one) => place.shown(one)).filter((one) => one.state === 'standing'),
    gone: mine
      .map((one) => place.shown(one))
      .filter((one) => one.state !== 'standing' && one.state !== 'forgotten'),
    open: shown.filter((one) => !one.over).sort((a, b) => Number(b.waits) - Number(a.waits)),
    over: shown.filter((one) => one.over),
    today: scene.today,
    formKey: formKey(),
  };
};

export const actions: Actions = {
  renew: (event) =>
    carry(event, 'exchange.renew_advert', (form) => ({ advert: field(form, 'of') }), '/exchange/mine'),
};
