import { randomBytes } from 'node:crypto';
import { sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { commitment, sha256 } from '#tally';
import { makeId } from '#kernel/id';
import type { Articles, Voice, Way } from '#agents';
import { USUAL_VOICE } from '#agents';
import { enactDue, keepTime } from '../../../host/enact.ts';
import { openStage, type Group, type OneOfUs, type Stage } from '#test/stage';
import { ballotsRoot } from '../core/ballots-root.ts';
import type { Choices, Proposal } from '../core/proposal.ts';
import { loadAllParts, loadOpenBallots, loadSealedBallots, reshuffle } from '../store/ballots.ts';
import { loadOptions, loadProposal, loadRoll, loadSecret } from '../store/reads.ts';
import { articles as sound, majority, opened, published } from './with-group.ts';

const voice: Voice = { ...USUAL_VOICE, extendDays: 4 };
const secret: Way = { ...majority, secrecy: 'separated' };
const again: Way = { ...majority, noQuorum: 'again' };
const consent: Way = { ...majority, method: 'consent' };
const articles: Articles = {
  ...sound,
  voice,
  powers: {
    ...sound.powers,
    resolve: { by: 'decision', ways: [majority, secret, again] },
    describe: { by: 'decision', ways: [majority, { ...majority, waitDays: 2 }, consent] },
    appoint: {
      by: 'decision',
      ways: [
        { ...majority, method: 'scottish_stv', quorumPercent: 0 },
        { ...secret, method: 'schulze', quorumPercent: 0 },
      ],
    },
  },
};

let stage: Stage;
let group: Group;
let ana: OneOfUs;
let berta: OneOfUs;
let celia: OneOfUs;
let dora: OneOfUs;
beforeAll(async () => {
  stage = await openStage();
  group = await stage.found(['Ana', 'Berta', 'Celia', 'Dora'], { articles });
  [ana, berta, celia, dora] = group.us as [OneOfUs, OneOfUs, OneOfUs, OneOfUs];
});
afterAll(() => stage.close());

const says = (word: 'yes' | 'no' | 'abstain'): Choices => ({ ballot: 'yes_no', says: word });
const receipt = () => randomBytes(20).toString('base64url');
const cast = (who: OneOfUs, proposal: string, choices: Choices, mark?: string) =>
  stage.do(who, 'decisions.cast', group.org, { proposal, choices, ...(mark ? { mark } : {}) });
const no = async (who: OneOfUs, command: string, input: object) =>
  (await stage.no(who, `decisions.${command}`, group.org, input)).rule;
const found = async (id: string) => (await loadProposal(stage.host.db, group.org, id))!;
const over = async (days = 6) => {
  stage.days(days);
  await keepTime(stage.host, group.org);
};
const open = (draft: object = {}, way = 0) =>
  opened(stage, ana, group.org, { kind: 'resolution', ...draft }, way);
const box = ({ id, round }: Proposal) => ({ org: group.org, proposal: id, round });
const result = async (id: string) => (await found(id)).result;

describe('an open ballot', () => {
  test.each<[string, (proposal: string) => [OneOfUs, object]]>([
    [
      'proposal_unknown',
      () => [ana, { proposal: makeId('pro', 1, new Uint8Array(10)), choices: says('yes') }],
    ],
    [
      'ballot_of_another_kind',
      (proposal) => [ana, { proposal, choices: { ballot: 'approve', options: [] } }],
    ],
    ['input_invalid', (proposal) => [ana, { proposal, choices: { ballot: 'yes_no', says: 'perhaps' } }]],
  ])('is refused by %s', async (rule, input) => {
    const proposal = await open();
    const [who, asked] = input(proposal);
    expect(await no(who, 'cast', asked)).toBe(rule);
    await over();
  });

  test('is cast while the vote is open, and not before or after', async () => {
    const proposal = await published(stage, ana, group.org, { kind: 'resolution' });
    expect(await no(ana, 'cast', { proposal, choices: says('yes') })).toBe('vote_not_open');
    stage.days(3);
    await keepTime(stage.host, group.org);
    await cast(ana, proposal, says('yes'));
    const end = Date.parse((await found(proposal)).closesAt!);
    stage.clock.now = end - 1;
    await cast(berta, proposal, says('no'));
    stage.clock.now = end;
    expect(await no(celia, 'cast', { proposal, choices: says('no') })).toBe('vote_closed');
    await keepTime(stage.host, group.org);
    expect(await no(celia, 'cast', { proposal, choices: says('no') })).toBe('vote_closed');
    expect(await result(proposal)).toBe('rejected');
  });

  test('can be changed, and the last one counts', async () => {
    const proposal = await open();
    await cast(ana, proposal, says('no'));
    await cast(berta, proposal, says('yes'));
    await cast(ana, proposal, says('yes'));
    const ballots = await loadOpenBallots(stage.host.db, box(await found(proposal)));
    expect(ballots.map((one) => one.choices)).toEqual([says('yes'), says('yes')]);
    await over();
    expect(await found(proposal)).toMatchObject({ result: 'passed', round: 1, ballotsRoot: null });
  });

  test('is not for whoever came after the vote had opened', async () => {
    const proposal = await open();
    const late = await stage.letIn(ana, group.org, 'Elsa');
    expect(await no(late, 'cast', { proposal, choices: says('yes') })).toBe('not_on_roll');
    await stage.do(late, 'agents.leave', group.org, {});
    await over();
  });

  test('sent twice is cast once', async () => {
    const proposal = await open();
    const input = { proposal, choices: says('yes') };
    const first = await stage.ask(ana, 'decisions.cast', group.org, input, 'one form');
    const second = await stage.ask(ana, 'decisions.cast', group.org, input, 'one form');
    expect(second).toEqual({ ok: true, value: { ...(first as { value: object }).value, replayed: true } });
    const other = { proposal, choices: says('no') };
    expect(await stage.ask(ana, 'decisions.cast', group.org, other, 'one form')).toMatchObject({
      refusal: { rule: 'key_reused' },
    });
    await over();
  });
});

describe('a separated ballot', () => {
  test('leaves behind that somebody took part, and nothing else', async () => {
    const proposal = await open({}, 1);
    const mark = receipt();
    expect(await no(ana, 'cast', { proposal, choices: says('yes') })).toBe('receipt_missing');
    const done = await cast(ana, proposal, says('yes'), mark);
    expect(done.answer).toEqual({ proposal, round: 1 });
    const { rows } = await sql<{ leaf: string; body: string | null; outcome: string }>`
      SELECT convert_from(l.leaf, 'utf8') AS leaf, convert_from(p.body, 'utf8') AS body, o.outcome::text AS outcome
        FROM register.leaf l LEFT JOIN register.payload p USING (org_id, act_id)
        JOIN host.once o ON o.org_id = l.org_id AND o.outcome -> 'value' ->> 'act' = l.act_id
       WHERE l.act_id = ${done.act}`.execute(stage.host.db);
    const kept = JSON.stringify(rows);
    expect(rows).toHaveLength(1);
    for (const word of ['says', 'yes', 'choices', 'mark', mark, sha256(mark)])
      expect(kept).not.toContain(word);
    expect(await loadOpenBallots(stage.host.db, box(await found(proposal)))).toEqual([]);
    const [ballot] = await loadSealedBallots(stage.host.db, box(await found(proposal)));
    expect(ballot).toMatchObject({ mark: sha256(mark), chamber: 'people', choices: says('yes') });
    await over();
  });

  test('leaves nothing behind where it was refused', async () => {
    const proposal = await open({}, 1);
    expect(await no(ana, 'cast', { proposal, choices: says('yes') })).toBe('receipt_missing');
    const odd = { proposal, choices: { ballot: 'approve', options: ['hers'] }, mark: receipt() };
    expect(await no(ana, 'cast', odd)).toBe('ballot_of_another_kind');
    const { rows } = await sql`
      SELECT 1 FROM host.once WHERE org_id = ${group.org} AND who = ${ana.person} AND command = 'decisions.cast'
         AND outcome -> 'refusal' ->> 'rule' IN ('receipt_missing', 'ballot_of_another_kind')`.execute(
      stage.host.db,
    );
    expect(rows).toEqual([]);
    await over();
  });

  test('is changed by whoever has its receipt, and by nobody else', async () => {
    const proposal = await open({}, 1);
    const [mine, hers] = [receipt(), receipt()];
    await cast(ana, proposal, says('no'), mine);
    await cast(berta, proposal, says('no'), hers);
    expect(await no(ana, 'cast', { proposal, choices: says('yes'), mark: receipt() })).toBe(
      'receipt_unknown',
    );
    expect(await no(celia, 'cast', { proposal, choices: says('yes'), mark: mine })).toBe('receipt_unknown');
    await cast(ana, proposal, says('yes'), mine);
    const ballots = await loadSealedBallots(stage.host.db, box(await found(proposal)));
    expect(
      ballots
        .map((one) => one.choices)
        .map((one) => (one as { says: string }).says)
        .sort(),
    ).toEqual(['no', 'yes']);
    await over();
  });

  test('is counted, and at the close nobody can say any more which mark was whose', async () => {
    const proposal = await open({}, 1);
    const marks = group.us.map(() => receipt());
    for (const [at, one] of group.us.entries())
      await cast(one, proposal, says(at === 0 ? 'no' : 'yes'), marks[at]);
    const before = await loadSealedBallots(stage.host.db, box(await found(proposal)));
    await reshuffle(stage.host.db, box(await found(proposal)));
    const shuffled = await loadSealedBallots(stage.host.db, box(await found(proposal)));
    expect(shuffled.map((one) => one.ballot).sort()).not.toEqual(before.map((one) => one.ballot).sort());
    expect(new Set(shuffled.map(({ mark, choices }) => mark + JSON.stringify(choices)))).toEqual(
      new Set(before.map(({ mark, choices }) => mark + JSON.stringify(choices))),
    );
    await over();
    const closed = await found(proposal);
    expect(closed.result).toBe('passed');
    expect(closed.outcome).toMatchObject({
      winners: [expect.stringMatching(/^opt_/)],
      count: { count: { yes: 3, no: 1 } },
    });
    const after = await loadSealedBallots(stage.host.db, box(closed));
    expect(after.map((one) => one.mark).sort()).toEqual(marks.map((one) => sha256(one)).sort());
    expect(closed.ballotsRoot).toBe(ballotsRoot(after));
    expect(await loadSecret(stage.host.db, group.org, proposal, 1)).toBe(null);
    expect(commitment(closed.seed!)).toBe(closed.seedCommitment);
  });

  test('with the same key again is answered again, whatever is asked then', async () => {
    const proposal = await open({}, 1);
    const mark = receipt();
    await stage.ask(
      ana,
      'decisions.cast',
      group.org,
      { proposal, choices: says('yes'), mark },
      'secret form',
    );
    const input = { proposal, choices: says('no'), mark: receipt() };
    expect(await stage.ask(ana, 'decisions.cast', group.org, input, 'secret form')).toMatchObject({
      ok: true,
      value: { replayed: true, answer: { proposal } },
    });
    expect(await loadSealedBallots(stage.host.db, box(await found(proposal)))).toMatchObject([
      { choices: says('yes') },
    ]);
    await over();
  });
});

describe('the close', () => {
  test('comes by itself, and what was decided takes effect', async () => {
    const draft = { kind: 'act', acts: [{ command: 'agents.describe', input: { purpose: 'To bake.' } }] };
    const proposal = await open(draft);
    for (const one of [ana, berta, celia]) await cast(one, proposal, says('yes'));
    await over();
    expect(await found(proposal)).toMatchObject({ result: 'passed' });
    expect((await found(proposal)).enactedAt).not.toBe(null);
    const { rows } = await sql<{ purpose: string }>`
      SELECT purpose FROM agents.organization WHERE org_id = ${group.org}`.execute(stage.host.db);
    expect(rows[0]!.purpose).toBe('To bake.');
  });

  test('waits for as long as the rules say before it takes effect', async () => {
    const draft = { kind: 'act', acts: [{ command: 'agents.describe', input: { purpose: 'To fry.' } }] };
    const proposal = await open(draft, 1);
    for (const one of [ana, berta, celia]) await cast(one, proposal, says('yes'));
    await over();
    expect((await found(proposal)).enactedAt).toBe(null);
    stage.days(2);
    await enactDue(stage.host, group.org);
    expect((await found(proposal)).enactedAt).not.toBe(null);
  });

  test('comes early when nobody is missing, and an author asks for it', async () => {
    const proposal = await open();
    for (const one of [ana, berta, celia]) await cast(one, proposal, says('yes'));
    expect(await no(ana, 'close', { proposal })).toBe('vote_not_over');
    await cast(dora, proposal, says('no'));
    expect(await no(berta, 'close', { proposal })).toBe('not_an_author');
    const { answer } = await stage.do(ana, 'decisions.close', group.org, { proposal });
    expect(answer).toEqual({ proposal, result: 'passed', again: null });
    expect(await no(ana, 'close', { proposal })).toBe('vote_closed');
  });

  test('of a vote in which nobody took part decides nothing', async () => {
    const proposal = await open();
    await over();
    expect(await found(proposal)).toMatchObject({ result: 'no_quorum', effectAt: null });
  });

  test('without a quorum opens it once more, for whoever comes', async () => {
    const proposal = await open({}, 2);
    await cast(ana, proposal, says('no'));
    await over();
    const second = await found(proposal);
    expect(second).toMatchObject({ round: 2, closedAt: null, result: null, outcome: null, seed: null });
    expect(await loadRoll(stage.host.db, group.org, proposal, 2)).toHaveLength(4);
    expect(await loadAllParts(stage.host.db, box(second))).toEqual(new Map());
    await cast(berta, proposal, says('yes'));
    await over();
    expect(await found(proposal)).toMatchObject({
      result: 'passed',
      round: 2,
      outcome: { count: { took: 1 } },
    });
    expect(commitment((await found(proposal)).seed!)).toBe(second.seedCommitment);
  });

  test('elects, and gives the post to whoever won', async () => {
    const draft = {
      kind: 'election',
      post: { role: 'treasurer' },
      options: [{ member: berta.member }, { member: celia.member }],
    };
    const proposal = await published(stage, ana, group.org, draft);
    const [first, second] = await loadOptions(stage.host.db, group.org, proposal);
    for (const [who, { id: option }] of [
      [berta, first!],
      [celia, second!],
    ] as const) {
      await stage.do(who, 'decisions.stand', group.org, { proposal, option, says: 'yes' });
    }
    await over(3);
    const rank = (...ids: string[]): Choices => ({ ballot: 'rank', ranking: ids.map((id) => [id]) });
    expect(await no(ana, 'cast', { proposal, choices: rank(first!.id, 'opt_unknown') })).toBe(
      'ballot_names_unknown',
    );
    expect(await no(ana, 'cast', { proposal, choices: rank(first!.id, first!.id) })).toBe(
      'ballot_names_twice',
    );
    await cast(ana, proposal, rank(second!.id, first!.id));
    await cast(berta, proposal, rank(first!.id));
    await cast(dora, proposal, rank(second!.id));
    await over();
    expect(await found(proposal)).toMatchObject({ result: 'passed', outcome: { winners: [second!.id] } });
    const { rows } = await sql<{ member_id: string }>`
      SELECT member_id FROM agents.mandate WHERE org_id = ${group.org} AND role = 'treasurer'`.execute(
      stage.host.db,
    );
    expect(rows.map((row) => row.member_id)).toEqual([celia.member]);
  });

  test('by consent: one objection stands, until it is settled', async () => {
    const draft = { kind: 'act', acts: [{ command: 'agents.describe', input: { purpose: 'To sing.' } }] };
    const proposal = await open(draft, 2);
    const consents = (word: 'consent' | 'object', reason?: string): Choices => ({
      ballot: 'consent',
      says: word,
      ...(reason ? { reason } : {}),
    });
    expect(await no(ana, 'cast', { proposal, choices: consents('object') })).toBe('objection_without_reason');
    await cast(ana, proposal, consents('consent'));
    await cast(berta, proposal, consents('object', 'We cannot sing.'));
    await over();
    const closed = await found(proposal);
    expect(closed.result).toBe('rejected');
    expect(JSON.stringify(closed.outcome)).not.toContain('sing');
  });
});

describe('more time', () => {
  test.each<[string, (closesAt: number) => number, boolean]>([
    ['not_later', (closesAt) => closesAt, false],
    ['extended_too_far', (closesAt) => closesAt + 4 * 86_400_000 + 1, false],
  ])('is refused by %s', async (rule, to) => {
    const proposal = await open();
    const closesAt = new Date(to(Date.parse((await found(proposal)).closesAt!))).toISOString();
    expect(await no(ana, 'extend', { proposal, closesAt, reason: 'The bridge is out.' })).toBe(rule);
    await over();
  });

  test('is given once, by the authors', async () => {
    const proposal = await open();
    const asked = (days: number) => ({
      proposal,
      closesAt: new Date(stage.clock.now + days * 86_400_000).toISOString(),
      reason: 'The bridge is out.',
    });
    expect(await no(berta, 'extend', asked(8))).toBe('not_an_author');
    await stage.do(ana, 'decisions.extend', group.org, asked(9));
    expect(await no(ana, 'extend', asked(9.5))).toBe('extended_already');
    await over(8);
    expect(await result(proposal)).toBe(null);
    await over(1);
    expect(await result(proposal)).toBe('no_quorum');
    expect(await no(ana, 'extend', asked(3))).toBe('vote_closed');
  });
});
