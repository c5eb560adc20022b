/** A paper is put beside a movement, by whoever it is about; or taken back by whoever brought it. */
import { z } from 'zod';
import { assert } from '#kernel/assert';
import type { MemberId } from '#kernel/command';
import { DIGEST } from '#kernel/file';
import { accept, refuse } from '#kernel/outcome';
import { hidesHolder } from '../core/visible.ts';
import { decideReceipt, RECEIPT_RULES } from '../core/receipt.ts';
import { loadReceipt, loadReceipts } from '../store/bookkeeping-reads.ts';
import { insertReceipt, takeBackReceiptRow } from '../store/bookkeeping-writes.ts';
import { loadMovements, loadNamed } from '../store/reads.ts';
import { line, number, receiptId } from './fields.ts';
import { ledgerCommand, only } from './ledger-command.ts';

const shared = { scope: 'organization', grounds: ['member'], matter: 'pay' } as const;

export const addReceipt = ledgerCommand({
  ...shared,
  name: 'ledger.add_receipt',
  input: z.object({
    number,
    /** What was answered when its bytes were brought. */
    digest: z.string().regex(DIGEST),
    name: line(0, 200),
    /** The number that stands on the paper. */
    document: line(0, 60).default(''),
  }),
  refusals: ['movement_unknown', ...RECEIPT_RULES],
  personal: ['name', 'document'],
  async load(tx, asks, { org, brought }) {
    const { input, member } = only(asks);
    const wanted = BigInt(input.number);
    const movement = (await loadMovements(tx, org, [wanted])).find((one) => one.number === wanted);
    return {
      kind: movement?.kind ?? 'payment',
      correctsKind: movement?.correctsKind ?? null,
      ends: movement ? await loadNamed(tx, org, [movement.source, movement.target]) : [],
      there: await loadReceipts(tx, org, [wanted]),
      kept: (await brought(member, [input.digest])).get(input.digest) ?? null,
    };
  },
  about: (_state, { input }) => ({ subject: input.number }),
  decide({ kind, correctsKind, ends, there, kept }, input, act) {
    assert(act.member, 'only members bring receipts');
    const viewer = { member: act.member, keepsBooks: false };
    const isOthers = ends.some((one) => hidesHolder(viewer, { kind, correctsKind }, one.member));
    if (isOthers || !ends.some((one) => isAbout(one, act.member)))
      return refuse('movement_unknown', { number: input.number });
    const receipt = decideReceipt(input.name, kept, there);
    if (!receipt.ok) return receipt;
    return accept({
      receipt: act.newId('rec'),
      number: input.number,
      document: input.document,
      by: act.member,
      ...receipt.value,
    });
  },
  async record(tx, facts) {
    for (const { act, fact } of facts) await insertReceipt(tx, act, fact);
  },
  answer: ({ receipt }) => ({ receipt }),
});

/** One’s own account; or one that is nobody’s alone, but not the one where a unit comes from. */
function isAbout(
  one: { readonly member: MemberId | null; readonly purpose: string },
  member: MemberId | null,
): boolean {
  return one.member === null ? one.purpose !== 'issue' : one.member === member;
}

export const takeBackReceipt = ledgerCommand({
  ...shared,
  name: 'ledger.take_back_receipt',
  input: z.object({ receipt: receiptId }),
  refusals: ['receipt_unknown', 'receipt_taken_back'],
  personal: [],
  load: (tx, asks, { org }) => loadReceipt(tx, org, only(asks).input.receipt),
  about: (_state, { input }) => ({ subject: input.receipt }),
  decide(found, input, act) {
    if (found?.addedBy !== act.member) return refuse('receipt_unknown');
    if (found.takenBackAt !== null) return refuse('receipt_taken_back');
    // Nobody is forgotten here but what that act said.
    const number = String(found.number);
    return accept({ receipt: input.receipt, number, forget: [], forgetActs: [found.act] });
  },
  async record(tx, facts) {
    for (const { act, fact } of facts) await takeBackReceiptRow(tx, act, fact.receipt);
  },
});
