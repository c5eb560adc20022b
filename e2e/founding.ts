/**
 * Five people found a group, as people do it: two on devices of their own, three on a phone that goes round,
 * and nobody has an e-mail. Played by whoever hands it a browser and an address.
 */
import { device, type Device, type Place } from './device.ts';

export interface Play extends Place {
  /** The printed code; needed for the first person of an instance. */
  readonly firstLink?: string;
  readonly group: string;
}

export interface Played {
  /** What was wrong with a page: faults that axe finds, and pages wider than the phone. */
  readonly faults: readonly string[];
  /** The heading at the end, and the stamp under it. */
  readonly heading: string;
  readonly stamp: string;
  readonly slug: string;
}

export async function foundTogether(play: Play): Promise<Played> {
  const faults: string[] = [];
  const rosa = await device(play, faults);
  await lookAround(rosa);
  await comeIn(rosa, play);
  await answerQuestions(rosa, play);
  const slug = new URL(rosa.page.url()).pathname.split('/')[2]!;
  await settleRules(rosa, play);

  const code = await showCode(rosa, 'Ana');
  const ana = await device(play, faults);
  await joinByCode(ana, code);
  for (const name of ['Luis', 'Petra', 'Marek']) await passThePhone(rosa, name);

  await rosa.look('circle-waiting');
  await rosa.follow(rosa.t('founding.sign-mine'));
  await rosa.look('sign');
  await rosa.press(rosa.t('founding.sign.go'));
  await rosa.look('exists');
  const heading = await rosa.heading();
  const stamp = await rosa.page.locator('.stamp').innerText();
  await rosa.goto(`/g/${slug}/sheet`);
  await rosa.look('sheet');
  await askToJoin(play, slug, faults);
  for (const { context } of [rosa, ana]) await context.close();
  return { faults, heading, stamp, slug };
}

async function lookAround(rosa: Device): Promise<void> {
  await rosa.goto('/');
  await rosa.look('welcome');
  await rosa.goto('/about');
  await rosa.look('about');
  await rosa.goto('/start/save_and_lend');
  await rosa.look('no-form-yet');
}

async function comeIn(rosa: Device, play: Play): Promise<void> {
  const { t } = rosa;
  await rosa.goto(play.firstLink === undefined ? '/begin' : `/begin/${play.firstLink}`);
  await rosa.look('begin');
  await rosa.fill(t('begin.name'), 'Rosa');
  await rosa.fill(t('begin.secret'), '381640');
  await rosa.press(t('begin.go'));
  await rosa.press(t('card.kept'));
}

async function answerQuestions(rosa: Device, play: Play): Promise<void> {
  const { t } = rosa;
  await rosa.look('practices');
  await rosa.follow(t('practice.stand_up'));
  await rosa.look('forms');
  await rosa.follow(t('start.take'));
  await rosa.fill(t('start.name'), play.group);
  await rosa.fill(t('start.place'), 'Tlacolula');
  await rosa.fill(t('question.trial_days'), '30');
  if (play.javaScript) await rosa.page.locator('#rules mark').first().waitFor();
  else await rosa.press(t('start.see-rules'));
  await rosa.look('questions');
  await rosa.press(t('start.go'));
}

async function settleRules(rosa: Device, play: Play): Promise<void> {
  const { t } = rosa;
  await rosa.look('rules');
  const sentence = t('rule.joining.vouchers', { count: 1 });
  await rosa.follow(`${t('parts.change')}: ${sentence}`);
  await rosa.fill(t('question.vouchers'), '2');
  await rosa.look('change-number');
  await rosa.press(t('rule-edit.go'));
  await rosa.goto(`${new URL(rosa.page.url()).pathname}/powers.describe`);
  await rosa.look('change-power');
  await rosa.follow(t('rule-edit.leave'));
  await rosa.page.getByText(t('rule.joining.vouchers', { count: 2 })).waitFor();
  await rosa.follow(t('founding.rules.go'));
  if ((await rosa.heading()) !== t('founding.who-else')) rosa.faults.push(`${play.group}: not at the circle`);
  await rosa.look('circle-alone');
}

async function showCode(rosa: Device, name: string): Promise<string> {
  const { t, page } = rosa;
  await rosa.fill(t('founding.name'), name);
  await rosa.press(t('founding.way.link'));
  await rosa.look('link');
  await rosa.follow(t('founding.for.done'));
  await rosa.look('circle-named');
  await rosa.press(t('founding.new-code-for', { name }));
  await rosa.look('code');
  const code = await page.locator('output').first().innerText();
  await rosa.follow(t('founding.for.done'));
  return code;
}

async function joinByCode(ana: Device, code: string): Promise<void> {
  const { t } = ana;
  await ana.goto('/join');
  await ana.look('join');
  await ana.fill(t('founding.code'), code.toLowerCase().replace('-', ' '));
  await ana.press(t('join.look'));
  await ana.look('invited');
  await ana.page.getByLabel(t('norms.yes')).check();
  await ana.fill(t('begin.secret'), '905172');
  await ana.press(t('join.go'));
  await ana.press(t('card.make'));
  await ana.press(t('card.kept'));
  await ana.press(t('founding.sign.go'));
  await ana.look('circle-other');
}

/** The digits of whoever comes in on the phone of somebody else. */
export const PASSED = '274936';

/** Somebody comes in on the phone that another holds, reads, signs, and hands it back. */
export async function passThePhone(rosa: Device, name: string): Promise<void> {
  const { t } = rosa;
  await rosa.fill(t('founding.name'), name);
  await rosa.press(t('founding.way.pass'));
  await rosa.look('pass-hand');
  await rosa.press(t('pass.hand.go', { name }));
  await rosa.look('pass-enter');
  await rosa.fill(t('pass.digits'), PASSED);
  await rosa.press(t('pass.enter.go'));
  await rosa.look('pass-read');
  await rosa.press(t('founding.sign.go'));
  await rosa.look('pass-back');
  await rosa.press(t('pass.back.kept'));
  await rosa.fill(t('sign-in.digits'), '381640');
  await rosa.press(t('shell.enter'));
}

/** Somebody from the street finds the group, and asks. */
async function askToJoin(play: Play, slug: string, faults: string[]): Promise<void> {
  const passer = await device(play, faults);
  const { t } = passer;
  await passer.goto(`/g/${slug}/join`);
  await passer.look('apply');
  await passer.page.getByLabel(t('norms.yes')).check();
  await passer.fill(t('begin.name'), 'Inés');
  await passer.fill(t('begin.secret'), '640183');
  await passer.press(t('apply.go'));
  await passer.goto(`/g/${slug}/join`);
  await passer.look('applied');
  if ((await passer.heading()) !== t('apply.asked', { name: play.group }))
    faults.push('the asking was not taken');
  await passer.goto(`/g/${slug}/founding`);
  const closed = await passer.page.getByText(t('founding.nothing-here')).count();
  if (closed !== 1) faults.push('a stranger saw the circle');
  await passer.context.close();
}

/** One with ink on paper, one who never comes, and rules that change while somebody reads them. */
export async function foundWithPaper(play: Play): Promise<Played> {
  const faults: string[] = [];
  const rosa = await device(play, faults);
  const { t, page } = rosa;
  const slug = await draft(rosa, play);
  const code = await showCode(rosa, 'Ana');
  const ana = await device(play, faults);
  await joinByCode(ana, code);

  // Ana reads version 1; Rosa changes it; what Ana sends is about rules that are no longer there.
  await ana.press(t('founding.unsign'));
  await ana.follow(t('founding.sign-mine'));
  await rosa.goto(`/g/${slug}/founding/rules/exit.noticeDays`);
  await rosa.fill(t('question.notice_days'), '14');
  await rosa.press(t('rule-edit.go'));
  await ana.press(t('founding.sign.go'));
  await ana.look('rules-changed');
  const told = await ana.page.getByRole('alert').innerText();
  if (!told.includes(t('refusal.rules_have_changed', { version: 2 }))) faults.push(`not told: ${told}`);
  await ana.press(t('founding.sign.go'));

  await rosa.goto(`/g/${slug}/founding`);
  await page.locator('summary', { hasText: t('founding.paper') }).click();
  await page.locator('form[action="?/paper"] input[name=name]').fill('Luis');
  await rosa.press(t('founding.paper.go'));
  await rosa.look('circle-paper');
  await rosa.press(t('founding.ink'));
  await rosa.fill(t('founding.name'), 'Nobody');
  await rosa.press(t('founding.way.code'));
  await rosa.follow(t('founding.for.done'));
  await rosa.fill(t('founding.name'), 'nobody');
  await rosa.press(t('founding.way.code'));
  await rosa.look('named-twice');
  await rosa.follow(t('founding.sign-mine'));
  await rosa.press(t('founding.sign.go'));
  await rosa.press(t('founding.unname-this', { name: 'Nobody' }));
  await rosa.look('all-have-signed');
  await rosa.follow(t('founding.again'));
  await rosa.press(t('founding.sign.go'));
  const heading = await rosa.heading();
  const stamp = await page.locator('.stamp').innerText();
  for (const { context } of [rosa, ana]) await context.close();
  return { faults, heading, stamp, slug };
}

/** Nobody else is there yet: that is no reason to wait. */
export async function foundAlone(play: Play): Promise<Played> {
  const faults: string[] = [];
  const rosa = await device(play, faults);
  const slug = await draft(rosa, play);
  await rosa.follow(rosa.t('founding.alone'));
  await rosa.press(rosa.t('founding.sign.go'));
  const heading = await rosa.heading();
  const stamp = await rosa.page.locator('.stamp').innerText();
  await rosa.context.close();
  return { faults, heading, stamp, slug };
}

/** A draft with the rules as the form has them; ends at the circle. */
async function draft(rosa: Device, play: Play): Promise<string> {
  const { t } = rosa;
  await rosa.goto('/begin');
  await rosa.fill(t('begin.name'), 'Rosa');
  await rosa.fill(t('begin.secret'), '381640');
  await rosa.press(t('begin.go'));
  await rosa.press(t('card.kept'));
  await rosa.goto('/start/meet_and_decide/association');
  await rosa.fill(t('start.name'), play.group);
  await rosa.press(t('start.go'));
  await rosa.follow(t('founding.rules.go'));
  return new URL(rosa.page.url()).pathname.split('/')[2]!;
}
