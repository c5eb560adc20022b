/** A file that breaks what the group has agreed on is hidden, with a reason that all can read. */
import { z } from 'zod';
import { accept, refuse } from '#kernel/outcome';
import { changeFileRow } from '../store/files.ts';
import { decisionsCommand, only } from './decisions-command.ts';
import { fileId, proposalId } from './fields.ts';
import { loadShownFile } from './loading.ts';
import { talkReason } from './talk-fields.ts';

export const hideFile = decisionsCommand({
  name: 'decisions.hide_file',
  scope: 'organization',
  grounds: ['statutes'],
  matter: 'moderate',
  input: z.object({ proposal: proposalId, file: fileId, reason: talkReason }),
  refusals: ['file_unknown', 'file_gone', 'file_hidden'],
  personal: ['reason'],
  load: (tx, asks, { org }) => loadShownFile(tx, org, only(asks).input),
  about: ({ file }) => (file === null ? {} : { subject: file.addedBy }),
  decide({ file }, input, act) {
    if (!file) return refuse('file_unknown');
    if (file.name === null) return refuse('file_gone');
    if (file.hiddenAt !== null) return refuse('file_hidden');
    const by = act.authority.by === 'decision' ? null : act.askedBy;
    return accept({ proposal: file.proposal, file: file.id, reason: input.reason, by });
  },
  async record(tx, facts) {
    for (const { act, fact } of facts) {
      await changeFileRow(tx, act.org, fact.proposal, fact.file, {
        hidden_at: act.at,
        hidden_by: fact.by,
        hidden_reason: fact.reason,
        hidden_act_id: act.id,
      });
    }
  },
});
