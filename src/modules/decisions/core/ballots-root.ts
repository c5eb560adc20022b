/** The root over the list of secret ballots: it stands in the act that closed the vote. */
import { appendLeaves, EMPTY_FRONTIER, frontierRoot, leafHash } from '#kernel/merkle';
import { ballotLines, type SealedBallot } from './published.ts';

/** Hexadecimal. Whoever has the list reckons it again. */
export function ballotsRoot(ballots: readonly SealedBallot[]): string {
  const leaves = ballotLines(ballots).map(leafHash);
  return Buffer.from(frontierRoot(appendLeaves(EMPTY_FRONTIER, leaves))).toString('hex');
}
