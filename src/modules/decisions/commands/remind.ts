/** A member reminds another of what they promised or were asked; once a day is enough. */
import { z } from 'zod';
import { accept, refuse } from '#kernel/outcome';
import { mayRemind, promiseState } from '../core/changes.ts';
import { loadPromise } from '../store/talk-reads.ts';
import { changePromise } from '../store/talk-writes.ts';
import { decisionsCommand, only } from './decisions-command.ts';
import { promiseId } from './talk-fields.ts';

export const remind = decisionsCommand({
  name: 'decisions.remind',
  scope: 'organization',
  grounds: ['member'],
  matter: 'promise',
  input: z.object({ promise: promiseId }),
  refusals: ['promise_unknown', 'promise_over', 'reminded_already'],
  personal: [],
  async load(tx, asks, { org }) {
    return { promise: await loadPromise(tx, org, only(asks).input.promise) };
  },
  about: ({ promise }) => (promise === null ? {} : { subject: promise.who }),
  decide({ promise }, _input, act) {
    if (!promise) return refuse('promise_unknown');
    const state = promiseState(promise, act.today);
    if (state === 'done' || state === 'taken_back') return refuse('promise_over', { state });
    return mayRemind(promise, act.at) ? accept({ promise: promise.id }) : refuse('reminded_already');
  },
  async record(tx, facts) {
    for (const { act, fact } of facts)
      await changePromise(tx, act.org, fact.promise, { reminded_at: act.at });
  },
});
