import { standingKind } from '#agents';
import { ownWords } from '#agents/screens/own-words.ts';
import { roleTitle, standingWord } from '#agents/screens/say.ts';
import { words } from '#locales';
import { myGroups } from '../my-groups.ts';
import type { PageServerLoad } from './$types';

export const load: PageServerLoad = async (event) => {
  const spoken = words(event.locals.locale);
  const groups = await myGroups(event);
  return {
    posts: groups.flatMap(({ scene }) =>
      scene.standing.posts.map((post) => ({
        role: post.role,
        title: roleTitle(ownWords(spoken, scene.names), post.role),
        slug: scene.organization.slug,
        group: scene.organization.name,
        until: spoken.date(post.endsOn),
      })),
    ),
    memberships: groups.flatMap(({ scene }) => {
      const { membership } = scene.standing;
      if (!membership) return [];
      return [
        {
          slug: scene.organization.slug,
          group: scene.organization.name,
          member: membership.id,
          standing: standingWord(spoken, standingKind(membership, scene.today), membership),
          since: membership.admittedOn === null ? '–' : spoken.date(membership.admittedOn, 'short'),
        },
      ];
    }),
  };
};
