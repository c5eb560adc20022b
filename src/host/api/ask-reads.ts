/**
 * What is asked of the one whom a token speaks for, in all of their groups: the same that their page of today
 * shows. That a vote is missing is told to nobody but whoever it is missing from.
 */
import { z } from 'zod';
import { accept } from '#kernel/outcome';
import { decideAsks, isInside, type Asked as AgentAsk } from '#agents';
import { loadScene, organizationsOf, type Scene } from '#agents/server';
import type { DecisionAsk } from '#decisions';
import { loadDecisionAsks } from '#decisions/server';
import { openAffairs } from '../my-groups.ts';
import type { Asked, Caller } from './asked.ts';
import { read } from './read.ts';
import * as shapes from './shapes.ts';

const inGroup = {
  org: shapes.orgId,
  group: z.string().describe('The address of the group'),
  by: z.string().nullable().describe('An instant or a day; null where it can wait'),
};

const AGENT_ASKS = [
  'sign',
  'found',
  'vouch',
  'admit',
  'say_no',
  'ink',
  'household',
  'return',
  'post_ends',
] as const satisfies readonly AgentAsk['ask'][];

const agentAsk = z
  .object({
    ask: z.enum(AGENT_ASKS),
    ...inGroup,
    member: shapes.memberId.nullable().describe('Whom it is about'),
    waiting: z.string().nullable().describe('The waiting act: the subject of agents/sign'),
    command: z.string().nullable(),
    have: z.int().nullable().describe('How many have said yes, of `needed`'),
    needed: z.int().nullable(),
    mandate: z.string().nullable(),
    role: z.string().nullable(),
  })
  .meta({ id: 'BelongingAsk' });

const DECISION_ASKS = [
  'vote',
  'cost',
  'ballot',
  'answer',
  'integrate',
  'confirm',
  'mention',
  'reply',
  'offer',
  'author',
  'stand',
  'merge',
  'promise',
  'keep',
  'minutes',
  'meeting',
  'count',
  'here',
  'paper',
  'refused',
  'late',
  'stuck',
] as const satisfies readonly DecisionAsk['ask'][];

const decisionAsk = z
  .object({
    ask: z.enum(DECISION_ASKS).describe('`vote`: a vote is open, and theirs is missing'),
    ...inGroup,
    title: z.string().nullable().describe('Of the proposal, the meeting or the budget'),
    proposal: z.string().nullable(),
    meeting: z.string().nullable(),
    budget: z.string().nullable(),
    subject: z.string().nullable().describe('Where the word was said'),
    word: z.string().nullable(),
    offer: z.string().nullable(),
    merge: z.string().nullable(),
    option: z.string().nullable(),
    promise: z.string().nullable(),
    pile: z.string().nullable(),
    post: z.string().nullable().describe('Of minutes: as whose holder their name is wanted'),
    round: z.int().nullable().describe('Of a count of hands: what confirm_hands takes'),
    mayConfirm: z
      .boolean()
      .nullable()
      .describe('Of a count of hands: whether they can say that it was so, or only that it was not'),
    vote: z
      .object({
        method: z.string(),
        secrecy: z.string(),
        took: z.int().describe('How many have taken part'),
        roll: z.int().describe('Of how many'),
        standIn: shapes.memberId.nullable().describe('Who votes for them unless they vote themself'),
      })
      .nullable(),
  })
  .meta({ id: 'DecidingAsk' });

export const askReads = [
  read({
    name: 'agents.asks',
    path: '/asks/agents',
    summary:
      'What belonging asks of the one whom the token speaks for: signatures, words for newcomers, posts',
    access: 'token',
    input: z.strictObject({}),
    answer: z.object({ asks: z.array(agentAsk) }),
    refusals: [],
    async read(asked, caller) {
      const asks: z.output<typeof agentAsk>[] = [];
      for (const scene of await scenesOf(asked, caller!)) {
        if (scene.group.state === 'dissolved' || !isInside(scene.viewer)) continue;
        const affairs = await openAffairs(asked.world, scene);
        asks.push(...decideAsks(scene, affairs).map((one) => agentAskOf(scene, one)));
      }
      return accept({ asks: asks.sort(byEnd) });
    },
  }),
  read({
    name: 'decisions.asks',
    path: '/asks/decisions',
    summary:
      'What deciding asks of the one whom the token speaks for: votes that are theirs to cast, and more',
    access: 'token',
    input: z.strictObject({}),
    answer: z.object({ asks: z.array(decisionAsk) }),
    refusals: [],
    async read(asked, caller) {
      const { db, clock } = asked.world.host;
      const now = new Date(clock()).toISOString();
      const scenes = new Map((await scenesOf(asked, caller!)).map((one) => [one.organization.org_id, one]));
      const groups = await loadDecisionAsks(db, caller!.person, now);
      const asks = groups.flatMap(({ org, asks: own }) => {
        const scene = scenes.get(org);
        return scene ? own.map((one) => decisionAskOf(scene, one)) : [];
      });
      return accept({ asks: asks.sort(byEnd) });
    },
  }),
];

async function scenesOf({ world }: Asked, { person }: Caller): Promise<Scene[]> {
  const { db, clock } = world.host;
  const now = new Date(clock()).toISOString();
  const scenes: Scene[] = [];
  for (const org of await organizationsOf(db, person)) {
    const scene = await loadScene(db, org, person, now);
    if (scene) scenes.push(scene);
  }
  return scenes;
}

/** What has no end comes last. */
function byEnd(a: { readonly by: string | null }, b: { readonly by: string | null }): number {
  return (a.by ?? '9').localeCompare(b.by ?? '9');
}

function placeOf({ organization }: Scene, by: string | null) {
  return { org: organization.org_id, group: organization.slug, by };
}

function agentAskOf(scene: Scene, one: AgentAsk): z.output<typeof agentAsk> {
  return {
    ask: one.ask,
    ...placeOf(scene, 'by' in one ? one.by : null),
    member: 'member' in one ? one.member : null,
    waiting: 'act' in one ? one.act.waiting_id : null,
    command: 'act' in one ? one.act.command : null,
    have: 'have' in one ? one.have : null,
    needed: 'needed' in one ? one.needed : null,
    mandate: 'mandate' in one ? one.mandate : null,
    role: 'role' in one ? one.role : null,
  };
}

/** What it is about, by its ids: the words themselves are read where they stand, by whoever may read them. */
function decisionAskOf(scene: Scene, one: DecisionAsk): z.output<typeof decisionAsk> {
  const promised = 'promise' in one ? one.promise : null;
  const count = 'count' in one ? one.count : null;
  const met = 'meeting' in one ? one.meeting : null;
  const called = met !== null && typeof met !== 'string' ? met : null;
  const word = 'word' in one ? one.word : null;
  return {
    ask: one.ask,
    ...placeOf(scene, one.by),
    title: 'title' in one ? one.title : (count?.title ?? called?.title ?? null),
    proposal: 'proposal' in one ? one.proposal : (promised?.proposal ?? count?.proposal ?? null),
    meeting: typeof met === 'string' ? met : (called?.id ?? count?.meeting ?? null),
    budget: 'budget' in one ? one.budget : null,
    subject: word?.subject ?? null,
    word: word?.id ?? null,
    offer: 'offer' in one ? one.offer.id : null,
    merge: 'merge' in one ? one.merge.id : null,
    option: 'option' in one ? one.option : null,
    promise: promised?.id ?? null,
    pile: 'pile' in one ? one.pile : null,
    post: 'post' in one ? one.post : null,
    round: count?.round ?? null,
    mayConfirm: 'mayConfirm' in one ? one.mayConfirm : null,
    vote:
      one.ask === 'vote'
        ? {
            method: one.method,
            secrecy: one.secrecy,
            took: one.took,
            roll: one.roll,
            standIn: one.standIn,
          }
        : null,
  };
}
