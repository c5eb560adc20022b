/**
 * A year of a network: four groups of the valleys around Oaxaca that want to be found, and to speak with one
 * voice. People support it who belong to none of them; what binds both, both decide, each by themselves.
 */
import { assert } from '#kernel/assert';
import type { MemberId, OrgId } from '#kernel/command';
import type { Articles } from '#agents';
import { association } from '../src/forms/association.ts';
import { network } from '../src/forms/network.ts';
import { decideTogether, SIDE_BY_SIDE } from './network-truck.ts';
import type { Character, StoryStage } from './stage.ts';

/** The groups that begin it come in without a trial; whoever comes later has one. */
const BEGINNING: Articles = {
  ...network.articles,
  admission: { ...network.articles.admission, trialDays: 0 },
};

/** A group of the valleys, with whoever speaks for it in the network. */
interface OneGroup {
  readonly name: string;
  readonly org: OrgId;
  readonly delegate: Character;
  readonly other: Character;
  readonly members: { readonly [name: string]: MemberId };
}

interface Valleys {
  readonly org: OrgId;
  readonly bakery: OneGroup;
  readonly weavers: OneGroup;
  readonly savings: OneGroup;
  readonly field: OneGroup;
  /** The groups' places in the network, by their names. */
  readonly places: { readonly [name: string]: MemberId };
}

export async function tell(stage: StoryStage): Promise<void> {
  const groups = await fourGroups(stage);
  const valleys = await begin(stage, groups);
  const supporters = await supporter(stage, valleys);
  await amend(stage, valleys);
  await givePosts(stage, valleys);
  await newcomer(stage, valleys);
  await changeDelegate(stage, valleys);
  const { org, bakery, weavers, savings, field } = valleys;
  const delegates = [savings.delegate, bakery.delegate, weavers.other, field.delegate];
  await decideTogether(stage, org, delegates, supporters);
  await goodbye(stage, valleys);
  await openEnds(stage, valleys, supporters[0]!);
}

async function group(
  stage: StoryStage,
  name: string,
  purpose: string,
  place: string,
  names: [string, string],
): Promise<OneGroup> {
  return stage.quietly(async () => {
    const [delegate, other] = [await stage.person(names[0]), await stage.person(names[1])];
    const founding = { form: 'association', name, purpose, place, articles: association.articles };
    const { org, members } = await stage.found([delegate, other], founding);
    for (const one of [delegate, other])
      await stage.act(one, 'agents.sign', org, { subject: 'founding', statutes: 1 });
    return { name, org, delegate, other, members };
  });
}

async function fourGroups(stage: StoryStage): Promise<Omit<Valleys, 'org' | 'places'>> {
  stage.scene(
    '2026-02-07T11:00:00-06:00',
    { en: 'Four groups', es: 'Cuatro grupos' },
    {
      en: 'A bakery in Tlacolula, weavers in Teotitlán, a savings group in Mitla and a field in Díaz Ordaz: each has founded itself on this Tequio, with rules and a record of its own.',
      es: 'Una panadería en Tlacolula, tejedoras en Teotitlán, una caja de ahorro en Mitla y una milpa en Díaz Ordaz: cada grupo se fundó en este Tequio, con reglas y memoria propias.',
    },
  );
  return {
    bakery: await group(
      stage,
      'Panadería La Espiga',
      'Pan de trigo criollo, horneado entre iguales.',
      'Tlacolula, Oaxaca',
      ['Marek', 'Lupita'],
    ),
    weavers: await group(
      stage,
      'Tejedoras de Teotitlán',
      'Lana, grana y añil.',
      'Teotitlán del Valle, Oaxaca',
      ['Isabel', 'Jacinta'],
    ),
    savings: await group(stage, 'Caja de Ahorro de Mitla', 'Ahorramos y nos prestamos.', 'Mitla, Oaxaca', [
      'Julián',
      'Ofelia',
    ]),
    field: await group(
      stage,
      'Milpa de Díaz Ordaz',
      'Maíz, frijol y calabaza en tierra común.',
      'Villa Díaz Ordaz, Oaxaca',
      ['Beto', 'Chabela'],
    ),
  };
}

async function begin(stage: StoryStage, groups: Omit<Valleys, 'org' | 'places'>): Promise<Valleys> {
  const { bakery, weavers, savings, field } = groups;
  const people = [savings.delegate, bakery.delegate, weavers.delegate, field.delegate];
  stage.scene(
    '2026-02-21T11:00:00-06:00',
    { en: 'Four people sign', es: 'Firman cuatro personas' },
    {
      en: 'Someone has to be first. Julián, Marek, Isabel and Beto found the network in their own names, to hold the place for their groups.',
      es: 'Alguien tiene que empezar. Julián, Marek, Isabel y Beto fundan la red en nombre propio, para guardar el lugar a sus grupos.',
    },
  );
  const { org } = await stage.found(people, {
    form: 'network',
    name: 'Red de los Valles',
    purpose: 'Que los grupos de los valles se conozcan, se encuentren y se apoyen.',
    place: 'Valles Centrales, Oaxaca',
    articles: BEGINNING,
  });
  for (const one of people) await stage.act(one, 'agents.sign', org, { subject: 'founding', statutes: 1 });

  stage.scene('2026-02-28T11:00:00-06:00', {
    en: 'The groups take their places',
    es: 'Los grupos toman su lugar',
  });
  const asks = (one: OneGroup) => ({ name: one.name, class: 'group', as: one.org, norms: true });
  await stage.refused(weavers.delegate, 'agents.apply', org, asks(weavers), 'not_the_delegate', {
    en: 'Isabel asks for the weavers before they have said that she speaks for them.',
    es: 'Isabel lo pide por las tejedoras antes de que ellas digan que habla en su nombre.',
  });
  const places: Record<string, MemberId> = {};
  for (const one of [bakery, weavers, savings, field]) {
    stage.say({
      en: `${one.name}, first at home and then in the network:`,
      es: `${one.name}, primero en casa y luego en la red:`,
    });
    await stage.together([one.other, one.delegate], 'agents.name_delegate', one.org, {
      network: org,
      member: one.members[one.delegate.name],
    });
    const asked = await stage.act(one.delegate, 'agents.apply', org, asks(one));
    const place = { member: asked['member'] };
    const others = people.filter((person) => person !== one.delegate);
    await stage.act(others[0]!, 'agents.vouch', org, place);
    await stage.act(others[1]!, 'agents.vouch', org, place);
    await stage.together(others, 'agents.admit', org, place);
    places[one.name] = asked['member'] as MemberId;
  }
  stage.say({
    en: 'Now that the groups are in, the four lay down the place that each held as a person. From here on one group has one vote, and speaks through its delegate.',
    es: 'Ya están los grupos, así que las cuatro personas dejan el lugar que tenían por sí mismas. Desde aquí cada grupo tiene un voto, y habla por su delegada o delegado.',
  });
  for (const one of people) await stage.act(one, 'agents.leave', org, {});
  return { org, ...groups, places };
}

async function supporter(stage: StoryStage, valleys: Valleys): Promise<readonly Character[]> {
  const { org } = valleys;
  stage.scene(
    '2026-03-28T11:00:00-06:00',
    { en: 'A supporter, without a vote', es: 'Una persona que apoya, sin voto' },
    {
      en: 'Remedios, a doctor, helps the network and belongs to none of its groups. The rules have a place for that.',
      es: 'Remedios, doctora, ayuda a la red y no es de ningún grupo. Las reglas tienen un lugar para eso.',
    },
  );
  const { someone: remedios, place } = await supports(stage, valleys, 'Remedios');
  await stage.refused(remedios, 'agents.appoint', org, { role: 'treasurer', ...place }, 'no_mandate', {
    en: 'She offers to keep the money, and puts herself forward.',
    es: 'Se ofrece para llevar el dinero, y se propone.',
  });
  stage.say({
    en: 'Two more follow her: Tomás, who drives a truck, and Elodia, who teaches.',
    es: 'Dos personas más la siguen: Tomás, que maneja una camioneta, y Elodia, maestra.',
  });
  const others = await stage.quietly(async () => [
    await supports(stage, valleys, 'Tomás'),
    await supports(stage, valleys, 'Elodia'),
  ]);
  return [remedios, ...others.map(({ someone }) => someone)];
}

async function supports(stage: StoryStage, { org, bakery, weavers, savings }: Valleys, name: string) {
  const someone = await stage.person(name);
  const asked = await stage.act(someone, 'agents.apply', org, { name, class: 'supporter', norms: true });
  const place = { member: asked['member'] };
  await stage.act(bakery.delegate, 'agents.vouch', org, place);
  await stage.act(weavers.delegate, 'agents.vouch', org, place);
  await stage.together([savings.delegate, bakery.delegate, weavers.delegate], 'agents.admit', org, place);
  return { someone, place };
}

async function amend(stage: StoryStage, { org, bakery, weavers, savings, field }: Valleys): Promise<void> {
  stage.scene(
    '2026-04-11T11:00:00-06:00',
    { en: 'Half a year to know each other', es: 'Medio año para conocerse' },
    {
      en: 'From now on a group that comes is on trial for 180 days. Those who support the network have a vote as well; what binds them and the groups is agreed only when both say yes. All four groups sign, or it is not so.',
      es: 'Desde ahora un grupo que llega está a prueba 180 días. Quienes apoyan a la red también tienen voto, y lo que obliga a los grupos y a esas personas se acuerda solo si ambas partes dicen que sí. Firman los cuatro grupos, o no vale.',
    },
  );
  const waiting = await stage.ask(savings.delegate, 'agents.amend', org, {
    base: 1,
    articles: SIDE_BY_SIDE,
  });
  for (const one of [bakery, weavers, field]) await stage.sign(one.delegate, org, waiting);
}

async function givePosts(
  stage: StoryStage,
  { org, bakery, weavers, savings, places }: Valleys,
): Promise<void> {
  stage.scene('2026-04-25T11:00:00-06:00', {
    en: 'Who keeps the list, who opens the door',
    es: 'Quién lleva la lista, quién abre la puerta',
  });
  const three = [weavers.delegate, savings.delegate, bakery.delegate];
  const appoint = (role: string, one: OneGroup, more: object = {}) =>
    stage.together(three, 'agents.appoint', org, { role, member: places[one.name], ...more });
  await appoint('list_keeper', bakery);
  await appoint('coordinator', savings, { endsOn: '2026-12-12' });
  await appoint('coordinator', weavers);
  await stage.refused(
    bakery.delegate,
    'agents.invite',
    org,
    { name: 'Colectivo Bici', code: 'BICI-2026' },
    'no_mandate',
    {
      en: 'Marek keeps the directory; he would also like to invite.',
      es: 'Marek lleva el directorio; también quisiera invitar.',
    },
  );
}

async function join(stage: StoryStage, valleys: Valleys, one: OneGroup): Promise<MemberId> {
  await stage.quietly(() =>
    stage.together([one.delegate, one.other], 'agents.name_delegate', one.org, {
      network: valleys.org,
      member: one.members[one.delegate.name],
    }),
  );
  const asked = await stage.act(one.delegate, 'agents.apply', valleys.org, {
    name: one.name,
    class: 'group',
    as: one.org,
    norms: true,
  });
  return asked['member'] as MemberId;
}

async function newcomer(stage: StoryStage, valleys: Valleys): Promise<void> {
  const { org, bakery, weavers, savings, field, places } = valleys;
  stage.scene('2026-07-18T11:00:00-06:00', {
    en: 'A fifth group, on trial',
    es: 'Un quinto grupo, a prueba',
  });
  const bikes = await group(
    stage,
    'Colectivo Bici',
    'Arreglamos y prestamos bicicletas.',
    'Tlacolula, Oaxaca',
    ['Nayeli', 'Pavel'],
  );
  const place = { member: await join(stage, valleys, bikes) };
  await stage.act(bakery.delegate, 'agents.vouch', org, place);
  await stage.act(field.delegate, 'agents.vouch', org, place);
  await stage.together([savings.delegate, bakery.delegate, field.delegate], 'agents.admit', org, place);
  const waiting = await stage.ask(savings.delegate, 'agents.appoint', org, {
    role: 'treasurer',
    member: places[field.name],
  });
  await stage.refused(
    bikes.delegate,
    'agents.sign',
    org,
    { subject: waiting, statutes: 2 },
    'signature_not_counted',
    {
      en: 'The network needs a treasurer, and Nayeli signs with the others.',
      es: 'La red necesita tesorería, y Nayeli firma con los demás.',
    },
  );
  stage.say({
    en: 'She speaks and proposes like all others; her group’s signature counts from 14 January 2027.',
    es: 'Habla y propone como los demás; la firma de su grupo cuenta desde el 14 de enero de 2027.',
  });
  await stage.sign(bakery.delegate, org, waiting);
  await stage.sign(weavers.delegate, org, waiting);
}

async function changeDelegate(stage: StoryStage, { org, weavers }: Valleys): Promise<void> {
  stage.scene(
    '2026-08-22T11:00:00-06:00',
    { en: 'The weavers name someone else', es: 'Las tejedoras nombran a otra' },
    {
      en: 'A delegate is lent too. The group calls her back without asking the network.',
      es: 'También la palabra es prestada. El grupo la recoge sin preguntarle a la red.',
    },
  );
  await stage.together([weavers.delegate, weavers.other], 'agents.name_delegate', weavers.org, {
    network: org,
    member: weavers.members[weavers.other.name],
  });
  await stage.refused(
    weavers.delegate,
    'agents.describe',
    org,
    { purpose: 'Vender juntas.' },
    'members_only',
    {
      en: 'Isabel, who spoke for them until this morning, still has a text to send.',
      es: 'Isabel, que hasta esta mañana hablaba por ellas, todavía tiene un texto por enviar.',
    },
  );
}

async function goodbye(stage: StoryStage, { org, field }: Valleys): Promise<void> {
  stage.scene(
    '2026-10-17T11:00:00-06:00',
    { en: 'A group leaves', es: 'Un grupo se va' },
    {
      en: 'The field has more harvest than hands. Beto says goodbye for it; what is still open is settled within thirty days.',
      es: 'En la milpa hay más cosecha que manos. Beto se despide por ella; lo que queda abierto se arregla en treinta días.',
    },
  );
  const left = await stage.act(field.delegate, 'agents.leave', org, {});
  assert(left['noticeDays'] === 30, 'the days of notice are those of the rules');
}

async function openEnds(stage: StoryStage, valleys: Valleys, remedios: Character): Promise<void> {
  const { org, weavers, places, bakery } = valleys;
  stage.scene('2026-11-21T11:00:00-06:00', { en: 'Another one knocks', es: 'Alguien más toca' });
  const kitchen = await group(
    stage,
    'Cocina de San Marcos',
    'Comida caliente de lunes a viernes.',
    'San Marcos Tlapazola, Oaxaca',
    ['Petra', 'Elvia'],
  );
  const asked = await join(stage, valleys, kitchen);
  await stage.act(weavers.other, 'agents.vouch', org, { member: asked });
  stage.scene(
    '2026-11-24T11:00:00-06:00',
    { en: 'Who keeps the money now?', es: '¿Quién lleva ahora el dinero?' },
    {
      en: 'With the field the treasurer has gone. The weavers propose the bakery and Remedios signs; one more signature, and it is so.',
      es: 'Con la milpa se fue la tesorería. Las tejedoras proponen a la panadería y Remedios firma; una firma más, y así queda.',
    },
  );
  const given = { role: 'treasurer', member: places[bakery.name] };
  const waiting = await stage.ask(weavers.other, 'agents.appoint', org, given);
  await stage.sign(remedios, org, waiting);
  stage.scene('2026-11-28T10:00:00-06:00', {
    en: 'Read again from the beginning',
    es: 'Leído de nuevo desde el principio',
  });
  await stage.verify(org);
}
