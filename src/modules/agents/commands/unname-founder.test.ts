import { afterAll, beforeAll, expect, test } from 'vitest';
import { hashCode } from '#agents/server';
import { openStage, type Group, type OneOfUs, type Stage } from '#test/stage';

let stage: Stage;
let group: Group;
let ana: OneOfUs;
let luis: OneOfUs;
beforeAll(async () => {
  stage = await openStage();
  group = await stage.found(['Ana', 'Luis'], { signed: false });
  [ana, luis] = group.us as [OneOfUs, OneOfUs];
});
afterAll(() => stage.close());

const UNNAME = 'agents.unname_founder';
const sign = { subject: 'founding', statutes: 1 };

async function name(someone: string, code: string): Promise<string> {
  const named = await stage.do(ana, 'agents.name_founder', group.org, {
    name: someone,
    codeHash: hashCode(code),
  });
  return (named.answer as { member: string }).member;
}

test('whoever has not come is taken off, their code opens nothing, and the others exist without them', async () => {
  const wanda = await name('Wanda', 'WANDA222');
  for (const one of [ana, luis]) await stage.do(one, 'agents.sign', group.org, sign);
  await stage.do(luis, UNNAME, group.org, { member: wanda });
  const late = await stage.person('Wanda');
  const input = { code: 'WANDA222', name: 'Wanda', norms: true };
  expect(await stage.no(late, 'agents.accept', group.org, input)).toEqual({ rule: 'invitation_not_valid' });
  expect(await stage.no(ana, UNNAME, group.org, { member: wanda })).toEqual({ rule: 'member_unknown' });
});

test('whoever has come in decides for themself, and so does whoever has signed in ink', async () => {
  expect(await stage.no(ana, UNNAME, group.org, { member: luis.member })).toEqual({ rule: 'place_is_taken' });
  const entered = await stage.do(ana, 'agents.enter_on_paper', group.org, { name: 'Petra' });
  const { member } = entered.answer as { member: string };
  const still = await name('Marek', 'MAREK222');
  await stage.do(ana, 'agents.sign', group.org, { ...sign, for: member });
  expect(await stage.no(ana, UNNAME, group.org, { member })).toEqual({ rule: 'signed_already' });
  await stage.do(ana, UNNAME, group.org, { member: still });
  const again = await stage.do(luis, 'agents.sign', group.org, sign);
  expect(again.answer).toMatchObject({ founded: true });
  expect(await stage.no(ana, UNNAME, group.org, { member })).toEqual({ rule: 'group_is_founded' });
});
