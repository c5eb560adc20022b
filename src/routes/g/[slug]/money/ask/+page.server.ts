import { redirect } from '@sveltejs/kit';
import { addDays, type CivilDate } from '#kernel/calendar';
import type { UnitRule } from '#agents';
import { field, formKey } from '#host/forms';
import { REQUEST_DAYS } from '#ledger';
import { loadOpenAccounts } from '#ledger/server';
import { carry, written } from '../../scene.ts';
import { accountChoices, entrustedAccounts, minorOf, moneyPlace, myAccounts, unitChoices } from '../place.ts';
import type { Actions, PageServerLoad } from './$types';

/** Somebody wants to be paid: by one of us who is asked, or by whoever holds a camera before the code. */
export const load: PageServerLoad = async (event) => {
  const place = await moneyPlace(event);
  const { db, org, own, words } = place;
  const mine = await myAccounts(place);
  const others = await entrustedAccounts(place);
  if (own === null || mine.length + others.length === 0) redirect(303, place.base);
  const open = await loadOpenAccounts(db, org);
  const people = new Map(
    open.flatMap((one) =>
      one.member === null || one.member === own ? [] : [[one.member, place.called(one)]],
    ),
  );
  const asked = event.url.searchParams;
  const link = new URL(`${place.base}/pay`, event.url.origin);
  const into = others.find((one) => one.id === asked.get('into'));
  link.searchParams.set('to', into?.id ?? own);
  const [account] = [...mine, ...others];
  const rule = place.units.find(({ unit }) => unit === (asked.get('unit') ?? account!.unit));
  const wrong = isWrong(asked.get('amount') ?? '', rule);
  for (const name of ['unit', ...(wrong ? [] : ['amount']), 'note']) {
    const said = (asked.get(name) ?? '').trim().slice(0, 200);
    if (said !== '') link.searchParams.set(name, said);
  }
  return {
    base: place.base,
    name: into ? place.called(into) : (place.nameOf(own) ?? ''),
    link: link.href,
    people: [...people]
      .map(([value, label]) => ({ value: value, label: label }))
      .sort((a, b) => a.label.localeCompare(b.label, words.locale)),
    into: await accountChoices(place),
    units: unitChoices(place, mine.length > 0 ? mine : others),
    wrong: wrong ? words.t('wrong.amount') : undefined,
    asked: {
      into: asked.get('into') ?? '',
      amount: asked.get('amount') ?? '',
      note: asked.get('note') ?? '',
      unit: asked.get('unit') ?? '',
    },
    today: place.scene.today,
    until: addDays(place.scene.today as CivilDate, REQUEST_DAYS),
    formKey: formKey(),
  };
};

/** No code is made of an amount that nobody can pay. */
function isWrong(amount: string, rule: UnitRule | undefined): boolean {
  return amount.trim() !== '' && !/^0*[1-9]\d*$/.test(minorOf(amount, rule));
}

export const actions: Actions = {
  async ask(event) {
    const place = await moneyPlace(event);
    const open = await loadOpenAccounts(place.db, place.org);
    return carry(
      event,
      'ledger.request_payment',
      (form) => {
        // To an account that was entrusted to me; else to mine in that unit.
        const into = open.find((one) => one.id === field(form, 'into'));
        const unit = into?.unit ?? (field(form, 'unit') || (place.units[0]?.unit ?? ''));
        const of = (member: string | null) =>
          open.find((one) => one.member === member && one.unit === unit)?.id;
        return {
          source: of(field(form, 'of')) ?? '',
          target: field(form, 'into') || (of(place.own) ?? ''),
          amountMinor: minorOf(
            field(form, 'amount'),
            place.units.find((one) => one.unit === unit),
          ),
          note: field(form, 'note'),
          expiresOn: written(form, 'until'),
        };
      },
      '/money',
    );
  },
};
