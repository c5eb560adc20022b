/** What was said about a proposal or a meeting, as whoever reads it may see it, and what they can do about it. */
import type { RequestEvent } from '@sveltejs/kit';
import { isInside, may } from '#agents';
import type { Scene } from '#agents/server';
import type { NameOf } from '#agents/screens/say.ts';
import {
  canChange,
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

interface Talking {
  readonly scene: Scene;
  readonly words: Words;
  readonly nameOf: NameOf;
  /** Whether the reader writes what is talked about, and may say that an objection found its place in it. */
  readonly isAuthor: boolean;
  /** Whether anything can still be said. */
  readonly open: boolean;
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
  const reader: Reader = {
    member: scene.viewer.member,
    inside: isInside(scene.viewer),
    moderates: may(scene, 'moderate') !== null,
  };
  const byWord = Map.groupBy(reactions, (one) => one.word);
  const threads = threadsOf(said).map((thread) => seenThread(thread, talking, reader, byWord));
  const standing = said.filter((one) => isStanding(one, said)).length;
  return {
    open: talking.open,
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
  talking: Talking,
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
      setAside: open && wants && reader.moderates && !settled && from !== null && from <= scene.now,
      adopt: open && word.kind === 'summary' && !own && word.adoptedAt === null,
      hide: open && !own && reader.moderates,
      show: talking.open && word.hiddenAt !== null && reader.moderates,
    },
    replies: replies.map((one) => seenThread(one, talking, reader, reactions)),
  };
}
