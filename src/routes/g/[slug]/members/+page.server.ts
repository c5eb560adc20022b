import { inForce, isInside, may, mayByHand, standingKind, visibleMember } from '#agents';
import { loadRoll, type RollMember } from '#agents/server';
import { namedWord, roleWord, standingWord } from '#agents/screens/say.ts';
import { insideScene, wordsFor } from '../scene.ts';
import type { PageServerLoad } from './$types';

export const load: PageServerLoad = async (event) => {
  const scene = await insideScene(event);
  const words = wordsFor(event, scene);
  const roll = await loadRoll(event.locals.world.host.db, scene.organization.org_id);
  const { articles } = scene.group;
  const several = articles.admission.classes.length > 1;
  const seen = roll.members.filter((one) => visibleMember(scene.viewer, one, scene.today) !== null);
  const row = (one: RollMember) => {
    const kind = standingKind(one, scene.today);
    const posts = roll.mandates.filter(
      (post) => post.member === one.id && inForce(post, scene.today, scene.draft),
    );
    const since = one.admittedOn ?? one.appliedOn ?? one.namedOn;
    return {
      id: one.id,
      name: one.name ?? words.t('member.forgotten'),
      own: one.id === scene.viewer.member,
      paper: one.person === null && one.memberOrg === null && one.answeredBy !== null,
      standing: standingWord(words, kind, one),
      posts: posts.map((post) => roleWord(words, post.role)).join(', '),
      class: several ? namedWord(words, 'class', one.class) : null,
      since: since === null ? '' : words.date(since, 'short'),
    };
  };
  const of = (kinds: readonly string[]) =>
    seen.filter((one) => kinds.includes(standingKind(one, scene.today))).map(row);
  return {
    members: of(['founder', 'member', 'trial', 'suspended']),
    asking: of(['applicant']),
    invited: of(['invited']),
    past: of(['ex_member']),
    several,
    mayInvite: mayByHand(scene, 'invite', ['founder', 'statutes']) && !scene.draft,
    mayEnter: mayByHand(scene, 'enter_on_paper', ['founder', 'statutes']),
    mayName: may(scene, 'join_network') !== null && !scene.draft,
    open: isInside(scene.viewer) && scene.group.state !== 'dissolved',
  };
};
