/** What has come to a halt: a vote that was to open and has not, a decision that could not be carried out. */
import type { MemberId } from '#kernel/command';
import { isLate } from './dates.ts';
import { stateOf, type Proposal } from './proposal.ts';
import { isAuthor, type Written } from './steps.ts';

interface Halted {
  readonly by: null;
  readonly proposal: string;
  readonly title: string;
}

export type StalledAsk =
  /** Those who write it open it, or say when. */
  | (Halted & { readonly ask: 'late'; readonly opensAt: string })
  /** Whoever decides mends what is in the way, has it tried again, or gives it back. */
  | (Halted & { readonly ask: 'stuck' });

export interface StalledAffairs {
  /** Proposals that wait for a change to be decided first: nobody is to blame that they do not open. */
  readonly held: ReadonlySet<string>;
  /** What could not be carried out, for those who can see to it. */
  readonly stuck: readonly Pick<Proposal, 'id' | 'title'>[];
}

export function decideStalledAsks(
  { held, stuck }: StalledAffairs,
  proposals: readonly Proposal[],
  authors: ReadonlyMap<string, Written['authors']>,
  member: MemberId,
  now: string,
): readonly StalledAsk[] {
  const late = proposals
    .filter((one) => stateOf(one, now) === 'talk' && isLate(one.opensAt, now) && !held.has(one.id))
    .filter((one) => isAuthor({ authors: authors.get(one.id) ?? [] }, member))
    .map(({ id, title, opensAt }): StalledAsk => ({
      ask: 'late',
      proposal: id,
      title,
      opensAt: opensAt!,
      by: null,
    }));
  return [
    ...late,
    ...stuck.map(({ id, title }): StalledAsk => ({ ask: 'stuck', proposal: id, title, by: null })),
  ];
}
