/**
 * What was counted on a proposal in a meeting, and paper that somebody has refused, as its page tells them.
 */
import type { RequestEvent } from '@sveltejs/kit';
import { pileState, pileTicking, whoConfirms, withWayIn } from '#decisions';
import { loadCounts, loadPiles } from '#decisions/server';
import { loadDeciding } from '#agents/server';
import { tellCount, type ToldCount } from '#decisions/screens/hand-count-words.ts';
import type { Place } from './place.ts';

export interface ShownHands extends ToldCount {
  /** Whether who said what is written down. */
  readonly named: boolean;
  /** The page of the meeting, and the one on which somebody says whether it was so. */
  readonly meeting: string;
  readonly page: string;
}

/**
 * The last count of hands; null where there was none, or where what came of it was put to the vote instead.
 */
export async function handsOf(
  { locals }: Pick<RequestEvent, 'locals'>,
  place: Place,
): Promise<ShownHands | null> {
  const { proposal, scene, words, nameOf, state } = place;
  const { db } = locals.world.host;
  const org = scene.organization.org_id;
  const count = (await loadCounts(db, org, { proposal: proposal.id })).at(-1);
  if (!count || (count.round !== proposal.round && state !== 'talk')) return null;
  const deciding = await loadDeciding(db, org, scene.group, scene.now);
  const may = withWayIn(whoConfirms(count, deciding), deciding);
  const meeting = `/g/${scene.organization.slug}/meetings/${count.meeting}`;
  return {
    ...tellCount(words, count, {
      nameOf,
      names: may.flatMap((one) => nameOf(one) ?? []),
      effectAt: proposal.enactedAt ?? proposal.effectAt,
      now: scene.now,
    }),
    named: count.named,
    meeting,
    page: `${meeting}/hands/${proposal.id}`,
  };
}

/** Whether whoever looks is ticked as having voted on paper, and which piles were set aside in this round. */
export async function paperOf({ locals }: Pick<RequestEvent, 'locals'>, place: Place) {
  const { proposal, scene, words, nameOf, state } = place;
  if (proposal.openedAt === null) return { ticked: false, refused: [] };
  const piles = await loadPiles(locals.world.host.db, scene.organization.org_id, proposal.id);
  return {
    ticked: state === 'vote' && pileTicking(piles, proposal.round, scene.viewer.member) !== undefined,
    refused: piles
      .filter((one) => one.round === proposal.round && pileState(one) === 'refused')
      .map(({ pile, ballots, refusedBy }) => ({
        pile,
        ballots,
        name: (refusedBy && nameOf(refusedBy)) ?? words.t('member.forgotten'),
      })),
  };
}
