/**
 * What was said about a proposal, before a meeting or to the whole group, as whoever reads it may see it, and what
 * they can do about it.
 */
import type { RequestEvent } from '@sveltejs/kit';
import { isInside, may, standingKind, standsFully } from '#agents';
import type { MemberId } from '#kernel/command';
import { loadRoll, type Scene } from '#agents/server';
import type { NameOf } from '#agents/screens/say.ts';
import {
  canChange,
  mentionsIn,
  moderates,
  setAsideFrom,
  settledHow,
  SIGNS,
  threadsOf,
  visibleWord,
  type Reader,
  type Thread,
} from '#decisions';
import { listWords, loadReactions, type Reaction } from '#decisions/server';
import type { SeenThread, TalkShown } from '#decisions/screens/talk.ts';
import type { Words } from '#locales';
import { decidedBy } from '../propose.ts';
import { insideScene, nameBook } from '../scene.ts';

/** Whom the words of a form name behind an @, and who is to be told of it. */
export async function namedIn(
  event: Pick<RequestEvent, 'locals' | 'params'>,
  text: string,
): Promise<readonly MemberId[]> {
  const scene = await insideScene(event);
  const roll = await loadRoll(event.locals.world.host.db, scene.organization.org_id);
  const nameOf = nameBook(scene, roll);
  // Whoever is not inside reads nothing of it, and makes nobody’s name stand for two.
  const people = roll.members
    .filter((one) => isInside({ kind: standingKind(one, scene.today) }))
    .flatMap(({ id }) => ({ member: id, name: nameOf(id) ?? '' }));
  return mentionsIn(text, people, scene.viewer.member);
}

/** Whether whoever looks can say something in the group. */
export function mayTalk(scene: Scene): boolean {
  return scene.viewer.member !== null && standsFully(scene.viewer.kind, scene.draft);
}

interface Talking {
  readonly scene: Scene;
  readonly words: Words;
  readonly nameOf: NameOf;
  /** Whether the reader writes what is talked about, and may say that an objection found its place in it. */
  readonly isAuthor: boolean;
  /** Whether anything can still be said. */
  readonly open: boolean;
  /** What a letter or a card has led here to answer; its place for that lies open. */
  readonly replying: string | null;
}

export async function talkAbout(
  { locals }: Pick<RequestEvent, 'locals'>,
  subject: string,
  talking: Talking,
): Promise<TalkShown> {
  const { scene } = talking;
  const { db } = locals.world.host;
  const org = scene.organization.org_id;
  const said = await listWords(db, org, subject);
  const reactions = await loadReactions(
    db,
    org,
    said.map((one) => one.id),
  );
  const moderation = {
    may: may(scene, 'moderate'),
    decided: decidedBy(talking.words, scene, 'moderate'),
  };
  const reader: Reader = {
    member: scene.viewer.member,
    inside: isInside(scene.viewer),
    // Where all of us decide it, what is hidden is hidden from each of us.
    moderates: moderates(moderation.may),
  };
  const byWord = Map.groupBy(reactions, (one) => one.word);
  const threads = threadsOf(said).map((thread) =>
    seenThread(thread, { ...talking, hides: moderation.may !== null }, reader, byWord),
  );
  const standing = said.filter((one) => isStanding(one, said)).length;
  return {
    open: talking.open,
    moderation,
    objections: standing,
    summaries: threads.filter((one) => one.kind === 'summary').reverse(),
    threads: threads.filter((one) => one.kind !== 'summary'),
  };
}

type Word = Thread['word'];

function isStanding(word: Word, said: readonly Word[]): boolean {
  if (word.kind !== 'objection') return false;
  const [thread] = threadsOf([word, ...said.filter((one) => one.replyTo === word.id)]);
  return thread?.state === 'stands' || thread?.state === 'said_integrated';
}

function seenThread(
  { word, state, replies }: Thread,
  talking: Talking & { readonly hides: boolean },
  reader: Reader,
  reactions: ReadonlyMap<string, readonly Reaction[]>,
): SeenThread {
  const { words, nameOf, scene } = talking;
  const seen = visibleWord(reader, word);
  const own = reader.member !== null && reader.member === word.author;
  const here = reactions.get(word.id) ?? [];
  const open = talking.open && word.takenBackAt === null && word.hiddenAt === null;
  const settled = word.settledAs !== null;
  const wants = word.kind === 'concern' || word.kind === 'objection';
  const from = setAsideFrom(word);
  return {
    id: word.id,
    kind: word.kind,
    state,
    name: nameOf(word.author) ?? words.t('member.forgotten'),
    own,
    at: words.moment(word.saidAt),
    changed: word.changedAt !== null,
    adopted: word.adoptedAt === null ? null : (nameOf(word.adoptedBy ?? '') ?? words.t('member.forgotten')),
    text: seen?.seen === 'text' ? seen.text : null,
    named:
      seen?.seen === 'text'
        ? word.mentions.map((member) => nameOf(member) ?? words.t('member.forgotten'))
        : [],
    replying: talking.replying === word.id,
    gone: seen === null || seen.seen === 'text' ? null : seen.seen,
    hidden:
      word.hiddenAt === null
        ? null
        : { by: nameOf(word.hiddenBy ?? '') ?? words.t('act.someone'), reason: word.hiddenReason ?? '' },
    signs: SIGNS.map((sign) => ({
      sign,
      count: here.filter((one) => one.sign === sign).length,
      mine: here.some((one) => one.sign === sign && one.member === reader.member),
    })),
    can: {
      answer: open && word.kind !== 'summary',
      react: open && !own,
      change: open && own && word.adoptedAt === null && canChange(word, replies.length > 0, scene.now),
      takeBack: own && word.takenBackAt === null,
      // Nothing answers a question to which nobody has said anything.
      settle:
        open && own && !settled
          ? settledHow(word.kind).filter((as) => as !== 'answered' || state === 'answer_given')
          : [],
      integrate: open && wants && talking.isAuthor && !own && !settled && word.integratedAt === null,
      setAside: open && wants && talking.hides && !settled && from !== null && from <= scene.now,
      adopt: open && word.kind === 'summary' && !own && word.adoptedAt === null,
      hide: open && !own && talking.hides,
      show: talking.open && word.hiddenAt !== null && talking.hides,
    },
    replies: replies.map((one) => seenThread(one, talking, reader, reactions)),
  };
}
