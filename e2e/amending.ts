/** A living group changes its own rules: what no field asked before, and what three of three sign. */
import type { Device, Place } from './device.ts';
import { found, newcomer, together, type House } from './living.ts';

export interface Amended {
  /** Today and then, as it stood before anybody signed. */
  readonly foreseen: string;
  /** What was said when something could not be read as a rule, and when somebody holds what would go. */
  readonly wrong: readonly string[];
  readonly rules: string;
  readonly record: string;
  readonly posts: string;
}

const POST = 'Guardián de las semillas';
const KEY = 'guardian_de_las_semillas';
const KIND = 'Aprendiz';

export async function amendTogether(house: House, place: Place, group: string): Promise<Amended> {
  const living = await found(house, { group, names: ['Rosa', 'Ana', 'Luis'] }, place);
  const [rosa, ana, luis] = living.us as [Device, Device, Device];
  const { page, t } = rosa;
  const base = living.path;

  await rosa.goto(`${base}/rules/amend`);
  await rosa.look('amend');
  const wrong = [await ownPost(rosa)];
  await kindOfMember(rosa);
  await twoOfThree(rosa);
  await rosa.look('amend-preview');
  const foreseen = await page.locator('.diff').innerText();
  const waits = await together(rosa, t('amend.put'), [ana]);
  await luis.goto(waits);
  await luis.look('amend-sign');
  await luis.press(t('waiting.sign'));
  await rosa.goto(`${base}/rules`);
  await rosa.look('rules-amended');
  const rules = await rosa.text();

  await givePost(rosa, ana, base);
  await ana.goto(`${base}/posts`);
  const posts = await ana.text();
  wrong.push(await takeOut(rosa, base));
  await rosa.goto(`${base}/record`);
  const record = await rosa.text();
  await living.close();
  return { foreseen, wrong, rules, record, posts };
}

/** A post that no language has a word for, with a limit; at first it is sent without its name. */
async function ownPost(rosa: Device): Promise<string> {
  const { page, t } = rosa;
  await rosa.press(t('rule-edit.title-new'));
  await page.getByLabel(t('rule-edit.post-own'), { exact: true }).check();
  await page.locator('[name="may.invite"]').check();
  await rosa.fill(t('rule-edit.new-times'), '4');
  await rosa.fill(t('rule-edit.days'), '7');
  await rosa.press(t('amend.look'));
  await rosa.look('amend-post-wrong');
  const wrong = `${await rosa.refusal()} ${await page.locator('.wrong').innerText()}`;
  await rosa.fill(t('rule-edit.new-post-name'), POST);
  await rosa.look('amend-post');
  await rosa.press(t('amend.look'));
  return wrong;
}

async function kindOfMember(rosa: Device): Promise<void> {
  const { t } = rosa;
  await rosa.press(t('rule-edit.title-class'));
  await rosa.fill(t('rule-edit.new-class-name'), KIND);
  await rosa.look('amend-kind');
  await rosa.press(t('amend.look'));
}

/** By the keyboard alone, from the sentence that says it now. */
async function twoOfThree(rosa: Device): Promise<void> {
  const { page, t } = rosa;
  const now = t('rule.deciding.majority', { matter: t('matter.suspend') });
  await rosa.tabTo(page.getByRole('button', { name: `${t('parts.change')}: ${now}`, exact: true }));
  await rosa.enter();
  const together = t('rule-edit.posts-together', { matter: t('matter.suspend') });
  await page.getByLabel(together, { exact: true }).check();
  await rosa.fill(t('rule-edit.of'), '2');
  for (const role of ['coordinator', 'treasurer', 'secretary'])
    await page.locator(`[name="among.${role}"]`).check();
  await rosa.look('amend-power');
  await rosa.press(t('amend.look'));
}

async function givePost(rosa: Device, ana: Device, base: string): Promise<void> {
  const { page, t } = rosa;
  await rosa.goto(`${base}/posts/${KEY}`);
  await page.locator('form[action^="?/appoint"] select').first().selectOption({ label: 'Ana' });
  await together(rosa, t('posts.give.together'), [ana]);
}

/** The rules stay as they are, and the form says why and what to do. */
async function takeOut(rosa: Device, base: string): Promise<string> {
  const { page, t } = rosa;
  await rosa.goto(`${base}/rules/amend?at=powers.invite`);
  await page.locator('[name="by"][value="member"]').check();
  await rosa.press(t('amend.look'));
  await page.locator(`button[value="roles.${KEY}"]`).click();
  await page.getByLabel(t('rule-edit.post-out', { role: POST }), { exact: true }).check();
  await rosa.press(t('amend.look'));
  await rosa.look('amend-held');
  return rosa.refusal();
}

/** Something of our own to count, and how far below zero one may go with time, in its own decimals. */
async function countMaize(rosa: Device): Promise<void> {
  const { page, t } = rosa;
  await rosa.follow(t('rule-edit.title-unit'));
  await page.locator('[name="one.es"]').fill('maíz');
  await page.locator('[name="many.es"]').fill('maíces');
  await rosa.look('founding-unit');
  await rosa.press(t('rule-edit.go'));
  await rosa.goto(`${new URL(page.url()).pathname}/books.maiz.credit`);
  await page.locator('[name="by"][value="age"]').check();
  await page.locator('[name="minor"]').fill('50');
  await page.locator('[name="days.0"]').fill('90');
  await rosa.look('founding-credit');
  await rosa.press(t('rule-edit.go'));
  await rosa.look('founding-credit-wrong');
  await page.locator('[name="minor.0"]').fill('1,250.50');
  await rosa.press(t('rule-edit.go'));
}

/** In the founding walk the same questions are asked, and what is answered stands at once. */
export async function foundWithOwnRules(house: House, place: Place, group: string): Promise<string> {
  const rosa = await newcomer(place, 'Rosa', house.faults);
  const { page, t } = rosa;
  await rosa.goto('/start/meet_and_decide/association');
  await rosa.fill(t('start.name'), group);
  await rosa.press(t('start.go'));
  await rosa.look('founding-rules');
  await rosa.follow(t('rule-edit.title-class'));
  await rosa.fill(t('rule-edit.new-class-name'), KIND);
  await rosa.press(t('rule-edit.go'));
  await rosa.follow(t('rule-edit.title-new'));
  await page.getByLabel(t('rule-edit.post-own'), { exact: true }).check();
  await rosa.fill(t('rule-edit.new-post-name'), POST);
  await rosa.look('founding-post');
  await rosa.press(t('rule-edit.go'));
  await countMaize(rosa);
  await rosa.look('founding-rules-own');
  const told = await rosa.text();
  await rosa.context.close();
  return told;
}
