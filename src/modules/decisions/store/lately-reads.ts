/** What a group has decided lately, and what lies ahead of it: for its front and for Today. */
import type { OrgId } from '#kernel/command';
import type { Tx } from '#kernel/tx';
import type { CalendarDate } from '../core/calendar.ts';
import { meetingState, type Meeting } from '../core/meeting.ts';
import type { Proposal, ProposalOption } from '../core/proposal.ts';
import { changedOf, type Changed } from '../core/talk-anew.ts';
import { listDates } from './calendar.ts';
import { listMeetings } from './meeting-reads.ts';
import { loadOptionsOf, loadTalkedOver, proposalOf } from './reads.ts';
import { tables, type ProposalRow } from './tables.ts';

export interface Decided {
  readonly proposal: Proposal;
  readonly options: readonly ProposalOption[];
  /** When it took effect, or could not; where it waits or brings nothing about, when it was counted. */
  readonly at: string;
}

/**
 * The votes that were counted last, whatever came of them; what took effect, or could not, counts from
 * then.
 */
export async function loadDecidedLately(
  tx: Tx,
  org: OrgId,
  { most, since }: { readonly most: number; readonly since?: string },
): Promise<Decided[]> {
  const all = tables(tx)
    .selectFrom('decisions.proposal')
    .selectAll()
    .where('org_id', '=', org)
    .where('closed_at', 'is not', null)
    .where('outcome', 'is not', null)
    .where('way', 'is not', null);
  const lately = (one: Pick<ProposalRow, 'enacted_at' | 'stuck_at' | 'closed_at'>) =>
    one.enacted_at ?? one.stuck_at ?? one.closed_at!;
  const rows = await (
    since === undefined
      ? all
      : all.where((row) => row(row.fn.coalesce('enacted_at', 'stuck_at', 'closed_at'), '>=', since))
  )
    .orderBy((row) => row.fn.coalesce('enacted_at', 'stuck_at', 'closed_at'), 'desc')
    .orderBy('proposal_id')
    .limit(most)
    .execute();
  const options = await loadOptionsOf(
    tx,
    org,
    rows.map((row) => row.proposal_id),
  );
  return rows.map((row) => ({
    proposal: proposalOf(row),
    options: options.get(row.proposal_id) ?? [],
    at: lately(row),
  }));
}

export interface Ahead {
  /** Called or open, not called off; the earliest first. */
  readonly meetings: readonly Meeting[];
  readonly dates: readonly CalendarDate[];
  /**
   * Proposals that are talked over and whose vote is near, or waits because they were changed after others
   * had read them.
   */
  readonly talked: readonly { readonly proposal: Proposal; readonly changed: Changed | null }[];
}

/**
 * Meetings that are open or begin, days of the calendar that are not over, and votes that open, before
 * `until`.
 */
export async function loadAhead(tx: Tx, org: OrgId, now: string, until: string): Promise<Ahead> {
  const meetings = (await listMeetings(tx, org)).filter((one) => {
    const state = meetingState(one);
    return state === 'open' || (state === 'called' && one.startsAt >= now && one.startsAt < until);
  });
  const dates = (await listDates(tx, org)).filter(
    (one) => (one.endsAt ?? one.startsAt) >= now && one.startsAt < until,
  );
  return { meetings, dates, talked: await loadTalked(tx, org, now, until) };
}

async function loadTalked(tx: Tx, org: OrgId, now: string, until: string): Promise<Ahead['talked']> {
  const talked = await loadTalkedOver(tx, org);
  return talked.toReversed().flatMap((proposal) => {
    const { chosenWay, opensAt } = proposal;
    const changed = chosenWay && changedOf(proposal, chosenWay, now);
    const isNear = opensAt !== null && opensAt >= now && opensAt < until;
    return changed !== null || isNear ? [{ proposal, changed }] : [];
  });
}
