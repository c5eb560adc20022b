/**
 * How facts become rows. Every row is a function of the fact and its act, so that a replay makes it again.
 */
import { sql } from 'kysely';
import type { MemberId, OrgId, RecordedAct } from '#kernel/command';
import type { Json } from '#kernel/outcome';
import type { Tx } from '#kernel/tx';
import type { Way } from '#agents';
import type { DraftPerson } from '../core/draft.ts';
import type { ParityRule } from '../core/parity.ts';
import type { Post, ProposedAct } from '../core/proposal.ts';
import type { Voter } from '../core/roll.ts';
import { clearCandidacies, insertCandidacies } from './candidacies.ts';
import { tables, type ProposalRow, type SecretRow, type VersionRow } from './tables.ts';

const json = (value: Json | Way | Post | readonly ParityRule[] | readonly ProposedAct[]) =>
  sql<never>`${JSON.stringify(value)}::jsonb`;

export interface NewProposal {
  readonly proposal: string;
  readonly kind: string;
  readonly matter: string;
  readonly title: string;
  readonly body: string;
  readonly seats: number;
  /** Whole minor units, in decimal. */
  readonly potMinor: string | null;
  readonly unit: string | null;
  readonly post: Post | null;
  readonly parity: readonly ParityRule[];
  readonly classes: readonly string[];
  readonly proposedBy: MemberId;
  readonly meeting?: string | null | undefined;
  readonly budget?: string | null | undefined;
  readonly renews?: string | null | undefined;
}

export async function insertProposal(tx: Tx, act: RecordedAct, one: NewProposal): Promise<void> {
  await tables(tx)
    .insertInto('decisions.proposal')
    .values({
      org_id: act.org,
      proposal_id: one.proposal,
      kind: one.kind,
      matter: one.matter,
      version: 1,
      title: one.title,
      body: one.body,
      seats: one.seats,
      pot_minor: one.potMinor === null ? null : BigInt(one.potMinor),
      unit: one.unit,
      post: one.post && json(one.post),
      parity: json(one.parity),
      classes: [...one.classes],
      proposed_by: one.proposedBy,
      created_at: act.at,
      round: 1,
      fallen: 0,
      meeting_id: one.meeting ?? null,
      budget_id: one.budget ?? null,
      renews: one.renews ?? null,
      act_id: act.id,
    })
    .execute();
}

/** What may change on the row of a proposal; JSON values are given as they are. */
export type ProposalChange = Partial<Omit<ProposalRow, 'org_id' | 'proposal_id' | 'act_id'>>;

const JSON_COLUMNS: readonly string[] = [
  'post',
  'parity',
  'chosen_way',
  'way',
  'carried',
  'outcome',
  'stuck_facts',
  'ballot_keys',
];

export async function changeProposal(
  tx: Tx,
  org: OrgId,
  proposal: string,
  change: ProposalChange,
): Promise<void> {
  const set = Object.entries(change).map(([column, value]) => [
    column,
    JSON_COLUMNS.includes(column) && value !== null && value !== undefined ? json(value as Json) : value,
  ]);
  await tables(tx)
    .updateTable('decisions.proposal')
    .set(Object.fromEntries(set) as ProposalChange)
    .where('org_id', '=', org)
    .where('proposal_id', '=', proposal)
    .execute();
}

export interface NewOption {
  readonly option: string;
  readonly title: string;
  /** Null where whoever it tells of has been forgotten. */
  readonly body: string | null;
  readonly candidate: MemberId | null;
  readonly people: readonly DraftPerson[];
  readonly costMinor: string | null;
  readonly excludes: string | null;
  readonly acts: readonly ProposedAct[];
}

/** Adds options behind `after`, the place of the last one there is. */
export async function insertOptions(
  tx: Tx,
  act: RecordedAct,
  proposal: string,
  addedBy: MemberId,
  after: number,
  options: readonly NewOption[],
): Promise<void> {
  if (options.length === 0) return;
  const rows = options.map((one, at) => ({
    option_id: one.option,
    position: after + at + 1,
    title: one.title,
    body: one.body ?? '',
    member_id: one.candidate,
    cost_minor: one.costMinor,
    excludes: one.excludes,
    acts: one.acts,
  }));
  await sql`
    INSERT INTO decisions.option (org_id, proposal_id, option_id, position, title, body, member_id, cost_minor,
                                  excludes, acts, added_by, act_id)
    SELECT ${act.org}, ${proposal}, o.option_id, o.position, o.title, o.body, o.member_id, o.cost_minor,
           o.excludes, o.acts, ${addedBy}, ${act.id}
      FROM jsonb_to_recordset(${JSON.stringify(rows)}::jsonb)
           AS o (option_id text, position int, title text, body text, member_id text, cost_minor bigint,
                 excludes text, acts jsonb)`.execute(tx);
  await insertCandidacies(tx, act, proposal, options);
}

/** Takes all options of a draft away, for those of its next version to come in their place. */
export async function clearOptions(tx: Tx, org: OrgId, proposal: string): Promise<void> {
  await clearCandidacies(tx, org, proposal);
  await tables(tx)
    .deleteFrom('decisions.option')
    .where('org_id', '=', org)
    .where('proposal_id', '=', proposal)
    .execute();
}

export async function withdrawOption(
  tx: Tx,
  act: RecordedAct,
  proposal: string,
  option: string,
): Promise<void> {
  await tables(tx)
    .updateTable('decisions.option')
    .set({ withdrawn_at: act.at })
    .where('org_id', '=', act.org)
    .where('proposal_id', '=', proposal)
    .where('option_id', '=', option)
    .execute();
}

/** Other acts for an option; from now on it is `act` that has written them. */
export async function changeActs(
  tx: Tx,
  act: Pick<RecordedAct, 'org' | 'id'>,
  proposal: string,
  option: string,
  acts: readonly ProposedAct[],
): Promise<void> {
  await tables(tx)
    .updateTable('decisions.option')
    .set({ acts: json(acts), act_id: act.id })
    .where('org_id', '=', act.org)
    .where('proposal_id', '=', proposal)
    .where('option_id', '=', option)
    .execute();
}

export type NewVersion = Pick<VersionRow, 'version' | 'title' | 'body' | 'changed_by'> & {
  /** What it would do, where that is something else than before. */
  readonly acts?: readonly ProposedAct[] | undefined;
  readonly before?: readonly ProposedAct[] | undefined;
};

export async function insertVersion(
  tx: Tx,
  act: RecordedAct,
  proposal: string,
  { acts, before, ...version }: NewVersion,
): Promise<void> {
  await tables(tx)
    .insertInto('decisions.proposal_version')
    .values({
      org_id: act.org,
      proposal_id: proposal,
      ...version,
      acts_before: acts && before ? json(before) : null,
      acts: acts && before ? json(acts) : null,
      at: act.at,
      act_id: act.id,
    })
    .execute();
}

/** Somebody is asked to write with the others; with `agreed`, they do so from the beginning. */
export async function insertAuthor(
  tx: Tx,
  act: RecordedAct,
  proposal: string,
  member: MemberId,
  agreed: boolean,
): Promise<void> {
  await tables(tx)
    .insertInto('decisions.author')
    .values({
      org_id: act.org,
      proposal_id: proposal,
      member_id: member,
      asked_at: act.at,
      agreed_at: agreed ? act.at : null,
      act_id: act.id,
    })
    .execute();
}

export async function agreeAuthor(
  tx: Tx,
  act: RecordedAct,
  proposal: string,
  member: MemberId,
): Promise<void> {
  await tables(tx)
    .updateTable('decisions.author')
    .set({ agreed_at: act.at })
    .where('org_id', '=', act.org)
    .where('proposal_id', '=', proposal)
    .where('member_id', '=', member)
    .execute();
}

/** The roll of a round, for good. */
export async function insertRoll(
  tx: Tx,
  act: RecordedAct,
  proposal: string,
  round: number,
  roll: readonly Voter[],
): Promise<void> {
  await sql`
    INSERT INTO decisions.roll (org_id, proposal_id, round, member_id, chamber, act_id)
    SELECT ${act.org}, ${proposal}, ${round}, v.member_id, v.chamber, ${act.id}
      FROM unnest(${roll.map((one) => one.member)}::text[], ${roll.map((one) => one.chamber)}::text[])
           AS v (member_id, chamber)`.execute(tx);
}

/** Outside the register: what must not be known before the close. */
export async function insertSecret(
  tx: Tx,
  { private_key, ...rest }: Pick<SecretRow, 'org_id' | 'proposal_id' | 'round' | 'seed' | 'private_key'>,
): Promise<void> {
  await tables(tx)
    .insertInto('decisions.secret')
    .values({ ...rest, private_key: private_key && json(private_key) })
    .execute();
}

/** Once the vote has closed, the seed stands in the register and the key is of no use to anybody. */
export async function forgetSecret(tx: Tx, org: OrgId, proposal: string, round: number): Promise<void> {
  await tables(tx)
    .deleteFrom('decisions.secret')
    .where('org_id', '=', org)
    .where('proposal_id', '=', proposal)
    .where('round', '=', round)
    .execute();
}

/**
 * A vote that is held once more keeps the seed that it was committed to: it has drawn nothing yet. The keys
 * of its blind ballots are others.
 */
export async function moveSecret(
  tx: Tx,
  org: OrgId,
  proposal: string,
  round: number,
  to: { readonly round: number; readonly keys: Json | null },
): Promise<void> {
  await tables(tx)
    .updateTable('decisions.secret')
    .set({ round: to.round, private_key: to.keys && json(to.keys) })
    .where('org_id', '=', org)
    .where('proposal_id', '=', proposal)
    .where('round', '=', round)
    .execute();
}
