/** The books of a period as sheets: the trial balance, and every movement. */
import { formatAmount } from '#kernel/amount';
import { figure, text, type Cell, type Sheet } from '#ledger';
import { eachMovement, loadAllAccounts, loadTrial } from '#ledger/server';
import type { MoneyPlace } from '../place.ts';
import type { LookedAt } from './period.ts';

async function known({ db, org, units, called }: MoneyPlace) {
  const accounts = new Map((await loadAllAccounts(db, org)).map((one) => [one.id, one]));
  const ruleOf = (unit: string) => units.find((one) => one.unit === unit);
  return {
    code: (unit: string) => ruleOf(unit)?.code ?? unit,
    amount: (unit: string, minor: bigint) =>
      figure(formatAmount({ minor, unit: { id: unit, scale: ruleOf(unit)?.scale ?? 0 } })),
    name: (id: string) => {
      const found = accounts.get(id);
      return found === undefined ? id : called(found);
    },
  };
}

/** What every account had, what came and went, and what it had at the end. */
export async function trialSheet(place: MoneyPlace, period: LookedAt): Promise<Sheet> {
  const { words, db, org } = place;
  const { code, amount, name } = await known(place);
  const head = (['account', 'unit', 'opening', 'out', 'in', 'closing'] as const).map((one) =>
    text(words.t(`trial.${one}`)),
  );
  const rows = (await loadTrial(db, org, period)).map((one): Cell[] => [
    text(name(one.account)),
    text(code(one.unit)),
    amount(one.unit, one.openingMinor),
    amount(one.unit, one.outMinor),
    amount(one.unit, one.inMinor),
    amount(one.unit, one.closingMinor),
  ]);
  return { name: words.t('trial.title'), rows: [head, ...rows] };
}

/** Every movement of the period, in the order of its number. */
export async function journalSheet(place: MoneyPlace, { fromOn, throughOn }: LookedAt): Promise<Sheet> {
  const { words, db, org } = place;
  const { code, amount, name } = await known(place);
  const columns = ['number', 'on', 'kind', 'from', 'to', 'unit', 'amount', 'note', 'corrects'] as const;
  const rows: Cell[][] = [columns.map((one) => text(words.t(`journal.${one}`)))];
  for await (const row of eachMovement(db, org)) {
    if (row.booked_on < fromOn || row.booked_on > throughOn) continue;
    rows.push([
      figure(String(row.number)),
      text(row.booked_on),
      text(words.t(`money.kind.${row.kind as 'levy'}`)),
      text(name(row.source)),
      text(name(row.target)),
      text(code(row.unit)),
      amount(row.unit, row.amount_minor),
      text(row.note ?? ''),
      row.corrects === null ? text('') : figure(String(row.corrects)),
    ]);
  }
  return { name: words.t('journal.title'), rows };
}
