/**
 * Lists of balances as groups have them: from Komunitin, TimeOverflow, Cyclos, the Community Exchange System,
 * or a spreadsheet. A file is known by the names of its columns, or by its shape where it has none; every
 * line
 * that cannot be read is said, with why. From a list of transfers the balances follow.
 *
 * Komunitin: accounts.csv `id,created,updated,code,status,balance,creditLimit,maximumBalance,key,user.id,…`,
 * transfers.csv `…,state,amount,…,payer.code,…,payee.code,…`; amounts are whole numbers in its smallest unit.
 * TimeOverflow, without a head: transfers `source_id,source_type(organization|member),destination_id,
 * destination_type,amount(seconds),created_at,reason,post_id`; users
 * `member_id,entry_date,name1,name2,name3,…`.
 */
import { readAmount } from '#kernel/amount';

export const BROUGHT_FORMATS = [
  'komunitin_accounts',
  'komunitin_transfers',
  'timeoverflow_transfers',
  'balances',
  'transfers',
] as const;
export type BroughtFormat = (typeof BROUGHT_FORMATS)[number];

export type BroughtProblem = 'no_name' | 'no_amount' | 'not_settled' | 'not_a_transfer';

/** What somebody had, as the list says it; `line` is where in the file, from 1. */
export interface BroughtBalance {
  readonly line: number;
  /** How the list calls them: a name, a code, a number. */
  readonly who: string;
  readonly minor: bigint;
  /** It was not a whole number of what is counted here. */
  readonly rounded: boolean;
}

export interface BroughtList {
  readonly format: BroughtFormat;
  readonly balances: readonly BroughtBalance[];
  readonly wrong: readonly { readonly line: number; readonly text: string; readonly why: BroughtProblem }[];
}

/** Columns as they are called in such lists, in plain letters. */
const COLUMNS: { readonly [column: string]: readonly string[] } = {
  name: [
    'name', 'fullname', 'displayname', 'member', 'membername', 'accountholder', 'holder', 'nombre',
    'nombrecompleto',
    'persona', 'miembro', 'socio', 'socia', 'titular', 'nom', 'nome', 'membre',
  ],
  first: ['firstname', 'name1', 'nombrepila', 'prenom'],
  last: ['lastname', 'surname', 'name2', 'apellido', 'apellidos'],
  code: [
    'code', 'usercode', 'accountcode', 'account', 'accountnumber', 'accountno', 'number', 'uid', 'memberid',
    'userid', 'login', 'username', 'user', 'usuario', 'codigo', 'cuenta', 'numero', 'compte', 'conta', 'id', 'email',
    'correo',
  ],
  balance: ['balance', 'currentbalance', 'accountbalance', 'saldo', 'saldoactual', 'solde', 'saldofinal'],
  from: ['from', 'fromuser', 'payer', 'payercode', 'source', 'buyer', 'de', 'paga', 'compra', 'comprador'],
  to: ['to', 'touser', 'payee', 'payeecode', 'destination', 'target', 'seller', 'a', 'para', 'cobra', 'vendedor'],
  amount: ['amount', 'importe', 'cantidad', 'monto', 'quantity', 'valor', 'montant', 'quantia'],
  state: ['state', 'status', 'estado'],
}; // prettier-ignore

/** A word of a head in plain letters, as {@link COLUMNS} knows it. */
function plain(word: string): string {
  return word
    .normalize('NFKD')
    .replace(/[^A-Za-z0-9]/g, '')
    .toLowerCase();
}

type Columns = ReadonlyMap<string, number>;

function columnsOf(head: readonly string[]): Columns {
  const words = head.map(plain);
  const found = new Map<string, number>();
  for (const [column, names] of Object.entries(COLUMNS)) {
    const at = names.map((name) => words.indexOf(name)).find((place) => place >= 0);
    if (at !== undefined) found.set(column, at);
  }
  return found;
}

interface Counting {
  readonly unit: string;
  readonly scale: number;
}

/** The balances of a list; null where nobody can tell what its columns are. */
export function readBrought(rows: readonly (readonly string[])[], counting: Counting): BroughtList | null {
  const [head, ...rest] = rows;
  if (head === undefined) return null;
  if (isTimeOverflow(head)) return fromTransfers('timeoverflow_transfers', rows, 0, TIMEOVERFLOW, counting);
  const columns = columnsOf(head);
  const words = head.map(plain);
  const isKomunitin = words.includes('creditlimit') || words.includes('payercode');
  const [from, to, amount] = ['from', 'to', 'amount'].map((column) => columns.get(column));
  if (from !== undefined && to !== undefined && amount !== undefined) {
    const format = isKomunitin ? 'komunitin_transfers' : 'transfers';
    return fromTransfers(format, rest, 1, transfersBy(columns, isKomunitin), counting);
  }
  const who = whoIn(columns);
  const balance = columns.get('balance') ?? columns.get('amount');
  if (who !== null && balance !== undefined) {
    const format = isKomunitin ? 'komunitin_accounts' : 'balances';
    return fromBalances(format, rest, 1, { who, balance, isMinor: isKomunitin }, counting);
  }
  // Two columns without a head: who, and how much.
  const isPlain = rows.every((row) => row.length >= 2) && readMinor(head[1] ?? '', false, counting) !== null;
  if (!isPlain) return null;
  return fromBalances(
    'balances',
    rows,
    0,
    { who: ([one = '']) => one, balance: 1, isMinor: false },
    counting,
  );
}

type Who = (row: readonly string[]) => string;

function whoIn(columns: Columns): Who | null {
  const [name, first, last, code] = ['name', 'first', 'last', 'code'].map((column) => columns.get(column));
  if (name !== undefined) return (row) => row[name] ?? '';
  if (first !== undefined)
    return (row) => `${row[first] ?? ''} ${last === undefined ? '' : (row[last] ?? '')}`;
  return code === undefined ? null : (row) => row[code] ?? '';
}

function fromBalances(
  format: BroughtFormat,
  rows: readonly (readonly string[])[],
  above: number,
  by: { readonly who: Who; readonly balance: number; readonly isMinor: boolean },
  counting: Counting,
): BroughtList {
  const balances: BroughtBalance[] = [];
  const wrong: BroughtList['wrong'][number][] = [];
  for (const [at, row] of rows.entries()) {
    const line = at + above + 1;
    const who = by.who(row).trim();
    const minor = readMinor(row[by.balance] ?? '', by.isMinor, counting);
    const why = who === '' ? 'no_name' : minor === null ? 'no_amount' : null;
    if (why !== null) wrong.push({ line, text: row.join(' · ').slice(0, 120), why });
    else balances.push({ line, who, minor: minor!, rounded: false });
  }
  return { format, balances, wrong };
}

interface Transfer {
  readonly from: string;
  readonly to: string;
  /** In parts of what is counted: `of` of them are one of its smallest units. */
  readonly parts: bigint | null;
  readonly settled: boolean;
}

interface TransferReader {
  read(row: readonly string[], counting: Counting): Transfer | null;
  /** How many parts are one whole of what is counted here. */
  readonly ofWhole: (counting: Counting) => bigint;
}

const TYPES = ['organization', 'member'];

function isTimeOverflow(row: readonly string[]): boolean {
  const isType = (text = '') => TYPES.includes(text.trim().toLowerCase());
  return isType(row[1]) && isType(row[3]) && /^\d+$/.test((row[4] ?? '').trim());
}

/** Seconds of an hour; what the organization gave stands at no member. */
const TIMEOVERFLOW: TransferReader = {
  read(row) {
    if (!isTimeOverflow(row)) return null;
    const end = (id = '', type = '') => (type.trim().toLowerCase() === 'member' ? id.trim() : '');
    const [source, sourceType, target, targetType, seconds = ''] = row;
    const parts = BigInt(seconds.trim());
    return { from: end(source, sourceType), to: end(target, targetType), parts, settled: true };
  },
  ofWhole: () => 3600n,
};

/** Komunitin has moved what is `committed`; elsewhere what does not say that it failed has been moved. */
const NOT_MOVED = [
  'pending',
  'new',
  'submitted',
  'failed',
  'rejected',
  'deleted',
  'denied',
  'canceled',
  'cancelled',
];

function transfersBy(columns: Columns, isMinor: boolean): TransferReader {
  const cell = (row: readonly string[], column: string) => {
    const at = columns.get(column);
    return at === undefined ? '' : (row[at] ?? '').trim();
  };
  return {
    read: (row, counting) => ({
      from: cell(row, 'from'),
      to: cell(row, 'to'),
      parts: readMinor(cell(row, 'amount'), isMinor, counting),
      settled: !NOT_MOVED.includes(cell(row, 'state').toLowerCase()),
    }),
    ofWhole: ({ scale }) => 10n ** BigInt(scale),
  };
}

function fromTransfers(
  format: BroughtFormat,
  rows: readonly (readonly string[])[],
  above: number,
  { read, ofWhole }: TransferReader,
  counting: Counting,
): BroughtList {
  const sums = new Map<string, { line: number; parts: bigint }>();
  const wrong: BroughtList['wrong'][number][] = [];
  for (const [at, row] of rows.entries()) {
    const line = at + above + 1;
    const transfer = read(row, counting);
    const why = whyNot(transfer);
    if (why !== null || transfer === null) {
      wrong.push({ line, text: row.join(' · ').slice(0, 120), why: why ?? 'not_a_transfer' });
      continue;
    }
    for (const [who, sign] of [
      [transfer.from, -1n],
      [transfer.to, 1n],
    ] as const) {
      // prettier-ignore
      if (who === '') continue;
      const so = sums.get(who) ?? { line, parts: 0n };
      sums.set(who, { line: so.line, parts: so.parts + sign * transfer.parts! });
    }
  }
  const balances = [...sums].map(([who, { line, parts }]) => ({
    line,
    who,
    ...wholeOf(parts, ofWhole, counting),
  }));
  return { format, balances, wrong };
}

function whyNot(transfer: Transfer | null): BroughtProblem | null {
  if (transfer === null) return 'not_a_transfer';
  if (transfer.from === '' && transfer.to === '') return 'no_name';
  if (transfer.parts === null) return 'no_amount';
  return transfer.settled ? null : 'not_settled';
}

/** In the smallest unit here, rounded towards zero: what is left over stays where the unit comes from. */
function wholeOf(parts: bigint, ofWhole: TransferReader['ofWhole'], counting: Counting) {
  const whole = parts * 10n ** BigInt(counting.scale);
  const of = ofWhole(counting);
  return { minor: whole / of, rounded: whole % of !== 0n };
}

function readMinor(text: string, isMinor: boolean, { unit, scale }: Counting): bigint | null {
  const typed = text.trim();
  if (isMinor) return /^-?\d{1,18}$/.test(typed) ? BigInt(typed) : null;
  const read = readAmount(typed.replace(/^\+/, ''), { id: unit, scale });
  return read.ok ? read.value.minor : null;
}

/** Names by the code or number that another list uses; empty where nobody can tell its columns. */
export function readNames(rows: readonly (readonly string[])[]): ReadonlyMap<string, string> {
  const [head] = rows;
  if (head === undefined) return new Map();
  const columns = columnsOf(head);
  const code = columns.get('code');
  const isHeaded = code !== undefined && (columns.has('name') || columns.has('first'));
  // TimeOverflow: the number, the day, then one to three names.
  const isUsers = !isHeaded && /^\d+$/.test((head[0] ?? '').trim()) && /\d{4}/.test(head[1] ?? '');
  if (!isHeaded && !isUsers) return new Map();
  const whoOf: Who = isHeaded ? whoIn(columns)! : (row) => row.slice(2, 5).join(' ');
  return new Map(
    (isHeaded ? rows.slice(1) : rows).flatMap((row) => {
      const [key, name] = [(row[isHeaded ? code : 0] ?? '').trim(), whoOf(row).replace(/\s+/g, ' ').trim()];
      return key === '' || name === '' ? [] : [[key, name] as const];
    }),
  );
}
