/** A file that was hidden is shown again. */
import { z } from 'zod';
import { accept, refuse } from '#kernel/outcome';
import { changeFileRow } from '../store/files.ts';
import { decisionsCommand, only } from './decisions-command.ts';
import { fileId, proposalId } from './fields.ts';
import { loadShownFile } from './loading.ts';

export const showFile = decisionsCommand({
  name: 'decisions.show_file',
  scope: 'organization',
  grounds: ['statutes'],
  matter: 'moderate',
  input: z.object({ proposal: proposalId, file: fileId }),
  refusals: ['file_unknown', 'file_not_hidden'],
  personal: [],
  load: (tx, asks, { org }) => loadShownFile(tx, org, only(asks).input),
  about: ({ file }) => (file === null ? {} : { subject: file.addedBy }),
  decide({ file }) {
    if (!file) return refuse('file_unknown');
    if (file.hiddenAt === null) return refuse('file_not_hidden');
    return accept({ proposal: file.proposal, file: file.id });
  },
  async record(tx, facts) {
    for (const { act, fact } of facts) {
      await changeFileRow(tx, act.org, fact.proposal, fact.file, {
        hidden_at: null,
        hidden_by: null,
        hidden_reason: null,
        hidden_act_id: null,
      });
    }
  },
});
