import { booksOf, may } from '#agents';
import { COMMON_PURPOSES, hidesHolder, spendableMinor } from '#ledger';
import { loadAccount, loadNamed, loadOpenAccounts, loadStatement, type Entry } from '#ledger/server';
import { field, formKey } from '#host/forms';
import { carry, written } from '../../scene.ts';
import { cashInto } from '../cash-told.ts';
import { minorOf, moneyPlace, seenAccount } from '../place.ts';
import { actedFor, helpersOf } from './acting.ts';
import { choiceOf, countsOf, lyingOf } from './currency.ts';
import type { Actions, PageServerLoad } from './$types';

const PER_PAGE = 50;

/** What came to an account and left it, newest first, with what was there after each. */
export const load: PageServerLoad = async (event) => {
  const place = await moneyPlace(event);
  const { db, org, words, scene } = place;
  const account = await seenAccount(place, event.params.account);
  const asked = event.url.searchParams.get('before') ?? '';
  const before = /^[1-9]\d{0,17}$/.test(asked) ? { before: BigInt(asked) } : {};
  const entries = await loadStatement(db, org, account.id, { ...before, most: PER_PAGE + 1 });
  const shown = entries.slice(0, PER_PAGE);
  const named = await loadNamed(
    db,
    org,
    shown.map((one) => one.other),
  );
  const others = new Map(named.map((one) => [one.id, one]));
  const viewer = { member: place.own, keepsBooks: place.keepsBooks };
  const isMine = account.member !== null && account.member === place.own;
  const isCommon = COMMON_PURPOSES.includes(account.purpose);
  return {
    base: place.base,
    hides: words.hidesAmounts === true,
    id: account.id,
    name: place.called(account),
    printed: words.t('money.printed', {
      who: place.called(account),
      group: scene.organization.name,
      on: words.date(scene.today),
    }),
    isMine,
    isCash:
      isCommon &&
      account.purpose !== 'reserve' &&
      place.units.some((one) => one.unit === account.unit && one.kind === 'currency'),
    isFund: account.purpose === 'fund' || (account.purpose === 'reserve' && account.name !== ''),
    has: place.amount(account.unit, account.balanceMinor),
    acting: actedFor(place, account),
    helpers: isMine ? await helpersOf(place, account) : null,
    can: isMine ? place.amount(account.unit, spendableMinor(account) ?? 0n) : null,
    mayPayOut: isCommon && account.closedAt === null ? may(scene, 'pay_out') : null,
    people: isCommon
      ? (await loadOpenAccounts(db, org))
          .filter((one) => one.member !== null && one.unit === account.unit)
          .map((one) => ({ value: one.member as string, label: place.called(one) }))
          .sort((a, b) => a.label.localeCompare(b.label, words.locale))
      : [],
    mayClose: isCommon && account.closedAt === null ? may(scene, 'keep_books') : null,
    entries: shown.map((one) => {
      const other = others.get(one.other)!;
      const isHidden = hidesHolder(viewer, one, other.member);
      return {
        number: isHidden ? null : String(one.number),
        on: words.date(one.bookedOn, 'short'),
        who: isHidden ? words.t('act.someone') : place.called(other),
        kind: one.kind === 'payment' ? '' : words.t(`money.kind.${one.kind as 'levy'}`),
        note: isHidden ? '' : (one.note ?? ''),
        amount: place.amount(account.unit, one.minor),
        comes: one.minor > 0n,
        after: place.amount(account.unit, one.afterMinor),
        back: backOf(one),
      };
    }),
    older: entries.length > PER_PAGE ? String(shown.at(-1)!.number) : null,
    isFirst: asked === '',
    choice: await choiceOf(place, account),
    counts: await countsOf(place, account),
    coming: isCommon ? await cashInto(place, account.id) : [],
    lying: isMine ? lyingOf(place, account) : null,
    formKey: formKey(),
  };
};

/** How much of a movement has gone back; null where nothing has. */
function backOf({ correctedMinor, minor }: Pick<Entry, 'correctedMinor' | 'minor'>): 'part' | 'whole' | null {
  if (correctedMinor === 0n) return null;
  return correctedMinor < (minor < 0n ? -minor : minor) ? 'part' : 'whole';
}

export const actions: Actions = {
  entrust: async (event) => {
    const place = await moneyPlace(event);
    const account = await seenAccount(place, event.params.account);
    const rule = place.units.find((one) => one.unit === account.unit);
    return carry(
      event,
      'ledger.entrust_account',
      (form) => ({
        account: account.id,
        member: field(form, 'member'),
        // Nothing said is no permission: without a bound it is only where somebody says so.
        mostMinor: field(form, 'any') === 'yes' ? null : minorOf(written(form, 'amount') ?? '0', rule),
        until: field(form, 'until'),
      }),
      `/money/${account.id}`,
    );
  },
  endEntrusting: async (event) => {
    const { own } = await moneyPlace(event);
    return carry(
      event,
      'ledger.end_entrusting',
      (form) => ({ account: event.params.account, member: field(form, 'of') }),
      // Whoever no longer acts for it does not see it either.
      (form) => (field(form, 'of') === own ? '/money' : `/money/${event.params.account}`),
    );
  },
  payOut: async (event) => {
    const place = await moneyPlace(event);
    const account = await loadAccount(place.db, place.org, event.params.account);
    const rule = booksOf(place.scene.group.articles).units.find((one) => one.unit === account?.unit);
    const open = await loadOpenAccounts(place.db, place.org);
    return carry(
      event,
      'ledger.pay_out',
      (form) => ({
        source: event.params.account,
        target: open.find((one) => one.member === field(form, 'to') && one.unit === account?.unit)?.id ?? '',
        amountMinor: minorOf(field(form, 'amount'), rule),
        note: field(form, 'note'),
      }),
      `/money/${event.params.account}`,
    );
  },
  choose: (event) =>
    carry(
      event,
      'ledger.choose_association',
      (form) => ({ source: event.params.account, target: field(form, 'target') || null }),
      `/money/${event.params.account}`,
    ),
  reconcile: async (event) => {
    const place = await moneyPlace(event);
    const account = await loadAccount(place.db, place.org, event.params.account);
    const rule = place.units.find((one) => one.unit === account?.unit);
    return carry(
      event,
      'ledger.reconcile',
      (form) => ({
        account: event.params.account,
        countedOn: field(form, 'on'),
        countedMinor: minorOf(field(form, 'amount'), rule),
        note: field(form, 'note'),
      }),
      `/money/${event.params.account}`,
    );
  },
  explain: (event) =>
    carry(
      event,
      'ledger.explain_difference',
      (form) => ({ count: field(form, 'of'), note: field(form, 'note') }),
      `/money/${event.params.account}`,
    ),
  close: (event) => carry(event, 'ledger.close_fund', () => ({ account: event.params.account }), '/money'),
};
