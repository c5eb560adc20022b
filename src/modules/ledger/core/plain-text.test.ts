/** The books as plain text, judged by programs that know nothing of ours. */
import { execFile } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { UnitRule } from '#agents';
import { plainText, type PlainBooks, type PlainFormat, type PlainMovement } from './plain-text.ts';

const run = promisify(execFile);
let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(path.join(os.tmpdir(), 'tequio-plain-'));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

const JUDGES: { readonly [format in PlainFormat]: (file: string) => Promise<unknown> } = {
  beancount: (file) => run('bean-check', [file]),
  hledger: (file) => run('hledger', ['-f', file, 'check', '--strict']),
};

/** Where the judge is not installed, nobody is asked; the machine that tries everything has to have it. */
async function isThere(program: string): Promise<boolean> {
  const found = await run('which', [program]).then(
    () => true,
    () => false,
  );
  if (!found && process.env['TEQUIO_REQUIRE_JUDGES'] === '1') throw new Error(`${program} is not installed.`);
  return found;
}
const judges = {
  beancount: await isThere('bean-check'),
  hledger: await isThere('hledger'),
};

const grain: UnitRule = {
  unit: 'grain',
  kind: 'mutual_credit',
  code: 'GRAIN',
  scale: 2,
  words: { es: { one: 'grano', many: 'granos' } },
  holders: [],
  credit: { by: 'all', minor: '10000' },
};
const peso: UnitRule = { ...grain, unit: 'peso', kind: 'currency', code: 'MXN', scale: 0 };
const account = (id: string, name: string, balanceMinor: bigint, more: object = {}) => ({
  id: `acc_${id}`,
  unit: 'grain',
  purpose: 'holding' as const,
  name,
  openedOn: '2026-01-11',
  balanceMinor,
  ...more,
});
const movement = (
  number: bigint,
  source: string,
  target: string,
  amountMinor: bigint,
  more: object = {},
): PlainMovement => ({
  number,
  setNumber: number,
  corrects: null,
  bookedOn: '2026-02-01',
  kind: 'payment',
  unit: 'grain',
  source: `acc_${source}`,
  target: `acc_${target}`,
  amountMinor,
  note: null,
  ...more,
});

const books: PlainBooks = {
  title: 'Círculo «El Grano» ; "Xalapa"',
  org: 'org_1',
  units: [grain, peso],
  accounts: [
    account('000001', 'Ana Núñez', -1050n),
    account('000002', '陈', 1000n),
    account('000003', '', 50n, { purpose: 'commons' }),
    account('000004', 'Ana', 300n, { unit: 'peso' }),
    account('000005', '', -300n, { unit: 'peso', purpose: 'issue' }),
    account('000006', '', 0n, { purpose: 'issue' }),
  ],
  movements: [
    movement(1n, '000001', '000002', 1200n, { note: 'bread; "fresh" | two\n2026-01-01 * not an entry' }),
    movement(2n, '000001', '000003', 50n, { setNumber: 1n, kind: 'levy' }),
    movement(3n, '000002', '000001', 200n, { corrects: 1n, kind: 'refund' }),
    movement(4n, '000005', '000004', 300n, { unit: 'peso', kind: 'issue', bookedOn: '2026-03-01' }),
  ],
  assertedOn: '2026-03-02',
  isWhole: true,
};

async function written(format: PlainFormat, what: PlainBooks): Promise<string> {
  const pieces: string[] = [];
  for await (const piece of plainText(format, what)) pieces.push(piece);
  return pieces.join('');
}

async function judged(format: PlainFormat, what: PlainBooks): Promise<string> {
  const file = path.join(folder, `books.${format}`);
  await writeFile(file, await written(format, what));
  return JUDGES[format](file).then(
    () => 'right',
    (error: unknown) => `wrong: ${String((error as { stderr?: string }).stderr)}`,
  );
}

describe.each(['beancount', 'hledger'] as const)('%s', (format) => {
  const judge = test.skipIf(!judges[format]);

  judge('finds the books right', async () => {
    expect(await judged(format, books)).toBe('right');
  });

  judge('finds them wrong by a hundredth', async () => {
    const [first, ...rest] = books.accounts;
    const wrong = { ...books, accounts: [{ ...first!, balanceMinor: -1051n }, ...rest] };
    expect(await judged(format, wrong)).toContain('wrong');
  });

  judge('reads one account, of which nothing is asserted', async () => {
    const movements = [...(books.movements as readonly PlainMovement[])].slice(0, 1);
    expect(await judged(format, { ...books, movements, isWhole: false })).toBe('right');
  });

  judge('reads books in which nothing has happened yet', async () => {
    const accounts = books.accounts.map((one) => ({ ...one, balanceMinor: 0n }));
    expect(await judged(format, { ...books, accounts, movements: [] })).toBe('right');
  });
});

test('what somebody wrote begins nothing of its own', async () => {
  for (const format of ['beancount', 'hledger'] as const) {
    const text = await written(format, books);
    expect(text).not.toMatch(/^2026-01-01 \* not/m);
    expect(text).toContain('org_1/3');
  }
});
