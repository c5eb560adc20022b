/**
 * An author takes a file back, before the vote opens: its name is forgotten everywhere and its bytes go within
 * two hours, while its place stays. Nobody is held up by less to read, so the vote stays where it is.
 */
import { z } from 'zod';
import { assert } from '#kernel/assert';
import { accept, refuse } from '#kernel/outcome';
import { wrongForAuthor } from '../core/steps.ts';
import { changeFileRow, listFiles } from '../store/files.ts';
import { decisionsCommand, only } from './decisions-command.ts';
import { fileId, proposalId } from './fields.ts';
import { loadWritten } from './loading.ts';

export const takeBackFile = decisionsCommand({
  name: 'decisions.take_back_file',
  scope: 'organization',
  grounds: ['member'],
  matter: 'propose',
  input: z.object({ proposal: proposalId, file: fileId }),
  refusals: [
    'proposal_unknown',
    'vote_has_begun',
    'proposal_over',
    'not_an_author',
    'file_unknown',
    'file_taken_back',
  ],
  personal: [],
  async load(tx, asks, { org, now }) {
    const { input } = only(asks);
    return {
      ...(await loadWritten(tx, org, input.proposal, now)),
      files: await listFiles(tx, org, input.proposal),
    };
  },
  about: (_state, { input }) => ({ subject: input.proposal }),
  decide(state, input, act) {
    const wrong = wrongForAuthor(state, act.member, act.at);
    if (wrong) return wrong;
    assert(act.member, 'only members write proposals');
    const file = state.files.find((one) => one.id === input.file);
    if (!file) return refuse('file_unknown');
    if (file.takenBackAt !== null) return refuse('file_taken_back');
    // Nobody is forgotten here but what that act said.
    return accept({
      proposal: input.proposal,
      file: file.id,
      by: act.member,
      forget: [],
      forgetActs: [file.act],
    });
  },
  async record(tx, facts) {
    for (const { act, fact } of facts) {
      await changeFileRow(tx, act.org, fact.proposal, fact.file, {
        name: null,
        description: null,
        taken_back_at: act.at,
        taken_back_by: fact.by,
      });
    }
  },
});
