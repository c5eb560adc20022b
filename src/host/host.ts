/**
 * What the machine lends us, in one value: the database, the clock, chance, and the commands that can be
 * performed. Tests open one on a fresh database; the app opens one at start; nothing of a group lives in it.
 */
import type { Kysely } from 'kysely';
import type pg from 'pg';
import type { AnyCommand } from '#kernel/command';
import type { Tx } from '#kernel/tx';
import { drawChance } from './chance.ts';
import { openDatabase } from './database.ts';
import { USUAL_LIMITS, type FileLimits } from './files/limits.ts';
import { commands } from './registry.ts';
import type { Transact } from './transactions.ts';

export interface Host {
  readonly db: Kysely<unknown>;
  /** Where acts are performed, on connections of their own: `acting`. */
  readonly transact: Transact;
  readonly acting: pg.Pool;
  readonly pool: pg.Pool;
  readonly commands: ReadonlyMap<string, AnyCommand<Tx>>;
  /** Milliseconds since 1970. */
  readonly clock: () => number;
  readonly chance: (bytes: number) => Uint8Array;
  /** How many acts may be decided together; 1 writes one by one. */
  readonly groupSize: number;
  /** Where the list of those who have gone is kept; none for worlds that no backup is made of. */
  readonly erasures: string | null;
  /** How large the files may be that people bring. */
  readonly files: FileLimits;
  close(): Promise<void>;
}

export interface HostOptions {
  readonly url: string;
  readonly clock?: () => number;
  readonly chance?: (bytes: number) => Uint8Array;
  readonly connections?: number;
  readonly groupSize?: number;
  readonly erasures?: string;
  readonly files?: FileLimits;
}

export function openHost(options: HostOptions): Host {
  const database = openDatabase(options.url, options.connections);
  return {
    db: database.db,
    transact: database.transact,
    acting: database.acting,
    pool: database.pool,
    commands,
    clock: options.clock ?? Date.now,
    chance: options.chance ?? drawChance(),
    groupSize: options.groupSize ?? 100,
    erasures: options.erasures ?? null,
    files: options.files ?? USUAL_LIMITS,
    close: () => database.close(),
  };
}
