/** For tests of this module: a list goes in the way the page and the command line bring it in. */
import { randomBytes } from 'node:crypto';
import type pg from 'pg';
import type { Kysely } from 'kysely';
import type { Act, ActId, AnyCommand, OrgId } from '#kernel/command';
import { makeId } from '#kernel/id';
import type { Json, Outcome } from '#kernel/outcome';
import type { Tx } from '#kernel/tx';
import { lookAtFile, newImport, stageImport } from '../store/uploads.ts';
import type { StagingCounts } from '../store/staging.ts';
import type { ActFact } from '../store/verify.ts';

export const HOUSE = 'org_00000000000000000000000000' as OrgId;
const MILLIS = Date.UTC(2026, 10, 23, 12);
const chance = (bytes: number) => randomBytes(bytes);

export interface Directory {
  readonly db: Kysely<unknown>;
  readonly pool: pg.Pool;
}

/** The dry run of a list; gives the import and what it would do. */
export async function stage(
  { pool }: Directory,
  bytes: Buffer | string,
  source = 'a list',
): Promise<{ id: string; counts: StagingCounts }> {
  async function* open() {
    yield Buffer.from(bytes);
  }
  const look = await lookAtFile(open);
  if (!look.ok) throw new Error(look.refusal.rule);
  const made = {
    org: HOUSE,
    fileName: 'list.csv',
    source,
    licence: 'CC0 1.0',
    look: look.value,
    millis: MILLIS,
    chance,
  };
  const id = await newImport(pool, made);
  const { format, mapping } = look.value;
  const staged = await stageImport(pool, {
    org: HOUSE, importId: id, bytes: open(), format, mapping, source, licence: 'CC0 1.0', millis: MILLIS, chance,
  }); // prettier-ignore
  if (!staged.ok) throw new Error(staged.refusal.rule);
  return { id, counts: staged.value };
}

export interface Performed {
  readonly outcome: Outcome<{ readonly [key: string]: Json | undefined }>;
  /** What the register would keep; empty when it was refused. */
  readonly acts: ActFact[];
}

/** Load, decide, record in one transaction, as the dispatcher does behind the gate. */
export async function perform(
  { db }: Directory,
  command: AnyCommand<Tx>,
  importId: string,
): Promise<Performed> {
  return db.transaction().execute(async (tx) => {
    const at = new Date(MILLIS).toISOString();
    const input = { import: importId };
    const brought = () => Promise.resolve(new Map<string, never>());
    const context = { org: HOUSE, now: at, today: at.slice(0, 10), chance: randomBytes, brought };
    const state = await command.load(tx, [{ input, person: null, member: null }], context);
    const id: ActId = makeId('act', MILLIS, randomBytes(10));
    const act = { id, org: HOUSE, at, today: at.slice(0, 10) } as Act;
    const outcome = command.decide(state, input, act);
    if (!outcome.ok) return { outcome, acts: [] };
    await command.record(tx, [{ act, fact: outcome.value }]);
    return { outcome, acts: [{ id, at, name: command.name, fact: outcome.value }] };
  });
}
