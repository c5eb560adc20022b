/** Whoever wrote an entry puts it right within a week: by another that names it, and counts in its place. */
import { z } from 'zod';
import { assert } from '#kernel/assert';
import { accept, refuse } from '#kernel/outcome';
import { correctableUntil, decideCare, ENTRY_RULES } from '../core/entry.ts';
import { loadChain } from '../store/reads.ts';
import { insertEntry } from '../store/writes.ts';
import { careCommand, only } from './care-command.ts';
import { care, entryId } from './fields.ts';
import { loadDay } from './writing.ts';

export const correct = careCommand({
  name: 'care.correct',
  scope: 'organization',
  grounds: ['self'],
  matter: 'self',
  input: z.object({ entry: entryId, care }),
  refusals: ['entry_corrected', 'entry_settled', 'no_care_here', ...ENTRY_RULES],
  personal: ['care'],
  async load(tx, asks, { org }) {
    const ask = only(asks);
    return {
      chain: await loadChain(tx, org, ask.input.entry),
      ...(await loadDay(tx, org, ask, ask.input.care)),
    };
  },
  about: ({ chain }) => ({ self: chain[0]?.member ?? null }),
  decide({ chain, rules, others, known }, { entry, care: wanted }, act) {
    const [latest] = chain;
    assert(latest && act.member, 'only whoever wrote it puts it right');
    if (latest.id !== entry) return refuse('entry_corrected');
    // The week is that of the first: who keeps putting right does not keep it open.
    const until = correctableUntil(chain.at(-1)!);
    if (act.today > until) return refuse('entry_settled', { until });
    if (rules === null) return refuse('no_care_here');
    const rest = others.filter((one) => one.id !== entry);
    const day = { others: rest, known, writer: act.member, today: act.today };
    const decided = decideCare(wanted, day);
    if (!decided.ok) return decided;
    return accept({ entry: act.newId('car'), by: act.member, corrects: entry, care: { ...decided.value } });
  },
  async record(tx, facts) {
    for (const { act, fact } of facts) await insertEntry(tx, act, fact);
  },
  knownBy: () => ({}),
  answer: ({ entry }) => ({ entry }),
});
