/** Whoever asked for help needs none any more. */
import { z } from 'zod';
import { assert } from '#kernel/assert';
import { accept, refuse } from '#kernel/outcome';
import { loadHelp } from '../store/help-reads.ts';
import { endHelpRow } from '../store/writes.ts';
import { careCommand, only } from './care-command.ts';
import { helpId } from './fields.ts';

export const endHelp = careCommand({
  name: 'care.end_help',
  scope: 'organization',
  grounds: ['self'],
  matter: 'self',
  input: z.object({ help: helpId }),
  refusals: ['help_over'],
  personal: [],
  load: async (tx, asks, { org }) => ({ help: await loadHelp(tx, org, only(asks).input.help) }),
  about: ({ help }) => ({ self: help?.askedBy ?? null }),
  decide({ help }) {
    assert(help, 'only whoever asked ends it');
    if (help.endedAt !== null) return refuse('help_over');
    return accept({ help: help.id });
  },
  async record(tx, facts) {
    for (const { act, fact } of facts) await endHelpRow(tx, act, fact.help);
  },
});
