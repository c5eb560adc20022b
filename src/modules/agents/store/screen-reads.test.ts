/** What a front counts by a query is what the roll, read whole, would say. */
import { afterAll, beforeAll, expect, test } from 'vitest';
import { openStage, type Stage } from '#test/stage';
import { association } from '../../../forms/association.ts';
import { postsNow } from '../core/asks.ts';
import { standingKind, standsFully } from '../core/standing.ts';
import { hashCode } from '../commands/accept.ts';
import { countMembers, loadPosts, loadRoll, loadScene } from './screen-reads.ts';

let stage: Stage;
beforeAll(async () => {
  stage = await openStage();
});
afterAll(() => stage.close());

async function bothWays(org: Parameters<typeof loadRoll>[1]) {
  const { db } = stage.host;
  const scene = (await loadScene(db, org, null, new Date(stage.clock.now).toISOString()))!;
  const roll = await loadRoll(db, org);
  const counted = roll.members.filter((one) => {
    const kind = standingKind(one, scene.today);
    return standsFully(kind, scene.draft) || kind === 'suspended';
  });
  const founders = roll.members.filter((one) => one.founder && one.endedOn === null);
  const held = (posts: Parameters<typeof postsNow>[1]) =>
    postsNow(scene, posts).flatMap((post) => post.held.map((one) => one.id));
  return {
    whole: { members: counted.length, founders: founders.length, held: held(roll) },
    asked: { ...(await countMembers(db, org, scene.draft)), held: held(await loadPosts(db, org)) },
  };
}

test('in a group with posts, somebody suspended, somebody invited and somebody gone', async () => {
  const { org, us } = await stage.found(['Ana', 'Berta', 'Celia', 'Dora', 'Eva']);
  const [ana, berta, celia, dora, eva] = us;
  const invite = { name: 'Flor', codeHash: hashCode('FLOR') };
  await stage.do(ana!, 'agents.invite', org, invite);
  await stage.together(us.slice(0, 3), 'agents.appoint', org, { role: 'treasurer', member: berta!.member });
  await stage.together(us.slice(0, 3), 'agents.appoint', org, { role: 'secretary', member: eva!.member });
  const suspended = { member: celia!.member, reason: 'As she asked', until: '2026-12-24' };
  await stage.together([ana!, berta!, dora!], 'agents.suspend', org, suspended);
  await stage.do(eva!, 'agents.leave', org, {});
  const { whole, asked } = await bothWays(org);
  expect(asked).toEqual(whole);
  expect([asked.members, asked.held.length]).toEqual([4, 1]);
});

test('in a draft, whose founders have not all come', async () => {
  const ana = await stage.person('Ana');
  const about = { form: 'association', name: 'Draft', founder: 'Ana', locale: 'en', timeZone: 'UTC' };
  const { org } = await stage.do(ana, 'agents.found', null, { ...about, articles: association.articles });
  await stage.do(ana, 'agents.name_founder', org, { name: 'Berta', codeHash: hashCode('BERTA') });
  const { whole, asked } = await bothWays(org);
  expect(asked).toEqual(whole);
  expect(asked).toMatchObject({ members: 1, founders: 2 });
});
