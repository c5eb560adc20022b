import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Articles, Way } from '#agents';
import { keepTime } from '../../../host/enact.ts';
import { openStage, type Group, type OneOfUs, type Stage } from '#test/stage';
import { ballotsRoot } from '../core/ballots-root.ts';
import type { Choices } from '../core/proposal.ts';
import { loadSealedBallots, reshuffle } from '../store/ballots.ts';
import { loadPiles, loadReading } from '../store/paper.ts';
import { loadProposal } from '../store/reads.ts';
import { articles as sound, majority, opened } from './with-group.ts';

const secret: Way = { ...majority, secrecy: 'separated' };
const articles: Articles = {
  ...sound,
  powers: { ...sound.powers, resolve: { by: 'decision', ways: [majority, secret] }, tell: { by: 'member' } },
};

let stage: Stage;
let group: Group;
let ana: OneOfUs;
let berta: OneOfUs;
let celia: OneOfUs;
let dora: OneOfUs;
beforeAll(async () => {
  stage = await openStage();
  group = await stage.found(['Ana', 'Berta', 'Celia', 'Dora', 'Elsa'], { articles });
  [ana, berta, celia, dora] = group.us as [OneOfUs, OneOfUs, OneOfUs, OneOfUs];
});
afterAll(() => stage.close());

const says = (word: 'yes' | 'no'): Choices => ({ ballot: 'yes_no', says: word });
const open = (way = 0) => opened(stage, ana, group.org, { kind: 'resolution' }, way);
const no = async (who: OneOfUs, command: string, input: object) =>
  stage.no(who, `decisions.${command}`, group.org, input);
const enter = async (who: OneOfUs, input: object) => {
  const { answer } = await stage.do(who, 'decisions.enter_ballots', group.org, input);
  return (answer as { pile: string }).pile;
};
const over = async (proposal: string) => {
  stage.days(6);
  await keepTime(stage.host, group.org);
  return (await loadProposal(stage.host.db, group.org, proposal))!;
};

describe('ballots on paper', () => {
  test.each([0, 1])('count like the others once two have read the same (way %i)', async (way) => {
    const proposal = await open(way);
    const voters = [celia.member, dora.member];
    const mark = way === 1 ? { mark: 'a-receipt-of-twenty-six-signs' } : {};
    await stage.do(ana, 'decisions.cast', group.org, { proposal, choices: says('no'), ...mark });
    const pile = await enter(ana, { proposal, voters, ballots: [says('yes'), says('no')] });
    const ballots = [says('no'), says('yes')];
    expect((await no(ana, 'confirm_ballots', { proposal, pile, voters, ballots })).rule).toBe('same_teller');
    const others = { proposal, pile, voters, ballots: [says('yes'), says('yes')] };
    expect(await no(berta, 'confirm_ballots', others)).toEqual({ rule: 'readings_differ', differ: 1 });
    const fewer = { proposal, pile, voters: [celia.member], ballots };
    expect((await no(berta, 'confirm_ballots', fewer)).rule).toBe('voters_differ');
    await stage.do(berta, 'decisions.confirm_ballots', group.org, { proposal, pile, voters, ballots });
    expect((await no(dora, 'confirm_ballots', { proposal, pile, voters, ballots })).rule).toBe(
      'pile_unknown',
    );
    expect(await loadReading(stage.host.db, group.org, proposal, pile)).toBe(null);
    const closed = await over(proposal);
    expect(closed.outcome).toMatchObject({ count: { took: 3, count: { yes: 1, no: 2 } } });
    const sealed = await loadSealedBallots(stage.host.db, { org: group.org, proposal, round: 1 });
    expect(sealed).toHaveLength(way === 1 ? 3 : 2);
    expect(closed.ballotsRoot).toBe(ballotsRoot(sealed));
  });

  test('are of people who have not voted otherwise, and cannot then', async () => {
    const proposal = await open();
    await stage.do(celia, 'decisions.cast', group.org, { proposal, choices: says('no') });
    const asked = (voters: readonly string[], ballots: readonly Choices[]) => ({ proposal, voters, ballots });
    const refused = async (input: object) => (await no(ana, 'enter_ballots', input)).rule;
    expect(await refused(asked([celia.member], [says('yes')]))).toBe('voted_already');
    expect(await refused(asked([dora.member, dora.member], [says('yes'), says('no')]))).toBe('voter_twice');
    expect(await refused(asked([dora.member], []))).toBe('ballots_and_voters');
    expect(
      await no(ana, 'enter_ballots', asked([dora.member], [{ ballot: 'approve', options: [] }])),
    ).toMatchObject({
      rule: 'ballot_of_another_kind',
      place: 1,
    });
    await enter(ana, asked([dora.member], [says('yes')]));
    expect((await no(dora, 'cast', { proposal, choices: says('yes') })).rule).toBe('voted_on_paper');
    // Nobody has read it a second time: it does not count.
    expect((await over(proposal)).outcome).toMatchObject({ count: { took: 1 } });
  });

  test('are entered anew where something was wrong', async () => {
    const proposal = await open();
    const first = await enter(ana, { proposal, voters: [dora.member], ballots: [says('yes')] });
    const second = { proposal, voters: [celia.member], ballots: [says('no')], replaces: first };
    const pile = await enter(berta, second);
    expect((await no(berta, 'enter_ballots', second)).rule).toBe('pile_unknown');
    await stage.do(dora, 'decisions.cast', group.org, { proposal, choices: says('no') });
    const { voters, ballots } = second;
    await stage.do(ana, 'decisions.confirm_ballots', group.org, { proposal, pile, voters, ballots });
    expect((await over(proposal)).outcome).toMatchObject({ count: { took: 2, count: { no: 2 } } });
  });

  test('end no vote before a second has read them', async () => {
    const proposal = await open();
    for (const one of group.us.slice(0, 3)) {
      await stage.do(one, 'decisions.cast', group.org, { proposal, choices: says('yes') });
    }
    const voters = group.us.slice(3).map((one) => one.member);
    const ballots = voters.map(() => says('no'));
    const pile = await enter(ana, { proposal, voters, ballots });
    expect(await no(ana, 'close', { proposal })).toMatchObject({ rule: 'vote_not_over', missing: 2 });
    await stage.do(berta, 'decisions.confirm_ballots', group.org, { proposal, pile, voters, ballots });
    await stage.do(ana, 'decisions.close', group.org, { proposal });
  });

  test('wait for no signatures, where all could read them', async () => {
    const powers = { ...articles.powers, tell: { by: 'members' as const, of: 2 } };
    const other = await stage.found(['Eva', 'Fina', 'Gala'], { articles: { ...articles, powers } });
    const [eva, fina] = other.us as [OneOfUs, OneOfUs];
    const proposal = await opened(stage, eva, other.org, { kind: 'resolution' });
    const input = { proposal, voters: [fina.member], ballots: [says('yes')] };
    expect((await stage.no(eva, 'decisions.enter_ballots', other.org, input)).rule).toBe(
      'signatures_missing',
    );
  });
});

describe('a pile that somebody who is ticked refuses', () => {
  const refuse = (who: OneOfUs, proposal: string) =>
    stage.do(who, 'decisions.refuse_ballots', group.org, { proposal });
  const counted = async (proposal: string) =>
    loadSealedBallots(stage.host.db, { org: group.org, proposal, round: 1 });
  const piles = async (proposal: string) => loadPiles(stage.host.db, group.org, proposal);

  test.each([0, 1])('is set aside whole, and whoever is ticked in it votes anew (way %i)', async (way) => {
    const proposal = await open(way);
    const voters = [celia.member, dora.member];
    const ballots = [says('yes'), says('yes')];
    const pile = await enter(ana, { proposal, voters, ballots });
    await stage.do(berta, 'decisions.confirm_ballots', group.org, { proposal, pile, voters, ballots });
    expect(await counted(proposal)).toHaveLength(2);
    // Nobody refuses for others.
    expect((await no(berta, 'refuse_ballots', { proposal })).rule).toBe('not_yours');
    const { answer } = await refuse(dora, proposal);
    expect(answer).toEqual({ proposal, pile, ballots: 2 });
    expect(await counted(proposal)).toEqual([]);
    expect(await piles(proposal)).toMatchObject([
      { pile, refusedBy: dora.member, confirmedBy: berta.member },
    ]);
    expect((await no(dora, 'refuse_ballots', { proposal })).rule).toBe('not_yours');
    expect((await no(ana, 'enter_ballots', { proposal, voters: [], ballots: [], replaces: pile })).rule).toBe(
      'pile_unknown',
    );
    const mark = way === 1 ? { mark: 'a-receipt-of-twenty-six-signs' } : {};
    await stage.do(dora, 'decisions.cast', group.org, { proposal, choices: says('no'), ...mark });
    // Celia has really voted on paper.
    const anew = { proposal, voters: [celia.member], ballots: [says('yes')] };
    const second = await enter(ana, anew);
    await stage.do(berta, 'decisions.confirm_ballots', group.org, { ...anew, pile: second });
    expect((await over(proposal)).outcome).toMatchObject({ count: { took: 2, count: { yes: 1, no: 1 } } });
  });

  test('before a second has read it, too', async () => {
    const proposal = await open();
    const pile = await enter(ana, { proposal, voters: [dora.member], ballots: [says('yes')] });
    await refuse(dora, proposal);
    expect(await loadReading(stage.host.db, group.org, proposal, pile)).toBe(null);
    const again = { proposal, pile, voters: [dora.member], ballots: [says('yes')] };
    expect((await no(berta, 'confirm_ballots', again)).rule).toBe('pile_unknown');
  });

  test('until the close; and then nothing says any more which ballot is of which pile', async () => {
    const proposal = await open(1);
    const voters = [dora.member];
    const ballots = [says('no')];
    const pile = await enter(ana, { proposal, voters, ballots });
    await stage.do(berta, 'decisions.confirm_ballots', group.org, { proposal, pile, voters, ballots });
    const of = async () =>
      (
        await stage.host.pool.query<{ pile_id: string | null }>(
          'SELECT pile_id FROM decisions.sealed_ballot WHERE org_id = $1 AND proposal_id = $2',
          [group.org, proposal],
        )
      ).rows;
    expect(await of()).toEqual([{ pile_id: pile }]);
    await reshuffle(stage.host.db, { org: group.org, proposal, round: 1 });
    expect(await of()).toEqual([{ pile_id: pile }]);
    await over(proposal);
    expect(await of()).toEqual([{ pile_id: null }]);
    expect((await no(dora, 'refuse_ballots', { proposal })).rule).toBe('vote_closed');
  });

  test('or confirms: whichever comes first, and the other finds it done', async () => {
    const proposal = await open();
    const voters = [dora.member];
    const ballots = [says('yes')];
    const pile = await enter(ana, { proposal, voters, ballots });
    await Promise.all([
      stage.ask(dora, 'decisions.refuse_ballots', group.org, { proposal }),
      stage.ask(berta, 'decisions.confirm_ballots', group.org, { proposal, pile, voters, ballots }),
    ]);
    expect(await counted(proposal)).toEqual([]);
    expect(await piles(proposal)).toMatchObject([{ refusedBy: dora.member }]);
  });
});

test('nobody votes on paper who could not cast a ballot themself', async () => {
  const proposal = await open();
  const elsa = group.us[4]!;
  await stage.do(elsa, 'agents.leave', group.org, {});
  const input = { proposal, voters: [elsa.member], ballots: [says('yes')] };
  expect(await no(ana, 'enter_ballots', input)).toEqual({
    rule: 'voter_cannot_vote_now',
    member: elsa.member,
  });
});
