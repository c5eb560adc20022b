import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { PersonId } from '#kernel/command';
import { decideAsks } from '#agents';
import { loadAffairs, loadScene, orgBySlug, organizationsOf } from '#agents/server';
import { loadMoneyAsks } from '#ledger/server';
import { CAST, LAST_DAY, stories } from '#stories';
import { browser } from '#test/with-auth';
import { freshDatabase, type TestDatabase } from '#test/with-database';
import { tellStories } from './example.ts';
import { openWorld, type World } from './worlds.ts';

let database: TestDatabase;
let world: World;
let real: World;
let cast: { readonly [name: string]: PersonId };
const told: string[] = [];

beforeAll(async () => {
  database = await freshDatabase();
  cast = await tellStories(database.url, (story) => told.push(story));
  world = await openWorld({
    name: 'example',
    url: database.url,
    origin: 'http://localhost:4000',
    clock: () => Date.parse(LAST_DAY),
  });
  real = await openWorld({ name: 'real', url: database.url, origin: 'http://localhost:4000' });
});
afterAll(async () => {
  await real.host.close();
  await world.host.close();
  await database.drop();
});

async function asksOf(person: PersonId): Promise<string[]> {
  const now = new Date(world.host.clock()).toISOString();
  const asks: string[] = [];
  for (const org of await organizationsOf(world.host.db, person)) {
    const scene = await loadScene(world.host.db, org, person, now);
    if (scene) asks.push(...decideAsks(scene, await loadAffairs(world.host.db, scene)).map((one) => one.ask));
  }
  return asks.sort();
}

async function moneyAsksOf(person: PersonId): Promise<string[]> {
  const now = new Date(world.host.clock()).toISOString();
  const asks: string[] = [];
  for (const org of await organizationsOf(world.host.db, person)) {
    const scene = await loadScene(world.host.db, org, person, now);
    const { member } = scene!.viewer;
    const found = await loadMoneyAsks(world.host.db, org, member!, {
      today: scene!.today,
      mediates: true,
      keeps: true,
    });
    asks.push(...found.map((one) => one.ask));
  }
  return asks.sort();
}

describe('the example', () => {
  test('is told story by story, side by side in one database', () => {
    expect(told.sort()).toEqual(stories.map(({ story }) => story).sort());
    expect(Object.keys(cast).sort()).toEqual([...CAST].sort());
  });

  test.each([
    ['Rosa', ['post_ends', 'sign', 'vouch']],
    ['Teresa', ['vouch']],
    ['Amina', ['say_no', 'sign', 'sign', 'sign', 'vouch']],
    ['Celerina', ['sign', 'sign']],
    ['Maru', ['sign']],
    ['Marek', ['sign', 'vouch']],
  ])('asks something of %s on the day that stands still', async (name, asks) => {
    expect(await asksOf(cast[name]!)).toEqual(asks);
  });

  test.each([
    ['Amina', ['pay', 'settle']],
    ['Celerina', ['deny', 'settle']],
    ['Maru', ['pay']],
    ['Imelda', ['pay']],
    ['Citlali', ['pay']],
  ])('has something in the accounts of %s', async (name, asks) => {
    expect(await moneyAsksOf(cast[name]!)).toEqual(asks);
  });

  test.each(stories)('knows the group of the story “$story”, and who is in it', async (story) => {
    const org = await orgBySlug(world.host.db, story.group);
    expect(org).not.toBeNull();
    for (const name of story.cast) {
      expect(await organizationsOf(world.host.db, cast[name]!)).toContain(org);
    }
  });

  test('asks the organizer of the network for a word and a signature', async () => {
    expect(await asksOf(cast['Julián']!)).toEqual(expect.arrayContaining(['sign', 'vouch']));
  });
});

describe('somebody else’s shoes', () => {
  test('are put on without a secret, changed for others, and leave no name on the device', async () => {
    const { enterAsInvented } = world.auth;
    const visitor = browser();
    const asRosa = visitor.take(
      await enterAsInvented!({ name: 'Rosa', person: cast['Rosa']! }, visitor.visit),
    );
    expect(asRosa.session.person).toBe(cast['Rosa']);
    expect(await world.auth.sessionOf(visitor.visit.cookies)).toMatchObject({ name: 'Rosa', borrowed: true });
    visitor.take(await enterAsInvented!({ name: 'Marek', person: cast['Marek']! }, visitor.visit));
    expect(await world.auth.sessionOf(visitor.visit.cookies)).toMatchObject({ name: 'Marek' });
    expect(await world.auth.onDevice(visitor.visit.cookies)).toEqual([]);
  });

  test('are nowhere in the real world', async () => {
    expect(real.auth.enterAsInvented).toBeNull();
    expect(real.auth.cookies.session).not.toBe(world.auth.cookies.session);
  });
});
