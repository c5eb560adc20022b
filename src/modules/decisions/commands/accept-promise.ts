/** Whoever was asked to do something promises it. */
import { z } from 'zod';
import { accept, refuse } from '#kernel/outcome';
import { promiseState } from '../core/changes.ts';
import { loadPromise } from '../store/talk-reads.ts';
import { changePromise } from '../store/talk-writes.ts';
import { decisionsCommand, only } from './decisions-command.ts';
import { promiseId } from './talk-fields.ts';

export const acceptPromise = decisionsCommand({
  name: 'decisions.accept_promise',
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
    if (promise.who !== act.member) return refuse('not_yours');
    const state = promiseState(promise, act.today);
    return state === 'asked' ? accept({ promise: promise.id }) : refuse('promise_over', { state });
  },
  async record(tx, facts) {
    for (const { act, fact } of facts)
      await changePromise(tx, act.org, fact.promise, { promised_at: act.at });
  },
});
