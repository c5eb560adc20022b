/**
 * A list that somebody brings, held against the accounts of the group: which line means whom, and what
 * comes of it.
 */
import { holdAgainst, MOST_BALANCES, readBrought, readNames, type BroughtList } from '#ledger';
import { loadBegun, loadThese, loadOpenAccounts, type NamedAccount } from '#ledger/server';
import { field } from '#host/forms';
import { plainName, type MoneyPlace } from '../place.ts';
import { textOf, writtenTable } from '../written-table.ts';

/** What the form holds from one step to the next. */
export interface Given {
  readonly list: string;
  readonly names: string;
  readonly unit: string;
  readonly note: string;
  /** Whom somebody has chosen for a line that meant nobody. */
  readonly picked: ReadonlyMap<number, string>;
}

export async function givenIn(place: MoneyPlace, form: FormData): Promise<Given | null> {
  const list = await textOf(form, 'file', 'list');
  const names = await textOf(form, 'namesFile', 'names');
  if (list === null || names === null) return null;
  const picked = [...form.keys()].flatMap((key) => {
    const line = /^who-(\d{1,6})$/.exec(key)?.[1];
    const chosen = field(form, key);
    return line === undefined || chosen === '' ? [] : [[Number(line), chosen] as const];
  });
  const unit = field(form, 'unit') || (place.units[0]?.unit ?? '');
  return { list, names, unit, note: field(form, 'note'), picked: new Map(picked) };
}

/** A line of the list with the account that it means. */
export interface MeantBalance {
  readonly line: number;
  readonly who: string;
  readonly name: string | null;
  readonly account: string | null;
  readonly minor: bigint;
  readonly rounded: boolean;
  /** Where something is booked already: what the books say. Such a line is compared, and not brought. */
  readonly bookedMinor: bigint | null;
}

export interface ReadList {
  readonly format: BroughtList['format'];
  readonly wrong: BroughtList['wrong'];
  readonly lines: readonly MeantBalance[];
  /** What would be handed in. */
  readonly brought: readonly { readonly account: string; readonly amountMinor: string }[];
  /** Whom a line can mean. */
  readonly people: readonly NamedAccount[];
  /** Two lines mean the same account. */
  readonly repeated: readonly number[];
}

export async function readList(place: MoneyPlace, given: Given): Promise<ReadList | null> {
  const { db, org, units } = place;
  const rule = units.find((one) => one.unit === given.unit);
  const rows = writtenTable(given.list);
  if (rows === null || rule === undefined) return null;
  const read = readBrought(rows, { unit: rule.unit, scale: rule.scale });
  if (read === null || read.balances.length > MOST_BALANCES * 4) return null;
  const people = (await loadOpenAccounts(db, org)).filter(
    (one) => one.unit === given.unit && one.purpose !== 'issue',
  );
  const named = Map.groupBy(people, (one) => plainName(place.called(one)));
  const aliases = readNames(writtenTable(given.names) ?? []);
  const meant = read.balances.map((one) => {
    const found = named.get(plainName(aliases.get(one.who) ?? one.who)) ?? [];
    const chosen = people.find(({ id }) => id === given.picked.get(one.line));
    const account = chosen ?? (found.length === 1 ? found[0] : undefined);
    return { ...one, name: aliases.get(one.who) ?? null, account: account?.id ?? null };
  });
  const ids = meant.flatMap(({ account }) => account ?? []);
  const begun = await loadBegun(db, org, ids);
  const accounts = await loadThese(db, org, [...begun]);
  const lines = meant.map((one): MeantBalance => {
    const [held] =
      one.account === null || !begun.has(one.account) ? [] : heldAgainst(accounts, one.account, one.minor);
    return { ...one, bookedMinor: held?.bookedMinor ?? null };
  });
  const brought = lines.flatMap(({ account, minor, bookedMinor }) =>
    account === null || bookedMinor !== null || minor === 0n ? [] : [{ account, amountMinor: String(minor) }],
  );
  const repeated = meant
    .filter((one, at) => meant.findIndex(({ account }) => account !== null && account === one.account) !== at)
    .filter(({ account }) => account !== null)
    .map(({ line }) => line);
  return { format: read.format, wrong: read.wrong, lines, brought, people, repeated };
}

function heldAgainst(accounts: Parameters<typeof holdAgainst>[0], account: string, minor: bigint) {
  return holdAgainst(accounts, [{ account, amountMinor: String(minor) }]);
}
