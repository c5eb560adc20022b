/**
 * Every command × every standing. The rows come from the registry, what is expected from the reviewed
 * table; each attempt starts from the same prepared group and is undone again.
 */
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { OrgId } from '#kernel/command';
import { HOUSE } from '#agents';
import type { Actor, Answer } from '../src/host/act-request.ts';
import { perform } from '../src/host/dispatcher.ts';
import { commands } from '../src/host/registry.ts';
import { someId } from './matrix-agents.ts';
import { draftScene, endedScene, foundedScene, INPUTS, networkScene } from './matrix-scene.ts';
import { strange } from './matrix-strange.ts';
import { stageList } from './matrix-lists.ts';
import type { Scene } from './matrix-scene.ts';
import { ENDED } from './matrix-ended.ts';
import { DRAFT } from './matrix-draft.ts';
import { NETWORK } from './matrix-others.ts';
import { FOUNDED, LEGEND } from './matrix-table.ts';
import { rolledBack, type RolledBack } from './rolled-back.ts';
import { openStage, type Stage } from './stage.ts';

const names = [...commands.keys()].sort();

/** The rows of a table: command → column → cell. */
function rowsOf(table: string): Map<string, Map<string, string>> {
  const [head, ...rows] = table
    .trim()
    .split('\n')
    .map((line) => line.split(/\s+/));
  const columns = head!.slice(1);
  return new Map(
    rows.map(([command, ...cells]) => {
      if (cells.length !== columns.length) throw new Error(`${command} has ${cells.length} cells`);
      return [command!, new Map(columns.map((column, at) => [column, cells[at]!]))];
    }),
  );
}

function outcome(answer: Answer): string {
  if (!answer.ok) return answer.refusal.rule;
  return answer.value.kind === 'done' ? 'done' : 'waits';
}

interface Attempt {
  readonly command: string;
  readonly org: OrgId | null;
  readonly actor: Actor;
  readonly input: unknown;
}

function attempt(world: RolledBack, what: Attempt): Promise<Answer> {
  return world.attempt((host) => perform(host, { ...what, key: 'a key' }));
}

const groups: readonly [string, string, (stage: Stage) => Promise<Scene>][] = [
  ['a founded association', FOUNDED, foundedScene],
  ['a founded network', NETWORK, networkScene],
  ['a draft', DRAFT, draftScene],
  ['a group that has ended', ENDED, endedScene],
];

describe.each(groups)('%s', (_name, table, prepare) => {
  const rows = rowsOf(table);
  let stage: Stage;
  let scene: Scene;
  let world: RolledBack;
  beforeAll(async () => {
    stage = await openStage();
    scene = await prepare(stage);
    world = await rolledBack(stage.host, stage.database.url);
  });
  afterAll(async () => {
    await world.close();
    await stage.close();
  });

  test('every command has a row, and no row is of a command that is gone', () => {
    expect([...rows.keys()].sort()).toEqual(names);
    for (const row of rows.values()) expect([...row.keys()]).toEqual(Object.keys(scene.askers));
  });

  test.each(names)('%s', async (command) => {
    const is: Record<string, string> = {};
    const should: Record<string, string> = {};
    for (const [column, asker] of Object.entries(scene.askers)) {
      const input = INPUTS[command]!(scene.things, asker);
      const got = outcome(
        await attempt(world, { command, org: scene.things.org, actor: asker.actor, input }),
      );
      const expected = LEGEND[rows.get(command)!.get(column)!]!.split(' ');
      is[column] = got;
      should[column] = expected.includes(got) ? got : expected.join(' or ');
    }
    expect(is).toEqual(should);
  });
});

/** Whether the input of a command names anything by an id. */
function namesThings(command: string): boolean {
  const id = someId('mem');
  const nested = new Proxy({}, { get: () => id });
  const isNested = (key: unknown) =>
    ['talk', 'meetings', 'proposals', 'budgets', 'ledger', 'exchange', 'care'].includes(String(key));
  const things = new Proxy(
    {},
    { get: (_all, key) => (key === 'articles' ? {} : isNested(key) ? nested : id) },
  ) as Scene['things'];
  const input = INPUTS[command]!(things, {
    actor: { person: null, channel: 'story' },
    member: null,
    mandate: null,
  });
  return JSON.stringify(input).includes(id);
}

/**
 * Whoever holds the address of a group may knock at its door, and whoever holds a token may post a ballot;
 * neither can be guessed.
 */
const KNOCKS = ['agents.accept', 'agents.apply', 'decisions.post_ballot'];

describe('nothing is given away', () => {
  let stage: Stage;
  let scene: Scene;
  let other: Scene;
  let world: RolledBack;
  beforeAll(async () => {
    stage = await openStage();
    other = await networkScene(stage);
    scene = await foundedScene(stage);
    world = await rolledBack(stage.host, stage.database.url);
  });
  afterAll(async () => {
    await world.close();
    await stage.close();
  });

  const ofGroups = names.filter(
    (name) => commands.get(name)!.scope === 'organization' && !commands.get(name)!.internal,
  );
  const closed = ofGroups.filter((name) => !KNOCKS.includes(name));

  test.each(closed)('%s answers a stranger as if the group were not there', async (command) => {
    for (const column of ['vis', 'per', 'for', 'ope']) {
      const asker = scene.askers[column]!;
      const input = INPUTS[command]!(scene.things, asker);
      const there = await attempt(world, { command, org: scene.things.org, actor: asker.actor, input });
      const nowhere = await attempt(world, { command, org: someId('org'), actor: asker.actor, input });
      expect(there).toEqual(nowhere);
      expect(there.ok).toBe(false);
    }
  });

  test.each(ofGroups.filter(namesThings))('%s takes nothing of another group', async (command) => {
    for (const asker of [scene.askers['mem']!, scene.askers['sec']!]) {
      const own = { ...asker, mandate: null };
      const request = { command, org: scene.things.org, actor: asker.actor };
      const foreign = await attempt(world, {
        ...request,
        input: INPUTS[command]!(strange(scene.things, other.things), own),
      });
      const unknown = await attempt(world, {
        ...request,
        input: INPUTS[command]!(strange(scene.things, null), own),
      });
      expect(outcome(foreign)).toBe(outcome(unknown));
      expect(foreign.ok).toBe(false);
    }
  });

  test('the house is nobody’s group', async () => {
    for (const command of ofGroups) {
      const asker = scene.askers['mem']!;
      const input = INPUTS[command]!(scene.things, asker);
      const answer = await attempt(world, { command, org: HOUSE, actor: asker.actor, input });
      expect(`${command}: ${outcome(answer)}`).toBe(`${command}: no_standing`);
    }
  });

  test('the operator brings lists into the house, and into no group', async () => {
    const { actor } = scene.askers['ope']!;
    const staged = await stageList(stage, HOUSE, 'A list of the house');
    const request = { command: 'network.import_listings', actor, input: { import: staged } };
    expect(outcome(await attempt(world, { ...request, org: HOUSE }))).toBe('done');
    const input = { import: scene.things.staged };
    expect(outcome(await attempt(world, { ...request, org: scene.things.org, input }))).toBe('sign_in_first');
    const member = { person: scene.askers['mem']!.actor.person, channel: 'cli', operator: true } as const;
    const both = await attempt(world, { ...request, org: scene.things.org, actor: member, input });
    expect(outcome(both)).toBe('matter_has_no_power');
  });

  test('what only the host performs, it performs for nobody who has no part in it', async () => {
    const of = (command: string, column: string) =>
      world.attempt((host) => {
        const asker = scene.askers[column]!;
        const input = INPUTS[command]!(scene.things, asker);
        return perform(host, {
          command,
          org: scene.things.org,
          actor: asker.actor,
          input,
          key: 'a key',
          byHost: true,
        });
      });
    expect(outcome(await of('agents.forget_me', 'per'))).toBe('no_standing');
    expect(outcome(await of('agents.forget_me', 'ex'))).toBe('done');
    expect(outcome(await of('agents.forget_me', 'mem'))).toBe('done');
    expect(outcome(await of('agents.ask_signatures', 'per'))).toBe('no_standing');
    expect(outcome(await of('agents.ask_signatures', 'app'))).toBe('members_only');
    expect(outcome(await of('agents.ask_signatures', 'mem'))).toBe('done');
    expect(outcome(await of('agents.enter_house', 'per'))).toBe('already_here');
  });
});
