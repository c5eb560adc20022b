/**
 * Whoever runs the machine holds the database in hand. Here they add, drop and alter ballots, and the
 * roll, and everybody may read what is found out afterwards and what is not (SECURITY.md says so too).
 */
import { randomBytes } from 'node:crypto';
import { sql, type Kysely } from 'kysely';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Articles, Way } from '../src/modules/agents/index.ts';
import { association } from '../src/forms/association.ts';
import type { Json } from '../src/kernel/outcome.ts';
import { openDatabase } from '../src/host/database.ts';
import { perform } from '../src/host/dispatcher.ts';
import { keepTime } from '../src/host/enact.ts';
import { openHost, type Host } from '../src/host/host.ts';
import { verifyRegister } from '../src/host/register/verify.ts';
import { commands } from '../src/host/registry.ts';
import { compareRows, replay } from '../src/host/replay.ts';
import { verifyUrns } from '../src/host/verify-ballots.ts';
import { signBlinded } from '../src/modules/decisions/commands/ballot-keys.ts';
import { postWith, tokenFor } from '../src/modules/decisions/commands/with-tokens.ts';
import { newWish, unblind } from '../src/modules/decisions/core/blind.ts';
import { loadProposal, loadSecret } from '../src/modules/decisions/index.server.ts';
import { openStage, type Group, type OneOfUs, type Stage } from './stage.ts';
import { copyOf, freshDatabase, type TestDatabase } from './with-database.ts';

const open: Way = {
  method: 'majority',
  quorumPercent: 0,
  noQuorum: 'fails',
  talkDays: 0,
  voteDays: 1,
  waitDays: 0,
  secrecy: 'open',
  voters: 'members',
};
const articles: Articles = {
  ...association.articles,
  powers: {
    ...association.articles.powers,
    resolve: {
      by: 'decision',
      ways: [open, { ...open, secrecy: 'separated' }, { ...open, secrecy: 'blind' }],
    },
    describe: { by: 'member', ways: [{ ...open, voteDays: 0 }] },
  },
};

let stage: Stage;
let group: Group;
/** Votes that have closed, and such as are open still. */
let closed: Votes;
let running: Votes;
/**
 * What was decided in a meeting, by name; by hands that were counted; by hands that wait for a second person.
 */
let meeting: { readonly named: string; readonly hands: string; readonly waits: string };
interface Votes {
  readonly open: string;
  readonly secret: string;
  readonly blind: string;
}

beforeAll(async () => {
  stage = await openStage();
  group = await stage.found(['Ana', 'Berta', 'Celia', 'Dora'], { articles });
  meeting = await meet();
  closed = { open: await vote(0), secret: await vote(1), blind: await blindVote() };
  stage.days(2);
  await keepTime(stage.host, group.org);
  running = { open: await vote(0), secret: await vote(1), blind: await blindVote() };
});
afterAll(() => stage.close());

async function opened(way: number): Promise<string> {
  const [ana] = group.us as [OneOfUs];
  const draft = { kind: 'resolution', title: 'A question' };
  const { answer } = await stage.do(ana, 'decisions.propose', group.org, draft);
  const { proposal } = answer as { proposal: string };
  await stage.do(ana, 'decisions.publish', group.org, { proposal, way });
  await stage.do(ana, 'decisions.open', group.org, { proposal });
  return proposal;
}

/** Ana and Berta meet: one question by name, two by hands; Berta says of the first two that it was so. */
async function meet(): Promise<typeof meeting> {
  const [ana, berta] = group.us as [OneOfUs, OneOfUs];
  const act = async (who: OneOfUs, verb: string, input: object) =>
    (await stage.do(who, `decisions.${verb}`, group.org, input)).answer as {
      meeting: string;
      proposal: string;
    };
  const startsAt = new Date(stage.clock.now + 3 * 86_400_000).toISOString();
  const { meeting: id } = await act(ana, 'call_meeting', { kind: 'meeting', title: 'A meeting', startsAt });
  stage.days(3);
  await act(ana, 'open_meeting', { meeting: id });
  await act(berta, 'arrive', { meeting: id, members: [berta.member] });
  const put = async (said: object) => {
    const acts = [{ command: 'agents.describe', input: { purpose: 'To cook.' } }];
    const { proposal } = await act(ana, 'propose', { kind: 'act', title: 'A question', acts });
    await act(ana, 'publish', { proposal, way: 0 });
    await act(ana, 'show_hands', { meeting: id, proposal, version: 1, ...said });
    return proposal;
  };
  const named = await put({ voices: [{ voter: ana.member, says: 'yes' }] });
  const hands = await put({ hands: { yes: 2, no: 0 } });
  for (const proposal of [named, hands]) {
    await act(berta, 'confirm_hands', { meeting: id, proposal, round: 1, right: true });
  }
  return { named, hands, waits: await put({ hands: { yes: 2, no: 0 } }) };
}

/** Three take a token; two of them post a ballot. */
async function blindVote(): Promise<string> {
  const proposal = await opened(2);
  for (const [at, one] of group.us.slice(0, 3).entries()) {
    const token = await tokenFor(stage, one, group.org, proposal);
    if (at < 2) await postWith(stage, group.org, proposal, token, { ballot: 'yes_no', says: 'yes' });
  }
  return proposal;
}

async function vote(way: number): Promise<string> {
  const proposal = await opened(way);
  for (const [at, one] of group.us.slice(0, 3).entries()) {
    const choices = { ballot: 'yes_no', says: at === 0 ? 'no' : 'yes' };
    const mark = way === 1 ? { mark: randomBytes(20).toString('base64url') } : {};
    await stage.do(one, 'decisions.cast', group.org, { proposal, choices, ...mark });
  }
  return proposal;
}

/** Does it on a copy, as the owner of the database, and says what is found. */
async function found(deed: (db: Kysely<unknown>) => Promise<unknown>): Promise<string[]> {
  const copy: TestDatabase = await copyOf(stage.database);
  const owner = openDatabase(copy.ownerUrl, 1);
  const scratch = await freshDatabase();
  try {
    await deed(owner.db);
    const { broken } = await verifyRegister(owner.db);
    if (broken.length > 0) return broken.map((one) => one.rule);
    await replay(owner.db, scratch.db, commands);
    const rows = await compareRows(owner.db, scratch.db);
    const urns = await verifyUrns(owner.db);
    return [...rows, ...urns].map((one) => `${one.rule} ${one.table}`);
  } finally {
    await scratch.drop();
    await owner.close();
    await copy.drop();
  }
}

const OPEN = ['row_differs decisions.open_ballot'];
const ROLL = 'row_differs decisions.roll';
const PART = 'row_differs decisions.part';
const SEALED = 'ballots_differ decisions.sealed_ballot';
const forged = (proposal: string, says: string) => sql`
  INSERT INTO decisions.sealed_ballot (org_id, proposal_id, round, ballot_id, mark, chamber, choices)
  VALUES (${group.org}, ${proposal}, 1, 'forged', 'forged', 'people',
          ${JSON.stringify({ ballot: 'yes_no', says })}::jsonb)`;
const turned = (table: string, proposal: string) => sql`
  UPDATE ${sql.table(table)} SET choices = '{"ballot":"yes_no","says":"no"}'::jsonb
   WHERE proposal_id = ${proposal} AND choices ->> 'says' = 'yes'`;
const dropped = (table: string, proposal: string) => sql`
  DELETE FROM ${sql.table(table)} t
   WHERE ctid = (SELECT ctid FROM ${sql.table(table)} WHERE proposal_id = ${proposal} LIMIT 1)`;
const stranger = (proposal: string) => sql`
  INSERT INTO decisions.roll (org_id, proposal_id, round, member_id, chamber, act_id)
  SELECT org_id, proposal_id, round, 'mem_nobody', chamber, act_id FROM decisions.roll
   WHERE proposal_id = ${proposal} LIMIT 1`;
/** Of Dora, who has not voted. */
const onRoll = (deed: 'drop' | 'alter', proposal: string) => {
  const hers = sql`proposal_id = ${proposal} AND member_id = ${group.us[3]!.member}`;
  if (deed === 'drop') return sql`DELETE FROM decisions.roll WHERE ${hers}`;
  return sql`UPDATE decisions.roll SET chamber = 'organizations' WHERE ${hers}`;
};
const strangerVotes = (proposal: string) => sql`
  INSERT INTO decisions.open_ballot (org_id, proposal_id, round, member_id, choices, cast_at, act_id)
  SELECT b.org_id, b.proposal_id, b.round, r.member_id, b.choices, b.cast_at, b.act_id
    FROM decisions.open_ballot b JOIN decisions.roll r USING (org_id, proposal_id, round)
   WHERE b.proposal_id = ${proposal}
     AND NOT EXISTS (SELECT 1 FROM decisions.open_ballot o WHERE o.proposal_id = b.proposal_id
                                                             AND o.member_id = r.member_id) LIMIT 1`;

test('nothing is found where nothing was done', async () => {
  expect(await found(async () => undefined)).toEqual([]);
});

describe('is found', () => {
  test.each<[string, () => { execute(db: Kysely<unknown>): Promise<unknown> }, string[]]>([
    [
      'an open ballot is altered, the vote being closed',
      () => turned('decisions.open_ballot', closed.open),
      OPEN,
    ],
    [
      'an open ballot is altered while the vote is open',
      () => turned('decisions.open_ballot', running.open),
      OPEN,
    ],
    ['an open ballot is dropped', () => dropped('decisions.open_ballot', running.open), OPEN],
    ['an open ballot is added', () => strangerVotes(running.open), OPEN],
    ['somebody is added to the roll', () => stranger(running.open), [ROLL]],
    ['somebody is dropped from the roll', () => onRoll('drop', running.secret), [ROLL]],
    ['somebody is dropped from it after the close', () => onRoll('drop', closed.open), [ROLL]],
    ['somebody on the roll is altered', () => onRoll('alter', running.open), [ROLL]],
    ['somebody on it is altered after the close', () => onRoll('alter', closed.secret), [ROLL]],
    ['it is dropped that somebody took part', () => dropped('decisions.part', closed.secret), [PART, SEALED]],
    [
      'a secret ballot is altered after the close',
      () => turned('decisions.sealed_ballot', closed.secret),
      [SEALED],
    ],
    [
      'a secret ballot is dropped after the close',
      () => dropped('decisions.sealed_ballot', closed.secret),
      [SEALED, SEALED],
    ],
    ['a secret ballot is added after the close', () => forged(closed.secret, 'no'), [SEALED, SEALED]],
    ['a secret ballot is added to an open vote', () => forged(closed.open, 'no'), [SEALED]],
    [
      'another result is written down',
      () => sql`UPDATE decisions.proposal SET result = 'rejected' WHERE proposal_id = ${closed.secret}`,
      ['row_differs decisions.proposal'],
    ],
    [
      'another root is written down for other ballots',
      () =>
        sql`UPDATE decisions.proposal SET ballots_root = ${'0'.repeat(64)} WHERE proposal_id = ${closed.secret}`,
      ['row_differs decisions.proposal', SEALED],
    ],
  ])('when %s', async (_what, deed, rules) => {
    expect(await found((db) => deed().execute(db))).toEqual(rules);
  });

  test('when a secret ballot was added before the close: more than took part', async () => {
    const proposal = running.secret;
    const rules = await foundAfterClose(proposal, (db) => forged(proposal, 'no').execute(db));
    expect(rules).toEqual([`${proposal} ballots_too_many 4`]);
  });

  test('when one was dropped before the close: fewer than took part', async () => {
    const proposal = running.secret;
    const rules = await foundAfterClose(proposal, (db) =>
      dropped('decisions.sealed_ballot', proposal).execute(db),
    );
    expect(rules).toEqual([`${proposal} ballots_too_many 2`]);
  });
});

describe('of a meeting is found', () => {
  const VOICE = 'ballots_differ decisions.voice';
  const voice = (choices: string | null) => sql`
    UPDATE decisions.voice
       SET choices = ${choices}::jsonb, salt = CASE WHEN ${choices}::text IS NOT NULL THEN salt END
     WHERE proposal_id = ${meeting.named} AND member_id = ${group.us[0]!.member}`;
  test.each<[string, () => { execute(db: Kysely<unknown>): Promise<unknown> }, string[]]>([
    ['what somebody said is altered', () => voice('{"ballot":"yes_no","says":"no"}'), [VOICE]],
    ['what somebody said is forgotten, and they have not gone', () => voice(null), [VOICE]],
    ['what somebody said is dropped', () => dropped('decisions.voice', meeting.named), [VOICE]],
    [
      'somebody is said to have said something',
      () => sql`
        INSERT INTO decisions.voice (org_id, proposal_id, round, member_id, chamber, choices, salt)
        SELECT org_id, proposal_id, round, ${group.us[2]!.member}, chamber, choices, salt FROM decisions.voice
         WHERE proposal_id = ${meeting.named} LIMIT 1`,
      [VOICE],
    ],
    [
      'more hands are written down',
      () => sql`UPDATE decisions.hands SET yes = yes + 1 WHERE proposal_id = ${meeting.hands}`,
      ['row_differs decisions.hands'],
    ],
    [
      'it is written down that somebody says that it was so',
      () => sql`
        INSERT INTO decisions.hands_check (org_id, proposal_id, round, member_id, stands, at, act_id)
        SELECT h.org_id, h.proposal_id, h.round, ${group.us[1]!.member}, true, h.at, h.act_id
          FROM decisions.hands h WHERE h.proposal_id = ${meeting.waits}`,
      ['row_differs decisions.hands_check'],
    ],
    [
      'somebody is written down as having been there',
      () => sql`
        INSERT INTO decisions.presence (org_id, meeting_id, member_id, arrived_at, act_id)
        SELECT org_id, meeting_id, ${group.us[2]!.member}, arrived_at, act_id
          FROM decisions.presence LIMIT 1`,
      ['row_differs decisions.presence'],
    ],
  ])('when %s', async (_what, deed, rules) => {
    expect(await found((db) => deed().execute(db))).toEqual(rules);
  });
});

describe('of blind ballots is found', () => {
  const posted = (proposal: string) => sql`
    INSERT INTO decisions.posted (org_id, proposal_id, round, mark) VALUES (${group.org}, ${proposal}, 1, 'forged')`;
  const token = (proposal: string) => sql`
    INSERT INTO decisions.token (org_id, proposal_id, round, member_id, blinded)
    VALUES (${group.org}, ${proposal}, 1, ${group.us[3]!.member}, 'forged')`;
  const part = (proposal: string) => sql`
    INSERT INTO decisions.part (org_id, proposal_id, round, member_id, how)
    VALUES (${group.org}, ${proposal}, 1, ${group.us[3]!.member}, 'token')`;
  const all = (...deeds: readonly { execute(db: Kysely<unknown>): Promise<unknown> }[]) => ({
    async execute(db: Kysely<unknown>) {
      for (const deed of deeds) await deed.execute(db);
    },
  });

  test.each<[string, () => { execute(db: Kysely<unknown>): Promise<unknown> }, string[]]>([
    ['one is altered after the close', () => turned('decisions.sealed_ballot', closed.blind), [SEALED]],
    [
      'one is dropped after the close',
      () => dropped('decisions.sealed_ballot', closed.blind),
      [SEALED, SEALED, SEALED],
    ],
    ['one is added after the close', () => forged(closed.blind, 'no'), [SEALED, SEALED]],
    [
      'it is written down that one was posted',
      () => all(posted(closed.blind), forged(closed.blind, 'no')),
      ['row_differs decisions.posted', SEALED],
    ],
    [
      'it is dropped that one was posted',
      () => dropped('decisions.posted', closed.blind),
      ['row_differs decisions.posted', SEALED],
    ],
    [
      'a token is written down for somebody who took none',
      () => all(part(closed.blind), token(closed.blind)),
      [PART, 'row_differs decisions.token'],
    ],
  ])('when %s', async (_what, deed, rules) => {
    expect((await found((db) => deed().execute(db))).sort()).toEqual([...rules].sort());
  });

  test('when one was added before the close: more than were posted', async () => {
    const proposal = running.blind;
    const rules = await foundAfterClose(proposal, (db) => forged(proposal, 'no').execute(db));
    expect(rules).toEqual([`${proposal} ballots_too_many 3`]);
  });

  test('when one was put in the place of another before the close', async () => {
    const proposal = running.blind;
    const swap = all(dropped('decisions.sealed_ballot', proposal), forged(proposal, 'no'));
    const rules = await foundAfterClose(proposal, (db) => swap.execute(db));
    expect(rules).toEqual([`${proposal} ballots_missing 1`]);
  });
});

describe('is not found by reading the database', () => {
  test('that a ballot was posted with a token that nobody used: there are no more than tokens', async () => {
    const proposal = running.blind;
    // Whoever holds the database holds the key, and signs what they like; the program takes it for a voter's.
    const rules = await foundAfterClose(proposal, async (_db, host) => {
      const { ballotKeys } = (await loadProposal(host.db, group.org, proposal))!;
      const secret = (await loadSecret(host.db, group.org, proposal, 1))!.private_key as { people: Json };
      const wish = await newWish(ballotKeys!.people!);
      const signature = await unblind(ballotKeys!.people!, wish, signBlinded(secret.people, wish.blinded)!);
      const ask = (token: string, key: string) =>
        perform(host, {
          command: 'decisions.post_ballot',
          org: group.org,
          actor: { person: null, channel: 'api' },
          input: { proposal, token, signature, choices: { ballot: 'yes_no', says: 'no' } },
          key,
        });
      expect(await ask(wish.token, 'one more')).toMatchObject({ ok: true });
    });
    expect(rules).toEqual([]);
  });

  test('that a secret ballot was altered before the close: only its voter could miss it', async () => {
    const proposal = running.secret;
    expect(
      await foundAfterClose(proposal, (db) => turned('decisions.sealed_ballot', proposal).execute(db)),
    ).toEqual([]);
  });
});

/** Does it while the vote is open, lets it close, and says what is found then. */
async function foundAfterClose(
  proposal: string,
  deed: (db: Kysely<unknown>, host: Host) => Promise<unknown>,
): Promise<string[]> {
  const copy = await copyOf(stage.database);
  const owner = openDatabase(copy.ownerUrl, 1);
  const clock = { now: stage.clock.now };
  const host = openHost({ url: copy.url, clock: () => clock.now });
  try {
    await deed(owner.db, host);
    clock.now += 2 * 86_400_000;
    await keepTime(host, group.org);
    const urns = await verifyUrns(host.db);
    return urns.flatMap((one) => (one.is?.startsWith(proposal) ? [one.is] : []));
  } finally {
    await host.close();
    await owner.close();
    await copy.drop();
  }
}
