/** What commands and screens load of proposals, always within one organization. */
import { sql } from 'kysely';
import type { MemberId, OrgId } from '#kernel/command';
import type { Tx } from '#kernel/tx';
import type { Candidacy } from '../core/candidacy.ts';
import type { Proposal, ProposalOption } from '../core/proposal.ts';
import type { Voter } from '../core/roll.ts';
import { loadCandidaciesOf } from './candidacies.ts';
import {
  tables,
  type OptionRow,
  type PartRow,
  type ProposalRow,
  type SecretRow,
  type VersionRow,
} from './tables.ts';

export function proposalOf(row: ProposalRow): Proposal {
  return {
    id: row.proposal_id,
    kind: row.kind,
    matter: row.matter,
    version: row.version,
    title: row.title,
    body: row.body,
    seats: row.seats,
    potMinor: row.pot_minor,
    unit: row.unit,
    post: row.post,
    parity: row.parity,
    classes: row.classes,
    proposedBy: row.proposed_by,
    createdAt: row.created_at,
    publishedAt: row.published_at,
    withdrawnAt: row.withdrawn_at,
    mergedInto: row.merged_into,
    talkedFrom: row.talked_from,
    rewordedAt: row.reworded_at,
    opensAt: row.opens_at,
    closesAt: row.closes_at,
    chosenWay: row.chosen_way,
    way: row.way,
    questionHash: row.question_hash,
    rollSize: row.roll_size,
    seedCommitment: row.seed_commitment,
    ballotKeys: row.ballot_keys,
    openedAt: row.opened_at,
    round: row.round,
    fallen: row.fallen,
    countedAt: row.counted_at,
    extendedAt: row.extended_at,
    carried: row.carried ?? [],
    closedAt: row.closed_at,
    result: row.result,
    outcome: row.outcome,
    seed: row.seed,
    ballotsRoot: row.ballots_root,
    effectAt: row.effect_at,
    enactedAt: row.enacted_at,
    stuckRule: row.stuck_rule,
    stuckPosition: row.stuck_position,
    stuckFacts: row.stuck_facts,
    stuckAt: row.stuck_at,
    brakedUntil: row.braked_until,
    returnedAt: row.returned_at,
    meeting: row.meeting_id,
    budget: row.budget_id,
    renews: row.renews,
  };
}

export function optionOf(row: OptionRow, people: readonly Candidacy[]): ProposalOption {
  return {
    id: row.option_id,
    title: row.title,
    body: row.body,
    member: row.member_id,
    costMinor: row.cost_minor,
    excludes: row.excludes,
    acts: row.acts,
    addedBy: row.added_by,
    withdrawnAt: row.withdrawn_at,
    people,
  };
}

export async function loadProposal(tx: Tx, org: OrgId, id: string): Promise<Proposal | null> {
  return (await loadProposals(tx, org, [id])).get(id) ?? null;
}

export async function loadProposals(
  tx: Tx,
  org: OrgId,
  ids: readonly string[],
): Promise<ReadonlyMap<string, Proposal>> {
  if (ids.length === 0) return new Map();
  const rows = await tables(tx)
    .selectFrom('decisions.proposal')
    .selectAll()
    .where('org_id', '=', org)
    .where('proposal_id', 'in', [...new Set(ids)])
    .execute();
  return new Map(rows.map((row) => [row.proposal_id, proposalOf(row)]));
}

/** All proposals of an organization, the newest first; drafts and what was withdrawn among them. */
export async function listProposals(tx: Tx, org: OrgId): Promise<Proposal[]> {
  const rows = await tables(tx)
    .selectFrom('decisions.proposal')
    .selectAll()
    .where('org_id', '=', org)
    .orderBy('proposal_id', 'desc')
    .execute();
  return rows.map(proposalOf);
}

/** Those that are published and neither voted on nor counted yet, the newest first. */
export async function loadTalkedOver(tx: Tx, org: OrgId): Promise<Proposal[]> {
  const rows = await tables(tx)
    .selectFrom('decisions.proposal')
    .selectAll()
    .where('org_id', '=', org)
    .where('published_at', 'is not', null)
    .where('opened_at', 'is', null)
    .where('closed_at', 'is', null)
    .where('withdrawn_at', 'is', null)
    .where('merged_into', 'is', null)
    .orderBy('proposal_id', 'desc')
    .execute();
  return rows.map(proposalOf);
}

/**
 * A page of the proposals that a member may see, the newest first: what is published, and drafts that they
 * write or were asked to. `before` is the last one of the page before.
 */
export async function loadProposalsPage(
  tx: Tx,
  org: OrgId,
  { member, before, most }: { member: MemberId | null; before: string | null; most: number },
): Promise<Proposal[]> {
  const { rows } = await sql<ProposalRow>`
    SELECT p.* FROM decisions.proposal p
     WHERE p.org_id = ${org} AND (${before}::text IS NULL OR p.proposal_id < ${before})
       AND (p.published_at IS NOT NULL
            OR EXISTS (SELECT 1 FROM decisions.author a
                        WHERE a.org_id = p.org_id AND a.proposal_id = p.proposal_id
                          AND a.member_id = ${member}))
     ORDER BY p.proposal_id DESC LIMIT ${most}`.execute(tx);
  return rows.map(proposalOf);
}

/** The options of a proposal in their order, those that were withdrawn among them. */
export async function loadOptions(tx: Tx, org: OrgId, proposal: string): Promise<ProposalOption[]> {
  return (await loadOptionsOf(tx, org, [proposal])).get(proposal) ?? [];
}

export async function loadOptionsOf(
  tx: Tx,
  org: OrgId,
  proposals: readonly string[],
): Promise<ReadonlyMap<string, ProposalOption[]>> {
  if (proposals.length === 0) return new Map();
  const rows = await tables(tx)
    .selectFrom('decisions.option')
    .selectAll()
    .where('org_id', '=', org)
    .where('proposal_id', 'in', [...new Set(proposals)])
    .orderBy('position')
    .orderBy('option_id')
    .execute();
  const people = await loadCandidaciesOf(tx, org, proposals);
  const byProposal = Map.groupBy(rows, (row) => row.proposal_id);
  const optionWith = (row: OptionRow) => optionOf(row, people.get(row.option_id) ?? []);
  return new Map([...byProposal].map(([id, own]) => [id, own.map(optionWith)]));
}

/** The proposals that are a new version of this one, in their order. */
export async function loadRenewals(tx: Tx, org: OrgId, proposal: string): Promise<Proposal[]> {
  const rows = await tables(tx)
    .selectFrom('decisions.proposal')
    .selectAll()
    .where('org_id', '=', org)
    .where('renews', '=', proposal)
    .orderBy('proposal_id')
    .execute();
  return rows.map(proposalOf);
}

/** Who writes a proposal: asked to, and whether they have said yes. */
export interface Author {
  readonly member: MemberId;
  readonly askedAt: string;
  readonly agreedAt: string | null;
}

export async function loadAuthors(tx: Tx, org: OrgId, proposal: string): Promise<Author[]> {
  return (await loadAuthorsOf(tx, org, [proposal])).get(proposal) ?? [];
}

export async function loadAuthorsOf(
  tx: Tx,
  org: OrgId,
  proposals: readonly string[],
): Promise<ReadonlyMap<string, Author[]>> {
  if (proposals.length === 0) return new Map();
  const rows = await tables(tx)
    .selectFrom('decisions.author')
    .selectAll()
    .where('org_id', '=', org)
    .where('proposal_id', 'in', [...new Set(proposals)])
    .orderBy('asked_at')
    .orderBy('member_id')
    .execute();
  const byProposal = Map.groupBy(rows, (row) => row.proposal_id);
  return new Map(
    [...byProposal].map(([id, own]) => [
      id,
      own.map((row) => ({ member: row.member_id, askedAt: row.asked_at, agreedAt: row.agreed_at })),
    ]),
  );
}

export async function loadVersions(tx: Tx, org: OrgId, proposal: string): Promise<VersionRow[]> {
  return tables(tx)
    .selectFrom('decisions.proposal_version')
    .selectAll()
    .where('org_id', '=', org)
    .where('proposal_id', '=', proposal)
    .orderBy('version')
    .execute();
}

/** Everybody who may vote in a round of the ballot, in a fixed order. */
export async function loadRoll(tx: Tx, org: OrgId, proposal: string, round: number): Promise<Voter[]> {
  const rows = await tables(tx)
    .selectFrom('decisions.roll')
    .select(['member_id', 'chamber'])
    .where('org_id', '=', org)
    .where('proposal_id', '=', proposal)
    .where('round', '=', round)
    .orderBy('member_id')
    .execute();
  return rows.map((row) => ({ member: row.member_id, chamber: row.chamber }));
}

/** One voter of one round. */
export interface OnRoll extends Voter {
  readonly proposal: string;
  readonly round: number;
}

/** Which of these members are on the rolls of these proposals, in the round that each is in. */
export async function loadOnRolls(
  tx: Tx,
  org: OrgId,
  proposals: readonly string[],
  members: readonly MemberId[],
): Promise<OnRoll[]> {
  if (proposals.length === 0 || members.length === 0) return [];
  const { rows } = await sql<OnRoll>`
    SELECT r.proposal_id AS proposal, r.round, r.member_id AS member, r.chamber
      FROM decisions.roll r
      JOIN decisions.proposal p ON p.org_id = r.org_id AND p.proposal_id = r.proposal_id AND p.round = r.round
     WHERE r.org_id = ${org} AND r.proposal_id = ANY(${[...new Set(proposals)]})
       AND r.member_id = ANY(${[...new Set(members)]})`.execute(tx);
  return rows;
}

/** Who of these members has taken part, in the round that each proposal is in. */
export async function loadParts(
  tx: Tx,
  org: OrgId,
  proposals: readonly string[],
  members: readonly MemberId[],
): Promise<Pick<PartRow, 'proposal_id' | 'round' | 'member_id' | 'how'>[]> {
  if (proposals.length === 0 || members.length === 0) return [];
  const { rows } = await sql<Pick<PartRow, 'proposal_id' | 'round' | 'member_id' | 'how'>>`
    SELECT t.proposal_id, t.round, t.member_id, t.how
      FROM decisions.part t
      JOIN decisions.proposal p ON p.org_id = t.org_id AND p.proposal_id = t.proposal_id AND p.round = t.round
     WHERE t.org_id = ${org} AND t.proposal_id = ANY(${[...new Set(proposals)]})
       AND t.member_id = ANY(${[...new Set(members)]})`.execute(tx);
  return rows;
}

/** How one member has taken part in a round; null where they have not. */
export async function loadPart(
  tx: Tx,
  org: OrgId,
  proposal: string,
  round: number,
  member: MemberId,
): Promise<PartRow | null> {
  const row = await tables(tx)
    .selectFrom('decisions.part')
    .selectAll()
    .where('org_id', '=', org)
    .where('proposal_id', '=', proposal)
    .where('round', '=', round)
    .where('member_id', '=', member)
    .executeTakeFirst();
  return row ?? null;
}

/** How many have taken part in a round. */
export async function countParts(tx: Tx, org: OrgId, proposal: string, round: number): Promise<number> {
  const { rows } = await sql<{ parts: number }>`
    SELECT count(*)::int AS parts FROM decisions.part
     WHERE org_id = ${org} AND proposal_id = ${proposal} AND round = ${round}`.execute(tx);
  return rows[0]!.parts;
}

/** What nobody may know before the close; null once it is gone. */
export async function loadSecret(
  tx: Tx,
  org: OrgId,
  proposal: string,
  round: number,
): Promise<SecretRow | null> {
  const row = await tables(tx)
    .selectFrom('decisions.secret')
    .selectAll()
    .where('org_id', '=', org)
    .where('proposal_id', '=', proposal)
    .where('round', '=', round)
    .executeTakeFirst();
  return row ?? null;
}
