/**
 * What is counted of the running program, for Prometheus: how many, how long, never who. Whoever has no token
 * for it is told that nothing is here.
 */
import { createHash, timingSafeEqual } from 'node:crypto';
import type pg from 'pg';
import { Counter, Gauge, Histogram, Registry } from 'prom-client';

const registry = new Registry();
const registers = [registry];
const SECONDS = [0.002, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 10];

const acts = new Counter({
  name: 'tequio_acts_total',
  help: 'Acts that were asked for, by what became of them',
  labelNames: ['command', 'outcome'],
  registers,
});
const actSeconds = new Histogram({
  name: 'tequio_act_seconds',
  help: 'From the asking for an act to its answer',
  labelNames: ['command'],
  buckets: SECONDS,
  registers,
});
const groupActs = new Histogram({
  name: 'tequio_group_acts',
  help: 'How many acts were decided together',
  buckets: [1, 2, 5, 10, 20, 50, 100],
  registers,
});
const requests = new Counter({
  name: 'tequio_http_requests_total',
  help: 'Requests that reached the pages or the API',
  labelNames: ['route', 'method', 'status'],
  registers,
});
const requestSeconds = new Histogram({
  name: 'tequio_http_request_seconds',
  help: 'From a request to the beginning of its answer',
  labelNames: ['route'],
  buckets: SECONDS,
  registers,
});

/** By world and purpose: a world that is opened anew takes the place of what it was. */
const pools = new Map<string, { readonly watched: WatchedPool; readonly pool: pg.Pool }>();
new Gauge({
  name: 'tequio_database_connections',
  help: 'Connections to the database, and who waits for one',
  labelNames: ['world', 'purpose', 'state'],
  registers,
  collect() {
    for (const { watched, pool } of pools.values()) {
      this.set({ ...watched, state: 'open' }, pool.totalCount);
      this.set({ ...watched, state: 'idle' }, pool.idleCount);
      this.set({ ...watched, state: 'waited_for' }, pool.waitingCount);
    }
  },
});

/** `outcome` is `done`, `replayed`, `waiting`, `failed`, or the rule that refused. */
export function countAct(command: string, outcome: string, millis: number): void {
  acts.inc({ command, outcome });
  actSeconds.observe({ command }, millis / 1000);
}

export function countGroup(size: number): void {
  groupActs.observe(size);
}

/** `route` is the id of a route, never an address that somebody typed. */
export function countRequest(route: string, method: string, status: number, millis: number): void {
  requests.inc({ route, method: METHODS.has(method) ? method : 'other', status });
  requestSeconds.observe({ route }, millis / 1000);
}

const METHODS = new Set(['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS']);

export interface WatchedPool {
  readonly world: string;
  readonly purpose: 'reads' | 'acts';
}

export function watchPool(watched: WatchedPool, pool: pg.Pool): void {
  pools.set(`${watched.world} ${watched.purpose}`, { watched, pool });
}

/** `GET /metrics`, for whoever sends `token`; without a token set, for nobody. */
export async function answerMetrics(request: Request, token: string | undefined): Promise<Response> {
  const given = /^Bearer +(.+)$/i.exec(request.headers.get('authorization') ?? '')?.[1];
  if (!token || given === undefined || !sameText(given, token)) {
    return new Response('Not found\n', {
      status: 404,
      headers: { 'content-type': 'text/plain; charset=utf-8' },
    });
  }
  return new Response(await registry.metrics(), {
    headers: { 'content-type': registry.contentType, 'cache-control': 'no-store' },
  });
}

/** In a time that tells nothing of either text. */
function sameText(one: string, other: string): boolean {
  const digest = (text: string) => createHash('sha256').update(text).digest();
  return timingSafeEqual(digest(one), digest(other));
}
