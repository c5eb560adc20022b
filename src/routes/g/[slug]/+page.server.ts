import { inWords, isInside, mayByHand, postsNow, rulesText, visiblePost } from '#agents';
import { loadPosts, type Scene } from '#agents/server';
import { matterWord, roleTitle, roleWord, type NameOf } from '#agents/screens/say.ts';
import { GROUP_THREAD } from '#decisions';
import { lastWord } from '#decisions/server';
import { readDirectory } from '#network/server';
import { formKey } from '#host/forms';
import { cardsIn, openAffairs } from '#host/my-groups';
import { joinPersonal } from '#host/register/leaf';
import { readRecord } from '#host/register/record';
import type { Words } from '#locales';
import { mayList } from '../../import/may-list.ts';
import { matterPlace } from './matters.ts';
import { onNow } from './on-now.ts';
import { nameBook, namesFor, sceneOf, wordsFor } from './scene.ts';
import { linesOf } from './told.ts';
import type { PageServerLoad } from './$types';

const LATELY = 6;
/** How far back the act is looked for that somebody was excluded by. */
const EXCLUSIONS = 100;

export const load: PageServerLoad = async (event) => {
  const scene = await sceneOf(event);
  const { db } = event.locals.world.host;
  const words = wordsFor(event, scene);
  const inside = isInside(scene.viewer);
  const affairs = inside ? await openAffairs(event.locals.world, scene) : null;
  const nameOf = affairs ? nameBook(scene, affairs) : await namesFor(event, scene);
  const posts = postsNow(scene, affairs ?? (await loadPosts(db, scene.organization.org_id))).map((post) => ({
    role: post.role,
    title: roleTitle(words, post.role),
    held: post.held.flatMap((one) => {
      const seen = visiblePost(scene.viewer, one, scene.group.state);
      return seen ? [{ name: seen.holder ? nameOf(one.member) : null, until: words.date(one.endsOn) }] : [];
    }),
    open: post.held.length < post.holders,
  }));
  const cards = await cardsIn(event.locals.world, words, { scene, affairs, nameOf }, false);
  const onCards = new Set(cards.map((card) => card.id));
  return {
    cards,
    on:
      affairs && scene.group.state === 'founded' ? await onNow(db, { scene, words, nameOf, onCards }) : null,
    talked: inside && scene.group.state !== 'dissolved' ? await talkedIn(event, scene, nameOf) : null,
    posts,
    lately: inside
      ? await linesOf(
          db,
          words,
          scene,
          await readRecord(db, scene.organization.org_id, { most: LATELY }),
          nameOf,
        )
      : [],
    powers: powersOf(words, scene),
    joining: rulesText(scene.group.articles)
      .filter((one) => one.section === 'joining')
      .map((one) => inWords(words, one)),
    canAsk: scene.group.state === 'founded' && scene.group.articles.admission.byApplication,
    mayInvite: mayByHand(scene, 'invite', ['founder', 'statutes']),
    standing: scene.standing.kind,
    suspended:
      scene.standing.kind === 'suspended'
        ? {
            until: scene.standing.membership!.suspendedUntil,
            appealUntil: scene.standing.membership!.appealUntil,
          }
        : null,
    directory: {
      listings: Number((await readDirectory(db, scene.organization.org_id)).listings),
      mayList: mayList(scene),
    },
    excluded: await exclusionOf(event, scene),
    left: scene.standing.membership?.endKind === 'left' ? scene.standing.membership.endedOn : null,
    formKey: formKey(),
  };
};

/** Who has said something last to the whole group. */
async function talkedIn(event: Parameters<PageServerLoad>[0], scene: Scene, nameOf: NameOf) {
  const words = wordsFor(event, scene);
  const last = await lastWord(event.locals.world.host.db, scene.organization.org_id, GROUP_THREAD);
  if (last === null) return { last: null };
  return {
    last: {
      name: nameOf(last.author) ?? words.t('member.forgotten'),
      at: words.relative(last.saidAt, scene.now),
    },
  };
}

/** Whoever was excluded is told so, and why, as long as they can ask the others to look again. */
async function exclusionOf(event: Parameters<PageServerLoad>[0], { standing, organization, today }: Scene) {
  const own = standing.membership;
  if (own?.endKind !== 'excluded' || own.endedOn === null) return null;
  if (own.appealUntil === null || own.appealUntil <= today) return null;
  const acts = { most: EXCLUSIONS, commands: ['agents.exclude'] };
  const entries = await readRecord(event.locals.world.host.db, organization.org_id, acts);
  const entry = entries.find((one) => one.leaf?.fact['member'] === own.id);
  const fact = entry?.leaf ? joinPersonal(entry.leaf.fact, entry.personal) : {};
  const reason = typeof fact['reason'] === 'string' ? fact['reason'] : null;
  return { on: own.endedOn, appealUntil: own.appealUntil, reason };
}

/** What somebody may do by the posts they hold. */
function powersOf(words: Words, { standing, group, organization, draft }: Scene) {
  return standing.posts.map((post) => ({
    role: roleWord(words, post.role),
    matters: Object.entries(group.articles.powers)
      .filter(([, power]) =>
        power.by === 'role'
          ? power.role === post.role
          : power.by === 'roles' && power.among.includes(post.role),
      )
      .map(([matter]) => ({
        text: matterWord(words, matter),
        href: draft && matter === 'list' ? null : matterPlace(organization.slug, organization.org_id, matter),
      })),
  }));
}
