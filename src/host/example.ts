/**
 * The example: an invented valley, told by the stories, that anyone may look around in. It has a database,
 * logins and a clock of its own; the clock stands still on a day when everybody in it has something to do. It
 * is made when somebody first asks for it, and thrown away when somebody says so.
 */
import { sql } from 'kysely';
import type { PersonId } from '#kernel/command';
import { assert } from '#kernel/assert';
import { CAST, LAST_DAY, stories, type Character } from '#stories';
import type { Entered, Visit } from './auth/index.ts';
import { borrowExample } from './example-database.ts';
import { EXAMPLE_LIMITS } from './files/limits.ts';
import { openHost, type Host } from './host.ts';
import { log } from './log.ts';
import { storyStage, type Meet } from './story-stage.ts';
import { openWorld, type World } from './worlds.ts';

export interface ExampleProgress {
  readonly is: 'telling' | 'ready' | 'unavailable';
  /** Each story, and whether it has been told. */
  readonly stories: readonly { readonly story: string; readonly told: boolean }[];
}

/** The invented people and who they are in the database. */
type Cast = { readonly [name: string]: PersonId };

interface Ready {
  readonly world: World;
  readonly cast: Cast;
}

const told = new Set<string>();
let opening: Promise<Ready> | null = null;
let ready: Ready | null = null;
let failed = false;

/** The example where it is open; else null, and it is being opened. */
export function exampleWorld(): World | null {
  openExample();
  return ready?.world ?? null;
}

/** How far the telling has come; begins it where nobody has asked before. */
export function exampleProgress(): ExampleProgress {
  openExample();
  const progress = {
    is: ready ? 'ready' : failed ? 'unavailable' : 'telling',
    stories: stories.map(({ story }) => ({ story, told: ready !== null || told.has(story) })),
  } as const;
  // What could not be opened is told once, and tried again for whoever asks next.
  if (failed) {
    failed = false;
    opening = null;
  }
  return progress;
}

/**
 * Forgets what anybody did in the example, and tells it anew; where it is just being told, that is enough.
 */
export function wipeExample(): void {
  if (!ready && !failed) return;
  const old = ready?.world;
  ready = null;
  failed = false;
  begin(true, old);
}

/**
 * Lets a visit in as one of the invented people; null where the example is not open, or has nobody of that
 * name.
 */
export async function enterExample(name: string, visit: Visit): Promise<Entered | null> {
  const person = ready?.cast[name];
  if (!ready || person === undefined) return null;
  const { enterAsInvented } = ready.world.auth;
  assert(enterAsInvented, 'the example lets people in as somebody invented');
  return enterAsInvented({ name, person }, visit);
}

function openExample(): void {
  if (!opening) begin(false);
}

function begin(fresh: boolean, old?: World): void {
  told.clear();
  opening = Promise.resolve(old?.host.close()).then(() => makeExample(fresh));
  opening.then(
    (one) => {
      ready = one;
    },
    (error: unknown) => {
      failed = true;
      log.warn({ part: 'example', err: String(error) }, 'The example could not be opened.');
    },
  );
}

async function makeExample(fresh: boolean): Promise<Ready> {
  let url = await borrowExample({ fresh });
  assert(url !== null, 'the server lends the example a database');
  let cast = fresh ? null : await readCast(url);
  if (!cast) {
    // One that was left half told begins from nothing, too.
    url = fresh ? url : await borrowExample({ fresh: true });
    assert(url !== null, 'the server lends the example a database');
    cast = await tellAll(url);
  }
  const world = await openWorld({
    name: 'example',
    url,
    origin: process.env['TEQUIO_ORIGIN'] ?? `http://localhost:${process.env['PORT'] ?? '4000'}`,
    clock: () => Date.parse(LAST_DAY),
    files: EXAMPLE_LIMITS,
  });
  return { world, cast };
}

async function tellAll(url: string): Promise<Cast> {
  const cast = await tellStories(url, (story) => told.add(story));
  const host = openHost({ url, connections: 1 });
  try {
    await keepCast(host, cast);
    return cast;
  } finally {
    await host.close();
  }
}

/** Tells all stories at once, each by its own clock, and gives who the invented people are. */
export async function tellStories(url: string, onTold: (story: string) => void): Promise<Cast> {
  const met = new Map<string, Promise<Character>>();
  // Whoever is in several stories is one person, whichever of them they come into first.
  const meet: Meet = (name, come) => {
    const someone = (CAST.includes(name) ? met.get(name) : undefined) ?? come();
    met.set(name, someone);
    return someone;
  };
  const cast: Record<string, PersonId> = {};
  const telling = stories.map(async ({ story, tell }) => {
    const clock = { now: 0 };
    const host = openHost({ url, clock: () => clock.now, connections: 3 });
    try {
      const { stage, people } = storyStage(host, clock, story, { meet });
      await tell(stage);
      for (const name of CAST) {
        const someone = people.get(name);
        if (someone) cast[name] = someone.person;
      }
      onTold(story);
    } finally {
      await host.close();
    }
  });
  await Promise.all(telling);
  return cast;
}

const KEPT = 'example-cast';

/** Written last: a database without it was left half told. */
async function keepCast(host: Host, cast: Cast): Promise<void> {
  await sql`INSERT INTO host.secret (name, value) VALUES (${KEPT}, ${Buffer.from(JSON.stringify(cast))})`.execute(
    host.db,
  );
}

async function readCast(url: string): Promise<Cast | null> {
  const host = openHost({ url, connections: 1 });
  try {
    const rows = await sql<{ value: Buffer }>`
      SELECT value FROM host.secret WHERE name = ${KEPT}`.execute(host.db);
    const value = rows.rows[0]?.value;
    return value ? (JSON.parse(value.toString('utf8')) as Cast) : null;
  } finally {
    await host.close();
  }
}
