/**
 * A year of a time bank: neighbours of Xallitic, an old quarter of Xalapa with its wash-houses, who give each
 * other hours. Each is worth the same, whoever gives it and whatever they do in it.
 */
import { parseAmount } from '#kernel/amount';
import { assert } from '#kernel/assert';
import type { MemberId, OrgId } from '#kernel/command';
import { timeBank } from '../src/forms/time-bank.ts';
import type { Character, StoryStage } from './stage.ts';

const NAMES = [
  'Maru',
  'Quique',
  'Socorro',
  'Abel',
  'Itzel',
  'Nacho',
  'Yolanda',
  'Beatriz',
  'Ramiro',
] as const;
type Name = (typeof NAMES)[number];

/** The unit as the books know it. */
const [UNIT] = timeBank.articles.books.units;
const HOUR = UNIT.unit;

interface Quarter {
  readonly stage: StoryStage;
  readonly org: OrgId;
  readonly who: Readonly<Record<Name, Character>>;
  readonly member: Readonly<Record<string, MemberId>>;
}

export async function tell(stage: StoryStage): Promise<void> {
  const begun = await found(stage);
  await anHourIsAnHour(begun);
  const quarter = await onPaper(begun);
  await pooled(quarter);
  await down(quarter);
  await openEnds(quarter);
  await stage.verify(quarter.org);
}

/** So many hours, as people write them, in hundredths. */
function minor(hours: string): string {
  const parsed = parseAmount(hours, { id: UNIT.unit, scale: UNIT.scale });
  assert(parsed.ok, `${hours} is an amount`);
  return String(parsed.value.minor);
}

function accountOf({ stage, org, member }: Quarter, name: string): Promise<string> {
  const found = member[name];
  assert(found, `${name} is in the time bank`);
  return stage.accountOf(org, found, HOUR);
}

/** Whoever received gives the hours, as many as it took. */
async function give(quarter: Quarter, from: Name, to: string, hours: string, note: string): Promise<void> {
  const { stage, org, who } = quarter;
  await stage.act(who[from], 'ledger.transfer', org, {
    source: await accountOf(quarter, from),
    target: await accountOf(quarter, to),
    amountMinor: minor(hours),
    note,
  });
}

async function stand(quarter: Quarter, hours: Readonly<Record<string, string>>): Promise<void> {
  for (const [name, each] of Object.entries(hours)) {
    const has = await quarter.stage.balanceOf(quarter.org, await accountOf(quarter, name));
    assert(has === BigInt(minor(each)), `${name} stands at ${each} hours, and not at ${has} hundredths`);
  }
}

async function found(stage: StoryStage): Promise<Quarter> {
  stage.scene(
    '2026-02-14T18:00:00-06:00',
    { en: 'Nine people and the hours of a week', es: 'Nueve personas y las horas de una semana' },
    {
      en: 'By the wash-houses of Xallitic, in Xalapa, nine neighbours find out that each of them can do something that another needs: a leak, an accent in English, a grandmother who must not be alone on Thursdays. None of them can pay the other.',
      es: 'Junto a los lavaderos de Xallitic, en Xalapa, nueve personas del barrio descubren que cada quien sabe hacer algo que a otra le falta: una fuga, un acento en inglés, una abuela que no debe estar sola los jueves. Nadie le puede pagar a nadie.',
    },
  );
  const people: Character[] = [];
  for (const name of NAMES) people.push(await stage.person(name));
  const { org, members } = await stage.quietly(async () => {
    const begun = await stage.found(people, {
      form: 'time_bank',
      name: 'Banco de Tiempo de Xallitic',
      purpose: 'Una hora es una hora.',
      place: 'Barrio de Xallitic, Xalapa, Veracruz',
      articles: timeBank.articles,
    });
    for (const one of people.slice(0, -1)) {
      await stage.act(one, 'agents.sign', begun.org, { subject: 'founding', statutes: 1 });
    }
    return begun;
  });
  await stage.act(people.at(-1)!, 'agents.sign', org, { subject: 'founding', statutes: 1 });
  await stage.lately(org);
  const appoint = (role: string, name: Name) =>
    stage.together(people.slice(1, 6), 'agents.appoint', org, { role, member: members[name] });
  await appoint('coordinator', 'Maru');
  await appoint('treasurer', 'Beatriz');
  const who = Object.fromEntries(NAMES.map((name, at) => [name, people[at]!])) as Record<Name, Character>;
  return { stage, org, who, member: members };
}

async function anHourIsAnHour(quarter: Quarter): Promise<void> {
  const { stage } = quarter;
  stage.scene(
    '2026-03-07T18:00:00-06:00',
    { en: 'An hour is an hour', es: 'Una hora es una hora' },
    {
      en: 'Itzel is a doctor, Nacho repairs roofs, Socorro irons. Outside, an hour of one of them costs ten times one of another. Here, whoever received gives as many hours as it took, to the quarter.',
      es: 'Itzel es médica, Nacho arregla techos, Socorro plancha. Afuera, una hora de una cuesta diez veces la de otra. Aquí, quien recibió da las horas que llevó, hasta el cuarto de hora.',
    },
  );
  await give(quarter, 'Socorro', 'Itzel', '1', 'Consulta para los niños');
  await give(quarter, 'Itzel', 'Socorro', '2.5', 'Planchado');
  await give(quarter, 'Abel', 'Nacho', '4.25', 'Una gotera en la cocina');
  await give(quarter, 'Nacho', 'Quique', '1.5', 'Inglés, para la entrevista');
  await stand(quarter, { Socorro: '1.5', Itzel: '-1.5', Abel: '-4.25', Nacho: '2.75', Quique: '1.5' });
  stage.say({
    en: 'The doctor stands below zero and the one who irons above: she has received more hours than she has given, so far. She will give them to somebody, and it need not be Socorro.',
    es: 'La médica está bajo cero y la que plancha está encima: hasta ahora recibió más horas de las que dio. Se las dará a alguien, y no tiene que ser a Socorro.',
  });
}

async function onPaper(begun: Quarter): Promise<Quarter> {
  const { stage, org, who } = begun;
  stage.scene(
    '2026-04-11T18:00:00-06:00',
    { en: 'Doña Elvira, on paper', es: 'Doña Elvira, en papel' },
    {
      en: 'Doña Elvira is eighty-one, has no telephone, and mends like nobody else. Maru enters her on paper; her account opens with it like anybody’s, and Maru enters what she gives.',
      es: 'Doña Elvira tiene ochenta y un años, no tiene teléfono y zurce como nadie. Maru la anota en papel; con eso se abre su cuenta, como la de cualquiera, y Maru anota lo que ella da.',
    },
  );
  const paper = await stage.act(who.Maru, 'agents.enter_on_paper', org, {
    name: 'Doña Elvira',
    contact: 'la casa azul, frente a los lavaderos',
  });
  const member = { ...begun.member, 'Doña Elvira': paper['member'] as MemberId };
  const quarter = { ...begun, member };
  await stage.passes(org, '2026-04-19T18:00:00-06:00');
  await give(quarter, 'Yolanda', 'Doña Elvira', '2', 'Tres pantalones');
  await stage.act(who.Maru, 'ledger.enter_transfer', org, {
    source: await accountOf(quarter, 'Doña Elvira'),
    target: await accountOf(quarter, 'Ramiro'),
    amountMinor: minor('0.75'),
    note: 'La bombilla de la escalera',
  });
  await stand(quarter, { 'Doña Elvira': '1.25', Yolanda: '-2', Ramiro: '0.75' });
  return quarter;
}

async function pooled(quarter: Quarter): Promise<void> {
  const { stage, org, who } = quarter;
  stage.scene(
    '2026-06-13T18:00:00-06:00',
    { en: 'Hours for all of us', es: 'Horas para todo el barrio' },
    {
      en: 'Who has hours to spare gives some to the common account. Nobody has to; three do.',
      es: 'A quien le sobran horas da algunas a la cuenta común. Nadie tiene que hacerlo; tres lo hacen.',
    },
  );
  const commons = await stage.accountOf(org, null, HOUR);
  for (const [name, hours] of [
    ['Socorro', '1.5'],
    ['Nacho', '2.75'],
    ['Quique', '6'],
  ] as const) {
    await stage.act(who[name], 'ledger.transfer', org, {
      source: await accountOf(quarter, name),
      target: commons,
      amountMinor: minor(hours),
      note: 'Para quien las necesite',
    });
  }
  stage.say({
    en: 'Quique has given six and had one and a half: he stands at −4.5, and means to. He will teach it back.',
    es: 'Quique dio seis y tenía una y media: está en −4.5, y así lo quiere. Lo va a devolver dando clases.',
  });
  await stand(quarter, { Socorro: '0', Nacho: '0', Quique: '-4.5' });
  stage.scene(
    '2026-07-18T18:00:00-06:00',
    { en: 'A gift of hours', es: 'Un regalo de horas' },
    {
      en: 'Doña Elvira has fallen on the steps. For some weeks she needs somebody in the mornings, and cannot mend.',
      es: 'Doña Elvira se cayó en las gradas. Por unas semanas necesita a alguien en las mañanas, y no puede zurcir.',
    },
  );
  const gift = (hours: string) => ({
    source: commons,
    amountMinor: minor(hours),
    note: 'Mientras sana la rodilla',
  });
  const target = await accountOf(quarter, 'Doña Elvira');
  await stage.refused(who.Beatriz, 'ledger.pay_out', org, { ...gift('10'), target }, 'over_limit_per_act', {
    en: 'Beatriz, who keeps the common account, would give her ten.',
    es: 'Beatriz, que lleva la cuenta común, le daría diez.',
  });
  await stage.act(who.Beatriz, 'ledger.pay_out', org, { ...gift('8'), target });
  stage.say({
    en: 'Eight hours, for which nobody will ever ask her. She spends them on Yolanda’s mornings.',
    es: 'Ocho horas que nadie le va a pedir nunca. Las gasta en las mañanas de Yolanda.',
  });
  await stage.act(who.Maru, 'ledger.enter_transfer', org, {
    source: target,
    target: await accountOf(quarter, 'Yolanda'),
    amountMinor: minor('6'),
    note: 'Cuatro mañanas',
  });
  await stand(quarter, { 'Doña Elvira': '3.25', Yolanda: '4' });
}

async function down(quarter: Quarter): Promise<void> {
  const { stage, org, who } = quarter;
  stage.scene(
    '2026-09-12T18:00:00-06:00',
    { en: 'As far as twenty', es: 'Hasta veinte' },
    {
      en: 'Abel’s roof has come down in the rain, and everybody was there: he stands at −18.25. He asks Ramiro for one morning more.',
      es: 'Con la lluvia se le cayó el techo a Abel, y todo el mundo estuvo ahí: está en −18.25. Le pide a Ramiro una mañana más.',
    },
  );
  await stage.quietly(async () => {
    await give(quarter, 'Abel', 'Nacho', '9', 'El techo');
    await give(quarter, 'Abel', 'Ramiro', '5', 'El techo');
  });
  await stand(quarter, { Abel: '-18.25', Nacho: '9', Ramiro: '5.75' });
  const morning = {
    source: await accountOf(quarter, 'Abel'),
    target: await accountOf(quarter, 'Ramiro'),
    amountMinor: minor('3'),
    note: 'Pintar el techo',
  };
  await stage.refused(who.Abel, 'ledger.transfer', org, morning, 'below_floor', {
    en: 'Three hours would take him to −21.25.',
    es: 'Tres horas lo llevarían a −21.25.',
  });
  stage.say({
    en: 'He need not be ashamed of it, and the others need not forgive him anything: it is time to ask him for something. Maru knows three who need a driver.',
    es: 'No tiene de qué avergonzarse, y nadie le tiene que perdonar nada: es hora de pedirle algo a él. Maru sabe de tres que necesitan quien maneje.',
  });
  await give(quarter, 'Nacho', 'Abel', '5', 'Llevar el material a Coatepec');
  await give(quarter, 'Ramiro', 'Abel', '3.5', 'La mudanza de su hija');
  await give(quarter, 'Yolanda', 'Abel', '2', 'Al hospital y de vuelta');
  await stand(quarter, { Abel: '-7.75', Nacho: '4', Ramiro: '2.25', Yolanda: '2' });
}

/** Something is due when the story stops. */
async function openEnds(quarter: Quarter): Promise<void> {
  const { stage, org, who } = quarter;
  stage.scene(
    '2026-11-24T18:00:00-06:00',
    { en: 'Next week', es: 'La semana que viene' },
    {
      en: 'Quique has helped Maru’s son through his examination, and asks for the hours. And Ramiro needs more room until the new year.',
      es: 'Quique ayudó al hijo de Maru con su examen, y pide las horas. Y Ramiro necesita más margen hasta el año nuevo.',
    },
  );
  await stage.act(who.Quique, 'ledger.request_payment', org, {
    source: await accountOf(quarter, 'Maru'),
    target: await accountOf(quarter, 'Quique'),
    amountMinor: minor('3.5'),
    note: 'Matemáticas, siete tardes de media hora',
  });
  await stage.ask(who.Socorro, 'ledger.grant_credit', org, {
    account: await accountOf(quarter, 'Ramiro'),
    moreMinor: minor('10'),
    until: '2027-01-31',
    reason: 'Su madre sale del hospital y van a hacer falta noches.',
  });
  stage.scene('2026-11-28T10:00:00-06:00', {
    en: 'Read again from the beginning',
    es: 'Leído de nuevo desde el principio',
  });
}
