/** A meeting for tests of what is decided in one: five of us, of whom three are in the room. */
import type { Articles, Way } from '#agents';
import { openStage, type Group, type OneOfUs, type Stage } from '#test/stage';
import type { HandCount } from '../core/hand-count.ts';
import type { Proposal } from '../core/proposal.ts';
import { loadCounts } from '../store/hands.ts';
import { loadProposal } from '../store/reads.ts';
import { articles as plain, atOnce, majority, published } from './with-group.ts';

const consent: Way = { ...atOnce, method: 'consent', waitDays: 2 };
const again: Way = { ...majority, noQuorum: 'again' };
/** What the rules say about posts is changed in a room by more of us than other rules, which take days. */
const guarded: Way = { ...atOnce, quorumPercent: 60 };
export const articles: Articles = {
  ...plain,
  voice: { ...plain.voice!, entrenched: [{ article: 'roles', way: guarded }] },
  powers: {
    ...plain.powers,
    appoint: { by: 'decision', ways: [atOnce] },
    resolve: { by: 'decision', ways: [atOnce, consent, again] },
    describe: { by: 'member', ways: [{ ...atOnce, talkDays: 10 }] },
    dissolve: { by: 'members', share: 'all', ways: [majority] },
  },
};

/**
 * Which of the ways of a resolution a proposal has: what has consent takes effect two days later, what is
 * voted on is voted on again where too few came.
 */
export const WAYS = { hands: 0, consent: 1, vote: 2 } as const;

export interface InMeeting {
  readonly stage: Stage;
  readonly group: Group;
  readonly us: readonly [OneOfUs, OneOfUs, OneOfUs, OneOfUs, OneOfUs];
  readonly meeting: string;
  does(who: OneOfUs, verb: string, input: object): ReturnType<Stage['do']>;
  rule(who: OneOfUs, verb: string, input: object): Promise<string>;
  /** A resolution that is published for a meeting. */
  put(draft?: object, way?: number): Promise<string>;
  show(proposal: string, input: object, who?: OneOfUs): ReturnType<Stage['do']>;
  confirm(who: OneOfUs, proposal: string): ReturnType<Stage['do']>;
  proposal(id: string): Promise<Proposal>;
  counts(): Promise<readonly HandCount[]>;
}

/**
 * Ana has called and opened it; those in `here` have been written down by her, so many of them as they are.
 */
export async function openInMeeting(here: readonly number[] = []): Promise<InMeeting> {
  const stage = await openStage();
  const group = await stage.found(['Ana', 'Beto', 'Caro', 'Dora', 'Eva'], { articles });
  const us = group.us as unknown as InMeeting['us'];
  const does: InMeeting['does'] = (who, verb, input) => stage.do(who, `decisions.${verb}`, group.org, input);
  const startsAt = new Date(stage.clock.now + 3 * 86_400_000).toISOString();
  const called = { kind: 'assembly', title: 'November', startsAt };
  const { answer } = await does(us[0], 'call_meeting', called);
  const { meeting } = answer as { meeting: string };
  stage.days(3);
  await does(us[0], 'open_meeting', { meeting });
  const members = here.map((one) => us[one]!.member);
  if (members.length > 0) await does(us[0], 'arrive', { meeting, members });
  return {
    stage,
    group,
    us,
    meeting,
    does,
    rule: async (who, verb, input) => (await stage.no(who, `decisions.${verb}`, group.org, input)).rule,
    put: (draft = { kind: 'resolution' }, way = WAYS.hands) => published(stage, us[1], group.org, draft, way),
    show: (proposal, input, who = us[0]) =>
      does(who, 'show_hands', { meeting, proposal, version: 1, ...input }),
    confirm: async (who, proposal) => {
      const { round } = (await loadProposal(stage.host.db, group.org, proposal))!;
      return does(who, 'confirm_hands', { meeting, proposal, round, right: true });
    },
    proposal: async (id) => (await loadProposal(stage.host.db, group.org, id))!,
    counts: () => loadCounts(stage.host.db, group.org, { meeting }),
  };
}

export const hands = (yes: number, no: number) => ({ hands: { yes, no } });
