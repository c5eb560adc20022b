import { error } from '@sveltejs/kit';
import { addDays, civilDateAt, type CivilDate } from '#kernel/calendar';
import {
  PLAIN_FORMATS,
  plainText,
  workbookParts,
  type PlainFormat,
  type PlainMovement,
  type Sheet,
} from '#ledger';
import { eachMovement, loadAllAccounts, loadFirstDays } from '#ledger/server';
import { zipOf } from '#host/files/zip';
import { csvLine } from '#network/server';
import { fileOf } from '../../../file.ts';
import { moneyPlace, refuseHidden, type MoneyPlace } from '../../place.ts';
import { periodIn } from '../period.ts';
import { journalSheet, trialSheet } from '../sheets.ts';
import type { RequestHandler } from './$types';

const ENDINGS: { readonly [format in PlainFormat]: string } = { beancount: 'beancount', hledger: 'journal' };
const XLSX = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet';

/** The books of the group, for whoever keeps or reads them: all as plain text, a period for a spreadsheet. */
export const GET: RequestHandler = async (event) => {
  const place = await moneyPlace(event);
  if (!place.keepsBooks) error(404, 'not_found');
  refuseHidden(place, `${place.base}/books`);
  const { format } = event.params;
  const plain = PLAIN_FORMATS.find((one) => one === format);
  if (plain !== undefined) return plainBooks(place, plain);
  const period = periodIn(event.url, place.scene.today as CivilDate);
  const name = `${place.scene.organization.slug}-${period.fromOn}-${period.throughOn}`;
  const trial = () => trialSheet(place, period);
  const journal = () => journalSheet(place, period);
  switch (format) {
    case 'trial.csv':
      return csvOf(await trial(), `${name}-trial.csv`);
    case 'journal.csv':
      return csvOf(await journal(), `${name}-journal.csv`);
    case 'books.xlsx':
      return workbookOf([await trial(), await journal()], `${name}.xlsx`);
    default:
      error(404, 'not_found');
  }
};

function csvOf({ rows }: Sheet, name: string): Response {
  const lines = rows.map((row) => csvLine(row.map((cell) => ('figure' in cell ? cell.figure : cell.text))));
  return fileOf(lines, name, 'text/csv; charset=utf-8');
}

function workbookOf(sheets: readonly Sheet[], name: string): Response {
  const bytes = zipOf(workbookParts(sheets));
  return new Response(new Uint8Array(bytes), {
    headers: {
      'content-type': XLSX,
      'content-disposition': `attachment; filename="${name}"`,
      'cache-control': 'private, no-store',
    },
  });
}

async function plainBooks(place: MoneyPlace, format: PlainFormat): Promise<Response> {
  const { organization, group, today } = place.scene;
  const accounts = await loadAllAccounts(place.db, place.org);
  // What the bank says is booked on its own day, which may be before the account was kept here.
  const firstDays = await loadFirstDays(place.db, place.org);
  const text = plainText(format, {
    title: organization.name,
    org: place.org,
    units: place.units,
    accounts: accounts.map((one) => ({
      id: one.id,
      unit: one.unit,
      purpose: one.purpose,
      name: place.called(one),
      openedOn: earlier(civilDateAt(one.openedAt, group.timeZone), firstDays.get(one.id)),
      balanceMinor: one.balanceMinor,
    })),
    movements: movementsOf(place),
    assertedOn: addDays(today as CivilDate, 1),
    isWhole: true,
  });
  return fileOf(text, `${organization.slug}.${ENDINGS[format]}`, 'text/plain; charset=utf-8');
}

function earlier(openedOn: string, firstDay: string | undefined): string {
  return firstDay !== undefined && firstDay < openedOn ? firstDay : openedOn;
}

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
