import { isInside, postsNow, visiblePost } from '#agents';
import { loadPosts } from '#agents/server';
import { powerWord, roleTitle } from '#agents/screens/say.ts';
import { namesFor, sceneOf, wordsFor } from '../scene.ts';
import type { PageServerLoad } from './$types';

export const load: PageServerLoad = async (event) => {
  const scene = await sceneOf(event);
  const words = wordsFor(event, scene);
  const posts = await loadPosts(event.locals.world.host.db, scene.organization.org_id);
  const nameOf = await namesFor(event, scene);
  const { powers } = scene.group.articles;
  return {
    inside: isInside(scene.viewer),
    posts: postsNow(scene, posts).map((post) => ({
      role: post.role,
      title: roleTitle(words, post.role),
      holders: post.holders,
      months: post.termMonths,
      held: post.held.flatMap((one) => {
        const seen = visiblePost(scene.viewer, one, scene.group.state);
        return seen
          ? [{ id: one.id, name: seen.holder ? nameOf(one.member) : null, until: words.date(one.endsOn) }]
          : [];
      }),
    })),
    giving: powers['appoint'] ? powerWord(words, powers['appoint']) : null,
    taking: powers['revoke'] ? powerWord(words, powers['revoke']) : null,
  };
};
