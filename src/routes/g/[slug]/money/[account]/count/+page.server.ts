import { error, type RequestEvent } from '@sveltejs/kit';
import { formatAmount } from '#kernel/amount';
import { may } from '#agents';
import { COMMON_PURPOSES, usualPieces } from '#ledger';
import { loadAccount, loadCashCounts } from '#ledger/server';
import { field, formKey } from '#host/forms';
import { carry } from '../../../scene.ts';
import { moneyPlace } from '../../place.ts';
import type { Actions, PageServerLoad } from './$types';

async function cashPlace(event: RequestEvent) {
  const place = await moneyPlace(event);
  const account = await loadAccount(place.db, place.org, event.params['account'] ?? '');
  const rule = place.units.find((one) => one.unit === account?.unit);
  if (account === null || rule?.kind !== 'currency' || !COMMON_PURPOSES.includes(account.purpose))
    error(404, 'not_found');
  return { place, account, rule, pieces: usualPieces(rule.scale) };
}

/** Cash is counted, note by note and coin by coin, against what the books say is there. */
export const load: PageServerLoad = async (event) => {
  const { place, account, rule, pieces } = await cashPlace(event);
  const { db, org, words, scene, nameOf } = place;
  const counts = await loadCashCounts(db, org, account.id);
  const amount = (minor: bigint) => place.amount(account.unit, minor);
  return {
    base: place.base,
    here: `${place.base}/${account.id}`,
    name: place.called(account),
    expected: amount(account.balanceMinor),
    pieces: pieces.map((minor) => ({
      name: `piece-${minor}`,
      label: formatAmount({ minor, unit: { id: rule.unit, scale: rule.scale } }),
    })),
    mayCount: may(scene, 'keep_books'),
    counts: counts.map((one) => ({
      at: words.moment(one.countedAt),
      by: (one.countedBy && nameOf(one.countedBy)) ?? '',
      expected: amount(one.expectedMinor),
      counted: amount(one.countedMinor),
      differs: one.number === null ? '' : amount(one.countedMinor - one.expectedMinor),
      reason: one.reason ?? '',
      number: one.number === null ? null : String(one.number),
    })),
    formKey: formKey(),
  };
};

export const actions: Actions = {
  async count(event) {
    const { account, pieces } = await cashPlace(event);
    return carry(
      event,
      'ledger.count_cash',
      (form) => ({
        account: account.id,
        pieces: pieces.flatMap((minor) => {
          const typed = field(form, `piece-${minor}`).trim();
          if (typed === '' || /^0+$/.test(typed)) return [];
          return [{ valueMinor: String(minor), count: /^\d{1,7}$/.test(typed) ? Number(typed) : -1 }];
        }),
        note: field(form, 'note'),
      }),
      `/money/${account.id}/count`,
    );
  },
};
