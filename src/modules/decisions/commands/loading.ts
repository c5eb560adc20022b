/** What most commands of this module load: the group, a proposal with its options, and who writes it. */
import type { MemberId, OrgId } from '#kernel/command';
import type { Tx } from '#kernel/tx';
import { loadGroup, type Articles, type LoadedGroup } from '#agents/server';
import type { Proposal, ProposalOption } from '../core/proposal.ts';
import type { ProposalFile } from '../core/file.ts';
import { listFiles } from '../store/files.ts';
import { loadAuthors, loadOptions, loadProposal, type Author } from '../store/reads.ts';
import { touchesOf } from './known-acts.ts';

export interface Loaded {
  readonly group: LoadedGroup;
  readonly proposal: Proposal | null;
  readonly options: readonly ProposalOption[];
  readonly authors: readonly Author[];
}

export async function loadWritten(tx: Tx, org: OrgId, proposal: string, now: string): Promise<Loaded> {
  return {
    group: (await loadGroup(tx, org, now))!,
    proposal: await loadProposal(tx, org, proposal),
    options: await loadOptions(tx, org, proposal),
    authors: await loadAuthors(tx, org, proposal),
  };
}

/** A file that others than its authors may read, once its proposal is published; null where there is none. */
export async function loadShownFile(
  tx: Tx,
  org: OrgId,
  asked: { readonly proposal: string; readonly file: string },
): Promise<{ readonly file: ProposalFile | null }> {
  const proposal = await loadProposal(tx, org, asked.proposal);
  if (typeof proposal?.publishedAt !== 'string') return { file: null };
  const files = await listFiles(tx, org, asked.proposal);
  return { file: files.find((one) => one.id === asked.file) ?? null };
}

/** The articles that the options would change, if one of them is an amendment. */
export function touchedBy(articles: Articles, options: readonly ProposalOption[]): readonly string[] {
  return options.flatMap((one) => one.acts.flatMap((act) => touchesOf(articles, act)));
}

interface Naming {
  readonly member?: MemberId | null | undefined;
  readonly people?: readonly (MemberId | { readonly member: MemberId })[] | undefined;
}

/** Members whom options name, for their standing to be looked at. */
export function named(options: readonly Naming[]): MemberId[] {
  return options.flatMap(({ member, people = [] }) => [
    ...(member == null ? [] : [member]),
    ...people.map((one) => (typeof one === 'string' ? one : one.member)),
  ]);
}
