/** Whoever promised something says that it is done. */
import { z } from 'zod';
import { accept, refuse } from '#kernel/outcome';
import { promiseState } from '../core/changes.ts';
import { changePromise } from '../store/talk-writes.ts';
import { decisionsCommand } from './decisions-command.ts';
import { ofPromise } from './of-promise.ts';
import { note, promiseId } from './talk-fields.ts';

export const keepPromise = decisionsCommand({
  ...ofPromise,
  name: 'decisions.keep_promise',
  input: z.object({ promise: promiseId, note }),
  refusals: ['promise_unknown', 'not_yours', 'promise_over', 'promise_not_given'],
  personal: ['note'],
  decide({ promise }, input, act) {
    if (!promise) return refuse('promise_unknown');
    if (promise.who !== act.member) return refuse('not_yours');
    const state = promiseState(promise, act.today);
    if (state === 'asked') return refuse('promise_not_given');
    if (state === 'done' || state === 'taken_back') return refuse('promise_over', { state });
    return accept({ promise: promise.id, note: input.note || null });
  },
  async record(tx, facts) {
    for (const { act, fact } of facts) {
      await changePromise(tx, act.org, fact.promise, {
        kept_at: act.at,
        note: fact.note,
        kept_act_id: act.id,
      });
    }
  },
});
