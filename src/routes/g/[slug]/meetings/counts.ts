/**
 * Hands that were counted in a meeting, as its pages show them: what waits, who may say that it was so, what
 * came of it.
 */
import type { RequestEvent } from '@sveltejs/kit';
import {
  countState,
  dropsForAllFrom,
  sawIt,
  whoConfirms,
  whoDrops,
  withWayIn,
  type HandCount,
  type Proposal,
} from '#decisions';
import { loadCounts, loadOpenBallots, loadProposals } from '#decisions/server';
import { tellCount, type ToldCount } from '#decisions/screens/hand-count-words.ts';
import type { MeetingPlace } from './place.ts';

export interface ShownCount extends ToldCount {
  readonly proposal: string;
  /** Whoever says something of it says it of this round. */
  readonly round: string;
  readonly title: string;
  readonly mayConfirm: boolean;
  readonly mayDrop: boolean;
  /** Whether whoever looks was there: others can only let it fall. */
  readonly sawIt: boolean;
  /** From when on anybody who decides can let it fall; null where nothing waits. */
  readonly dropsFrom: string | null;
  /** The page on which somebody says whether it was so. */
  readonly page: string;
  /** Of what was said by name: who said what, and why. */
  readonly voices: readonly {
    readonly name: string;
    readonly says: string;
    readonly reason: string | null;
  }[];
}

/** The last count of each proposal in this meeting, the newest first. */
export async function countsOf(
  event: Pick<RequestEvent, 'locals'>,
  place: MeetingPlace,
): Promise<ShownCount[]> {
  const { db } = event.locals.world.host;
  const org = place.scene.organization.org_id;
  const counts = await loadCounts(db, org, { meeting: place.meeting.id });
  const last = [...new Map(counts.map((one) => [one.proposal, one])).values()].toReversed();
  const proposals = await loadProposals(
    db,
    org,
    last.map((one) => one.proposal),
  );
  return Promise.all(last.map((one) => shownCount(event, place, one, proposals.get(one.proposal))));
}

async function shownCount(
  event: Pick<RequestEvent, 'locals'>,
  place: MeetingPlace,
  count: HandCount,
  proposal: Proposal | undefined,
): Promise<ShownCount> {
  const { scene, words, nameOf, deciding, here } = place;
  const own = scene.viewer.member;
  const waits = countState(count) === 'waits';
  const mayAll = waits ? whoConfirms(count, deciding) : [];
  const isItsRound = proposal?.round === count.round && proposal.result === 'passed';
  return {
    ...tellCount(words, count, {
      nameOf,
      names: withWayIn(mayAll, deciding).flatMap((one) => nameOf(one) ?? []),
      effectAt: isItsRound ? (proposal.enactedAt ?? proposal.effectAt) : null,
      now: scene.now,
    }),
    proposal: count.proposal,
    round: String(count.round),
    title: count.title,
    mayConfirm: own !== null && mayAll.includes(own),
    mayDrop: own !== null && waits && whoDrops(count, deciding, scene.now).includes(own),
    sawIt: sawIt(count, own),
    dropsFrom: waits ? words.moment(dropsForAllFrom(count)) : null,
    page: `${here}/hands/${count.proposal}`,
    voices: waits && count.named ? await voicesOf(event, place, count) : [],
  };
}

async function voicesOf(
  { locals }: Pick<RequestEvent, 'locals'>,
  { scene, words, nameOf }: MeetingPlace,
  { proposal, round }: HandCount,
): Promise<ShownCount['voices']> {
  const box = { org: scene.organization.org_id, proposal, round };
  const ballots = await loadOpenBallots(locals.world.host.db, box);
  return ballots.flatMap(({ member, choices }) =>
    choices?.ballot === 'yes_no' || choices?.ballot === 'consent'
      ? {
          name: nameOf(member) ?? words.t('member.forgotten'),
          says: words.t(`ballot.${choices.says}`),
          reason: choices.ballot === 'consent' ? (choices.reason ?? null) : null,
        }
      : [],
  );
}
