/** What was turned down comes back in another version, which says of what. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Json } from '#kernel/outcome';
import { openStage, type Group, type OneOfUs, type Stage } from '#test/stage';
import { keepTime } from '../../../host/enact.ts';
import { actsAgain } from '../core/renewal.ts';
import { loadProposal, loadRenewals } from '../store/reads.ts';
import { articles, published } from './with-group.ts';

let stage: Stage;
let group: Group;
let ana: OneOfUs;
let berta: OneOfUs;
beforeAll(async () => {
  stage = await openStage();
  group = await stage.found(['Ana', 'Berta', 'Celia'], { articles });
  [ana, berta] = group.us as [OneOfUs, OneOfUs];
});
afterAll(() => stage.close());

const act = async (who: OneOfUs, command: string, input: object) =>
  (await stage.do(who, `decisions.${command}`, group.org, input)).answer;
const no = async (who: OneOfUs, renews: string) =>
  (await stage.no(who, 'decisions.propose', group.org, { kind: 'resolution', title: 'Once more', renews }))
    .rule;
const again = async (who: OneOfUs, renews: string) =>
  ((await act(who, 'propose', { kind: 'resolution', title: 'Once more', renews })) as { proposal: string })
    .proposal;

describe('a new version', () => {
  test('of what had no majority says of what, and can be turned down and come back as well', async () => {
    const first = await published(stage, ana, group.org, { kind: 'resolution' });
    expect(await no(berta, first)).toBe('not_turned_down');
    stage.days(3);
    await keepTime(stage.host, group.org);
    expect(await no(berta, first)).toBe('not_turned_down');
    for (const one of group.us) {
      await act(one, 'cast', { proposal: first, choices: { ballot: 'yes_no', says: 'no' } });
    }
    stage.days(5);
    await keepTime(stage.host, group.org);
    const second = await again(berta, first);
    expect(await loadProposal(stage.host.db, group.org, second)).toMatchObject({ renews: first });
    const found = await loadRenewals(stage.host.db, group.org, first);
    expect(found.map((one) => one.id)).toEqual([second]);
    await act(berta, 'withdraw_proposal', { proposal: second });
    await again(berta, second);
  });

  test('is not of what passed, nor of what nobody was to see', async () => {
    const passed = await published(stage, ana, group.org, { kind: 'resolution' });
    stage.days(3);
    await keepTime(stage.host, group.org);
    for (const one of group.us) {
      await act(one, 'cast', { proposal: passed, choices: { ballot: 'yes_no', says: 'yes' } });
    }
    stage.days(5);
    await keepTime(stage.host, group.org);
    expect(await no(ana, passed)).toBe('not_turned_down');
    const { proposal } = (await act(ana, 'propose', { kind: 'resolution', title: 'Mine alone' })) as {
      proposal: string;
    };
    await act(ana, 'withdraw_proposal', { proposal });
    expect(await no(berta, proposal)).toBe('proposal_unknown');
    await again(ana, proposal);
  });
});

describe('acts that are asked for again', () => {
  const notice = (noticeDays: number, appealDays: number) => ({
    ...articles,
    exit: { noticeDays, appealDays },
  });
  const versions = [
    { version: 2, articles: notice(30, 30) },
    { version: 3, articles: notice(30, 20) },
    { version: 4, articles: notice(10, 20) },
  ];
  const [, third, fourth] = versions as [Version, Version, Version];
  type Version = (typeof versions)[number];
  const amend = (base: number, wanted: object) => ({
    command: 'agents.amend',
    version: 1,
    input: { base, articles: wanted } as unknown as Json,
  });

  test('are without reasons that are forgotten', () => {
    const exclude = { command: 'agents.exclude', version: 1, input: { member: 'mem_1', reason: null } };
    expect(actsAgain([exclude], { today: fourth, versions })).toEqual([
      { command: 'agents.exclude', input: { member: 'mem_1' } },
    ]);
  });

  test('take back no rules that were adopted since', () => {
    const again = actsAgain([amend(2, notice(41, 30))], { today: third, versions });
    expect(again).toEqual([{ command: 'agents.amend', input: { base: 3, articles: notice(41, 20) } }]);
  });

  test('stay on the rules that they were written on where the same place has changed since', () => {
    const old = amend(2, notice(41, 30));
    expect(actsAgain([old], { today: fourth, versions })[0]!.input).toEqual(old.input);
  });
});
