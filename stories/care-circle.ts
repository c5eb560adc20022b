/**
 * A year of a care circle: neighbours of Jalatlaco, in Oaxaca, who look after two elders and the small
 * children of a street. Each writes down for themself what they do; together they see what that takes, and
 * never who does it.
 */
import type { Articles } from '#agents';
import { cast, propose } from './assembly-kitchen.ts';
import { forAnAunt } from './care-elsewhere.ts';
import { accountOf, HOUR, minor, NAMES, RULES, type Name, type Street } from './care-street.ts';
import type { Character, StoryStage } from './stage.ts';

export async function tell(stage: StoryStage): Promise<void> {
  const street = await found(stage);
  await fourOfUs(street);
  await putRight(street);
  await fiveOfUs(street);
  await hours(street);
  await forAnAunt(street);
  await whoComes(street);
  await worth(street);
  await openEnds(street);
  await stage.verify(street.org);
}

interface Did {
  readonly activity: string;
  readonly on: string;
  readonly minutes: number;
  readonly for?: object;
  readonly beside?: boolean;
  readonly there?: boolean;
  readonly words?: string;
}

const written = (did: Did) => ({ care: { for: { whom: 'home' }, ...did } });

async function log({ stage, org, who }: Street, name: Name, did: Did): Promise<string> {
  return String((await stage.act(who[name], 'care.log', org, written(did)))['entry']);
}

/** What everybody of `names` writes in a month, which nobody hears of. */
async function write(street: Street, month: string, names: readonly Name[], minutes: number): Promise<void> {
  await street.stage.quietly(async () => {
    for (const [at, name] of names.entries()) {
      await log(street, name, { activity: 'company', on: `${month}-04`, minutes, there: at < 5 });
      await log(street, name, { activity: 'cook', on: `${month}-05`, minutes: 60 });
      if (at < 5)
        await log(street, name, { activity: 'children', on: `${month}-05`, minutes: 45, beside: true });
    }
  });
  await street.stage.lately(street.org);
}

async function found(stage: StoryStage): Promise<Street> {
  stage.scene(
    '2026-02-07T18:00:00-06:00',
    { en: 'Seven neighbours of one street', es: 'Siete personas de una calle' },
    {
      en: 'In Jalatlaco, Remedios is eighty-four and no longer goes out alone, and Sabás, who has lost his sight, minds the small children of half the street by ear. Whoever cares for whom was never said, because it goes without saying. It does not.',
      es: 'En Jalatlaco, Remedios tiene ochenta y cuatro años y ya no sale sola, y Sabás, que perdió la vista, cuida de oído a las criaturas de media calle. Quién cuida a quién nunca se dijo, porque se sobreentiende. No se sobreentiende.',
    },
  );
  const all: Character[] = [];
  for (const name of NAMES) all.push(await stage.person(name));
  const { org, members } = await stage.quietly(async () => {
    const begun = await stage.found(all, {
      form: 'care_circle',
      name: 'Círculo de Cuidados de Jalatlaco',
      purpose: 'Que nadie cuide en soledad.',
      place: 'Jalatlaco, Oaxaca',
      articles: RULES,
    });
    for (const one of all.slice(0, -1)) {
      await stage.act(one, 'agents.sign', begun.org, { subject: 'founding', statutes: 1 });
    }
    return begun;
  });
  await stage.act(all.at(-1)!, 'agents.sign', org, { subject: 'founding', statutes: 1 });
  const appoint = (role: string, name: Name) =>
    stage.together(all.slice(2, 6), 'agents.appoint', org, { role, member: members[name] });
  await appoint('coordinator', 'Imelda');
  await appoint('treasurer', 'Hortensia');
  const who = Object.fromEntries(NAMES.map((name, at) => [name, all[at]!])) as Record<Name, Character>;
  return { stage, org, who, member: members, all };
}

async function fourOfUs(street: Street): Promise<void> {
  const { stage, org, member } = street;
  stage.scene(
    '2026-02-21T20:00:00-06:00',
    { en: 'Each for themself', es: 'Cada quien para sí' },
    {
      en: 'Imelda bathes Remedios on Saturdays. She writes it down, for herself: the record says that somebody wrote something, and to nobody else who.',
      es: 'Imelda baña a Remedios los sábados. Lo anota, para sí: el registro dice que alguien anotó algo, y a nadie más le dice quién.',
    },
  );
  const remedios = { whom: 'member', member: member['Remedios'] };
  await log(street, 'Imelda', { activity: 'body', on: '2026-02-21', minutes: 90, for: remedios });
  await stage.quietly(async () => {
    for (const name of ['Hortensia', 'Tino', 'Noé'] as const)
      await log(street, name, { activity: 'cook', on: '2026-02-21', minutes: 60 });
  });
  stage.say({
    en: 'Hortensia, Tino and Noé write down what they cook. Of February there are four.',
    es: 'Hortensia, Tino y Noé anotan lo que cocinan. De febrero son cuatro.',
  });
  await stage.refused(
    street.who.Fabiola,
    'care.log',
    org,
    written({
      activity: 'children',
      on: '2026-02-20',
      minutes: 600,
      for: { whom: 'member', member: member['Fabiola'] },
    }),
    'care_for_oneself',
    {
      en: 'Fabiola, who has slept four hours since the twins were born, would write down ten hours for herself.',
      es: 'Fabiola, que duerme cuatro horas desde que nacieron los gemelos, anotaría diez horas para ella misma.',
    },
  );
  await stage.passes(org, '2026-03-09T09:00:00-06:00');
  stage.say({
    en: 'With four it would be too easy: whoever knows three of them knows the fourth.',
    es: 'Con cuatro sería demasiado fácil: quien sabe de tres sabe de la cuarta.',
  });
}

async function putRight(street: Street): Promise<void> {
  const { stage, org, who } = street;
  stage.scene('2026-03-10T20:00:00-06:00', { en: 'Six hours that were one', es: 'Seis horas que eran una' });
  const entry = await log(street, 'Tino', { activity: 'errands', on: '2026-03-10', minutes: 360 });
  const right = written({ activity: 'errands', on: '2026-03-10', minutes: 60 });
  const { entry: later } = await stage.act(who.Tino, 'care.correct', org, { entry, ...right });
  stage.scene('2026-03-19T20:00:00-06:00', {
    en: 'Too late, and never too late',
    es: 'Tarde, y nunca tarde',
  });
  await stage.refused(who.Tino, 'care.correct', org, { entry: later, ...right }, 'entry_settled', {
    en: 'After nine days Tino would put it right once more.',
    es: 'Nueve días después, Tino lo corregiría otra vez.',
  });
  await stage.act(who.Tino, 'care.forget_entry', org, { entry: later });
  stage.say({
    en: 'It is gone, with what it had put right: not hidden, gone. The record can still be proved from end to end.',
    es: 'Se fue, con lo que corregía: no está escondido, se fue. El registro se sigue pudiendo probar de punta a punta.',
  });
}

async function fiveOfUs(street: Street): Promise<void> {
  const { stage, org } = street;
  stage.scene(
    '2026-03-28T20:00:00-06:00',
    { en: 'Seven write it down', es: 'Siete lo anotan' },
    {
      en: 'Fabiola writes that she watched the twins while she cooked: it is kept, and her day is no longer than it was. Sabás writes that he was there; that counts as well.',
      es: 'Fabiola anota que cuidó a los gemelos mientras cocinaba: queda, y su día no se hace más largo. Sabás anota que estuvo al pendiente; eso también cuenta.',
    },
  );
  await log(street, 'Fabiola', { activity: 'children', on: '2026-03-28', minutes: 60, beside: true });
  await log(street, 'Sabás', {
    activity: 'children',
    on: '2026-03-28',
    minutes: 240,
    there: true,
    for: { whom: 'ours', name: 'Las criaturas de Lupe' },
    words: 'Nadie se cayó.',
  });
  const cooked = { activity: 'cook', on: '2026-03-28', minutes: 60 } as const;
  await log(street, 'Fabiola', cooked);
  const whole = { activity: 'children', on: cooked.on, minutes: 1440 } as const;
  await stage.refused(street.who.Fabiola, 'care.log', org, written(whole), 'day_full', {
    en: 'It feels like the whole day. But a day has twenty-four hours, and one of them she has cooked.',
    es: 'Se siente como el día entero. Pero un día tiene veinticuatro horas, y una de ellas la cocinó.',
  });
  await write(street, '2026-03', NAMES, 90);
  await stage.passes(org, '2026-04-09T09:00:00-06:00');
  stage.say({
    en: 'Nobody had ever added it up. They read it aloud, and for a while nobody says anything.',
    es: 'Nadie lo había sumado nunca. Lo leen en voz alta, y por un rato nadie dice nada.',
  });
}

async function hours(street: Street): Promise<void> {
  const { stage, org, who } = street;
  stage.scene(
    '2026-05-16T18:00:00-06:00',
    { en: 'Hours that are saved, and given', es: 'Horas que se guardan, y se dan' },
    {
      en: 'Most of it is a gift. But Imelda’s nights with Remedios are to be saved: one day she will be old herself. Remedios says yes to eight.',
      es: 'Casi todo es regalo. Pero las noches de Imelda con Remedios se van a guardar: un día también ella va a ser vieja. Remedios dice que sí a ocho.',
    },
  );
  const asked = await stage.act(who.Imelda, 'ledger.request_payment', org, {
    source: await accountOf(street, 'Remedios'),
    target: await accountOf(street, 'Imelda'),
    amountMinor: minor('8'),
    note: 'Cuatro noches',
  });
  await stage.act(who.Remedios, 'ledger.accept_request', org, { request: asked['request'] });
  const give = async (target: string, amount: string, note: string) =>
    stage.act(who.Imelda, 'ledger.transfer', org, {
      source: await accountOf(street, 'Imelda'),
      target,
      amountMinor: minor(amount),
      note,
    });
  await give(await accountOf(street, 'Sabás'), '3', 'Para mi tío, que ya no ve');
  await give(await stage.accountOf(org, null, HOUR), '2', 'Para quien las necesite');
  stage.say({
    en: 'Three of them she gives to her uncle Sabás, who needs somebody to read to him; two are for whoever needs them; three stay with her.',
    es: 'Tres se las da a su tío Sabás, que necesita quien le lea; dos son para quien las necesite; tres se quedan con ella.',
  });
  await stage.act(who.Hortensia, 'ledger.pay_out', org, {
    source: await stage.accountOf(org, null, HOUR),
    target: await accountOf(street, 'Remedios'),
    amountMinor: minor('2'),
    note: 'De lo que es para quien las necesite',
  });
}

async function whoComes(street: Street): Promise<void> {
  const { stage, org, who, member } = street;
  stage.scene(
    '2026-06-05T18:00:00-06:00',
    { en: 'Three days of soup', es: 'Tres días de caldo' },
    {
      en: 'Noé is to be operated on. He asks for somebody to cook on three days; who comes when, he reads and those who come.',
      es: 'A Noé lo van a operar. Pide quien cocine tres días; quién va y cuándo lo lee él, y lo leen quienes van.',
    },
  );
  const days = ['2026-06-09', '2026-06-10', '2026-06-11'];
  const { help } = await stage.act(who.Noé, 'care.ask_help', org, {
    care: { activity: 'cook', words: 'Comida para cuatro, sin chile', place: 'La casa verde', days },
  });
  const come = (name: Name, on: string) => stage.act(who[name], 'care.come', org, { help, care: { on } });
  const first = await come('Tino', days[0]!);
  await stage.refused(who.Fabiola, 'care.come', org, { help, care: { on: days[0] } }, 'day_not_open', {
    en: 'Fabiola would come on the same day.',
    es: 'Fabiola iría el mismo día.',
  });
  await come('Fabiola', days[1]!);
  await stage.act(who.Tino, 'care.not_come', org, { coming: first['coming'] });
  await come('Hortensia', days[0]!);
  await stage.act(who.Noé, 'care.end_help', org, { help });
  await stage.act(who.Noé, 'care.thank', org, {
    to: member['Fabiola'],
    care: { words: 'Hasta los niños repitieron.' },
  });
}

async function worth(street: Street): Promise<void> {
  const { stage, org, who, all } = street;
  stage.scene(
    '2026-07-04T18:00:00-06:00',
    { en: 'What it would cost', es: 'Lo que costaría' },
    {
      en: 'The city asks what the street contributes. Noé proposes to show what its care would cost, by wages that anybody can look up.',
      es: 'El municipio pregunta qué aporta la calle. Noé propone mostrar lo que costarían sus cuidados, con salarios que cualquiera puede consultar.',
    },
  );
  const articles: Articles = {
    ...RULES,
    care: {
      leastPeople: 5,
      worth: {
        currency: 'MXN',
        generalistMinor: '4200',
        specialistMinor: '6800',
        opportunityMinor: '5500',
        source: 'Encuesta de ocupación del país',
        year: 2026,
      },
    },
  };
  const { proposal } = await propose(stage, who.Noé, org, {
    kind: 'amendment',
    title: 'Que se vea lo que costarían nuestros cuidados',
    acts: [{ command: 'agents.amend', input: { base: 1, articles } }],
  });
  await stage.passes(org, '2026-07-12T08:00:00-06:00');
  await cast(stage, org, all, (at) => ({
    proposal,
    choices: { ballot: 'yes_no', says: at < 5 ? 'yes' : 'no' },
  }));
  await stage.passes(org, '2026-07-28T09:00:00-06:00');
  stage.scene(
    '2026-09-12T18:00:00-06:00',
    { en: 'And back again', es: 'Y de vuelta' },
    {
      en: 'It is a large figure, and it does something to the street: Remedios begins to say sorry. All seven sign that it goes.',
      es: 'Es una cifra grande, y le hace algo a la calle: Remedios empieza a pedir perdón. Las siete personas firman que se quite.',
    },
  );
  await stage.together(all, 'agents.amend', org, { base: 2, articles: RULES });
}

/** Something is due when the story stops. */
async function openEnds(street: Street): Promise<void> {
  const { stage, org, who } = street;
  stage.scene(
    '2026-10-24T18:00:00-06:00',
    { en: 'October', es: 'Octubre' },
    { en: 'They go on writing it down.', es: 'Lo siguen anotando.' },
  );
  await write(street, '2026-10', NAMES, 75);
  await stage.passes(org, '2026-11-24T18:00:00-06:00');
  stage.scene(
    '2026-11-26T18:00:00-06:00',
    { en: 'Next week', es: 'La semana que viene' },
    {
      en: 'Remedios has to go to the doctor’s, and asks for company on the way. Imelda goes on Monday.',
      es: 'Remedios tiene consulta, y pide compañía en el camino. El lunes va Imelda.',
    },
  );
  const days = ['2026-11-30', '2026-12-03'];
  const { help } = await stage.act(who.Remedios, 'care.ask_help', org, {
    care: {
      activity: 'accompany',
      words: 'Al centro de salud y de vuelta, a las nueve',
      place: 'Mi casa',
      days,
    },
  });
  await stage.act(who.Imelda, 'care.come', org, { help, care: { on: days[0] } });
  const remedios = { whom: 'member', member: street.member['Remedios'] };
  await stage.quietly(async () => {
    for (const on of ['2026-11-25', '2026-11-26'])
      await log(street, 'Imelda', { activity: 'body', on, minutes: 60, for: remedios });
    await log(street, 'Imelda', { activity: 'cook', on: '2026-11-26', minutes: 45 });
  });
  await stage.act(who.Sabás, 'ledger.request_payment', org, {
    source: await accountOf(street, 'Imelda'),
    target: await accountOf(street, 'Sabás'),
    amountMinor: minor('1.5'),
    note: 'Cuidé a tu sobrina',
  });
  stage.scene('2026-11-28T10:00:00-06:00', {
    en: 'Read again from the beginning',
    es: 'Leído de nuevo desde el principio',
  });
}
