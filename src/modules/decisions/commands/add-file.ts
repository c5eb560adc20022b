/**
 * An author adds a file that they have brought: in a draft, or while it is talked over; then a day is left to
 * read it, as with other words. Once the vote is open, nobody puts anything beside the question any more.
 */
import { z } from 'zod';
import { assert } from '#kernel/assert';
import { DIGEST } from '#kernel/file';
import { accept } from '#kernel/outcome';
import { ADD_FILE_RULES, decideFile, LONGEST_DESCRIPTION } from '../core/file.ts';
import { wrongForAuthor } from '../core/steps.ts';
import { decideMoved, movedRow } from '../core/talk-anew.ts';
import { insertFileRow, listFiles } from '../store/files.ts';
import { changeProposal } from '../store/writes.ts';
import { decisionsCommand, only } from './decisions-command.ts';
import { line, proposalId } from './fields.ts';
import { loadWritten } from './loading.ts';

export const addFile = decisionsCommand({
  name: 'decisions.add_file',
  scope: 'organization',
  grounds: ['member'],
  matter: 'propose',
  input: z.object({
    proposal: proposalId,
    /** What was answered when its bytes were brought. */
    digest: z.string().regex(DIGEST),
    name: line(0, 200),
    /** Of a picture: what can be seen in it. */
    description: line(0, LONGEST_DESCRIPTION).default(''),
  }),
  refusals: ['proposal_unknown', 'vote_has_begun', 'proposal_over', 'not_an_author', ...ADD_FILE_RULES],
  personal: ['name', 'description'],
  async load(tx, asks, { org, now, brought }) {
    const { input, member } = only(asks);
    return {
      ...(await loadWritten(tx, org, input.proposal, now)),
      files: await listFiles(tx, org, input.proposal),
      kept: (await brought(member, [input.digest])).get(input.digest) ?? null,
    };
  },
  about: (_state, { input }) => ({ subject: input.proposal }),
  decide(state, input, act) {
    const wrong = wrongForAuthor(state, act.member, act.at);
    if (wrong) return wrong;
    assert(act.member, 'only members write proposals');
    const proposal = state.proposal!;
    const file = decideFile(input, state.kept, state.files);
    if (!file.ok) return file;
    const moved = proposal.publishedAt === null ? null : decideMoved(proposal, 'words', act.at);
    return accept({
      proposal: proposal.id,
      file: act.newId('fil'),
      by: act.member,
      ...file.value,
      moved,
    });
  },
  async record(tx, facts) {
    for (const { act, fact } of facts) {
      const { moved, ...file } = fact;
      await insertFileRow(tx, act, file);
      if (moved !== null) await changeProposal(tx, act.org, file.proposal, movedRow(moved));
    }
  },
  answer: ({ file, moved }) => ({ file, opensAt: moved?.opensAt ?? null }),
});
