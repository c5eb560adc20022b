/**
 * A year of deciding together: a community kitchen of twelve in the Mixteca, which proposes, objects, changes what
 * it has proposed, elects, shares out its box, changes its rules and calls somebody back. Every decision takes
 * effect by itself.
 */
import { assert } from '#kernel/assert';
import type { Articles } from '#agents';
import { association } from '../src/forms/association.ts';
import { elect, keepAPlace } from './assembly-elections.ts';
import { cast, type Kitchen, type Name, NAMES, propose } from './assembly-kitchen.ts';
import type { Character, Outcomes, StoryStage } from './stage.ts';

const RULES: Articles = {
  ...association.articles,
  roles: [...association.articles.roles, { role: 'despensa', holders: 3, termMonths: 12 }],
};

export async function tell(stage: StoryStage): Promise<void> {
  const { treasurer, ...kitchen } = await found(stage);
  await byConsent(stage, kitchen);
  await elect(stage, kitchen);
  await keepAPlace(stage, kitchen);
  await shareOut(stage, kitchen);
  await changeRules(stage, kitchen);
  await callBack(stage, kitchen, treasurer);
  await cannotBeDone(stage, kitchen);
  await inOneRoom(stage, kitchen);
  await openEnds(stage, kitchen);
  await stage.verify(kitchen.org);
}

async function found(stage: StoryStage): Promise<Kitchen & { readonly treasurer: string }> {
  stage.scene(
    '2026-01-10T17:00:00-06:00',
    { en: 'Twelve and one stove', es: 'Doce y un fogón' },
    {
      en: 'Twelve neighbours of Tlaxiaco cook for sixty, three days a week. Until now Chayo decided, because somebody had to.',
      es: 'Doce vecinas y vecinos de Tlaxiaco cocinan para sesenta, tres días por semana. Hasta ahora decidía Chayo, porque alguien tenía que hacerlo.',
    },
  );
  const all: Character[] = [];
  for (const name of NAMES) all.push(await stage.person(name));
  const { org, members: member } = await stage.quietly(async () => {
    const founded = await stage.found(all, {
      form: 'association',
      name: 'Comedor Las Ollas',
      purpose: 'Cocinamos por turnos para quien llegue con hambre.',
      place: 'Tlaxiaco, Oaxaca',
      articles: RULES,
    });
    for (const one of all) {
      await stage.act(one, 'agents.sign', founded.org, { subject: 'founding', statutes: 1 });
    }
    return founded;
  });
  await stage.lately(org);
  const who = Object.fromEntries(NAMES.map((name, at) => [name, all[at]!])) as Record<Name, Character>;
  const given = await stage.together(all.slice(0, 7), 'agents.appoint', org, {
    role: 'treasurer',
    member: member['Gil'],
  });
  return { org, who, member, all, treasurer: String(given['mandate']) };
}

async function byConsent(stage: StoryStage, { org, who, all }: Kitchen): Promise<void> {
  stage.scene('2026-01-17T17:00:00-06:00', { en: 'Saturdays', es: 'Los sábados' });
  const { proposal } = await propose(stage, who.Lucha, org, {
    kind: 'resolution',
    title: 'Cocinar también los sábados',
    body: 'Desde febrero, todos los sábados, con dos personas por turno.',
  });
  const said = (one: Character, kind: string, text: string, more: object = {}) =>
    stage.act(one, 'decisions.say', org, { subject: proposal, kind, text, ...more });
  const asked = await said(who.Nabor, 'question', '¿Quién abre la cocina a las cinco?');
  await said(who.Lucha, 'answer', 'Quien tenga la llave esa semana.', { replyTo: asked['word'] });
  await stage.act(who.Nabor, 'decisions.settle_word', org, { word: asked['word'], as: 'answered' });
  const objection = await said(
    who.Odilia,
    'objection',
    'Con dos por turno alguien se queda sola con la olla grande. Así no.',
  );
  stage.scene('2026-01-19T20:00:00-06:00', { en: 'Three instead of two', es: 'Tres en vez de dos' });
  const offered = await stage.act(who.Odilia, 'decisions.offer_change', org, {
    proposal,
    base: 1,
    title: 'Cocinar también los sábados',
    body: 'Desde febrero, un sábado sí y otro no, con tres personas por turno.',
    why: 'Somos doce: con tres por turno nadie carga sola.',
  });
  await stage.act(who.Lucha, 'decisions.accept_offer', org, { offer: offered['offer'] });
  await stage.act(who.Odilia, 'decisions.settle_word', org, { word: objection['word'], as: 'integrated' });
  await stage.passes(org, '2026-01-21T08:00:00-06:00');
  await stage.refused(
    who.Lucha,
    'decisions.edit_proposal',
    org,
    { proposal, body: 'Todos los sábados.' },
    'vote_has_begun',
    {
      en: 'While it is put to the vote, Lucha would like her own words back.',
      es: 'Mientras se vota, Lucha quisiera recuperar sus propias palabras.',
    },
  );
  await cast(stage, org, all, (at) => ({
    proposal,
    choices: { ballot: 'consent', says: at === 3 ? 'aside' : 'consent' },
  }));
  await stage.passes(org, '2026-01-26T09:00:00-06:00');
  const promised = await stage.act(who.Chayo, 'decisions.promise', org, {
    proposal,
    what: 'Hacer la lista de turnos de los sábados',
    by: '2026-01-31',
  });
  stage.scene('2026-01-30T21:00:00-06:00', {
    en: 'The list hangs by the door',
    es: 'La lista está en la puerta',
  });
  await stage.act(who.Chayo, 'decisions.keep_promise', org, { promise: promised['promise'], note: '' });
}

async function shareOut(stage: StoryStage, { org, who, all }: Kitchen): Promise<void> {
  stage.scene('2026-03-07T17:00:00-06:00', { en: 'What is in the box', es: 'Lo que hay en la caja' });
  const option = (title: string, costMinor: string) => ({ title, costMinor });
  const { proposal, options } = await propose(stage, who.Inés, org, {
    kind: 'budget',
    title: 'Nueve mil pesos de la rifa',
    potMinor: '900000',
    unit: 'MXN',
    options: [
      option('Olla de cincuenta litros', '420000'),
      option('Bancas nuevas', '380000'),
      option('Refrigerador usado', '350000'),
      option('Libros para la tarea', '100000'),
    ],
  });
  const [pot, benches, fridge, books] = options;
  await stage.passes(org, '2026-03-22T08:00:00-06:00');
  const wanted = (at: number) => (at < 7 ? [pot, benches] : at < 10 ? [fridge, books] : [books, pot]);
  await cast(stage, org, all, (at) => ({
    proposal,
    choices: { ballot: 'fund', options: wanted(at) },
    mark: `las-ollas-rifa-recibo-numero-${String(at).padStart(4, '0')}`,
  }));
  await stage.passes(org, '2026-03-29T09:00:00-06:00');
}

async function changeRules(stage: StoryStage, { org, who, all }: Kitchen): Promise<void> {
  stage.scene(
    '2026-04-11T17:00:00-06:00',
    { en: 'A month’s warning', es: 'Avisar con un mes' },
    {
      en: 'Paz left for the coast once without a word, and forty people stood before a cold stove.',
      es: 'Paz se fue una vez a la costa sin avisar, y cuarenta personas encontraron el fogón frío.',
    },
  );
  const articles: Articles = { ...RULES, exit: { ...RULES.exit, noticeDays: 30 } };
  const { proposal } = await propose(stage, who.Fermín, org, {
    kind: 'amendment',
    title: 'Quien se va, avisa con un mes',
    acts: [{ command: 'agents.amend', input: { base: 1, articles } }],
  });
  await stage.passes(org, '2026-04-19T08:00:00-06:00');
  await cast(stage, org, all.slice(0, 11), (at) => ({
    proposal,
    choices: { ballot: 'yes_no', says: at < 8 ? 'yes' : at < 10 ? 'no' : 'abstain' },
  }));
  await stage.passes(org, '2026-04-28T09:00:00-06:00');
  stage.say({
    en: 'It has passed, and rests for a week before it takes effect. Three of us ask for two days more.',
    es: 'Está aprobado, y reposa una semana antes de valer. Tres personas piden dos días más.',
  });
  for (const name of ['Paz', 'Lalo', 'Berta'] as const) {
    await stage.act(who[name], 'decisions.brake', org, { proposal });
  }
  await stage.passes(org, '2026-05-09T09:00:00-06:00');
}

async function callBack(stage: StoryStage, { org, who, all }: Kitchen, mandate: string): Promise<void> {
  stage.scene('2026-06-06T17:00:00-06:00', { en: 'The box does not add up', es: 'La caja no cuadra' });
  const { proposal } = await propose(stage, who.Berta, org, {
    kind: 'recall',
    title: 'Que Gil deje la caja',
    body: 'Tres meses sin cuentas. No es por mala fe, pero así no podemos seguir.',
    acts: [{ command: 'agents.revoke', input: { mandate, reason: 'Tres meses sin cuentas.' } }],
  });
  await stage.act(who.Gil, 'decisions.say', org, {
    subject: proposal,
    text: 'Tienen razón. Perdí el cuaderno y me dio pena decirlo.',
  });
  await stage.passes(org, '2026-06-10T08:00:00-06:00');
  await cast(stage, org, all.slice(0, 11), (at) => ({
    proposal,
    choices: { ballot: 'yes_no', says: at < 8 ? 'yes' : 'no' },
    mark: `las-ollas-caja-recibo-numero-${String(at).padStart(4, '0')}`,
  }));
  await stage.passes(org, '2026-06-15T09:00:00-06:00');
}

async function cannotBeDone(stage: StoryStage, { org, who, member, all }: Kitchen): Promise<void> {
  stage.scene(
    '2026-07-04T17:00:00-06:00',
    { en: 'Decided, and not to be done', es: 'Decidido, y no se puede hacer' },
    {
      en: 'Artemio is proposed for the box. While the others vote, he is called to his mother’s side and leaves.',
      es: 'Se propone a Artemio para la caja. Mientras se vota, lo llaman junto a su madre y se va.',
    },
  );
  const { proposal } = await propose(
    stage,
    who.Inés,
    org,
    {
      kind: 'appointment',
      title: 'Artemio, a la caja',
      acts: [{ command: 'agents.appoint', input: { role: 'treasurer', member: member['Artemio'] } }],
    },
    2,
  );
  await stage.passes(org, '2026-07-08T08:00:00-06:00');
  await cast(stage, org, all.slice(0, 9), () => ({ proposal, choices: { ballot: 'yes_no', says: 'yes' } }));
  await stage.act(who.Artemio, 'agents.leave', org, {});
  await stage.passes(org, '2026-08-09T09:00:00-06:00');
}

async function inOneRoom(stage: StoryStage, { org, who, member, all }: Kitchen): Promise<void> {
  stage.scene('2026-09-01T09:00:00-06:00', { en: 'An assembly is called', es: 'Se convoca a asamblea' });
  const called = await stage.act(who.Inés, 'decisions.call_meeting', org, {
    kind: 'assembly',
    title: 'Asamblea de septiembre',
    place: 'La cocina',
    startsAt: '2026-09-06T22:00:00.000Z',
    items: [{ title: 'La fiesta del pueblo' }],
  });
  const meeting = called['meeting'];
  stage.scene('2026-09-06T16:00:00-06:00', { en: 'In one room', es: 'En un mismo cuarto' });
  await stage.act(who.Inés, 'decisions.open_meeting', org, { meeting });
  const here = all.filter((one) => !['Inés', 'Artemio', 'Gil', 'Paz'].includes(one.name));
  await stage.act(who.Inés, 'decisions.arrive', org, {
    meeting,
    members: here.map((one) => member[one.name]),
  });
  const { proposal } = await propose(
    stage,
    who.Cuca,
    org,
    { kind: 'resolution', title: 'Cocinar para la fiesta del pueblo' },
    1,
  );
  const counted: Outcomes = await stage.act(who.Inés, 'decisions.show_hands', org, {
    meeting,
    proposal,
    version: 1,
    hands: { yes: 7, no: 1 },
  });
  assert(counted['asked'] === true, 'whoever counts alone decides nothing');
  const confirmed: Outcomes = await stage.act(who.Cuca, 'decisions.confirm_hands', org, {
    meeting,
    proposal,
    round: 1,
    right: true,
  });
  assert(confirmed['result'] === 'passed', 'seven hands of nine are enough');
  await stage.act(who.Inés, 'decisions.close_meeting', org, { meeting });
}

/** Something is being voted on when the story stops, and a meeting is ahead. */
async function openEnds(stage: StoryStage, { org, who }: Kitchen): Promise<void> {
  stage.scene('2026-11-22T17:00:00-06:00', { en: 'And now?', es: '¿Y ahora?' });
  const { proposal } = await propose(stage, who.Cuca, org, {
    kind: 'resolution',
    title: 'Una cena de fin de año para quienes comen aquí',
    body: 'El 19 de diciembre, con mole. Cada quien trae un ingrediente.',
  });
  await stage.act(who.Nabor, 'decisions.say', org, {
    subject: proposal,
    kind: 'question',
    text: '¿Y quién pone los guajolotes?',
  });
  await stage.act(who.Inés, 'decisions.call_meeting', org, {
    kind: 'assembly',
    title: 'Asamblea de diciembre',
    place: 'La cocina',
    startsAt: '2026-12-05T22:00:00.000Z',
    items: [{ title: 'La cena de fin de año' }, { title: 'Quién lleva la caja' }],
  });
  await stage.passes(org, '2026-11-26T09:00:00-06:00');
}
