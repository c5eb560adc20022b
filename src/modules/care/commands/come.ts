/**
 * Somebody says that they come, on one of the days for which help is asked; or that they do not after all.
 */
import { z } from 'zod';
import { assert } from '#kernel/assert';
import { accept, refuse } from '#kernel/outcome';
import { isAsked, openDays } from '../core/help.ts';
import { loadComing, loadHelp, loadOneComing } from '../store/help-reads.ts';
import { endComing, insertComing } from '../store/writes.ts';
import { careCommand, only } from './care-command.ts';
import { civilDate, comingId, helpId } from './fields.ts';

export const come = careCommand({
  name: 'care.come',
  scope: 'organization',
  grounds: ['member'],
  matter: 'care',
  input: z.object({ help: helpId, care: z.strictObject({ on: civilDate }) }),
  refusals: ['help_unknown', 'help_over', 'not_for_own_help', 'day_not_open'],
  personal: ['care'],
  async load(tx, asks, { org }) {
    const { help } = only(asks).input;
    return { help: await loadHelp(tx, org, help), coming: await loadComing(tx, org, [help]) };
  },
  about: () => ({}),
  decide({ help, coming }, { care }, act) {
    assert(act.member, 'only members come');
    if (help === null) return refuse('help_unknown');
    if (!isAsked(help, act.today)) return refuse('help_over');
    if (help.askedBy === act.member) return refuse('not_for_own_help');
    if (!openDays(help, coming, act.today).includes(care.on)) return refuse('day_not_open');
    return accept({ coming: act.newId('com'), help: help.id, by: act.member, care: { on: care.on } });
  },
  async record(tx, facts) {
    for (const { act, fact } of facts) await insertComing(tx, act, fact);
  },
  knownBy: ({ help }) => ({ help }),
  answer: ({ coming }) => ({ coming }),
});

export const notCome = careCommand({
  name: 'care.not_come',
  scope: 'organization',
  grounds: ['self'],
  matter: 'self',
  input: z.object({ coming: comingId }),
  refusals: ['coming_over'],
  personal: [],
  load: async (tx, asks, { org }) => ({ coming: await loadOneComing(tx, org, only(asks).input.coming) }),
  about: ({ coming }) => ({ self: coming?.member ?? null }),
  decide({ coming }) {
    assert(coming, 'only whoever said that they come takes it back');
    if (coming.endedAt !== null) return refuse('coming_over');
    return accept({ coming: coming.id });
  },
  async record(tx, facts) {
    for (const { act, fact } of facts) await endComing(tx, act, fact.coming);
  },
});
