/**
 * The ballots of a vote that is over, as a file that others count again: open ones by what was said,
 * secret ones only where as many have voted as the rules ask for. Below that a rare ballot would be a
 * signature.
 */
import { voiceOf } from '#agents';
import { loadRulesVersions, type Scene } from '#agents/server';
import {
  arePublished,
  ballotQuestionOf,
  exportBallots,
  exportKept,
  exportList,
  withCarried,
  type BallotFile,
  type CastBallot,
  type Proposal,
  type ProposalOption,
} from '#decisions';
import { loadOpenBallots, loadSealedBallots } from '#decisions/server';
import type { Tx } from '#kernel/tx';

export interface Published {
  /** How many ballots were counted. */
  readonly ballots: number;
  /** Null where they are not published one by one. */
  readonly file: BallotFile | null;
  /** Which places were kept, and for whom, for a count of the file; null where none were. */
  readonly kept: BallotFile | null;
  /** Of a secret vote: each ballot and each mark by itself, the lines whose root is in the record. */
  readonly list: BallotFile | null;
}

/** Null before the close, and where nobody votes; the caller has seen to it that this viewer may look. */
export async function publishedBallots(
  db: Tx,
  scene: Pick<Scene, 'organization' | 'group'>,
  proposal: Proposal,
  options: readonly ProposalOption[],
  titleOf: (option: ProposalOption) => string,
): Promise<Published | null> {
  const { way } = proposal;
  if (proposal.closedAt === null || !way || way.method === 'lot') return null;
  const box = { org: scene.organization.org_id, proposal: proposal.id, round: proposal.round };
  const named = options.map((one) => ({ ...one, title: titleOf(one) }));
  const question = { ...ballotQuestionOf({ ...proposal, way }, named), id: proposal.id };
  const told = (ballots: number, file: BallotFile | null, list: BallotFile | null = null): Published => {
    return { ballots, file, kept: file === null ? null : exportKept(question), list };
  };
  if (way.secrecy === 'open') {
    const open = withCarried(await loadOpenBallots(db, box), proposal.carried);
    // What two tellers have read from paper has no name on it, and was counted with the others.
    const all = [...open, ...(await loadSealedBallots(db, box))];
    const ballots = all.map(({ chamber, choices, ...one }): CastBallot => {
      const met = 'resolved' in one && one.resolved ? { resolved: one.resolved } : {};
      return { chamber, choices, ...met };
    });
    return told(ballots.length, ballots.length === 0 ? null : exportBallots(question, ballots));
  }
  const sealed = await loadSealedBallots(db, box);
  const isPublished = arePublished(sealed.length, await publishFrom(db, scene, proposal));
  if (!isPublished) return told(sealed.length, null);
  return told(sealed.length, exportBallots(question, sealed), exportList(question, sealed));
}

/** As the rules were when the vote opened: nobody has a ballot told that was promised not to be. */
async function publishFrom(
  db: Tx,
  { organization, group }: Pick<Scene, 'organization' | 'group'>,
  { openedAt }: Pick<Proposal, 'openedAt'>,
): Promise<number> {
  const versions = await loadRulesVersions(db, organization.org_id);
  const then = versions.find((one) => openedAt !== null && one.since <= openedAt);
  return voiceOf(then?.articles ?? group.articles).publishFrom;
}
