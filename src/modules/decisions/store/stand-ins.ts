/**
 * Who votes for somebody who has let them, in a vote that is open; and after its close, whether they did. It is
 * read for nobody but the one who gave their voice.
 */
import { civilDateAt } from '#kernel/calendar';
import type { MemberId } from '#kernel/command';
import type { Tx } from '#kernel/tx';
import { voiceOf } from '#agents';
import { loadDeciding, loadRulesVersions, type Scene } from '#agents/server';
import { standsInFor, votedFor } from '../core/delegation.ts';
import type { Choices, Proposal } from '../core/proposal.ts';
import { loadAllParts, loadOpenBallots } from './ballots.ts';
import { loadOnRolls, loadRoll } from './reads.ts';
import { listDelegations, listDelegationsAt } from './talk-reads.ts';

type Ours = Pick<Scene, 'organization' | 'group' | 'today'>;

/** Who votes for this member in each of these votes, unless they vote themself. */
export async function loadStandIns(
  tx: Tx,
  { organization, group, today }: Ours,
  member: MemberId,
  votes: readonly Proposal[],
): Promise<Map<string, MemberId>> {
  const org = organization.org_id;
  const { delegations: most } = voiceOf(group.articles);
  const given = most === 0 ? [] : await listDelegations(tx, org);
  const own = given.filter((one) => one.from === member);
  const both = [member, ...own.map((one) => one.to)];
  const onRolls =
    own.length === 0
      ? []
      : await loadOnRolls(
          tx,
          org,
          votes.map((one) => one.id),
          both,
        );
  const found = new Map<string, MemberId>();
  for (const { id, way, matter } of votes) {
    const roll = onRolls.filter((one) => one.proposal === id).map((one) => one.member);
    const to = way && standsInFor({ way, matter, roll, delegations: own, most, today }, member);
    if (to) found.set(id, to);
  }
  return found;
}

export interface VotedFor {
  readonly to: MemberId;
  /**
   * `silent`: the other did not vote; `counted`: they did, and for this member as well; `full`: they carried as
   * many voices as the rules allow; `voted`: whether it was counted cannot be told any more.
   */
  readonly is: 'silent' | 'counted' | 'full' | 'voted';
  /** How they voted: it was an open ballot. Null where they did not, or have been forgotten. */
  readonly choices: Choices | null;
}

/** What became of the voice that this member had given, in an open vote that has closed. */
export async function loadVotedFor(
  tx: Tx,
  { organization, group }: Ours,
  member: MemberId,
  { id, round, way, matter, carried, closedAt }: Proposal,
): Promise<VotedFor | null> {
  if (way?.secrecy !== 'open' || closedAt === null) return null;
  const org = organization.org_id;
  const roll = await loadRoll(tx, org, id, round);
  const box = { org, proposal: id, round };
  const parts = await loadAllParts(tx, box);
  if (parts.has(member)) return null;
  const direct = new Map((await loadOpenBallots(tx, box)).map((one) => [one.member, one]));
  const chambers = new Map(roll.map((one) => [one.member, one.chamber]));
  const versions = await loadRulesVersions(tx, org);
  const rules = versions.find((one) => one.since <= closedAt)?.articles ?? group.articles;
  const given = await listDelegationsAt(tx, org, closedAt);
  const here = new Set((await loadDeciding(tx, org, group, closedAt)).map((one) => one.member));
  // Some may have gone before the close, others after it: what comes to the same as the close did is right.
  const reckoned = [given.filter((one) => here.has(one.from)), given].map((delegations) =>
    votedFor(
      {
        way,
        matter,
        roll: roll.map((one) => one.member).filter((one) => parts.get(one) !== 'paper'),
        direct,
        delegations,
        most: voiceOf(rules).delegations,
        today: civilDateAt(closedAt, group.timeZone),
      },
      member,
      carried,
      (one) => chambers.get(one)!,
    ),
  );
  const found = reckoned.find((one) => one?.sure) ?? reckoned[0];
  if (!found) return null;
  const own = direct.get(found.to);
  const is = !own ? 'silent' : !found.sure ? 'voted' : found.counted ? 'counted' : 'full';
  return { to: found.to, is, choices: own?.choices ?? null };
}
