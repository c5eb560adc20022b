/** What was said, as programs read it: what is hidden is hidden, and what was taken back keeps its place. */
import { z } from 'zod';
import { isId } from '#kernel/id';
import { accept, refuse } from '#kernel/outcome';
import {
  GROUP_THREAD,
  SIGNS,
  threadsOf,
  visibleWord,
  WORD_KINDS,
  type Reader,
  type Thread,
  type WordState,
} from '#decisions';
import { listWords, loadMeeting, loadReactions, type Reaction } from '#decisions/server';
import type { Scene } from '#agents/server';
import { seenProposal } from './decision-reads.ts';
import { readerOf } from './file-shape.ts';
import { next, pageOf, paging } from './paging.ts';
import { read } from './read.ts';
import { insideOf } from './scenes.ts';
import * as shapes from './shapes.ts';

const WORD_STATES = [
  'said',
  'open',
  'answer_given',
  'answered',
  'stands',
  'said_integrated',
  'integrated',
  'withdrawn',
  'set_aside',
  'taken_back',
] as const satisfies readonly WordState[];

const word = z
  .object({
    word: z.string(),
    kind: z.enum(WORD_KINDS),
    state: z
      .enum(WORD_STATES)
      .describe('Where it stands: a question, a concern or an objection until settled'),
    author: shapes.memberId,
    text: z.string().nullable().describe('Markdown; null where `gone` says why'),
    gone: z.enum(['hidden', 'taken_back', 'forgotten']).nullable(),
    replyTo: z.string().nullable(),
    mentions: z.array(shapes.memberId).describe('Whom it names, where its text is there to be read'),
    saidAt: shapes.instant,
    changedAt: shapes.instant.nullable(),
    adopted: z
      .object({ at: shapes.instant, by: shapes.memberId.nullable() })
      .nullable()
      .describe('Of a summary that all read first'),
    hidden: z
      .object({ at: shapes.instant, by: shapes.memberId.nullable(), reason: z.string().nullable() })
      .nullable()
      .describe('By whom it was hidden, and why; its text is for its author and those who moderate'),
    signs: z.array(
      z.object({
        sign: z.enum(SIGNS),
        count: z.int().min(1),
        mine: z.boolean().describe('Whether the one whom the token speaks for is among them'),
      }),
    ),
  })
  .meta({ id: 'Word' });

export const talkReads = [
  read({
    name: 'decisions.talk',
    path: '/groups/{slug}/talk/{id}',
    summary:
      'What was said about a proposal (pro_…), before a meeting (mee_…) or to the whole group (org), in its order',
    access: 'token',
    input: z.strictObject({ slug: shapes.groupAddress, id: z.string().max(60), ...paging }),
    answer: z.object({ words: z.array(word), next }),
    refusals: ['no_standing'],
    async read(asked, caller, { slug, id, ...page }) {
      const scene = await talkedIn(asked, caller, slug, id);
      if (!scene) return refuse('no_standing');
      const { db } = asked.world.host;
      const org = scene.organization.org_id;
      const said = await listWords(db, org, id);
      const states = statesOf(threadsOf(said));
      const { seen, next: following } = pageOf(said, page);
      const ids = seen.map((one) => one.id);
      const reactions = Map.groupBy(await loadReactions(db, org, ids), (one) => one.word);
      const reader = readerOf(scene);
      return accept({
        words: seen.map((one) =>
          wordOf(reader, one, states.get(one.id) ?? 'said', reactions.get(one.id) ?? []),
        ),
        next: following,
      });
    },
  }),
];

type Asked = Parameters<typeof insideOf>[0];
type Caller = Parameters<typeof insideOf>[1];

/** The group in which it is talked about; null where there is no such subject, or none for this caller. */
async function talkedIn(asked: Asked, caller: Caller, slug: string, subject: string): Promise<Scene | null> {
  if (isId('pro', subject)) {
    const found = await seenProposal(asked, caller, slug, subject);
    return found && found.one.publishedAt !== null ? found.scene : null;
  }
  const scene = await insideOf(asked, caller, slug);
  if (!scene || subject === GROUP_THREAD) return scene;
  return (await loadMeeting(asked.world.host.db, scene.organization.org_id, subject)) && scene;
}

function statesOf(threads: readonly Thread[]): ReadonlyMap<string, WordState> {
  const all = (one: Thread): [string, WordState][] => [[one.word.id, one.state], ...one.replies.flatMap(all)];
  return new Map(threads.flatMap(all));
}

function wordOf(
  reader: Reader,
  one: Thread['word'],
  state: WordState,
  reactions: readonly Reaction[],
): z.output<typeof word> {
  const seen = visibleWord(reader, one);
  const isText = seen?.seen === 'text';
  return {
    word: one.id,
    kind: one.kind,
    state,
    author: one.author,
    text: isText ? seen.text : null,
    gone: seen === null || isText ? null : seen.seen,
    replyTo: one.replyTo,
    mentions: isText ? [...one.mentions] : [],
    saidAt: one.saidAt,
    changedAt: one.changedAt,
    adopted: one.adoptedAt === null ? null : { at: one.adoptedAt, by: one.adoptedBy },
    hidden: one.hiddenAt === null ? null : { at: one.hiddenAt, by: one.hiddenBy, reason: one.hiddenReason },
    signs: SIGNS.map((sign) => {
      const own = reactions.filter((reaction) => reaction.sign === sign);
      return { sign, count: own.length, mine: own.some(({ member }) => member === reader.member) };
    }).filter(({ count }) => count > 0),
  };
}
