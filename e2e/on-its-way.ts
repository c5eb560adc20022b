/**
 * What can happen to a proposal on its way, and to what is said about it. Rosa reads English and Ana
 * Spanish, both without a script; the others only send what the forms would send.
 */
import { foundMany, cast, putForward, says, sign, type Crowd } from './crowd.ts';
import type { Device } from './device.ts';
import type { House } from './living.ts';

/** Six, of whom one may vote for another; what was for one meeting is drawn by lot. */
export function gather(house: House): Promise<Crowd> {
  return foundMany(house, {
    group: 'El Horno',
    names: ['Rosa', 'Ana', 'Luis', 'Petra', 'Marek', 'Sol'],
    seen: { Rosa: {}, Ana: { locale: 'es' } },
    async settle(founder, path) {
      for (const [rule, answers] of [
        ['voice.delegations', { delegations: '2' }],
        ['powers.resolve.1', { talkDays: '3', voteDays: '5' }],
      ] as const) {
        await founder.goto(`${path}/founding/rules/${rule}`);
        if (rule === 'powers.resolve.1') await founder.page.locator('input[name=method][value=lot]').check();
        for (const [name, value] of Object.entries(answers))
          await founder.page.locator(`input[name=${name}]`).fill(value);
        await founder.press(founder.t('rule-edit.go'));
      }
    },
  });
}

/** A question to all of us, from the title to the talk about it. */
async function ask(one: Device, path: string, title: string): Promise<string> {
  await one.goto(`${path}/decisions/new?kind=resolution`);
  await one.page.locator('[name=title]').fill(title);
  await one.fill(one.t('propose.body'), 'De ladrillo, junto a la puerta.');
  return putForward(one);
}

/** The same of somebody who is not seen: as the two forms send it. */
async function askUnseen(us: Crowd, name: string, title: string): Promise<string> {
  const one = us.named(name);
  const kept = await one.send(`${us.path}/decisions/new`, 'propose', { kind: 'resolution', title, body: '' });
  const at = kept.to.replace(/\/publish.*$/, '');
  await one.send(`${at}/publish`, '', { way: '0' });
  return at;
}

const word = async (one: Device, at: string, said: string): Promise<string> => {
  await one.goto(at);
  return (await one.page.locator('article.word', { hasText: said }).last().getAttribute('id'))!;
};

export interface Offered {
  readonly at: string;
  /** The page of the proposal as Ana reads it after each step. */
  readonly declined: string;
  readonly put: string;
  readonly waits: string;
}

/** Of two changes one is declined, and put to all of us by whoever offered it; one is taken back. */
export async function offerTwo(us: Crowd): Promise<Offered> {
  const [rosa, ana] = [us.seen('Rosa'), us.seen('Ana')];
  const at = await ask(rosa, us.path, 'Un horno más');
  const offer = {
    base: '1',
    title: 'Un horno más',
    body: 'De adobe, junto a la puerta.',
    why: 'Guarda el calor.',
  };
  await ana.send(`${at}/offer`, '', offer);
  await us.named('Luis').send(`${at}/offer`, '', { ...offer, body: 'Ninguno.' });
  await rosa.goto(at);
  await rosa.look('offers-two');
  const [first, second] = await rosa.page
    .locator('form[action^="?/acceptOffer"] input[name=offer]')
    .evaluateAll((all) => all.map((field) => (field as HTMLInputElement).value));
  await us.named('Luis').send(at, 'takeBackOffer', { offer: second! });
  await rosa.send(at, 'declineOffer', { offer: first!, reason: 'El adobe se deshace con la lluvia.' });
  await ana.goto(at);
  await ana.look('offer-declined');
  const declined = await ana.text();
  await ana.press(ana.t('offer.vote'));
  await ana.page.waitForURL(/\/publish/);
  await ana.page.locator('input[name=way]').first().check();
  await ana.press(ana.t('publish.go'));
  const put = await ana.heading();
  await ana.look('offer-put');
  await ana.goto(at);
  await ana.look('offer-waits');
  return { at, declined, put, waits: await ana.text() };
}

/** Two more want the same: one becomes part of it, one is kept apart and taken back. */
export async function mergeAndWithdraw(us: Crowd, into: string): Promise<Readonly<Record<string, string>>> {
  const [rosa, ana] = [us.seen('Rosa'), us.seen('Ana')];
  const same = await askUnseen(us, 'Luis', 'Otro horno');
  const other = await ask(ana, us.path, 'Una mesa');
  const id = into.split('/').at(-1)!;
  await us.named('Luis').send(same, 'offerMerge', { into: id });
  await ana.send(other, 'offerMerge', { into: id });
  await rosa.goto(into);
  await rosa.look('merges');
  const merges = rosa.page.locator('article', { has: rosa.page.locator('form[action^="?/acceptMerge"]') });
  await merges
    .filter({ hasText: 'Una mesa' })
    .getByRole('button', { name: rosa.t('merge.decline') })
    .click();
  await rosa.goto(into);
  await rosa.press(rosa.t('merge.accept'));
  await rosa.goto(same);
  await rosa.look('merged');
  const merged = await rosa.text();
  await ana.goto(other);
  await ana.unfold(ana.t('author.withdraw'));
  await ana.press(ana.t('author.withdraw.go'));
  await ana.goto(other);
  await ana.look('withdrawn');
  return { merged, withdrawn: await ana.text() };
}

/** Somebody writes with her; a word is thanked for, a summary adopted, a rude word hidden and shown. */
export async function talkItOver(us: Crowd, at: string): Promise<Readonly<Record<string, string>>> {
  const [rosa, ana] = [us.seen('Rosa'), us.seen('Ana')];
  const { t } = rosa;
  await rosa.goto(at);
  await rosa.unfold(t('author.ask'));
  await rosa.page.locator('form[action^="?/askAuthor"] select').selectOption({ label: 'Ana' });
  await rosa.press(t('author.ask.go'));
  await ana.goto(at);
  await ana.look('co-author-asked');
  await ana.press(ana.t('proposal.agree'));
  await us.named('Petra').send(at, 'say', { kind: 'comment', text: 'Yo traigo los ladrillos.' });
  await us.named('Luis').send(at, 'say', { kind: 'comment', text: 'Aquí nadie sabe nada.' });
  await us.named('Sol').send(at, 'summarise', { text: 'Queremos un horno; falta la chimenea.' });
  const rude = await word(rosa, at, 'nadie sabe');
  await rosa.click(
    rosa.page
      .locator('article', { hasText: 'ladrillos.' })
      .getByRole('button', { name: t('talk.sign.thanks') }),
  );
  await rosa.goto(at);
  await rosa.unfold(t('talk.summaries', { count: 1 }));
  await rosa.press(t('talk.adopt'));
  const hide = await rosa.send(at, 'hide', { word: rude, reason: 'Ofende.' });
  await sign([us.named('Petra')], hide.to, us.rules);
  await ana.goto(at);
  await ana.look('talk-moderated');
  const hidden = await ana.text();
  const show = await rosa.send(at, 'show', { word: rude });
  await sign([us.named('Petra')], show.to, us.rules);
  await ana.goto(at);
  return { hidden, shown: await ana.text() };
}

/** Sol lets Rosa vote for her, on the page where that is said; gives what Rosa reads there of it. */
export async function lendVoice(us: Crowd): Promise<Readonly<Record<string, string>>> {
  const [rosa, ana] = [us.seen('Rosa'), us.seen('Ana')];
  const page = `${us.path}/decisions/delegations`;
  await ana.goto(page);
  await ana.unfold(ana.t('delegation.give'));
  await ana.page.locator('select[name=to]').selectOption({ label: 'Rosa' });
  await ana.press(ana.t('delegation.go'));
  await ana.goto(page);
  await ana.look('delegation');
  await rosa.goto(page);
  return { given: await ana.text(), carried: await rosa.text() };
}

export interface Asked {
  readonly choice: string;
  readonly lot: string;
  readonly post: string;
  readonly away: string;
  readonly end: string;
}

/** One of three, one by lot, a post, somebody kept away for a time, and the end of it all. */
export async function askFive(us: Crowd): Promise<Asked> {
  const [rosa, ana] = [us.seen('Rosa'), us.seen('Ana')];
  const { page } = rosa;
  await ana.goto(`${us.path}/decisions/new?kind=choice`);
  await ana.page.locator('[name=title]').fill('De qué color la puerta');
  for (const [i, title] of ['Azul', 'Roja', 'Verde'].entries())
    await ana.page.locator('[name=row-title]').nth(i).fill(title);
  await ana.look('choice-new');
  const choice = await putForward(ana);

  await rosa.goto(`${us.path}/decisions/new?kind=lot`);
  await page.locator('[name=title]').fill('Who sweeps on Monday');
  for (const name of ['Luis', 'Petra', 'Sol']) await rosa.page.getByLabel(name, { exact: true }).check();
  await rosa.look('lot-new');
  const lot = await putForward(rosa);
  const options = await page
    .locator('li[id^=opt_]')
    .evaluateAll((all) =>
      all.map((row) => [row.querySelector('strong')!.textContent.trim(), row.id] as const),
    );
  for (const [name, option] of options)
    if (name !== 'Petra') await us.named(name).send(lot, 'stand', { option, says: 'yes' });

  await rosa.goto(`${us.path}/decisions/new?kind=appointment`);
  await page.locator('select[name=role]').selectOption('secretary');
  await page.locator('select[name=member]').selectOption({ label: 'Marek' });
  const post = await putForward(rosa);

  await rosa.goto(`${us.path}/decisions/new?kind=membership&command=agents.suspend`);
  await page.locator('select[name=member]').selectOption({ label: 'Petra' });
  await rosa.fill(rosa.t('propose.reason'), 'She took the keys.');
  await rosa.look('membership-new');
  const away = await putForward(rosa);
  await ana.goto(`${us.path}/end`);
  await ana.look('end');
  await ana.press(ana.t('propose.or'));
  await ana.look('end-new');
  const end = await putForward(ana);
  return { choice, lot, post, away, end };
}

/** The choice gets two days more; Marek, who is to have the post, goes away while the others vote. */
export async function voteOnThem(us: Crowd, { choice, post, away }: Asked): Promise<string> {
  const [rosa, ana] = [us.seen('Rosa'), us.seen('Ana')];
  await ana.goto(choice);
  await ana.unfold(ana.t('author.extend'));
  await ana.fill(ana.t('author.extend.days'), '2');
  await ana.fill(ana.t('author.extend.why'), 'Sol está de viaje.');
  await ana.look('extend');
  await ana.press(ana.t('author.extend.go'));
  await ana.goto(`${choice}/vote`);
  const fields = await ana.page
    .locator('input[name^="at-"]')
    .evaluateAll((all) => all.map((field) => (field as HTMLInputElement).name));
  for (const name of ['Rosa', 'Ana', 'Luis', 'Sol'])
    await cast(us.named(name), choice, { [fields[0]!]: '1', [fields[1]!]: '2' });
  // Ana leaves it to Rosa.
  for (const name of ['Rosa', 'Luis', 'Sol', 'Petra']) await cast(us.named(name), post, { says: 'consent' });
  for (const name of ['Rosa', 'Luis', 'Sol', 'Ana']) await cast(us.named(name), away, { says: 'yes' });
  await us.named('Marek').send(`${us.path}/members/${us.member['Marek']!}`, 'leave', {});
  await rosa.goto(choice);
  await rosa.look('extended');
  return rosa.text();
}

/** What nobody can carry out: tried again, it is as it was; then it goes back to all of us. */
export async function cannotBeDone(us: Crowd, { post }: Asked): Promise<Readonly<Record<string, string>>> {
  const rosa = us.seen('Rosa');
  await says(rosa, post, rosa.t('effect.stuck'));
  await rosa.look('stuck');
  const stuck = await rosa.text();
  await rosa.press(rosa.t('effect.try'));
  await rosa.look('stuck-tried');
  const tried = await rosa.text();
  await rosa.goto(post);
  await rosa.press(rosa.t('effect.give-back'));
  await rosa.goto(post);
  await rosa.look('given-back');
  return { stuck, tried, back: await rosa.text() };
}

/** Ana sees to it herself; Luis is asked for something, and says yes. */
export async function promiseAndDo(us: Crowd, at: string): Promise<Readonly<Record<string, string>>> {
  const ana = us.seen('Ana');
  await says(ana, at, ana.t('effect.done'));
  await ana.unfold(ana.t('promise.give'));
  await ana.fill(ana.t('promise.what'), 'Comprar la pintura');
  await ana.press(ana.t('promise.go'));
  const soon = await ana.page.locator('form[action^="?/promise"] input[name=by]').inputValue();
  const asked = { what: 'Pintar la puerta', by: soon, who: us.member['Luis']! };
  await ana.send(at, 'promise', asked);
  const seen = await us.named('Luis').read(at);
  const [, promise = ''] = /acceptPromise[\s\S]*?name="promise" value="([^"]+)"/.exec(seen) ?? [];
  await us.named('Luis').send(at, 'acceptPromise', { promise });
  await ana.goto(at);
  await ana.look('promises');
  const promised = await ana.text();
  await ana.press(ana.t('promise.keep'));
  await ana.goto(at);
  await ana.look('promise-kept');
  return { promised, kept: await ana.text() };
}
