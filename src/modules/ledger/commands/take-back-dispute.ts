/** Whoever disputed a payment is content with it after all. */
import { z } from 'zod';
import { accept, refuse } from '#kernel/outcome';
import { loadDispute } from '../store/dispute-reads.ts';
import { endDispute } from '../store/promise-writes.ts';
import { number } from './fields.ts';
import { ledgerCommand, only } from './ledger-command.ts';

export const takeBackDispute = ledgerCommand({
  name: 'ledger.take_back_dispute',
  scope: 'organization',
  grounds: ['member'],
  matter: 'pay',
  input: z.object({ number }),
  refusals: ['dispute_unknown', 'dispute_over'],
  personal: [],
  load: (tx, asks, { org }) => loadDispute(tx, org, BigInt(only(asks).input.number)),
  about: (_state, { input }) => ({ subject: input.number }),
  decide(found, { number: asked }, act) {
    if (found?.openedBy !== act.member) return refuse('dispute_unknown');
    if (found.endedAs !== null) return refuse('dispute_over', { endedAs: found.endedAs });
    return accept({ number: asked });
  },
  async record(tx, facts) {
    for (const { act, fact } of facts) {
      await endDispute(tx, act, fact.number, {
        ended_as: 'taken_back',
        settled_by: null,
        words: null,
        back_minor: null,
      });
    }
  },
});
