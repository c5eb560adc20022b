import { randomBytes } from 'node:crypto';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { OrgId } from '#kernel/command';
import { voiceOf, type Articles, type Way } from '#agents';
import { loadGroup, type Scene } from '#agents/server';
import { loadOptions, loadProposal } from '#decisions/server';
import { openStage, type OneOfUs, type Stage } from '#test/stage';
import { articles as sound, majority, opened } from '../modules/decisions/commands/with-group.ts';
import { publishedBallots } from './ballots.ts';
import { keepTime } from './enact.ts';

const secret: Way = { ...majority, secrecy: 'separated' };
const articles: Articles = {
  ...sound,
  powers: {
    ...sound.powers,
    resolve: { by: 'decision', ways: [majority, secret] },
    tell: { by: 'member' },
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
  expect(await publishedNow(org, proposal)).toMatchObject({ ballots: 3, file: null });
  const told = { ...articles, voice: { ...voiceOf(articles), publishFrom: 2 } };
  await stage.do(us[0]!, 'agents.amend', org, { base: 1, articles: told });
  expect(await publishedNow(org, proposal)).toMatchObject({ ballots: 3, file: null });
});
