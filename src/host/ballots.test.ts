import { randomBytes } from 'node:crypto';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { OrgId } from '#kernel/command';
import { voiceOf, type Articles, type Way } from '#agents';
import { loadGroup, type Scene } from '#agents/server';
import { loadOptions, loadProposal } from '#decisions/server';
import { openStage, type OneOfUs, type Stage } from '#test/stage';
import {
  articles as sound,
  majority,
  opened,
  published,
  ranked,
} from '../modules/decisions/commands/with-group.ts';
import { readBallotList, rootOfLines } from '../modules/decisions/core/published-root.ts';
import { recount } from '../modules/decisions/core/recount.ts';
import { publishedBallots } from './ballots.ts';
import { keepTime } from './enact.ts';

const secret: Way = { ...majority, secrecy: 'separated' };
const articles: Articles = {
  ...sound,
  voice: { ...voiceOf(sound), delegations: 2 },
  powers: {
    ...sound.powers,
    resolve: { by: 'decision', ways: [majority, secret, ranked] },
    tell: { by: 'member' },
    appoint: { by: 'decision', ways: [{ ...majority, method: 'approval' }] },
    amend: { by: 'member' },
  },
};

let stage: Stage;
beforeAll(async () => {
  stage = await openStage();
});
afterAll(() => stage.close());

async function over(org: OrgId): Promise<void> {
  stage.days(6);
  await keepTime(stage.host, org);
}

async function publishedNow(org: OrgId, id: string) {
  const { db } = stage.host;
  const group = (await loadGroup(db, org, new Date(stage.clock.now).toISOString()))!;
  const scene = { organization: { org_id: org }, group } as unknown as Scene;
  const proposal = (await loadProposal(db, org, id))!;
  return publishedBallots(db, scene, proposal, await loadOptions(db, org, id), (one) => one.title);
}

test('papers are counted again with the ballots of an open vote', async () => {
  const { org, us } = await stage.found(['Ana', 'Berta', 'Celia'], { articles });
  const [ana, berta, celia] = us as [OneOfUs, OneOfUs, OneOfUs];
  const proposal = await opened(stage, ana, org, { kind: 'resolution' });
  const choices = { ballot: 'yes_no', says: 'yes' };
  await stage.do(ana, 'decisions.cast', org, { proposal, choices });
  const papers = { proposal, voters: [celia.member], ballots: [{ ballot: 'yes_no', says: 'no' }] };
  const { answer } = await stage.do(ana, 'decisions.enter_ballots', org, papers);
  const { pile } = answer as { pile: string };
  await stage.do(berta, 'decisions.confirm_ballots', org, { ...papers, pile });
  await over(org);
  const published = await publishedNow(org, proposal);
  expect(published?.ballots).toBe(2);
  expect(published?.file?.text).toContain('people,no,1');
});

test('beside the ballots lies the table of kept places, for as long as those who stood are known', async () => {
  const { org, us } = await stage.found(['Ana', 'Berta', 'Celia'], { articles });
  const [ana, berta, celia] = us as [OneOfUs, OneOfUs, OneOfUs];
  const draft = { kind: 'election', title: 'Who', post: { role: 'coordinator' }, seats: 2 };
  const parity = [{ group: 'Upper town', least: 1 }];
  const proposal = await published(stage, ana, org, { ...draft, parity });
  const stand = (who: OneOfUs, groups: string[]) =>
    stage.do(who, 'decisions.add_option', org, { proposal, member: who.member, groups });
  await stand(ana, []);
  await stand(berta, []);
  await stand(celia, ['Upper town']);
  stage.days(4);
  await keepTime(stage.host, org);
  const [first, second] = await loadOptions(stage.host.db, org, proposal);
  const choices = { ballot: 'approve', options: [first!.id, second!.id] };
  await stage.do(ana, 'decisions.cast', org, { proposal, choices });
  expect(await publishedNow(org, proposal)).toBeNull();
  await over(org);
  const rows = async () => (await publishedNow(org, proposal))!.kept!.text.trim().split('\r\n');
  expect(await rows()).toEqual(['group,least,most,,,', 'Upper town,1,,,,x']);
  await stage.do(celia, 'agents.erase_me', null, {});
  expect(await rows()).toEqual(['group,least,most,,,', 'Upper town,1,,,,']);
});

test('no later rule tells secret ballots that were promised not to be told', async () => {
  const { org, us } = await stage.found(['Ana', 'Berta', 'Celia'], { articles });
  const proposal = await opened(stage, us[0]!, org, { kind: 'resolution' }, 1);
  for (const one of us) {
    const mark = randomBytes(20).toString('base64url');
    await stage.do(one, 'decisions.cast', org, {
      proposal,
      choices: { ballot: 'yes_no', says: 'yes' },
      mark,
    });
  }
  await over(org);
  expect(await publishedNow(org, proposal)).toMatchObject({ ballots: 3, file: null, list: null });
  const told = { ...articles, voice: { ...voiceOf(articles), publishFrom: 2 } };
  await stage.do(us[0]!, 'agents.amend', org, { base: 1, articles: told });
  expect(await publishedNow(org, proposal)).toMatchObject({ ballots: 3, file: null, list: null });
});

test('beside secret ballots that are published lies the list whose root is in the record', async () => {
  const told = { ...articles, voice: { ...voiceOf(articles), publishFrom: 3 } };
  const { org, us } = await stage.found(['Ana', 'Berta', 'Celia'], { articles: told });
  const proposal = await opened(stage, us[0]!, org, { kind: 'resolution' }, 1);
  for (const one of us) {
    const mark = randomBytes(20).toString('base64url');
    const choices = { ballot: 'yes_no', says: 'yes' };
    await stage.do(one, 'decisions.cast', org, { proposal, choices, mark });
  }
  expect(await publishedNow(org, proposal)).toBeNull();
  await over(org);
  const { list, file } = (await publishedNow(org, proposal))!;
  const read = readBallotList(list!.text);
  expect([read.ballots, read.marks]).toEqual([3, 3]);
  expect(rootOfLines(read.lines)).toBe((await loadProposal(stage.host.db, org, proposal))!.ballotsRoot);
  expect(file!.text).toContain('people,yes,3');
});

test('voices that were given are counted again with the ballot that carried them, and nobody reads whose', async () => {
  const { org, us } = await stage.found(['Ana', 'Berta', 'Celia', 'Dora'], { articles });
  const [ana, berta, celia, dora] = us as [OneOfUs, OneOfUs, OneOfUs, OneOfUs];
  for (const one of [berta, celia]) await stage.do(one, 'decisions.delegate', org, { to: ana.member });
  const draft = { kind: 'choice', options: [{ title: 'Blue' }, { title: 'Red' }] };
  const proposal = await opened(stage, ana, org, draft, 2);
  const [blue, red] = await loadOptions(stage.host.db, org, proposal);
  for (const [who, first, second] of [
    [ana, blue, red],
    [dora, red, blue],
  ] as const) {
    const choices = { ballot: 'rank', ranking: [[first!.id], [second!.id]] };
    await stage.do(who, 'decisions.cast', org, { proposal, choices });
  }
  await over(org);
  const closed = (await loadProposal(stage.host.db, org, proposal))!;
  expect(closed.outcome).toMatchObject({ winners: [blue!.id], count: { took: 4 } });
  expect(closed.carried).toEqual([{ voter: ana.member, chamber: 'people', voices: 2 }]);
  const published = (await publishedNow(org, proposal))!;
  expect(published.ballots).toBe(4);
  const again = recount({ file: published.file!, method: 'schulze', seats: null, seed: closed.seed! });
  expect(again.ballots).toBe(4);
  expect(again.outcome.winners.map((one) => again.names.get(one))).toEqual(['Blue']);
});
