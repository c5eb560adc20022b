import { formatAmount } from '#kernel/amount';
import { hidesHolder } from '#ledger';
import { loadNamed, loadStatement } from '#ledger/server';
import { csvLine } from '#network/server';
import { fileOf } from '../../../file.ts';
import { moneyPlace, refuseHidden, seenAccount } from '../../place.ts';
import type { RequestHandler } from './$types';

/** More than anybody reads: whoever has more takes the whole books. */
const MOST = 20_000;

/** All that came to an account and left it, oldest first, for a spreadsheet. */
export const GET: RequestHandler = async (event) => {
  const place = await moneyPlace(event);
  const { db, org, words } = place;
  const account = await seenAccount(place, event.params.account);
  refuseHidden(place, `${place.base}/${account.id}`);
  const rule = place.units.find((one) => one.unit === account.unit);
  const unit = { id: account.unit, scale: rule?.scale ?? 0 };
  const figure = (minor: bigint) => formatAmount({ minor, unit });
  const entries = (await loadStatement(db, org, account.id, { most: MOST })).reverse();
  const named = await loadNamed(db, org, [...new Set(entries.map((one) => one.other))]);
  const others = new Map(named.map((one) => [one.id, one]));
  const viewer = { member: place.own, keepsBooks: place.keepsBooks };
  const head = (['number', 'on', 'who', 'note', 'unit', 'amount', 'after'] as const).map((one) =>
    words.t(`money.${one}`),
  );
  const rows = entries.map((one) => {
    const other = others.get(one.other)!;
    const isHidden = hidesHolder(viewer, one, other.member);
    return [
      isHidden ? '' : String(one.number),
      one.bookedOn,
      isHidden ? words.t('act.someone') : place.called(other),
      isHidden ? '' : (one.note ?? ''),
      rule?.code ?? account.unit,
      figure(one.minor),
      figure(one.afterMinor),
    ];
  });
  const text = [head, ...rows].map(csvLine).join('');
  return fileOf(
    [text],
    `${place.scene.organization.slug}-${account.id.slice(-6)}.csv`,
    'text/csv; charset=utf-8',
  );
};
