/**
 * What an assembly of twelve goes through in a year. Chayo has a script, and English; Odilia and Inés have
 * no script, and Spanish; the other nine only send what the forms would send.
 */
import { readFile } from 'node:fs/promises';
import { cast, foundMany, inDays, putForward, sign, type Crowd } from './crowd.ts';
import type { Device, Fields } from './device.ts';
import type { House } from './living.ts';

export const TWELVE = [
  ...['Chayo', 'Lucha', 'Odilia', 'Fermín', 'Nabor', 'Inés'],
  ...['Cuca', 'Lalo', 'Berta', 'Artemio', 'Paz', 'Gil'],
];
const SEEN = ['Chayo', 'Odilia', 'Inés'];

/** The twelve, with Gil at the box: seven of them have signed it. */
export async function gather(house: House): Promise<Crowd> {
  const us = await foundMany(house, {
    group: 'Comedor Las Ollas',
    names: TWELVE,
    settle: publishTwelve,
    seen: { Chayo: { javaScript: true }, Odilia: { locale: 'es' }, Inés: { locale: 'es' } },
  });
  const asked = await us.named('Chayo').send(`${us.path}/posts/treasurer`, 'appoint', {
    member: us.member['Gil']!,
  });
  await sign(us.all.slice(1, 7), asked.to, us.rules);
  return us;
}

/** The ballots of twelve stay closed, unless a group says otherwise. */
async function publishTwelve(founder: Device, path: string): Promise<void> {
  await founder.goto(`${path}/founding/rules/voice.publishFrom`);
  await founder.page.locator('input[name=publishFrom]').fill('10');
  await founder.press(founder.t('rule-edit.go'));
}

/** Everybody but those who are seen sends a ballot; `ballot` says what stands on it. */
export async function others(
  us: Crowd,
  at: string,
  ballot: (place: number) => Fields,
  names: readonly string[] = TWELVE,
): Promise<void> {
  for (const name of names) {
    if (!SEEN.includes(name)) await cast(us.named(name), at, ballot(TWELVE.indexOf(name)));
  }
}

export interface Objected {
  readonly at: string;
  /** What Odilia reads once she has objected, what Chayo reads of her offer, and both at the end. */
  readonly objected: string;
  readonly offered: string;
  readonly taken: string;
  readonly over: string;
}

/** Somebody cannot live with it and offers other words; those who propose it take them in. */
export async function objectAndOffer(us: Crowd): Promise<Objected> {
  const [chayo, odilia] = [us.seen('Chayo'), us.seen('Odilia')];
  const { t } = odilia;
  await chayo.goto(`${us.path}/decisions/new?kind=resolution`);
  await chayo.page.locator('[name=title]').fill('Cocinar también los sábados');
  await chayo.fill(chayo.t('propose.body'), 'Todos los sábados, con dos personas por turno.');
  const at = await putForward(chayo);

  await odilia.goto(at);
  await odilia.unfold(t('talk.say-something'));
  const say = odilia.page.locator('form[action^="?/say"]').last();
  await say.locator('textarea').fill('Con dos por turno alguien se queda sola con la olla grande.');
  await say.locator('input[value=objection]').check();
  await odilia.look('objection-said');
  await say.getByRole('button').click();
  await odilia.goto(at);
  const objected = await odilia.text();
  await odilia.follow(t('offer.make'));
  await odilia.fill(t('propose.body'), 'Un sábado sí y otro no, con tres personas por turno.');
  await odilia.fill(t('offer.why'), 'Con tres por turno nadie carga sola.');
  await odilia.look('offer');
  await odilia.press(t('offer.go'));

  await chayo.goto(at);
  await chayo.look('offer-open');
  await chayo.follow(chayo.t('offer.see'));
  await chayo.look('offer-seen');
  const offered = await chayo.text();
  await chayo.goto(at);
  await chayo.press(chayo.t('offer.accept'));
  await chayo.goto(at);
  const taken = await chayo.text();
  await chayo.press(chayo.t('talk.integrate'));
  await odilia.goto(at);
  await odilia.look('objection-worked-in');
  await odilia.press(t('talk.settle.objection.integrated'));
  await odilia.goto(at);
  await odilia.look('objection-over');
  return { at, objected, offered, taken, over: await odilia.text() };
}

/** One is asked, one stands herself on the page, one sends that he does. */
export async function standThree(us: Crowd): Promise<string> {
  const [chayo, odilia, ines] = [us.seen('Chayo'), us.seen('Odilia'), us.seen('Inés')];
  await odilia.goto(`${us.path}/decisions/new?kind=election`);
  await odilia.page.locator('select[name=role]').selectOption('coordinator');
  await odilia.page.getByLabel('Chayo', { exact: true }).check();
  const at = await putForward(odilia);
  await chayo.goto(at);
  await chayo.press(chayo.t('stand.yes', { lot: 'no' }));
  await ines.goto(at);
  await ines.unfold(ines.t('option.add-self', { lot: 'no' }));
  await ines.fill(ines.t('stand.words', { lot: 'no' }), 'Quiero que rotemos más.');
  await ines.press(ines.t('stand.yes', { lot: 'no' }));
  const own = { member: us.member['Artemio']!, body: 'Sé llevar listas.' };
  await us.named('Artemio').send(at, 'addOption', own);
  await ines.goto(at);
  await ines.look('three-stand');
  return at;
}

/** Nobody objects; one stands aside. */
export async function agree(us: Crowd, at: string): Promise<void> {
  for (const [name, answer] of [
    ['Chayo', 'consent'],
    ['Odilia', 'consent'],
    ['Inés', 'aside'],
  ] as const) {
    const one = us.seen(name);
    await one.goto(`${at}/vote`);
    await one.page.locator(`input[value=${answer}]`).check();
    await one.press(one.t('vote.cast'));
  }
  await others(us, at, () => ({ says: 'consent' }));
}

/** Chayo with her arrows, Odilia and Inés with numbers; gives Chayo’s receipt. */
export async function rankThree(us: Crowd, at: string): Promise<string> {
  const chayo = us.seen('Chayo');
  await us.seen('Odilia').goto(`${at}/vote`);
  const places = await namesOn(us.seen('Odilia'), 'input[name^="at-"]');
  const order = (...names: string[]) =>
    Object.fromEntries(names.map((name, i) => [places[name]!.name, String(i + 1)]));
  await chayo.goto(`${at}/vote`);
  await chayo.press(chayo.t('ballot.rank.up', { name: 'Artemio' }));
  await chayo.press(chayo.t('ballot.rank.up', { name: 'Chayo' }));
  await chayo.press(chayo.t('ballot.rank.up', { name: 'Chayo' }));
  await chayo.look('ranked');
  await chayo.press(chayo.t('vote.cast'));
  const receipt = await chayo.page.locator('output').innerText();
  for (const [name, wanted] of [
    ['Odilia', order('Artemio', 'Inés')],
    ['Inés', order('Inés', 'Artemio')],
  ] as const) {
    const one = us.seen(name);
    await one.goto(`${at}/vote`);
    for (const [field, number] of Object.entries(wanted))
      await one.page.locator(`input[name="${field}"]`).fill(number);
    await one.press(one.t('vote.cast'));
  }
  // Chayo has five first places, Inés four, Artemio three; his go on to Inés.
  const wanted = [order('Chayo', 'Artemio'), order('Inés', 'Artemio'), order('Artemio', 'Inés')];
  await others(us, at, (place) => wanted[place < 5 ? 0 : place < 9 ? 1 : place < 11 ? 2 : 0]!);
  return receipt;
}

/** On which day the pot is voted on, two weeks after it was put to the others, and the rest with it. */
const OPENS = 25;

/** Nine thousand of the raffle, without a script; a change of the rules, without one; a recall, with one. */
export async function proposeThree(us: Crowd): Promise<{ pot: string; rules: string; recall: string }> {
  const pot = await proposePot(us.seen('Odilia'), us.path);
  const rules = await proposeNotice(us.seen('Inés'), us.path);
  const recall = await proposeRecall(us.seen('Chayo'), us.path);
  const told = { text: 'Tienen razón. Perdí el cuaderno.', kind: 'comment' };
  await us.named('Gil').send(recall, 'say', told);
  return { pot, rules, recall };
}

async function proposePot(odilia: Device, path: string): Promise<string> {
  const { t, page } = odilia;
  await odilia.goto(`${path}/decisions/new?kind=budget`);
  await odilia.fill(t('propose.pot'), '9,000');
  await odilia.fill(t('propose.unit'), 'MXN');
  await page.locator('[name=title]').fill('Nueve mil pesos de la rifa');
  for (const [i, [title, cost]] of [
    ['Olla de cincuenta litros', '4200'],
    ['Bancas nuevas', '3800'],
    ['Refrigerador usado', '3500'],
    ['Libros para la tarea', '1000'],
  ].entries()) {
    await page.locator('[name=row-title]').nth(i).fill(title!);
    await page.locator('[name=row-cost]').nth(i).fill(cost!);
  }
  return putForward(odilia);
}

/** From the sentence in our rules to the question whether we want it so. */
async function proposeNotice(ines: Device, path: string): Promise<string> {
  const { t } = ines;
  await ines.goto(`${path}/rules/amend?at=exit.noticeDays`);
  await ines.fill(t('question.notice_days'), '30');
  await ines.press(t('amend.look'));
  await ines.press(t('propose.or'));
  await ines.look('notice-proposed');
  return putForward(ines, inDays(OPENS));
}

async function proposeRecall(chayo: Device, path: string): Promise<string> {
  await chayo.goto(`${path}/decisions/new?kind=recall`);
  await chayo.page.locator('select[name=mandate]').selectOption({ label: await heldByGil(chayo) });
  await chayo.fill(chayo.t('propose.reason'), 'Tres meses sin cuentas.');
  await chayo.look('recall-new');
  return putForward(chayo, inDays(OPENS));
}

async function heldByGil(one: Device): Promise<string> {
  const option = one.page.locator('select[name=mandate] option', { hasText: 'Gil' });
  return (await option.first().innerText()).trim();
}

/** What the sum on the ballot said: as it goes along with Chayo’s ticks, and as Odilia asked for it. */
export interface Sums {
  readonly along: readonly string[];
  readonly asked: readonly string[];
}

const OLLA = 'Olla de cincuenta litros';
const BANCAS = 'Bancas nuevas';
const REFRI = 'Refrigerador usado';
const LIBROS = 'Libros para la tarea';

/** Seven want the pot and the benches, three the fridge and the books, two the books and the pot. */
export async function fund(us: Crowd, at: string): Promise<Sums> {
  const [chayo, odilia, ines] = [us.seen('Chayo'), us.seen('Odilia'), us.seen('Inés')];
  const sum = async (one: Device) =>
    (await one.page.locator('[data-ballot-sum]').innerText()).replace(/\s/g, ' ');
  const along: string[] = [];
  await chayo.goto(`${at}/vote`);
  for (const title of [OLLA, BANCAS]) {
    await chayo.page.getByLabel(title).check();
    along.push(await sum(chayo));
  }
  await chayo.look('fund-along');
  await chayo.press(chayo.t('vote.cast'));

  await odilia.goto(`${at}/vote`);
  const options = await namesOn(odilia, 'input[name=option]');
  const asked = [await sum(odilia)];
  for (const title of [OLLA, BANCAS]) await odilia.page.getByLabel(title).check();
  await odilia.press(odilia.t('ballot.fund.add'));
  await odilia.look('fund-added');
  asked.push(await sum(odilia));
  await odilia.press(odilia.t('vote.cast'));
  await ines.goto(`${at}/vote`);
  for (const title of [OLLA, BANCAS]) await ines.page.getByLabel(title).check();
  await ines.press(ines.t('vote.cast'));
  const wanted = [
    [OLLA, BANCAS],
    [REFRI, LIBROS],
    [LIBROS, OLLA],
  ];
  await others(us, at, (place) => ({
    option: wanted[place < 7 ? 0 : place < 10 ? 1 : 2]!.map((title) => options[title]!.value),
  }));
  return { along, asked };
}

/** So many say yes, in the order in which they were named; the rest say no, and Gil says nothing. */
export async function sayYes(us: Crowd, at: string, yes: number): Promise<void> {
  const says = (name: string) => (TWELVE.indexOf(name) < yes ? 'yes' : 'no');
  for (const name of SEEN) {
    const one = us.seen(name);
    await one.goto(`${at}/vote`);
    await one.page.locator(`input[value=${says(name)}]`).check();
    await one.press(one.t('vote.cast'));
  }
  await others(us, at, (place) => ({ says: says(TWELVE[place]!) }), TWELVE.slice(0, 11));
}

/** Three ask for time before the new rules hold; gives what Odilia reads when they have. */
export async function askForTime(us: Crowd, at: string): Promise<string> {
  const odilia = us.seen('Odilia');
  for (const name of ['Paz', 'Lalo']) await us.named(name).send(at, 'brake', {});
  await odilia.goto(at);
  await odilia.unfold(odilia.t('effect.brake'));
  await odilia.look('brake');
  await odilia.press(odilia.t('effect.brake.go'));
  await odilia.goto(at);
  await odilia.look('brake-rests');
  return odilia.text();
}

/** What Chayo’s browser counts out of the file that she takes from the page of the outcome. */
export async function countAgain(us: Crowd, at: string): Promise<string> {
  const chayo = us.seen('Chayo');
  const { page, t } = chayo;
  await chayo.goto(at);
  const [download] = await Promise.all([
    page.waitForEvent('download'),
    page.getByRole('link', { name: t('proposal.check.take'), exact: true }).click(),
  ]);
  const file = {
    name: download.suggestedFilename(),
    mimeType: '',
    buffer: await readFile(await download.path()),
  };
  await chayo.follow(t('proposal.check.again'));
  await page.locator('#recount:not([hidden])').waitFor();
  await page.setInputFiles('input[type=file]', file);
  await chayo.press(t('recount.do'));
  await page.locator('#winner').waitFor();
  await chayo.look('counted-again');
  return (await page.locator('#counted').innerText()).replace(/\s+/g, ' ');
}

/** The fields that a locator finds on a page, by what they are for. */
async function namesOn(
  one: Device,
  fields: string,
): Promise<Readonly<Record<string, { readonly name: string; readonly value: string }>>> {
  const found = await one.page.locator(fields).evaluateAll((all) =>
    all.map((field) => {
      const { name, value, labels } = field as HTMLInputElement;
      return [labels![0]!.querySelector('strong')!.textContent.trim(), { name, value }] as const;
    }),
  );
  return Object.fromEntries(found);
}

/** With what she was given when she voted. */
export async function findBallot(us: Crowd, at: string, receipt: string): Promise<string> {
  const chayo = us.seen('Chayo');
  await chayo.goto(`${at}/find`);
  await chayo.fill(chayo.t('vote.receipt.enter'), receipt);
  await chayo.press(chayo.t('find-ballot.go'));
  return chayo.text();
}
