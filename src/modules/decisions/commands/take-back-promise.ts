/** Whoever promised something cannot do it, or whoever asked for it does not need it any more. */
import { z } from 'zod';
import { accept, refuse } from '#kernel/outcome';
import { promiseState } from '../core/changes.ts';
import { changePromise } from '../store/talk-writes.ts';
import { decisionsCommand } from './decisions-command.ts';
import { ofPromise } from './of-promise.ts';
import { promiseId } from './talk-fields.ts';

export const takeBackPromise = decisionsCommand({
  ...ofPromise,
  name: 'decisions.take_back_promise',
  input: z.object({ promise: promiseId }),
  refusals: ['promise_unknown', 'not_yours', 'promise_over'],
  personal: [],
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
