/** Whoever promised something cannot do it, or whoever asked for it does not need it any more. */
import { z } from 'zod';
import { accept, refuse } from '#kernel/outcome';
import { promiseState } from '../core/changes.ts';
import { loadPromise } from '../store/talk-reads.ts';
import { changePromise } from '../store/talk-writes.ts';
import { decisionsCommand, only } from './decisions-command.ts';
import { promiseId } from './talk-fields.ts';

export const takeBackPromise = decisionsCommand({
  name: 'decisions.take_back_promise',
  scope: 'organization',
  grounds: ['member'],
  matter: 'promise',
  input: z.object({ promise: promiseId }),
  refusals: ['promise_unknown', 'not_yours', 'promise_over'],
  personal: [],
  async load(tx, asks, { org }) {
    return { promise: await loadPromise(tx, org, only(asks).input.promise) };
  },
  about: ({ promise }) => (promise === null ? {} : { subject: promise.proposal }),
  decide({ promise }, _input, act) {
    if (!promise) return refuse('promise_unknown');
    if (promise.who !== act.member && promise.askedBy !== act.member) return refuse('not_yours');
    const state = promiseState(promise, act.today);
    if (state === 'done' || state === 'taken_back') return refuse('promise_over', { state });
    return accept({ promise: promise.id });
  },
  async record(tx, facts) {
    for (const { act, fact } of facts) {
      await changePromise(tx, act.org, fact.promise, { taken_back_at: act.at });
    }
  },
});
