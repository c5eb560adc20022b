import { fail, redirect, type RequestEvent } from '@sveltejs/kit';
import type { Refusal } from '#kernel/outcome';
import { field, formKey, refusalWords, statusOf } from '#host/forms';
import { exchangeOf } from '#agents';
import { levyMinor, wrongWithPaying } from '#ledger';
import { loadOpenAccounts, previewPayment, type NamedAccount } from '#ledger/server';
import { wantedFromMe } from '../../exchange/wanted-from-me.ts';
import { carry } from '../../scene.ts';
import {
  accountChoices,
  entrustedAccounts,
  manyOf,
  minorOf,
  moneyPlace,
  type MoneyPlace,
  myAccounts,
  NO_AMOUNT,
  plainName,
  unitChoices,
} from '../place.ts';
import type { Actions, PageServerLoad } from './$types';

/** Among more than this one is looked for by name. */
const MOST = 200;

/** Somebody pays: to whom, how much, what for. A link or a code may have filled it in already. */
export const load: PageServerLoad = async (event) => {
  const place = await moneyPlace(event);
  const { db, org } = place;
  const mine = await myAccounts(place);
  const others = await entrustedAccounts(place);
  if (mine.length + others.length === 0) redirect(303, place.base);
  const asked = event.url.searchParams;
  const search = (asked.get('search') ?? '').trim();
  const all = payees(place, await loadOpenAccounts(db, org));
  const found = search === '' ? all : all.filter((one) => plainName(one.label).includes(plainName(search)));
  return {
    base: place.base,
    payees: found.slice(0, MOST),
    isMore: found.length > MOST,
    isLong: all.length > MOST,
    search,
    from: await accountChoices(place),
    units: unitChoices(place, mine.length > 0 ? mine : others),
    asked: {
      from: asked.get('from') ?? '',
      to: asked.get('to') ?? '',
      unit: asked.get('unit') ?? '',
      amount: asked.get('amount') ?? '',
      note: (asked.get('note') ?? '').slice(0, 200),
    },
    formKey: formKey(),
  };
};

/** Those who can be paid, each once, whatever they hold; a fund is chosen with its unit. */
function payees(place: MoneyPlace, accounts: readonly NamedAccount[]) {
  const others = accounts.filter((one) => one.purpose !== 'issue' && one.member !== place.own);
  const people = new Map(
    others.flatMap((one) =>
      one.member === null ? [] : [[one.member as string, place.called(one)] as const],
    ),
  );
  const common = others.filter((one) => one.member === null);
  const named = [...people].map(([value, label]) => ({ value, label }));
  return [
    ...named.sort((a, b) => a.label.localeCompare(b.label, place.words.locale)),
    ...common.map((one) => ({
      value: one.id,
      label:
        place.units.length > 1 ? `${place.called(one)} (${unitName(place, one.unit)})` : place.called(one),
    })),
  ];
}

function unitName({ words, units }: MoneyPlace, unit: string): string {
  const rule = units.find((one) => one.unit === unit);
  return rule ? manyOf(words, rule) : unit;
}

/** What the form asks for, as an act: both accounts of the unit, and the amount in its smallest part. */
async function meant(place: MoneyPlace, form: FormData) {
  const { db, org, own, units } = place;
  const to = field(form, 'to');
  const open = await loadOpenAccounts(db, org);
  const named = open.find((one) => one.id === to);
  // Out of an account that was entrusted to me; else out of mine in that unit.
  const isMine = field(form, 'from') === '';
  const from = open.find((one) => one.id === field(form, 'from'));
  const unit = from?.unit ?? named?.unit ?? (field(form, 'unit') || (units[0]?.unit ?? ''));
  const source = isMine ? open.find((one) => one.member === own && one.unit === unit) : from;
  const target = named ?? open.find((one) => one.member === to && one.unit === unit);
  const rule = units.find((one) => one.unit === unit);
  return {
    rule,
    source,
    named: target,
    input: {
      source: source?.id ?? field(form, 'from'),
      target: target?.id ?? '',
      amountMinor: minorOf(field(form, 'amount'), rule),
      note: field(form, 'note'),
    },
  };
}

const asWritten = (form: FormData) => ({
  from: field(form, 'from'),
  to: field(form, 'to'),
  unit: field(form, 'unit'),
  amount: field(form, 'amount'),
  note: field(form, 'note'),
});

async function no(place: MoneyPlace, form: FormData, refusal: Refusal) {
  const { scene, words } = place;
  const mine = await myAccounts(place);
  const known = { articles: scene.group.articles, own: mine.map((one) => one.id) };
  return fail(statusOf(refusal), {
    written: asWritten(form),
    refusal: refusalWords(refusal, words, known),
    wanted: refusal.rule === 'below_floor' ? await wantedFrom(place) : null,
  });
}

/** Who cannot go further down can offer something: how many need it, and where that is said. */
async function wantedFrom({ db, org, own, scene }: MoneyPlace) {
  if (own === null || exchangeOf(scene.group.articles) === null) return null;
  const count = await wantedFromMe(db, org, own, scene.today);
  return { count, href: `/g/${scene.organization.slug}/exchange` };
}

export const actions: Actions = {
  /** Nothing is done yet: what it would come to is said first. */
  async look(event: RequestEvent) {
    const place = await moneyPlace(event, 'said');
    const form = await event.request.formData();
    const { rule, source, named, input } = await meant(place, form);
    if (named === undefined) return no(place, form, { rule: 'nobody_named' });
    if (!/^-?\d{1,18}$/.test(input.amountMinor)) return no(place, form, NO_AMOUNT);
    const amountMinor = BigInt(input.amountMinor);
    // Before anything is told of an account: whether it is theirs to pay from.
    const acting = { member: place.own, today: place.scene.today };
    const known = { accounts: new Map(source && [[source.id, source]]), entrusted: place.entrusted };
    const wrong = wrongWithPaying(known, input.source, acting, amountMinor);
    if (wrong) return no(place, form, wrong.refusal);
    const leg = { source: input.source, target: input.target, amountMinor, kind: 'payment' } as const;
    const preview = await previewPayment(place.db, place.org, leg, place.scene.today);
    if (!preview.ok) return no(place, form, preview.refusal);
    const levy = rule?.levy && rule.levy.pays !== 'target' ? levyMinor(rule.levy, amountMinor) : 0n;
    const mine = preview.value.filter((one) => one.source === input.source);
    return {
      written: asWritten(form),
      sure: {
        to: place.called(named),
        amount: place.amount(named.unit, amountMinor),
        note: input.note.trim(),
        from: source === undefined || source.member === place.own ? null : place.called(source),
        levy: levy > 0n ? place.amount(named.unit, levy) : null,
        after: place.amount(named.unit, BigInt(mine.at(-1)!.sourceAfterMinor)),
      },
    };
  },
  /** Back to what was written. */
  async change(event: RequestEvent) {
    return { written: asWritten(await event.request.formData()) };
  },
  async pay(event: RequestEvent) {
    const place = await moneyPlace(event);
    return carry(event, 'ledger.transfer', async (form) => (await meant(place, form)).input, '/money');
  },
};
