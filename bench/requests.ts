/**
 * Payments over HTTP: the real program as `npm start` starts it, asked by 32 callers over connections that
 * stay open, each with the token of whoever pays, from the address of that one; beside the five statements of
 * TPC-B by hand on the same server in the same run. What asks runs on the same machine.
 *
 *   node bench/requests.ts [seconds for each figure, 5 by default] [accounts, 100,000 by default]
 */
import { randomBytes, randomInt } from 'node:crypto';
import { Agent, request } from 'node:http';
import { chmod, mkdtemp, rm } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import pg from 'pg';
import { makeId } from '#kernel/id';
import { hashOf } from '#host/auth/codes';
import { startEngine } from '#host/engine/engine';
import { DATABASE } from '#host/engine/server';
import { openHost } from '#host/host';
import { startApp } from './app.ts';
import { makePlace, type Place } from './circle.ts';
import { CALLERS, lineOf, makeTpcb, measure, tpcb, type Act } from './tpcb.ts';

const seconds = Number(process.argv[2] ?? 5);
const accounts = Number(process.argv[3] ?? 100_000);
const write = (line: string) => process.stdout.write(`${line}\n`);

/** A token for everybody, used today already. */
async function giveTokens(owner: pg.Pool, place: Place): Promise<string[]> {
  const tokens = place.people.map(() => `teq_${randomBytes(32).toString('base64url')}`);
  await owner.query(
    `INSERT INTO auth.login (id, person_id, name, email, email_verified, created_at, updated_at)
     SELECT 'lgn_' || person_id, person_id, '', person_id || '@nowhere.invalid', false, now(), now()
       FROM unnest($1::text[]) person_id`,
    [place.people],
  );
  await owner.query(
    `INSERT INTO auth.token (token_id, person_id, name, scopes, token_hash, made_at, expires_at, last_used_on)
     SELECT token_id, person_id, 'A till', ARRAY['ledger:write'], token_hash, now(), now() + '1 day', current_date
       FROM unnest($1::text[], $2::text[], $3::bytea[]) AS row(token_id, person_id, token_hash)`,
    [place.people.map(() => makeId('tok', Date.now(), randomBytes(10))), place.people, tokens.map(hashOf)],
  );
  return tokens;
}

const agent = new Agent({ keepAlive: true, maxSockets: CALLERS });

function post(address: URL, body: string, headers: Record<string, string>): Promise<number> {
  return new Promise((resolve, reject) => {
    const sent = request(address, { method: 'POST', agent, headers }, (answer) => {
      answer.resume();
      answer.on('end', () => resolve(answer.statusCode ?? 0));
      answer.on('error', reject);
    });
    sent.on('error', reject);
    sent.end(body);
  });
}

function paying(origin: string, place: Place, tokens: readonly string[], hot: boolean): Act {
  const address = new URL('/api/v1/ledger/transfer', origin);
  return async () => {
    const from = randomInt(1, accounts);
    const to = hot ? 0 : (from + randomInt(1, accounts - 1)) % accounts;
    const input = {
      source: place.accounts[from],
      target: place.accounts[to],
      amountMinor: String(randomInt(1, 500)),
      note: 'bread and eggs',
    };
    const status = await post(address, JSON.stringify({ org: place.org, input }), {
      authorization: `Bearer ${tokens[from]}`,
      'content-type': 'application/json',
      'idempotency-key': randomBytes(12).toString('hex'),
      // Everybody has a device of their own.
      'x-forwarded-for': `10.${from >> 16}.${(from >> 8) & 255}.${from & 255}`,
    });
    if (status !== 200) throw new Error(`A payment was answered with ${status}.`);
  };
}

const folder = await mkdtemp(path.join(os.tmpdir(), 'tequio-bench-'));
await chmod(folder, 0o711);
process.env['TEQUIO_TRUST_PROXY'] = '1';
process.env['TEQUIO_LOG'] = 'warn';
const app = await startApp(path.join(folder, 'data'));
try {
  const engine = await startEngine(path.join(folder, 'data'));
  const host = openHost({ url: engine.url(DATABASE), connections: 2 });
  const owner = new pg.Pool({ connectionString: engine.ownerUrl(DATABASE), max: CALLERS });
  owner.on('error', () => undefined);
  write(`${accounts} accounts, ${CALLERS} callers, load ${os.loadavg()[0]!.toFixed(1)}`);
  const place = await makePlace(host, accounts);
  const tokens = await giveTokens(owner, place);
  for (const hot of [false, true]) {
    const branches = hot ? 1 : 40;
    await makeTpcb(owner, branches, accounts);
    const look = (act: Act) => measure(act, seconds, engine.cluster);
    await look(paying(app.origin, place, tokens, hot));
    await owner.query('VACUUM ANALYZE');
    const reference = await look(tpcb(owner, branches, accounts));
    write(lineOf(`TPC-B by hand, ${branches} branches`, reference));
    const what = `payments over HTTP, ${hot ? 'all to one account' : 'among all of them'}`;
    write(lineOf(what, await look(paying(app.origin, place, tokens, hot)), reference));
  }
  agent.destroy();
  await host.close();
  await owner.end();
} finally {
  await app.stop();
  await rm(folder, { recursive: true, force: true });
}
