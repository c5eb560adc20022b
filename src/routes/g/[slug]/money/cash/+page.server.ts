import type { RequestEvent } from '@sveltejs/kit';
import { mayByHand, standingKind, standsFully } from '#agents';
import { loadRoll } from '#agents/server';
import { requestState, wrongWithInto } from '#ledger';
import {
  loadAccountsOf,
  loadCashOf,
  loadCommonAccounts,
  loadNamed,
  loadRequestsOf,
  type Account,
} from '#ledger/server';
import { field, formKey } from '#host/forms';
import { carry, written } from '../../scene.ts';
import { cashPayments, cashUnits } from '../cash-told.ts';
import { manyOf, minorOf, moneyPlace, type MoneyPlace } from '../place.ts';
import type { Actions, PageServerLoad } from './$types';

const LATELY = 60;

/** What was paid from hand to hand: what waits for a yes, how it is said, and what came of it. */
export const load: PageServerLoad = async (event) => {
  const place = await moneyPlace(event);
  const { own, scene } = place;
  const asked = event.url.searchParams;
  const units = cashUnits(place);
  const into = await intoAccounts(place);
  const mayEnter = mayByHand(scene, 'enter_payment');
  const people = await peopleHere(place);
  const payments = await cashPayments(place);
  return {
    base: place.base,
    hides: place.words.hidesAmounts === true,
    units: units.map((one) => ({ value: one.unit, label: manyOf(place.words, one) })),
    isOn: own !== null && units.length > 0,
    payees: payees(place, people, into),
    payers: mayEnter ? people.filter((one) => one.value !== own) : [],
    asked: {
      to: asked.get('to') ?? '',
      unit: asked.get('unit') ?? '',
      amount: asked.get('amount') ?? '',
      note: (asked.get('note') ?? '').slice(0, 200),
    },
    requests: await requestsOf(place),
    waits: payments.filter((one) => one.open),
    past: payments.filter((one) => !one.open),
    formKey: formKey(),
  };
};

/** Common accounts to whose keepers money can be brought. */
async function intoAccounts(place: MoneyPlace): Promise<Account[]> {
  const cash = cashUnits(place).map((one) => one.unit);
  const common = await loadCommonAccounts(place.db, place.org);
  return common.filter((one) => cash.includes(one.unit) && wrongWithInto(one) === null);
}

/** Everybody who is with us, and whether they could say that they have received something. */
async function peopleHere({ db, org, scene, called }: MoneyPlace) {
  const { members } = await loadRoll(db, org);
  return members
    .filter((one) => standsFully(standingKind(one, scene.today), false))
    .map((one) => ({
      value: one.id,
      label: called({ member: one.id, purpose: 'holding', name: '' }),
      onPaper: one.person === null && one.memberOrg === null,
    }));
}

function payees(
  place: MoneyPlace,
  people: readonly { readonly value: string; readonly label: string; readonly onPaper: boolean }[],
  into: readonly Account[],
) {
  const many = cashUnits(place).length > 1;
  const others = people.filter((one) => one.value !== place.own && !one.onPaper);
  return [
    ...into.map((one) => ({
      value: one.id,
      label: many ? `${place.called(one)} (${unitLabel(place, one.unit)})` : place.called(one),
    })),
    ...others.map(({ value, label }) => ({ value, label })),
  ];
}

function unitLabel({ words, units }: MoneyPlace, unit: string): string {
  const rule = units.find((one) => one.unit === unit);
  return rule ? manyOf(words, rule) : unit;
}

/** What I am asked for in money, and can have paid with coins. */
async function requestsOf(place: MoneyPlace) {
  const { db, org, own, scene, words } = place;
  if (own === null) return [];
  const mine = (await loadAccountsOf(db, org, own)).map((one) => one.id);
  const cash = cashUnits(place).map((one) => one.unit);
  const found = (await loadRequestsOf(db, org, mine, LATELY)).filter(
    (one) =>
      mine.includes(one.source) && cash.includes(one.unit) && requestState(one, scene.today) === 'waits',
  );
  const named = await loadNamed(
    db,
    org,
    found.map((one) => one.target),
  );
  const said = (await loadCashOf(db, org, { member: own, keeps: false }, LATELY)).filter(
    (one) => one.endedAs === null,
  );
  return found
    .filter((one) => said.every(({ request }) => request !== one.id))
    .map((one) => ({
      id: one.id,
      title: words.t('money.asked.title', {
        amount: place.amount(one.unit, one.amountMinor),
        who: place.called(named.find((account) => account.id === one.target)!),
      }),
      note: one.note ?? '',
    }));
}

/** To one of us in the unit that was chosen, or into an account in its own. */
async function meant(event: RequestEvent) {
  const place = await moneyPlace(event);
  const into = await intoAccounts(place);
  const units = cashUnits(place);
  return (form: FormData) => {
    const to = field(form, 'to');
    const account = into.find((one) => one.id === to);
    const unit = account?.unit ?? (field(form, 'unit') || (units[0]?.unit ?? ''));
    const rule = units.find((one) => one.unit === unit);
    return {
      unit,
      receiver: account === undefined ? written(form, 'to') : undefined,
      account: account?.id,
      amountMinor: minorOf(field(form, 'amount'), rule),
      note: field(form, 'note'),
    };
  };
}

/** What somebody was asked for, as it was asked for. */
async function asAsked(event: RequestEvent) {
  const { db, org } = await moneyPlace(event);
  return async (form: FormData) => {
    const asked = field(form, 'of');
    const place = await moneyPlace(event);
    const mine = place.own === null ? [] : await loadAccountsOf(db, org, place.own);
    const ids = mine.map((one) => one.id);
    const request = (await loadRequestsOf(db, org, ids, LATELY)).find((one) => one.id === asked);
    const [to] = request ? await loadNamed(db, org, [request.target]) : [];
    return {
      request: asked,
      unit: request?.unit ?? 'none',
      receiver: to?.member ?? undefined,
      amountMinor: String(request?.amountMinor ?? 0n),
    };
  };
}

const of = (form: FormData) => ({ cash: field(form, 'of') });
const why = (form: FormData) => ({ ...of(form), reason: field(form, 'reason') });
const HERE = '/money/cash';

export const actions: Actions = {
  say: async (event) => carry(event, 'ledger.say_paid', await meant(event), HERE),
  sayAsked: async (event) => carry(event, 'ledger.say_paid', await asAsked(event), HERE),
  async enter(event) {
    const said = await meant(event);
    const inputOf = (form: FormData) => ({ ...said(form), payer: field(form, 'payer') });
    return carry(event, 'ledger.enter_paid', inputOf, HERE);
  },
  received: (event) => carry(event, 'ledger.say_received', of, HERE),
  came: (event) => carry(event, 'ledger.receive_cash', of, HERE),
  notReceived: (event) => carry(event, 'ledger.say_not_received', why, HERE),
  notCame: (event) => carry(event, 'ledger.miss_cash', why, HERE),
  takeBack: (event) => carry(event, 'ledger.take_back_paid', of, HERE),
};
