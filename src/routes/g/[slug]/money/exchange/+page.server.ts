import { error, fail, redirect, type RequestEvent } from '@sveltejs/kit';
import type { Refusal } from '#kernel/outcome';
import { may, type UnitRule } from '#agents';
import { coveredPercent } from '#ledger';
import { loadCoveredUnits, loadNamed, loadOpenAccounts, previewExchange } from '#ledger/server';
import { field, formKey, refusalWords, statusOf } from '#host/forms';
import { carry } from '../../scene.ts';
import { manyOf, minorOf, moneyPlace, NO_AMOUNT, type MoneyPlace } from '../place.ts';
import type { Actions, PageServerLoad } from './$types';

/** At the till: somebody brings what is kept, or brings the unit back. Looked at first, then done. */
export const load: PageServerLoad = async (event) => {
  const place = await moneyPlace(event);
  const units = backedIn(place);
  if (units.length === 0) error(404, 'not_found');
  if (!standsAtTill(place)) redirect(303, place.base);
  const open = await loadOpenAccounts(place.db, place.org);
  const covered = await loadCoveredUnits(place.db, place.org);
  return {
    base: place.base,
    holders: open
      .filter(
        ({ unit, member }) =>
          member !== null && member !== place.own && units.some((one) => one.unit === unit),
      )
      .map((one) => ({ value: one.id, label: nameOf(place, units, one) }))
      .sort((a, b) => a.label.localeCompare(b.label, place.words.locale)),
    reserves: covered.map((one) => ({
      id: one.reserve,
      has: place.amount(one.kept, one.reserveMinor),
      going: place.amount(one.unit, one.circulatingMinor),
      percent: coveredPercent(one),
    })),
    to: event.url.searchParams.get('account') ?? '',
    formKey: formKey(),
  };
};

/** At a till nobody waits for others to sign. */
function standsAtTill({ scene }: MoneyPlace): boolean {
  return may(scene, 'issue') === 'alone';
}

function backedIn({ units }: MoneyPlace): readonly UnitRule[] {
  return units.filter((one) => one.backing !== undefined);
}

/** Where there are several units, whose account in which. */
function nameOf(
  place: MoneyPlace,
  units: readonly UnitRule[],
  account: Parameters<MoneyPlace['called']>[0] & { unit: string },
) {
  const name = place.called(account);
  const rule = units.find((one) => one.unit === account.unit);
  return units.length === 1 || !rule ? name : `${name} (${manyOf(place.words, rule)})`;
}

const asWritten = (form: FormData) => ({
  account: field(form, 'account'),
  way: field(form, 'way') === 'out' ? 'out' : 'in',
  amount: field(form, 'amount'),
  note: field(form, 'note'),
});

async function meant(place: MoneyPlace, form: FormData) {
  const { account, way, amount, note } = asWritten(form);
  const open = await loadOpenAccounts(place.db, place.org);
  const named = open.find((one) => one.id === account);
  const rule = place.units.find((one) => one.unit === named?.unit);
  return {
    named,
    rule,
    way: way as 'in' | 'out',
    input: { account, amountMinor: minorOf(amount, rule), note },
  };
}

function no({ scene, words }: MoneyPlace, form: FormData, refusal: Refusal) {
  const known = { articles: scene.group.articles, own: [] };
  return fail(statusOf(refusal), { written: asWritten(form), refusal: refusalWords(refusal, words, known) });
}

export const actions: Actions = {
  /** Nothing is done yet: what goes over the counter, and what stays, is said first. */
  async look(event: RequestEvent) {
    const place = await moneyPlace(event, 'said');
    // What would come of it tells what somebody has.
    if (!standsAtTill(place)) error(404, 'not_found');
    const form = await event.request.formData();
    const { named, rule, way, input } = await meant(place, form);
    if (named === undefined || rule?.backing === undefined) return no(place, form, { rule: 'nobody_named' });
    if (!/^-?\d{1,18}$/.test(input.amountMinor)) return no(place, form, NO_AMOUNT);
    const preview = await previewExchange(place.db, place.org, way, input, place.scene.today);
    if (!preview.ok) return no(place, form, preview.refusal);
    const kept = preview.value.find((one) => one.unit === rule.backing!.unit);
    const sum = (kinds: readonly string[]) =>
      preview.value.reduce(
        (minor, one) => (kinds.includes(one.kind) ? minor + BigInt(one.amountMinor) : minor),
        0n,
      );
    const gift = preview.value.find((one) => one.kind === 'gift');
    const [chosen] = gift ? await loadNamed(place.db, place.org, [gift.target]) : [];
    const said = (minor: bigint) => (minor === 0n ? null : place.amount(rule.unit, minor));
    return {
      written: asWritten(form),
      sure: {
        way,
        who: place.called(named),
        amount: place.amount(rule.unit, BigInt(input.amountMinor)),
        kept: place.amount(rule.backing.unit, BigInt(kept?.amountMinor ?? '0')),
        common: said(sum(['fee'])),
        gift:
          gift && chosen
            ? { amount: place.amount(rule.unit, BigInt(gift.amountMinor)), to: place.called(chosen) }
            : null,
        lying: said(sum(['demurrage', 'expiry'])),
      },
    };
  },
  async change(event: RequestEvent) {
    return { written: asWritten(await event.request.formData()) };
  },
  async exchange(event: RequestEvent) {
    const place = await moneyPlace(event, 'said');
    const form = await event.request.clone().formData();
    const command = field(form, 'way') === 'out' ? 'ledger.exchange_out' : 'ledger.exchange_in';
    return carry(event, command, async (sent) => (await meant(place, sent)).input, '/money/exchange');
  },
};
