/**
 * Whoever has voted and then leaves, is suspended or has themself forgotten, while the vote is open: they were
 * on the roll when they voted, and what they have cast themselves is counted. Nothing more comes of them.
 */
import { randomBytes } from 'node:crypto';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Articles, Way } from '#agents';
import { keepTime } from '../../../host/enact.ts';
import { openStage, type Group, type OneOfUs, type Stage } from '#test/stage';
import { loadOpenBallots } from '../store/ballots.ts';
import { loadProposal } from '../store/reads.ts';
import { articles as plain, majority, opened } from './with-group.ts';

const secret: Way = { ...majority, secrecy: 'separated' };
const articles: Articles = {
  ...plain,
  powers: { ...plain.powers, resolve: { by: 'decision', ways: [majority, secret] } },
};

let stage: Stage;
beforeAll(async () => {
  stage = await openStage();
});
afterAll(() => stage.close());

const NAMES = ['Ana', 'Berta', 'Celia', 'Dora', 'Elsa', 'Fina', 'Gala'];

interface Voting {
  readonly group: Group;
  readonly proposal: string;
  cast(who: OneOfUs, says: 'yes' | 'no'): Promise<unknown>;
  again(who: OneOfUs, says: 'yes' | 'no'): Promise<string>;
  closed(): ReturnType<typeof loadProposal>;
}

/** Ana, Berta and Dora say yes, Celia and Elsa no; then Berta leaves and Celia is suspended. */
async function voting(way: 0 | 1): Promise<Voting> {
  const group = await stage.found(NAMES, { articles });
  const { org, us } = group;
  const [ana, berta, celia, dora, elsa, fina] = us as [OneOfUs, OneOfUs, OneOfUs, OneOfUs, OneOfUs, OneOfUs];
  const proposal = await opened(stage, ana, org, { kind: 'resolution' }, way);
  const marks = new Map<OneOfUs, string>();
  const ballot = (who: OneOfUs, says: 'yes' | 'no') => {
    const mark = marks.get(who) ?? randomBytes(20).toString('base64url');
    marks.set(who, mark);
    return { proposal, choices: { ballot: 'yes_no', says }, ...(way === 1 ? { mark } : {}) };
  };
  const cast: Voting['cast'] = (who, says) => stage.do(who, 'decisions.cast', org, ballot(who, says));
  for (const one of [ana, berta, dora]) await cast(one, 'yes');
  for (const one of [celia, elsa]) await cast(one, 'no');
  await stage.do(berta, 'agents.leave', org, {});
  const suspended = { member: celia.member, reason: 'Shouting' };
  await stage.together([ana, dora, elsa, fina], 'agents.suspend', org, suspended);
  return {
    group,
    proposal,
    cast,
    again: async (who, says) => (await stage.no(who, 'decisions.cast', org, ballot(who, says))).rule,
    async closed() {
      stage.days(6);
      await keepTime(stage.host, org);
      return loadProposal(stage.host.db, org, proposal);
    },
  };
}

const counted = { result: 'passed', outcome: { count: { roll: 7, took: 5, count: { yes: 3, no: 2 } } } };

test.each([
  ['open', 0],
  ['secret', 1],
] as const)('their own %s ballot counts, and they cannot change it any more', async (_what, way) => {
  const vote = await voting(way);
  const [, berta, celia, , , , gala] = vote.group.us as OneOfUs[];
  expect(await vote.again(berta!, 'no')).toBe('members_only');
  expect(await vote.again(celia!, 'yes')).toBe('membership_suspended');
  // Whoever goes without having voted is on the roll all the same: the quorum is what it was.
  await stage.do(gala!, 'agents.leave', vote.group.org, {});
  expect(await vote.closed()).toMatchObject(counted);
});

test('whoever had themself forgotten took part, and nobody learns any more what they said', async () => {
  const vote = await voting(0);
  const { org, us } = vote.group;
  await stage.do(us[3]!, 'agents.erase_me', null, {});
  const closed = await vote.closed();
  expect(closed).toMatchObject({ outcome: { count: { took: 5, count: { yes: 2, no: 2 } } } });
  const ballots = await loadOpenBallots(stage.host.db, { org, proposal: vote.proposal, round: 1 });
  expect(ballots.find((one) => one.member === us[3]!.member)).toMatchObject({ choices: null });
});
