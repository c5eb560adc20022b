/** Takes a whole import back: what it brought goes, what it changed is again as it was before. */
import { z } from 'zod';
import { command } from '#kernel/command';
import { accept, refuse } from '#kernel/outcome';
import type { Tx } from '#kernel/tx';
import { readUndoState, type UndoState } from '../store/reads.ts';
import { writeUndo } from '../store/writes.ts';
import { importId } from './fields.ts';

export type UndoFact = {
  readonly import: string;
  /** Listings that the import had brought, now withdrawn. */
  readonly withdrawn: number;
  /** Listings that are again as they were before it. */
  readonly returned: number;
  readonly digest: string;
};

export const undoImport = command<Tx>()({
  name: 'network.undo_import',
  scope: 'organization',
  input: z.strictObject({ import: importId }),
  grounds: ['house', 'statutes'],
  matter: 'list',
  refusals: ['import_unknown', 'import_not_in', 'import_undone', 'import_built_upon'],
  personal: [],
  replayed: false,
  load: async (tx, asks, { org }): Promise<ReadonlyMap<string, UndoState>> => {
    const states = new Map<string, UndoState>();
    for (const { input } of asks) {
      const state = await readUndoState(tx, org, input.import);
      if (state) states.set(input.import, state);
    }
    return states;
  },
  about: (_states, { input }) => ({ subject: input.import }),
  decide: (states, input) => {
    const found = states.get(input.import);
    if (!found) return refuse('import_unknown', { import: input.import });
    if (found.state === 'undone') return refuse('import_undone', { import: input.import });
    if (found.state !== 'committed') return refuse('import_not_in', { import: input.import });
    // A later list changed the same listings: going back past it would undo that one as well, unasked.
    const later = found.builtUponBy[0];
    if (later)
      return refuse('import_built_upon', { import: input.import, later, imports: found.builtUponBy.length });
    const { withdrawn, returned, digest } = found;
    const fact: UndoFact = { import: input.import, withdrawn, returned, digest };
    return accept(fact);
  },
  record: async (tx, facts) => {
    for (const { act, fact } of facts)
      await writeUndo(tx, act, { importId: fact.import, withdrawn: fact.withdrawn });
  },
  answer: ({ withdrawn, returned }) => ({ withdrawn, returned }),
});
