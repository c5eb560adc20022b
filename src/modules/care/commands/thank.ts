/** Somebody thanks another, in words: what is given is not always counted. */
import { z } from 'zod';
import { assert } from '#kernel/assert';
import { accept, refuse } from '#kernel/outcome';
import { loadInside } from '#agents/server';
import { insertThanks } from '../store/writes.ts';
import { careCommand, loadCareRules } from './care-command.ts';
import { line, memberId } from './fields.ts';

export const thank = careCommand({
  name: 'care.thank',
  scope: 'organization',
  grounds: ['member'],
  matter: 'care',
  input: z.object({ to: memberId, care: z.strictObject({ words: line(1, 300) }) }),
  refusals: ['no_care_here', 'care_for_oneself', 'member_unknown'],
  personal: ['care'],
  load: async (tx, _asks, { org }) => ({
    rules: await loadCareRules(tx, org),
    inside: await loadInside(tx, org),
  }),
  about: (_state, { input }) => ({ subject: input.to }),
  decide({ rules, inside }, { to, care }, act) {
    assert(act.member, 'only members thank');
    if (rules === null) return refuse('no_care_here');
    if (to === act.member) return refuse('care_for_oneself');
    if (!inside.some((one) => one.member === to)) return refuse('member_unknown');
    return accept({ thanks: act.newId('thx'), by: act.member, to, care: { words: care.words } });
  },
  async record(tx, facts) {
    for (const { act, fact } of facts) await insertThanks(tx, act, fact);
  },
  knownBy: ({ to }) => ({ to }),
});
