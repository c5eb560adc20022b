/** Who votes for whoever looks, where they have let somebody: before the close that, after it what came of it. */
import type { RequestEvent } from '@sveltejs/kit';
import { loadStandIns, loadVotedFor } from '#decisions/server';
import { sayChoices } from './check-place.ts';
import type { Place } from './place.ts';

/** A sentence for nobody but the one who gave their voice; null where there is nothing to say. */
export async function standInOf(
  { locals }: Pick<RequestEvent, 'locals'>,
  place: Place,
): Promise<string | null> {
  const { proposal, scene, state, words, vote } = place;
  const own = scene.viewer.member;
  // In a room whoever is there says it themself.
  const isHeld = proposal.way !== null && proposal.way.voteDays > 0;
  if (own === null || !vote.onRoll || vote.taken || !isHeld) return null;
  const { db } = locals.world.host;
  const name = (member: string) => place.nameOf(member) ?? words.t('member.forgotten');
  if (state === 'vote') {
    const to = (await loadStandIns(db, scene, own, [proposal])).get(proposal.id);
    return to === undefined ? null : words.t('vote.stand-in', { name: name(to) });
  }
  const came = await loadVotedFor(db, scene, own, proposal);
  if (came === null) return null;
  const says = came.choices === null ? '' : sayChoices(place, came.choices);
  return words.t('vote.stand-in.came', {
    name: name(came.to),
    is: came.is,
    said: came.choices === null ? 'no' : 'yes',
    says,
  });
}
