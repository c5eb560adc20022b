/** A group for tests of what is decided together: short talks and votes, and hands to vote with. */
import type { OrgId } from '#kernel/command';
import type { Articles, Way } from '#agents';
import { association } from '../../../forms/association.ts';
import type { OneOfUs, Stage } from '#test/stage';
import { enactDue, keepTime } from '../../../host/enact.ts';

export const majority: Way = {
  method: 'majority',
  quorumPercent: 50,
  noQuorum: 'fails',
  talkDays: 3,
  voteDays: 5,
  waitDays: 0,
  secrecy: 'open',
  voters: 'members',
};
export const ranked: Way = { ...majority, method: 'schulze' };
export const atOnce: Way = { ...majority, talkDays: 0, voteDays: 0 };

const sound = association.articles as Articles;
export const articles: Articles = {
  ...sound,
  roles: [
    { role: 'coordinator', holders: 2, termMonths: 12 },
    { role: 'treasurer', holders: 1, termMonths: 12 },
  ],
  powers: {
    ...sound.powers,
    appoint: { by: 'decision', ways: [majority, ranked] },
    revoke: { by: 'members', share: 'majority', ways: [majority] },
    exclude: { by: 'members', share: 'majority', ways: [majority] },
    describe: { by: 'member', ways: [atOnce] },
    amend: { by: 'members', of: 1, ways: [majority] },
    dissolve: { by: 'members', share: 'all', ways: [majority] },
    resolve: { by: 'decision', ways: [majority, ranked, { ...majority, method: 'lot' }] },
    share_out: { by: 'decision', ways: [{ ...majority, method: 'equal_shares' }] },
    suspend: { by: 'members', share: 'majority' },
  },
};

export async function written(stage: Stage, who: OneOfUs, org: OrgId, draft: object): Promise<string> {
  const { answer } = await stage.do(who, 'decisions.propose', org, { title: 'A question', ...draft });
  return (answer as { proposal: string }).proposal;
}

export async function published(
  stage: Stage,
  who: OneOfUs,
  org: OrgId,
  draft: object,
  way = 0,
): Promise<string> {
  const proposal = await written(stage, who, org, draft);
  await stage.do(who, 'decisions.publish', org, { proposal, way });
  return proposal;
}

/** Talked over, and open to the vote by its own time. */
export async function opened(
  stage: Stage,
  who: OneOfUs,
  org: OrgId,
  draft: object,
  way = 0,
): Promise<string> {
  const proposal = await published(stage, who, org, draft, way);
  stage.days(3);
  await keepTime(stage.host, org);
  return proposal;
}

/** Everybody says yes and the vote closes; whether it has taken effect is for the caller to see. */
export async function decided(
  stage: Stage,
  us: readonly OneOfUs[],
  org: OrgId,
  draft: object,
): Promise<string> {
  const proposal = await opened(stage, us[0]!, org, draft);
  for (const one of us) {
    await stage.do(one, 'decisions.cast', org, { proposal, choices: { ballot: 'yes_no', says: 'yes' } });
  }
  stage.days(6);
  await keepTime(stage.host, org);
  return proposal;
}

export async function carriedOut(stage: Stage, org: OrgId): Promise<number> {
  return enactDue(stage.host, org);
}
