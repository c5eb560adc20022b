import { afterAll, beforeAll, expect, test } from 'vitest';
import { hashCode } from '#agents/server';
import { openStage, type OneOfUs, type Stage } from '#test/stage';
import { association } from '../forms/association.ts';
import { carryOutSigned } from './carry-out.ts';
import { perform } from './dispatcher.ts';

let stage: Stage;
beforeAll(async () => {
  stage = await openStage();
});
afterAll(() => stage.close());

async function rows<Row>(statement: string, ...values: unknown[]): Promise<Row[]> {
  return (await stage.host.pool.query(statement, values)).rows as Row[];
}

/** A majority excludes, and appoints and revokes. */
async function five() {
  const group = await stage.found(['Ana', 'Berta', 'Celia', 'Dora', 'Elvira']);
  return { org: group.org, us: group.us as [OneOfUs, OneOfUs, OneOfUs, OneOfUs, OneOfUs] };
}

test('what enough have signed is carried out when fewer are needed, once', async () => {
  const { org, us } = await five();
  const [ana, berta, celia, dora, elvira] = us;
  const excluding = { member: elvira.member, reason: 'Took the pump home' };
  const waiting = await stage.wait(ana, 'agents.exclude', org, excluding);
  await stage.sign(berta, org, waiting);
  expect(await carryOutSigned(stage.host)).toBe(0);
  await stage.do(celia, 'agents.leave', org, {});
  await stage.do(dora, 'agents.leave', org, {});
  expect(await carryOutSigned(stage.host)).toBe(1);
  expect(await carryOutSigned(stage.host)).toBe(0);
  const [left] = await rows<{ end_kind: string }>(
    'SELECT end_kind FROM agents.member WHERE org_id = $1 AND member_id = $2',
    org,
    elvira.member,
  );
  expect(left?.end_kind).toBe('excluded');
});

test('what waits is what the command understood, without what it does not know', async () => {
  const { org, us } = await five();
  const reason = 'Took\u0000 the pump home';
  const asked = { member: us[4].member, reason, padding: 'x'.repeat(1000) };
  const waiting = await stage.wait(us[0], 'agents.exclude', org, asked);
  const [row] = await rows<{ input: unknown; subject: string }>(
    'SELECT input, subject FROM agents.waiting_act WHERE org_id = $1 AND waiting_id = $2',
    org,
    waiting,
  );
  expect(row).toEqual({
    input: { member: us[4].member, reason: 'Took the pump home' },
    subject: us[4].member,
  });
});

test('the reason of a revocation that waits goes with the one it is about', async () => {
  const { org, us } = await five();
  const [ana, berta, celia] = us;
  const post = { role: association.articles.roles[0].role, member: celia.member, endsOn: '2027-11-22' };
  const given = await stage.together([ana, berta, us[3]], 'agents.appoint', org, post);
  const { mandate } = given.answer as { mandate: string };
  const waiting = await stage.wait(ana, 'agents.revoke', org, { mandate, reason: 'The money is gone' });
  await stage.do(celia, 'agents.erase_me', null, {});
  const [row] = await rows<{ input: unknown }>(
    'SELECT input FROM agents.waiting_act WHERE org_id = $1 AND waiting_id = $2',
    org,
    waiting,
  );
  expect(row).toEqual({ input: null });
  const bodies = await rows<{ body: Buffer }>('SELECT body FROM register.payload WHERE org_id = $1', org);
  expect(bodies.map(({ body }) => body.toString()).join('')).not.toContain('The money is gone');
});

test('someone who came by signatures is forgotten in what was asked for, too', async () => {
  const { powers } = association.articles;
  const byTwo = { ...powers, enter_on_paper: { by: 'members', of: 2 } } as const;
  const articles = { ...association.articles, powers: byTwo };
  const { org, us } = await stage.found(['Ana', 'Berta'], { articles });
  const entered = await stage.together([us[0]!, us[1]!], 'agents.enter_on_paper', org, {
    name: 'Luisillo',
    contact: 'third house',
  });
  const { member } = entered.answer as { member: string };
  await stage.do(us[0]!, 'agents.invite', org, { member, codeHash: hashCode('LUIS') });
  const luis = await stage.person('Luis');
  await stage.do(luis, 'agents.accept', org, { code: 'LUIS', name: 'Luis', norms: true });
  await stage.do(luis, 'agents.erase_me', null, {});
  const bodies = await rows<{ body: Buffer }>('SELECT body FROM register.payload WHERE org_id = $1', org);
  const inputs = await rows<{ input: unknown }>(
    'SELECT input FROM agents.waiting_act WHERE org_id = $1',
    org,
  );
  const left = bodies.map(({ body }) => body.toString()).join('') + JSON.stringify(inputs);
  expect(left).not.toContain('Luisillo');
  expect(left).not.toContain('third house');
});

test('whoever goes leaves no answer behind, neither to a token nor in the groups they were in', async () => {
  const { org, us } = await five();
  const [ana] = us;
  const tokenId = 'tok_of_ana';
  await stage.host.pool.query(
    `INSERT INTO auth.login (id, person_id, name, email, email_verified, created_at, updated_at)
     VALUES ('login', $1, 'Ana', 'ana@nowhere.invalid', false, now(), now())`,
    [ana.person],
  );
  await stage.host.pool.query(
    `INSERT INTO auth.token (token_id, person_id, token_hash, name, scopes, made_at, expires_at)
     VALUES ($1, $2, sha256('mine'), 'mine', '{agents:write}', now(), now() + interval '1 day')`,
    [tokenId, ana.person],
  );
  const actor = {
    person: ana.person,
    channel: 'api' as const,
    token: { id: tokenId, scopes: ['agents:write'] },
  };
  const input = { codeHash: hashCode('CODE') };
  await perform(stage.host, { command: 'agents.invite', org, actor, input, key: 'a key' });
  expect(await rows('SELECT FROM host.once WHERE who = $1', tokenId)).toHaveLength(1);
  await stage.do(ana, 'agents.erase_me', null, {});
  expect(await rows('SELECT FROM host.once WHERE who = $1', tokenId)).toEqual([]);
  expect(await rows('SELECT FROM host.once WHERE who = $1 AND org_id = $2', ana.person, org)).toEqual([]);
});
