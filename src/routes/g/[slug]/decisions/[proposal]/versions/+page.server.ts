import { error } from '@sveltejs/kit';
import { ruleChanges } from '#agents/screens/say.ts';
import type { ProposedAct } from '#decisions';
import { actLines, amendedArticles } from '#decisions/screens/say-proposal.ts';
import { loadOffer, loadVersions } from '#decisions/server';
import { openPlace, type Place } from '../../place.ts';
import type { PageServerLoad } from './$types';

/** What an earlier version would have done, and what this one would. */
function actsOf({ words, saying }: Place, before: readonly ProposedAct[], after: readonly ProposedAct[]) {
  const [was, is] = [amendedArticles(before), amendedArticles(after)];
  if (was && is) return ruleChanges(words, was.articles, is.articles);
  return [{ before: actLines(saying, before).join(' '), after: actLines(saying, after).join(' ') }];
}

/** The versions of a proposal, each beside the one before it; or a change that somebody offers. */
export const load: PageServerLoad = async (event) => {
  const place = await openPlace(event);
  const { proposal, scene, words, nameOf } = place;
  const { db } = event.locals.world.host;
  const org = scene.organization.org_id;
  const versions = await loadVersions(db, org, proposal.id);
  const asked = event.url.searchParams.get('offer');
  const offer = asked === null ? null : await loadOffer(db, org, asked);
  if (asked !== null && offer?.proposal !== proposal.id) error(404, 'not_found');
  const text = (one: { title: string; body: string }) => `${one.title}\n\n${one.body}`;
  const base = offer && versions.find((one) => one.version === offer.baseVersion);
  return {
    here: place.here,
    title: proposal.title,
    offer: offer && {
      by: nameOf(offer.offeredBy) ?? words.t('member.forgotten'),
      on: words.date(offer.offeredAt),
      why: offer.why,
      before: text(base ?? proposal),
      after: text(offer),
      stale: offer.baseVersion !== proposal.version,
    },
    versions: offer
      ? []
      : versions
          .map((one, i) => ({
            version: one.version,
            at: words.moment(one.at),
            by: one.changed_by === null ? null : nameOf(one.changed_by),
            before: i === 0 ? null : text(versions[i - 1]!),
            after: text(one),
            title: one.title,
            body: one.body,
            ...(one.acts && one.acts_before ? { acts: actsOf(place, one.acts_before, one.acts) } : {}),
          }))
          .reverse(),
  };
};
