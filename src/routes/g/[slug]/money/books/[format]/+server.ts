import { error } from '@sveltejs/kit';
import { addDays, civilDateAt, type CivilDate } from '#kernel/calendar';
import { PLAIN_FORMATS, plainText, type PlainFormat, type PlainMovement } from '#ledger';
import { eachMovement, loadAllAccounts } from '#ledger/server';
import { fileOf } from '../../../file.ts';
import { moneyPlace, type MoneyPlace } from '../../place.ts';
import type { RequestHandler } from './$types';

const ENDINGS: { readonly [format in PlainFormat]: string } = { beancount: 'beancount', hledger: 'journal' };

/** All books of the group as plain text, for whoever keeps them. */
export const GET: RequestHandler = async (event) => {
  const place = await moneyPlace(event);
  const format = PLAIN_FORMATS.find((one) => one === event.params.format);
  if (format === undefined || !place.keepsBooks) error(404, 'not_found');
  const { organization, group, today } = place.scene;
  const accounts = await loadAllAccounts(place.db, place.org);
  const text = plainText(format, {
    title: organization.name,
    org: place.org,
    units: place.units,
    accounts: accounts.map((one) => ({
      id: one.id,
      unit: one.unit,
      purpose: one.purpose,
      name: place.called(one),
      openedOn: civilDateAt(one.openedAt, group.timeZone),
      balanceMinor: one.balanceMinor,
    })),
    movements: movementsOf(place),
    assertedOn: addDays(today as CivilDate, 1),
    isWhole: true,
  });
  return fileOf(text, `${organization.slug}.${ENDINGS[format]}`, 'text/plain; charset=utf-8');
};

async function* movementsOf({ db, org }: MoneyPlace): AsyncGenerator<PlainMovement> {
  for await (const row of eachMovement(db, org)) {
    yield {
      number: row.number,
      setNumber: row.set_number,
      corrects: row.corrects,
      bookedOn: row.booked_on,
      kind: row.kind,
      unit: row.unit,
      source: row.source,
      target: row.target,
      amountMinor: row.amount_minor,
      note: row.note,
    };
  }
}
