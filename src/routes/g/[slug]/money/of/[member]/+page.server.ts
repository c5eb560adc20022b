import { error } from '@sveltejs/kit';
import { addDays, type CivilDate } from '#kernel/calendar';
import { isId } from '#kernel/id';
import { may } from '#agents';
import { loadMembers } from '#agents/server';
import { field, formKey } from '#host/forms';
import { isFrozen } from '#ledger';
import { loadAccountsOf, loadOpenAccounts, loadStake, loadTrusted } from '#ledger/server';
import { carry, written } from '../../../scene.ts';
import { manyOf, minorOf, moneyPlace, type MoneyPlace } from '../../place.ts';
import type { Actions, PageServerLoad } from './$types';

const USUAL_DAYS = 30;

type Theirs = Awaited<ReturnType<typeof loadAccountsOf>>[number];

/** What can be done with another’s accounts, by whom our rules name; what is in them stays theirs. */
export const load: PageServerLoad = async (event) => {
  const place = await moneyPlace(event);
  const { db, org, own, scene, words } = place;
  const { member } = event.params;
  if (!isId('mem', member) || member === own) error(404, 'not_found');
  const theirs = (await loadAccountsOf(db, org, member)).filter(
    (one) => one.closedAt === null || one.balanceMinor !== 0n,
  );
  const found = (await loadMembers(db, org, [member])).get(member);
  if (theirs.length === 0 || !found) error(404, 'not_found');
  const mine = own === null ? [] : await loadAccountsOf(db, org, own);
  const accounts = [];
  for (const one of theirs) accounts.push(await accountOf(place, one, mine, found.endedOn !== null));
  return {
    base: place.base,
    name: place.nameOf(member) ?? words.t('member.forgotten'),
    accounts,
    people: (await loadOpenAccounts(db, org))
      .filter((one) => one.member !== null && one.member !== member && one.member !== own)
      .map((one) => ({ value: one.id, unit: one.unit, label: place.called(one) })),
    today: scene.today,
    until: addDays(scene.today as CivilDate, USUAL_DAYS),
    formKey: formKey(),
  };
};

async function accountOf(place: MoneyPlace, one: Theirs, mine: readonly Theirs[], isGone: boolean) {
  const { db, org, scene, words, units } = place;
  const rule = units.find(({ unit }) => unit === one.unit);
  const source = mine.find((own) => own.unit === one.unit && own.closedAt === null);
  const trusted = source ? await loadTrusted(db, org, source.id, one.id) : null;
  const staked = source ? await loadStake(db, org, source.id, one.id) : 0n;
  const about = { subject: one.id, beneficiaries: [one.member!], parties: [one.member!] };
  const by = (matter: string) => may(scene, matter, ['statutes'], about);
  const open = one.closedAt === null;
  return {
    id: one.id,
    unit: one.unit,
    name: rule ? manyOf(words, rule) : one.unit,
    has: place.keepsBooks ? place.amount(one.unit, one.balanceMinor) : null,
    source: source?.id ?? null,
    trusted: trusted === null ? null : place.amount(one.unit, trusted),
    stakes: rule?.credit.by === 'trust' && source !== undefined && open,
    staked: staked === 0n ? null : place.amount(one.unit, staked),
    frozen: isFrozen(one, scene.today) ? words.date(one.frozen!.until) : null,
    open,
    mayFreeze: open ? by('freeze') : null,
    mayGrant: open && rule?.kind !== 'currency' ? by('grant_credit') : null,
    mayEnter: open ? may(scene, 'enter_payment') : null,
    mayWriteOff: isGone && one.balanceMinor < 0n ? by('write_off') : null,
  };
}

/** An action on one of these accounts; amounts are typed in its unit. */
function on(
  command: string,
  inputOf: (form: FormData, minor: (name: string) => string) => { readonly [name: string]: unknown },
) {
  return async (event: Parameters<typeof carry>[0]) => {
    const { units } = await moneyPlace(event);
    return carry(
      event,
      command,
      (form) => {
        const rule = units.find((one) => one.unit === field(form, 'unit'));
        return inputOf(form, (name) => minorOf(field(form, name), rule));
      },
      `/money/of/${event.params['member'] ?? ''}`,
    );
  };
}

export const actions: Actions = {
  trust: on('ledger.trust_payee', (form, minor) => ({
    source: field(form, 'source'),
    target: field(form, 'of'),
    mostMinor: written(form, 'amount') === undefined ? null : minor('amount'),
  })),
  stake: on('ledger.stake', (form, minor) => ({
    source: field(form, 'source'),
    target: field(form, 'of'),
    amountMinor: minor('amount'),
  })),
  hold: on('ledger.hold', (form, minor) => ({
    source: field(form, 'source'),
    target: field(form, 'of'),
    amountMinor: minor('amount'),
    note: field(form, 'note'),
    until: field(form, 'until'),
  })),
  enter: on('ledger.enter_transfer', (form, minor) => ({
    source: field(form, 'of'),
    target: field(form, 'to'),
    amountMinor: minor('amount'),
    note: field(form, 'note'),
  })),
  freeze: on('ledger.freeze', (form) => ({
    account: field(form, 'of'),
    until: field(form, 'until'),
    reason: field(form, 'reason'),
  })),
  unfreeze: on('ledger.unfreeze', (form) => ({ account: field(form, 'of') })),
  grant: on('ledger.grant_credit', (form, minor) => ({
    account: field(form, 'of'),
    moreMinor: minor('amount'),
    until: field(form, 'until'),
    reason: field(form, 'reason'),
  })),
  writeOff: on('ledger.write_off', (form) => ({ account: field(form, 'of'), note: field(form, 'reason') })),
};
