/** Whoever was asked to do something promises it. */
import { z } from 'zod';
import { accept, refuse } from '#kernel/outcome';
import { promiseState } from '../core/changes.ts';
import { changePromise } from '../store/talk-writes.ts';
import { decisionsCommand } from './decisions-command.ts';
import { ofPromise } from './of-promise.ts';
import { promiseId } from './talk-fields.ts';

export const acceptPromise = decisionsCommand({
  ...ofPromise,
  name: 'decisions.accept_promise',
  input: z.object({ promise: promiseId }),
  refusals: ['promise_unknown', 'not_yours', 'promise_over'],
  personal: [],
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
