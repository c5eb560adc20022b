/**
 * What was paid in coins and notes, as programs read it: one’s own, and what came to those who keep the
 * books.
 */
import { z } from 'zod';
import { accept, refuse } from '#kernel/outcome';
import { mayByHand } from '#agents';
import { cashState } from '#ledger';
import { loadCashOf } from '#ledger/server';
import { read } from './read.ts';
import { insideOf } from './scenes.ts';
import * as shapes from './shapes.ts';

const MOST = 100;
const minor = z.string().regex(/^-?[0-9]+$/);

const cashPayment = z
  .object({
    cash: z.string(),
    unit: z.string(),
    payer: shapes.memberId,
    receiver: shapes.memberId.nullable().describe('Null where it went into a common account'),
    account: z.string().nullable(),
    amountMinor: minor,
    note: z.string().nullable(),
    request: z.string().nullable().describe('What it is meant to settle'),
    saidBy: shapes.memberId,
    saidAt: shapes.instant,
    until: shapes.civilDate.describe('The last day on which it can be answered'),
    state: z.enum(['waits', 'missed', 'received', 'taken_back', 'lapsed']),
    missedWords: z.string().nullable().describe('What whoever has not received it says'),
    number: minor.nullable().describe('The movement by which it came into the common account'),
  })
  .meta({ id: 'CashPayment' });

export const cashReads = [
  read({
    name: 'ledger.cash_payments',
    path: '/groups/{slug}/cash-payments',
    summary:
      'What one has paid or was paid in cash, and for whoever keeps the books what came into common accounts; what waits comes first',
    access: 'token',
    input: z.strictObject({ slug: shapes.groupAddress }),
    answer: z.object({ payments: z.array(cashPayment) }),
    refusals: ['no_standing'],
    async read(asked, caller, { slug }) {
      const scene = await insideOf(asked, caller, slug);
      if (!scene) return refuse('no_standing');
      const { member } = scene.viewer;
      const viewer = { member, keeps: mayByHand(scene, 'keep_books') };
      const { db } = asked.world.host;
      const found =
        member === null ? [] : await loadCashOf(db, scene.organization.org_id, { ...viewer, member }, MOST);
      const payments = found.map((one) => ({
        cash: one.id,
        unit: one.unit,
        payer: one.payer,
        receiver: one.receiver,
        account: one.account,
        amountMinor: String(one.amountMinor),
        note: one.note,
        request: one.request,
        saidBy: one.saidBy,
        saidAt: one.saidAt,
        until: one.until,
        state: cashState(one, scene.today),
        missedWords: one.missed?.words ?? null,
        number: one.number === null ? null : String(one.number),
      }));
      return accept({ payments });
    },
  }),
];
