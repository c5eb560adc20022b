/**
 * What the bank says is taken in, line by line, without being booked: each line once, whatever file it
 * comes in.
 */
import { z } from 'zod';
import { DIGEST } from '#kernel/file';
import { accept, refuse } from '#kernel/outcome';
import { unitIn } from '#agents';
import { loadFrame } from '#agents/server';
import { MOST_BANK_LINES } from '../core/bank-statement.ts';
import { loadMarks } from '../store/bank-reads.ts';
import { insertStatement } from '../store/bank-writes.ts';
import { civilDate, line, minor, unitName } from './fields.ts';
import { ledgerCommand, only } from './ledger-command.ts';

const told = line(0, 200).default('');
const day = civilDate.nullable().default(null);
const balance = minor.nullable().default(null);

export const readStatement = ledgerCommand({
  name: 'ledger.read_statement',
  scope: 'organization',
  grounds: ['statutes'],
  matter: 'keep_books',
  input: z.object({
    unit: unitName,
    /** Of the file as it came. */
    digest: z.string().regex(DIGEST),
    name: told,
    /** Which account at the bank it is of, as the bank calls it. */
    account: told,
    opensOn: day,
    closesOn: day,
    openingMinor: balance,
    closingMinor: balance,
    lines: z
      .array(
        z.object({
          mark: z.string().regex(/^[0-9a-f]{40}(-\d{1,4})?$/),
          bookedOn: civilDate,
          amountMinor: minor.refine((text) => BigInt(text) !== 0n, { message: 'nothing moved' }),
          party: told,
          iban: told,
          words: told,
        }),
      )
      .max(MOST_BANK_LINES),
  }),
  refusals: ['unit_unknown', 'not_money', 'statement_known'],
  personal: ['name', 'party', 'iban', 'words'],
  async load(tx, asks, { org }) {
    const { unit, lines } = only(asks).input;
    const marks = lines.map((one) => one.mark);
    return {
      articles: (await loadFrame(tx, org))!.articles,
      known: await loadMarks(tx, org, unit, marks),
    };
  },
  about: (_state, { input }) => ({ subject: input.unit }),
  decide({ articles, known }, { lines, ...input }, act) {
    const rule = unitIn(articles, input.unit);
    if (rule === undefined) return refuse('unit_unknown', { unit: input.unit });
    if (rule.kind !== 'currency') return refuse('not_money', { unit: input.unit });
    const fresh = lines.filter(({ mark }, at) => {
      return !known.has(mark) && lines.findIndex((one) => one.mark === mark) === at;
    });
    if (fresh.length === 0) return refuse('statement_known');
    return accept({
      statement: act.newId('stm'),
      ...input,
      by: act.askedBy,
      lines: fresh.map((one) => ({ line: act.newId('bln'), ...one })),
    });
  },
  async record(tx, facts) {
    for (const { act, fact } of facts) await insertStatement(tx, act, fact);
  },
  answer: ({ statement, lines }) => ({ statement, lines: lines.length, ids: lines.map((one) => one.line) }),
});
