import { booksOf, standingKind } from '#agents';
import { ownWords } from '#agents/screens/own-words.ts';
import { roleTitle, standingWord } from '#agents/screens/say.ts';
import { amountIn } from '#ledger/screens/amount-in.ts';
import { loadAccountsOf } from '#ledger/server';
import type { MyGroup } from '#host/my-groups';
import { quietly } from '#host/quiet';
import { words } from '#locales';
import { myGroups } from '../my-groups.ts';
import type { PageServerLoad } from './$types';

export const load: PageServerLoad = async (event) => {
  const spoken = words(event.locals.locale);
  const groups = await myGroups(event);
  const accounts = [];
  for (const one of groups) accounts.push(...(await accountsIn(event, one)));
  return {
    accounts,
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

/** What somebody has in the accounts of one group. */
async function accountsIn(
  { locals }: Parameters<PageServerLoad>[0],
  { scene, affairs }: Pick<MyGroup, 'scene' | 'affairs'>,
) {
  const { units } = booksOf(scene.group.articles);
  const { member } = scene.viewer;
  if (units.length === 0 || member === null || affairs === null) return [];
  const { org_id: org, slug, name: group } = scene.organization;
  const spoken = ownWords(quietly(locals, words(locals.locale, scene.group.timeZone)), scene.names);
  const held = await loadAccountsOf(locals.world.host.db, org, member);
  return held
    .filter((one) => one.closedAt === null || one.balanceMinor !== 0n)
    .map((one) => ({ id: one.id, slug, group, has: amountIn(spoken, units, one.unit, one.balanceMinor) }));
}
