import { sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { sha256 } from '#tally';
import type { Articles, Way } from '#agents';
import { keepTime } from '../../../host/enact.ts';
import { openStage, type Group, type OneOfUs, type Stage } from '#test/stage';
import { ballotsRoot } from '../core/ballots-root.ts';
import { newWish, unblind } from '../core/blind.ts';
import type { Choices } from '../core/proposal.ts';
import { loadSealedBallots } from '../store/ballots.ts';
import { loadProposal, loadSecret } from '../store/reads.ts';
import { signBlinded } from './ballot-keys.ts';
import { articles as sound, majority, opened } from './with-group.ts';
import { postWith, tokenFor, type Token } from './with-tokens.ts';

const blind: Way = { ...majority, secrecy: 'blind', quorumPercent: 0 };
const again: Way = { ...blind, quorumPercent: 75, noQuorum: 'again' };
const articles: Articles = {
  ...sound,
  powers: {
    ...sound.powers,
    resolve: { by: 'decision', ways: [blind, again, { ...blind, voters: 'both' }] },
    tell: { by: 'member' },
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

const says = (word: 'yes' | 'no'): Choices => ({ ballot: 'yes_no', says: word });
const open = (way = 0) => opened(stage, ana, group.org, { kind: 'resolution' }, way);
const taken = (who: OneOfUs, proposal: string) => tokenFor(stage, who, group.org, proposal);
const post = (proposal: string, token: Token, word: 'yes' | 'no') =>
  postWith(stage, group.org, proposal, token, says(word));
const found = async (id: string) => (await loadProposal(stage.host.db, group.org, id))!;
const over = async (proposal: string) => {
  stage.days(6);
  await keepTime(stage.host, group.org);
  return found(proposal);
};
const ruleOf = (answer: Awaited<ReturnType<typeof post>>) => (answer.ok ? 'done' : answer.refusal.rule);
const leaves = async (command: string) => {
  const { rows } = await sql<{ leaf: string }>`
    SELECT convert_from(leaf, 'utf8') AS leaf FROM register.leaf
     WHERE org_id = ${group.org} ORDER BY position`.execute(stage.host.db);
  return rows.map((row) => row.leaf).filter((leaf) => leaf.includes(`"${command}"`));
};

describe('a blind ballot', () => {
  test('is posted by nobody, changed with its token, and counted once', async () => {
    const proposal = await open();
    expect(await loadSecret(stage.host.db, group.org, proposal, 1)).toMatchObject({
      private_key: { people: { kty: 'RSA' } },
    });
    const [first, second] = [await taken(ana, proposal), await taken(berta, proposal)];
    expect(ruleOf(await post(proposal, first, 'no'))).toBe('done');
    expect(ruleOf(await post(proposal, second, 'yes'))).toBe('done');
    expect(ruleOf(await post(proposal, first, 'yes'))).toBe('done');
    const acts = await leaves('decisions.post_ballot');
    expect(acts).toHaveLength(3);
    for (const act of acts) {
      expect(act).toContain('"actor":null');
      expect(act).toContain('"authority":{"by":"bearer"}');
      expect(act).not.toMatch(/yes_no|choices/);
    }
    // That a ballot was changed stands there, and not which one.
    expect(acts.filter((act) => act.includes(sha256(first.token)))).toHaveLength(1);
    expect(acts.filter((act) => act.includes('"mark":null'))).toHaveLength(1);

    const closed = await over(proposal);
    expect(closed).toMatchObject({ result: 'passed', outcome: { count: { took: 2, count: { yes: 2 } } } });
    const sealed = await loadSealedBallots(stage.host.db, { org: group.org, proposal, round: 1 });
    expect(sealed.map((one) => one.mark).sort()).toEqual(
      [first, second].map((one) => sha256(one.token)).sort(),
    );
    expect(closed.ballotsRoot).toBe(ballotsRoot(sealed));
    expect(await loadSecret(stage.host.db, group.org, proposal, 1)).toBe(null);
    expect(ruleOf(await post(proposal, first, 'no'))).toBe('vote_closed');
  });

  test('keeps nothing of whoever was signed in when it was posted', async () => {
    const proposal = await open();
    const token = await taken(celia, proposal);
    const input = { proposal, ...token, choices: says('yes') };
    await stage.do(celia, 'decisions.post_ballot', group.org, input);
    const { rows } = await sql<{ who: string }>`
      SELECT who FROM host.once WHERE org_id = ${group.org} AND command = 'decisions.post_ballot'`.execute(
      stage.host.db,
    );
    expect(new Set(rows.map((row) => row.who))).toEqual(new Set(['nobody']));
    await over(proposal);
  });

  test('needs a token of this vote, signed under its own key', async () => {
    const [proposal, other] = [await open(), await open()];
    const own = await taken(ana, proposal);
    const foreign = await taken(ana, other);
    const { rows: before } =
      await sql`SELECT 1 FROM host.once WHERE command = 'decisions.post_ballot'`.execute(stage.host.db);
    expect(ruleOf(await post(proposal, foreign, 'yes'))).toBe('token_unknown');
    expect(ruleOf(await post(proposal, { ...own, signature: foreign.signature }, 'yes'))).toBe(
      'token_unknown',
    );
    expect(ruleOf(await post(proposal, { ...own, token: foreign.token }, 'yes'))).toBe('token_unknown');
    expect(ruleOf(await post(proposal, { token: 'A', signature: 'B' }, 'yes'))).toBe('input_invalid');
    const approve: Choices = { ballot: 'approve', options: [] };
    expect(ruleOf(await postWith(stage, group.org, proposal, own, approve))).toBe('ballot_of_another_kind');
    const { rows: after } =
      await sql`SELECT 1 FROM host.once WHERE command = 'decisions.post_ballot'`.execute(stage.host.db);
    expect(after).toHaveLength(before.length);
    expect((await stage.no(ana, 'decisions.cast', group.org, { proposal, choices: says('yes') })).rule).toBe(
      'blind_ballot_only',
    );
    expect((await over(proposal)).result).toBe('no_quorum');
  });

  test('never outnumbers the tokens, whoever can sign', async () => {
    const proposal = await open();
    const token = await taken(ana, proposal);
    expect(ruleOf(await post(proposal, token, 'yes'))).toBe('done');
    // Somebody has the key, and signs a token for nobody.
    const { ballotKeys } = await found(proposal);
    const wish = await newWish(ballotKeys!.people!);
    const secret = (await loadSecret(stage.host.db, group.org, proposal, 1))!.private_key as {
      people: Parameters<typeof signBlinded>[0];
    };
    const signature = await unblind(ballotKeys!.people!, wish, signBlinded(secret.people, wish.blinded)!);
    const stolen = { token: wish.token, signature };
    expect(ruleOf(await post(proposal, stolen, 'no'))).toBe('more_ballots_than_tokens');
    expect(ruleOf(await post(proposal, token, 'no'))).toBe('done');
    await over(proposal);
  });
});

describe('a token', () => {
  const ask = async (who: OneOfUs, input: object) =>
    (await stage.no(who, 'decisions.take_token', group.org, input)).rule;

  test('is signed once for each voter, and the same one again', async () => {
    const proposal = await open();
    const { ballotKeys } = await found(proposal);
    const { blinded } = await newWish(ballotKeys!.people!);
    const first = await stage.do(ana, 'decisions.take_token', group.org, { proposal, blinded });
    const second = await stage.do(ana, 'decisions.take_token', group.org, { proposal, blinded });
    expect(second.answer).toEqual(first.answer);
    const other = await newWish(ballotKeys!.people!);
    expect(await ask(ana, { proposal, blinded: other.blinded })).toBe('token_taken');
    // Larger than the key itself.
    expect(await ask(berta, { proposal, blinded: `${'_'.repeat(341)}w` })).toBe('token_odd');
    const late = await stage.letIn(ana, group.org, 'Elsa');
    expect(await ask(late, { proposal, blinded })).toBe('not_on_roll');
    await stage.do(late, 'agents.leave', group.org, {});
    await over(proposal);
    expect(await ask(berta, { proposal, blinded: other.blinded })).toBe('vote_closed');
  });

  test('is not for whoever has voted on paper, nor paper for whoever has one', async () => {
    const proposal = await open();
    await taken(ana, proposal);
    const papers = (who: OneOfUs) => ({ proposal, voters: [who.member], ballots: [says('no')] });
    const wrong = await stage.no(celia, 'decisions.enter_ballots', group.org, papers(ana));
    expect(wrong.rule).toBe('voted_already');
    const { answer } = await stage.do(celia, 'decisions.enter_ballots', group.org, papers(dora));
    const { pile } = answer as { pile: string };
    await stage.do(berta, 'decisions.confirm_ballots', group.org, { ...papers(dora), pile });
    const { blinded } = await newWish((await found(proposal)).ballotKeys!.people!);
    expect(await ask(dora, { proposal, blinded })).toBe('voted_on_paper');
    expect((await over(proposal)).outcome).toMatchObject({ count: { took: 1, count: { no: 1 } } });
  });

  test('of the first round is none in the second', async () => {
    const proposal = await open(1);
    const first = await taken(ana, proposal);
    expect(ruleOf(await post(proposal, first, 'no'))).toBe('done');
    const before = await found(proposal);
    const second = await over(proposal);
    expect(second).toMatchObject({ round: 2, closedAt: null });
    expect(second.ballotKeys).not.toEqual(before.ballotKeys);
    expect(ruleOf(await post(proposal, first, 'no'))).toBe('token_unknown');
    expect(ruleOf(await post(proposal, await taken(ana, proposal), 'yes'))).toBe('done');
    expect(await over(proposal)).toMatchObject({ result: 'passed', round: 2 });
    expect(await loadSecret(stage.host.db, group.org, proposal, 2)).toBe(null);
  });

  test('has a key for each chamber where they are counted apart', async () => {
    const proposal = await open(2);
    expect(Object.keys((await found(proposal)).ballotKeys!).sort()).toEqual(['organizations', 'people']);
    expect(ruleOf(await post(proposal, await taken(ana, proposal), 'yes'))).toBe('done');
    await over(proposal);
  });

  test('belongs to blind votes alone', async () => {
    const plain = await open();
    const { blinded } = await newWish((await found(plain)).ballotKeys!.people!);
    const acts = [{ command: 'agents.appoint', input: { role: 'treasurer', member: ana.member } }];
    const other = await opened(stage, ana, group.org, { kind: 'appointment', acts }, 0);
    expect(await ask(ana, { proposal: other, blinded })).toBe('not_blind');
    await over(plain);
  });
});
