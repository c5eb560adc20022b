import { decideAsks, standingKind, standsFully } from '#agents';
import { namedWord, roleWord } from '#agents/screens/say.ts';
import type { Words } from '#locales';
import { cardsIn, spokenIn, type MyGroup } from '#host/my-groups';
import { quietly } from '#host/quiet';
import { myGroups } from '../my-groups.ts';
import type { PageServerLoad } from './$types';

export const load: PageServerLoad = async (event) => {
  const { locale, world } = event.locals;
  const groups = await myGroups(event);
  const told = groups.map(async (group) => {
    const spoken = quietly(event.locals, spokenIn(locale, group.scene));
    const cards = await cardsIn(world, spoken, group, false);
    const asked = cards.filter((card) => !card.waits).length;
    return { ...factsOf(spoken, group), on: onNow(spoken, group, asked) };
  });
  return { groups: await Promise.all(told) };
};

function factsOf(spoken: Words, { scene, affairs }: MyGroup) {
  const { organization, group, standing } = scene;
  const members = affairs?.members.filter((one) =>
    standsFully(standingKind(one, scene.today), scene.draft),
  ).length;
  return {
    org: organization.org_id,
    slug: organization.slug,
    name: organization.name,
    line: [
      namedWord(spoken, 'form', group.form),
      organization.place,
      members === undefined || scene.draft ? '' : spoken.t('group.members', { count: members }),
      standing.posts.map((post) => roleWord(spoken, post.role)).join(', '),
    ]
      .filter((one) => one !== '')
      .join(' · '),
  };
}

/** What is on in a group, in one line. */
function onNow(spoken: Words, { scene, affairs }: MyGroup, asked: number): string {
  const { t } = spoken;
  if (scene.group.state === 'dissolved')
    return t('group.ended', { on: spoken.date(scene.organization.dissolved_at!) });
  if (!affairs) return t('group.applicant');
  const founding = decideAsks(scene, affairs).find((one) => one.ask === 'found');
  if (founding?.ask === 'found') {
    const have = founding.of - founding.missing.length;
    return t(founding.signed ? 'groups.founding.signed' : 'groups.founding', { have, of: founding.of });
  }
  if (asked > 0) return t('groups.asked', { count: asked });
  if (affairs.open.length > 0) return t('groups.open', { count: affairs.open.length });
  return t('groups.calm');
}
