/**
 * A year of an assembly: a village above Tlacolula, in Oaxaca, where a spring, a tank and two kilometres of
 * pipe are kept by all.
 */
import { assert } from '#kernel/assert';
import type { MemberId, OrgId } from '#kernel/command';
import type { Articles } from '#agents';
import { association } from '../src/forms/association.ts';
import type { Character, StoryStage } from './stage.ts';

const RULES: Articles = {
  ...association.articles,
  powers: {
    ...association.articles.powers,
    describe: { by: 'role', role: 'secretary', upTo: { per: { days: 30, acts: 2 } } },
  },
};

/** Who is in it, as the year goes on. */
interface Assembly {
  readonly org: OrgId;
  readonly rosa: Character;
  readonly luz: Character;
  readonly amina: Character;
  readonly nicanor: Character;
  readonly teresa: Character;
  readonly efrain: Character;
  readonly members: { readonly [name: string]: MemberId };
  /** Checks the proof that Nicanor came in, on any later day. */
  readonly proof: () => Promise<void>;
}

export async function tell(stage: StoryStage): Promise<void> {
  const begun = await found(stage);
  const first = await givePosts(stage, begun);
  const { assembly, chona } = await grow(stage, begun);
  await limits(stage, assembly);
  await takeBack(stage, assembly, first.treasurer);
  await amend(stage, assembly, first.secretary, chona);
  await rest(stage, assembly);
  await go(stage, assembly);
  await openEnds(stage, assembly);
}

type Begun = Omit<Assembly, 'efrain'> & { readonly fidel: MemberId };

async function found(stage: StoryStage): Promise<Begun> {
  stage.scene(
    '2026-01-11T16:00:00-06:00',
    { en: 'Five people and two telephones', es: 'Cinco personas y dos teléfonos' },
    {
      en: 'The tank of Santa Ana del Valle has run dry twice. Rosa and Luz have telephones of their own; Amina and Nicanor pass Rosa’s along; Don Fidel has none and signs on paper, and Amina answers for it.',
      es: 'La pila de Santa Ana del Valle se ha secado dos veces. Rosa y Luz tienen teléfono; Amina y Nicanor usan por turnos el de Rosa; don Fidel no tiene y firma en papel, y Amina responde por ello.',
    },
  );
  const rosa = await stage.person('Rosa');
  const luz = await stage.person('Luz');
  const amina = await stage.person('Amina');
  const nicanor = await stage.person('Nicanor');
  const teresa = await stage.person('Teresa');
  const { org, members } = await stage.found([rosa, luz, amina, nicanor], {
    form: 'association',
    name: 'Asamblea del Agua de Santa Ana',
    purpose: 'Cuidamos entre todas y todos el manantial, la tubería y la pila.',
    place: 'Santa Ana del Valle, Oaxaca',
    articles: RULES,
  });
  // Nicanor was the last to come in; a neighbour carries the proof of it away.
  const proof = await stage.keepProof(org);
  const paper = await stage.act(amina, 'agents.enter_on_paper', org, {
    name: 'Don Fidel',
    contact: 'la casa junto al molino',
  });
  const fidel = paper['member'] as MemberId;
  await stage.act(rosa, 'agents.sign', org, { subject: 'founding', statutes: 1 });
  await stage.refused(teresa, 'agents.apply', org, { name: 'Teresa', norms: true }, 'not_founded_yet', {
    en: 'Teresa, who lives next door, asks to join while the pen is still going round.',
    es: 'Teresa, que vive al lado, pide entrar mientras todavía se está firmando.',
  });
  await stage.act(luz, 'agents.sign', org, { subject: 'founding', statutes: 1 });
  await stage.act(amina, 'agents.sign', org, { subject: 'founding', statutes: 1 });
  await stage.act(nicanor, 'agents.sign', org, { subject: 'founding', statutes: 1 });
  await stage.act(amina, 'agents.sign', org, { subject: 'founding', statutes: 1, for: fidel });
  return { org, rosa, luz, amina, nicanor, teresa, members, proof, fidel };
}

async function givePosts(stage: StoryStage, { org, rosa, luz, amina, members }: Begun) {
  stage.scene(
    '2026-01-18T16:00:00-06:00',
    { en: 'Who does what', es: 'Quién hace qué' },
    {
      en: 'Nobody gives a post alone. The first one is told step by step, the others in one breath.',
      es: 'Nadie da un cargo por su cuenta. El primero se cuenta paso a paso; los otros, de una vez.',
    },
  );
  const waiting = await stage.ask(rosa, 'agents.appoint', org, {
    role: 'treasurer',
    member: members['Nicanor'],
  });
  await stage.sign(luz, org, waiting);
  const treasurer = await stage.sign(amina, org, waiting);
  const secretary = await stage.together([rosa, amina, luz], 'agents.appoint', org, {
    role: 'secretary',
    member: members['Luz'],
  });
  await stage.together([luz, amina, rosa], 'agents.appoint', org, {
    role: 'coordinator',
    member: members['Rosa'],
    endsOn: '2026-12-13',
  });
  return { treasurer: String(treasurer['mandate']), secretary: String(secretary['mandate']) };
}

async function grow(stage: StoryStage, begun: Begun): Promise<{ assembly: Assembly; chona: MemberId }> {
  const { org, rosa, luz, amina, teresa } = begun;
  stage.scene('2026-02-01T16:00:00-06:00', { en: 'Teresa asks again', es: 'Teresa vuelve a pedirlo' });
  const asked = await stage.act(teresa, 'agents.apply', org, {
    name: 'Teresa',
    norms: true,
    statement: 'Sé llevar cuentas.',
  });
  const applicant = { member: asked['member'] };
  await stage.refused(rosa, 'agents.admit', org, applicant, 'vouchers_missing', {
    en: 'Rosa would let her in at once.',
    es: 'Rosa la dejaría entrar enseguida.',
  });
  await stage.act(luz, 'agents.vouch', org, applicant);
  await stage.together([rosa, amina], 'agents.admit', org, applicant);
  const efrain = await stage.person('Efraín');
  const invited = await stage.act(rosa, 'agents.invite', org, { name: 'Efraín', code: 'AGUA-2026' });
  await stage.act(efrain, 'agents.accept', org, { code: 'AGUA-2026', name: 'Efraín', norms: true });

  stage.scene(
    '2026-02-22T16:00:00-06:00',
    { en: 'On paper', es: 'En papel' },
    {
      en: 'Two more houses drink from the tank and have no telephone. Whoever is entered on paper has seven days to say no; then they count like anyone else.',
      es: 'Otras dos casas toman de la pila y no tienen teléfono. Quien queda en papel tiene siete días para decir que no; después cuenta igual que cualquiera.',
    },
  );
  const chona = await stage.act(amina, 'agents.enter_on_paper', org, { name: 'Doña Chona' });
  const tomas = await stage.act(amina, 'agents.enter_on_paper', org, { name: 'Tomás' });
  stage.scene('2026-02-25T08:00:00-06:00', { en: 'Tomás says no', es: 'Tomás dice que no' });
  await stage.act(luz, 'agents.say_no', org, { member: tomas['member'] });
  const members = {
    ...begun.members,
    Teresa: asked['member'] as MemberId,
    Efraín: invited['member'] as MemberId,
    'Don Fidel': begun.fidel,
  };
  return { assembly: { ...begun, efrain, members }, chona: chona['member'] as MemberId };
}

async function limits(stage: StoryStage, { org, rosa, luz }: Assembly): Promise<void> {
  stage.scene(
    '2026-03-15T16:00:00-06:00',
    { en: 'What a post may do, and what not', es: 'Lo que un cargo puede, y lo que no' },
    {
      en: 'How the assembly describes itself is the secretary’s to write: twice in thirty days, so that nobody rewrites it in a night.',
      es: 'Cómo se describe la asamblea lo escribe la secretaría: dos veces en treinta días, para que nadie lo cambie todo en una noche.',
    },
  );
  await stage.refused(rosa, 'agents.describe', org, { purpose: 'Cuidamos el agua.' }, 'no_mandate', {
    en: 'Rosa coordinates; she tries it herself.',
    es: 'Rosa coordina; intenta hacerlo ella.',
  });
  await stage.act(luz, 'agents.describe', org, {
    purpose: 'Cuidamos el manantial, la tubería y la pila, y medimos cada lunes.',
  });
  await stage.act(luz, 'agents.describe', org, { place: 'Santa Ana del Valle, Tlacolula, Oaxaca' });
  await stage.refused(luz, 'agents.describe', org, { name: 'Asamblea del Agua' }, 'over_limit_per_period', {
    en: 'Luz finds the name too long, too.',
    es: 'A Luz también le parece largo el nombre.',
  });
}

async function takeBack(stage: StoryStage, assembly: Assembly, mandate: string): Promise<void> {
  const { org, rosa, luz, amina, nicanor, teresa, efrain, members } = assembly;
  stage.scene(
    '2026-06-14T16:00:00-06:00',
    { en: 'A post taken back', es: 'Un cargo que se recoge' },
    {
      en: 'The box has not been counted since April: Nicanor works in the city during the week. A post is lent, and more than half can take it back.',
      es: 'La caja no se ha contado desde abril: Nicanor trabaja en la ciudad entre semana. El cargo es prestado, y más de la mitad lo puede recoger.',
    },
  );
  const waiting = await stage.ask(rosa, 'agents.revoke', org, {
    mandate,
    reason: 'Nadie ha contado la caja desde abril.',
  });
  for (const one of [luz, amina, teresa, efrain]) await stage.sign(one, org, waiting);
  stage.say({
    en: 'The next treasurer is found the same evening, and Nicanor signs for her too.',
    es: 'La misma tarde hay tesorera, y Nicanor también firma por ella.',
  });
  await stage.together([luz, amina, efrain, nicanor, rosa], 'agents.appoint', org, {
    role: 'treasurer',
    member: members['Teresa'],
  });
}

async function amend(stage: StoryStage, assembly: Assembly, mandate: string, chona: MemberId): Promise<void> {
  const { org, rosa, luz, amina, nicanor, teresa, efrain, members } = assembly;
  stage.scene('2026-07-05T16:00:00-06:00', {
    en: 'Luz wants to hand over',
    es: 'Luz quiere entregar el cargo',
  });
  const handOver = { mandate, to: members['Efraín'] };
  const stale = await stage.ask(luz, 'agents.hand_over', org, handOver);
  await stage.sign(amina, org, stale);

  stage.scene(
    '2026-07-12T16:00:00-06:00',
    { en: 'A rule changes, and everybody signs', es: 'Cambia una regla, y firman todas y todos' },
    {
      en: 'From now on two members vouch for a newcomer, not one. This takes every signature there is, ink included: Amina brings the papers of Don Fidel and Doña Chona.',
      es: 'Desde ahora responden dos personas por quien llega, no una. Para eso hacen falta todas las firmas, también las de tinta: Amina trae los papeles de don Fidel y doña Chona.',
    },
  );
  const articles: Articles = { ...RULES, admission: { ...RULES.admission, vouchers: 2 } };
  const waiting = await stage.ask(rosa, 'agents.amend', org, { base: 1, articles });
  for (const one of [luz, amina, nicanor, teresa, efrain]) await stage.sign(one, org, waiting);
  await stage.sign(amina, org, waiting, members['Don Fidel']);
  await stage.sign(amina, org, waiting, chona);

  stage.scene('2026-07-13T08:00:00-06:00', {
    en: 'A signature that came too late',
    es: 'Una firma que llegó tarde',
  });
  await stage.refused(teresa, 'agents.sign', org, { subject: stale, statutes: 1 }, 'rules_have_changed', {
    en: 'Teresa signs Luz’s hand-over, on the rules as they were the week before.',
    es: 'Teresa firma la entrega de Luz, con las reglas de la semana anterior.',
  });

  stage.scene('2026-08-02T16:00:00-06:00', { en: 'Handed over', es: 'Cargo entregado' });
  await stage.together([luz, amina, teresa, rosa, efrain], 'agents.hand_over', org, handOver);
  await stage.refused(luz, 'agents.describe', org, { name: 'Asamblea del Agua' }, 'mandate_ended', {
    en: 'Out of habit, Luz goes on writing.',
    es: 'Por costumbre, Luz sigue escribiendo.',
  });
}

async function rest(stage: StoryStage, assembly: Assembly): Promise<void> {
  const { org, rosa, luz, amina, nicanor, teresa, efrain, members } = assembly;
  stage.scene(
    '2026-09-06T16:00:00-06:00',
    { en: 'A membership rests', es: 'Una membresía en pausa' },
    {
      en: 'Nicanor has sold water from the tank to a lorry, at night.',
      es: 'Nicanor vendió de noche agua de la pila a una pipa.',
    },
  );
  const suspended = await stage.together([rosa, luz, amina, teresa, efrain], 'agents.suspend', org, {
    member: members['Nicanor'],
    reason: 'Vendió agua de la pila, de noche y sin acuerdo.',
    until: '2026-12-06',
  });
  assert(suspended['appealUntil'] === '2026-10-06', 'the days of appeal are those of the rules');
  stage.say({
    en: 'Until 6 October 2026 he can ask the assembly to look again.',
    es: 'Hasta el 6 de octubre de 2026 puede pedir que la asamblea lo vuelva a mirar.',
  });
  await stage.refused(
    nicanor,
    'agents.invite',
    org,
    { name: 'Chucho', code: 'PIPA-2026' },
    'membership_suspended',
    {
      en: 'He wants to bring in his cousin.',
      es: 'Quiere meter a su primo.',
    },
  );
  stage.scene(
    '2026-09-27T16:00:00-06:00',
    { en: 'They look again', es: 'Lo vuelven a mirar' },
    {
      en: 'He has paid it into the box and says why he did it.',
      es: 'Puso el dinero en la caja y dijo por qué lo hizo.',
    },
  );
  await stage.together([teresa, rosa, amina, efrain], 'agents.lift_suspension', org, {
    member: members['Nicanor'],
  });
}

async function go(stage: StoryStage, { org, luz, nicanor, proof }: Assembly): Promise<void> {
  stage.scene(
    '2026-10-18T16:00:00-06:00',
    { en: 'Luz goes', es: 'Luz se va' },
    {
      en: 'She moves to her daughter’s, in Puebla. Leaving needs nobody’s yes.',
      es: 'Se muda con su hija, a Puebla. Para irse no hace falta el sí de nadie.',
    },
  );
  await stage.act(luz, 'agents.leave', org, {});
  stage.scene(
    '2026-11-08T16:00:00-06:00',
    { en: 'Someone asks to be forgotten', es: 'Alguien pide el olvido' },
    {
      en: 'One of the founders leaves this Tequio altogether. What told of him goes; what the assembly did stays done.',
      es: 'Uno de quienes fundaron deja este Tequio por completo. Lo que hablaba de él se borra; lo que hizo la asamblea, hecho queda.',
    },
  );
  await stage.act(nicanor, 'agents.erase_me', null, {});
  await stage.lately(org);
  await proof();
}

async function openEnds(stage: StoryStage, assembly: Assembly): Promise<void> {
  const { org, amina, teresa, efrain, members } = assembly;
  stage.scene('2026-11-22T16:00:00-06:00', { en: 'What lies on the table', es: 'Lo que está sobre la mesa' });
  const martin = await stage.person('Martín');
  const asked = await stage.act(martin, 'agents.apply', org, {
    name: 'Martín',
    norms: true,
    statement: 'Soy plomero.',
  });
  await stage.act(efrain, 'agents.vouch', org, { member: asked['member'] });
  stage.scene('2026-11-24T16:00:00-06:00', { en: 'One more on paper', es: 'Uno más en papel' });
  await stage.act(amina, 'agents.enter_on_paper', org, {
    name: 'Don Ciriaco',
    contact: 'la última casa de arriba',
  });
  stage.scene(
    '2026-11-26T16:00:00-06:00',
    { en: 'Who comes after Rosa?', es: '¿Quién sigue después de Rosa?' },
    {
      en: 'Rosa’s post ends on 13 December. Teresa puts a name forward; three more signatures, and it is so.',
      es: 'El cargo de Rosa termina el 13 de diciembre. Teresa propone un nombre; tres firmas más, y así queda.',
    },
  );
  await stage.ask(teresa, 'agents.appoint', org, {
    role: 'coordinator',
    member: members['Amina'],
    startsOn: '2026-12-13',
  });
  stage.scene('2026-11-28T10:00:00-06:00', {
    en: 'Read again from the beginning',
    es: 'Leído de nuevo desde el principio',
  });
  await stage.verify(org);
}
