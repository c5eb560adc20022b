/** Somebody writes down care that they gave: for themself, and for what all of us carry together. */
import { z } from 'zod';
import { assert } from '#kernel/assert';
import { accept, refuse } from '#kernel/outcome';
import { decideCare, ENTRY_RULES } from '../core/entry.ts';
import { insertEntry } from '../store/writes.ts';
import { careCommand, only } from './care-command.ts';
import { care } from './fields.ts';
import { loadDay } from './writing.ts';

export const log = careCommand({
  name: 'care.log',
  scope: 'organization',
  grounds: ['member'],
  matter: 'care',
  input: z.object({ care }),
  refusals: ['no_care_here', ...ENTRY_RULES],
  personal: ['care'],
  load: (tx, asks, { org }) => loadDay(tx, org, only(asks), only(asks).input.care),
  about: () => ({}),
  decide({ rules, others, known }, input, act) {
    assert(act.member, 'only members write down what they did');
    if (rules === null) return refuse('no_care_here');
    const decided = decideCare(input.care, { others, known, writer: act.member, today: act.today });
    if (!decided.ok) return decided;
    return accept({ entry: act.newId('car'), by: act.member, corrects: null, care: { ...decided.value } });
  },
  async record(tx, facts) {
    for (const { act, fact } of facts) await insertEntry(tx, act, fact);
  },
  // Minutes and names are few enough to be guessed from a digest of them.
  knownBy: () => ({}),
  answer: ({ entry }) => ({ entry }),
});
