/** What most commands of this module load: the group, a proposal with its options, and who writes it. */
import type { MemberId, OrgId } from '#kernel/command';
import type { Tx } from '#kernel/tx';
import { loadGroup, type Articles, type LoadedGroup } from '#agents/server';
import type { Proposal, ProposalOption } from '../core/proposal.ts';
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

/** The articles that the options would change, if one of them is an amendment. */
export function touchedBy(articles: Articles, options: readonly ProposalOption[]): readonly string[] {
  return options.flatMap((one) => one.acts.flatMap((act) => touchesOf(articles, act)));
}

/** Members whom options name, for their standing to be looked at. */
export function named(options: readonly { readonly member?: MemberId | null | undefined }[]): MemberId[] {
  return options.flatMap((one) => one.member ?? []);
}
