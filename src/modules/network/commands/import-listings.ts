/** Takes a list that was looked at in a dry run into the directory, whole: one act for all its rows. */
import { z } from 'zod';
import { command } from '#kernel/command';
import { accept, refuse } from '#kernel/outcome';
import type { Tx } from '#kernel/tx';
import { loadOrganization } from '#agents/server';
import { readImportState, type ImportState } from '../store/reads.ts';
import { writeImport } from '../store/writes.ts';
import { importId } from './fields.ts';

export type ImportFact = {
  readonly import: string;
  readonly source: string;
  readonly file_sha256: string;
  readonly added: number;
  readonly changed: number;
  readonly same: number;
  readonly refused: number;
  /** Over every row written, in the order of the file: what `verify` compares the directory with. */
  readonly digest: string;
};

export const importListings = command<Tx>()({
  name: 'network.import_listings',
  scope: 'organization',
  input: z.strictObject({ import: importId }),
  grounds: ['house', 'statutes'],
  matter: 'list',
  refusals: [
    'not_founded_yet',
    'import_unknown',
    'import_not_staged',
    'import_already_in',
    'import_undone',
    'import_out_of_date',
    'import_changes_nothing',
  ],
  personal: [],
  replayed: false,
  load: async (tx, asks, { org }) => {
    const states = new Map<string, ImportState>();
    for (const { input } of asks) {
      const state = await readImportState(tx, org, input.import);
      if (state) states.set(input.import, state);
    }
    // The directory of the house is nobody's group, and there from the beginning.
    const organization = await loadOrganization(tx, org);
    return { states, draft: organization !== null && organization.founded_at === null };
  },
  about: (_state, { input }) => ({ subject: input.import }),
  decide: ({ states, draft }, input) => {
    // In a rehearsal nothing counts, and a directory would be seen by everybody.
    if (draft) return refuse('not_founded_yet');
    const found = states.get(input.import);
    if (!found) return refuse('import_unknown', { import: input.import });
    if (found.state === 'uploaded') return refuse('import_not_staged', { import: input.import });
    if (found.state === 'committed') return refuse('import_already_in', { import: input.import });
    if (found.state === 'undone') return refuse('import_undone', { import: input.import });
    // The rows of a dry run may be gone after a crash: then, too, it has to be made again.
    if (found.outOfDate || found.rowsThere !== found.added + found.changed) {
      return refuse('import_out_of_date', { import: input.import });
    }
    if (found.rowsThere === 0)
      return refuse('import_changes_nothing', { same: found.same, refused: found.refused });
    const { source, added, changed, same, refused, digest } = found;
    const fact: ImportFact = {
      import: input.import, source, file_sha256: found.fileSha256, added, changed, same, refused, digest,
    }; // prettier-ignore
    return accept(fact);
  },
  record: async (tx, facts) => {
    for (const { act, fact } of facts)
      await writeImport(tx, act, { importId: fact.import, added: fact.added });
  },
  answer: ({ added, changed, same, refused }) => ({ added, changed, same, refused }),
});
