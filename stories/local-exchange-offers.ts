/** How the people of the exchange circle find each other: what each can do and needs, on one wall. */
import { minor, one, mazorca, type Circle } from './exchange-circle.ts';

interface Written {
  readonly kind: 'offer' | 'need';
  readonly category: string;
  readonly title: string;
  readonly words?: string;
  readonly mazorcas?: string;
  readonly gift?: true;
  readonly place?: string;
  readonly lat?: number;
  readonly lon?: number;
  readonly availability?: string;
  readonly isPublic?: true;
}

/** An offer or a need as an act asks for it. */
function written({ mazorcas, ...more }: Written): object {
  const prices = mazorcas === undefined ? [] : [[{ unit: mazorca.unit, minor: minor(mazorcas) }]];
  return { ...more, prices };
}

async function advertise(circle: Circle, who: string, what: Written): Promise<string> {
  const done = await circle.stage.act(one(circle, who), 'exchange.publish_advert', circle.org, written(what));
  return String(done['advert']);
}

/** What stands on the wall from the first weeks on; it is not told one by one. */
const WALL: readonly (readonly [string, Written])[] = [
  ['Ulises', { kind: 'offer', category: 'food', title: 'Huevos de rancho', mazorcas: '3', availability: 'Los domingos', place: 'Mercado, pasillo de las flores', lat: 16.95, lon: -96.48, isPublic: true }],
  ['Chepe', { kind: 'offer', category: 'home_repair', title: 'Puertas, mesas y sillas', words: 'De pino o de parota. Dime la medida.', isPublic: true }],
  ['Micaela', { kind: 'offer', category: 'clothes', title: 'Costura y arreglos', mazorcas: '5', words: 'Por hora; el hilo va incluido.', isPublic: true }],
  ['Leoncio', { kind: 'offer', category: 'culture', title: 'Clases de trompeta', mazorcas: '5' }],
  ['Remedios', { kind: 'offer', category: 'health', title: 'Sobadas y consultas', mazorcas: '6', place: 'Calle Galeana', lat: 16.96, lon: -96.47 }],
  ['Petra', { kind: 'offer', category: 'garden', title: 'Plántulas de jitomate y chile', gift: true, availability: 'De marzo a mayo' }],
  ['Toribio', { kind: 'offer', category: 'transport', title: 'Viajes a Oaxaca con carga', mazorcas: '20', availability: 'Martes y viernes' }],
  ['Hortensia', { kind: 'offer', category: 'paperwork', title: 'Trámites y declaraciones', mazorcas: '5' }],
  ['Lázaro', { kind: 'offer', category: 'lending', title: 'Escalera de seis metros', gift: true }],
  ['Evodia', { kind: 'need', category: 'teaching', title: 'Quien explique quebrados a mi nieto', mazorcas: '4' }],
  ['Benita', { kind: 'need', category: 'home_repair', title: 'Un lavadero nuevo' }],
  ['Odilón', { kind: 'need', category: 'care', title: 'Compañía para mi mamá los jueves', mazorcas: '5' }],
]; // prettier-ignore

export async function theWall(circle: Circle): Promise<void> {
  const { stage, org, member } = circle;
  stage.scene(
    '2026-02-15T13:00:00-06:00',
    { en: 'What we can do, on one wall', es: 'Lo que sabemos hacer, en una pared' },
    {
      en: 'For three Sundays the same question was heard: and who knows how to do that? Now everybody writes down what they have and what they need, and finds it on the telephone or on the sheet that Hortensia prints for the wall of the market.',
      es: 'Tres domingos se oyó la misma pregunta: ¿y eso quién lo sabe hacer? Ahora cada quien anota lo que tiene y lo que le falta, y lo encuentra en el teléfono o en la hoja que Hortensia imprime para la pared del mercado.',
    },
  );
  await stage.quietly(async () => {
    for (const [who, what] of WALL) await advertise(circle, who, what);
  });
  await stage.act(one(circle, 'Amina'), 'exchange.enter_advert', org, {
    member: member['Doña Eulalia'],
    ...written({
      kind: 'offer',
      category: 'food',
      title: 'Tejate, por jícara',
      mazorcas: '4.5',
      place: 'Junto a la iglesia',
    }),
  });
  stage.say({
    en: 'Doña Eulalia, who has no telephone, says it and Amina writes. Whoever is from outside reads only what its owner lets everybody read.',
    es: 'Doña Eulalia, que no tiene teléfono, lo dice y Amina lo escribe. Quien no es del círculo lee solo lo que cada quien deja leer a cualquiera.',
  });
}

export async function theHaircuts(circle: Circle): Promise<void> {
  const { stage, org } = circle;
  stage.scene(
    '2026-02-17T18:00:00-06:00',
    { en: 'From an answer to a payment', es: 'De una respuesta a un pago' },
    {
      en: 'Abundio has three daughters and a wedding ahead. Fausta offers haircuts for four.',
      es: 'Abundio tiene tres hijas y una boda encima. Fausta ofrece cortes de pelo por cuatro.',
    },
  );
  const advert = await advertise(circle, 'Fausta', {
    kind: 'offer',
    category: 'other',
    title: 'Cortes de pelo',
    mazorcas: '4',
    words: 'A domicilio, o en mi patio.',
  });
  const asked = await stage.act(one(circle, 'Abundio'), 'exchange.answer', org, {
    advert,
    words: 'Son tres, para el sábado. ¿Diez por las tres?',
    parts: [{ unit: mazorca.unit, minor: minor('10') }],
    on: '2026-02-21',
  });
  const { agreement } = asked;
  const terms = asked['termsAt'];
  await stage.act(one(circle, 'Fausta'), 'exchange.agree', org, { agreement, terms });
  stage.scene(
    '2026-02-21T19:00:00-06:00',
    { en: 'Three braids', es: 'Tres trenzas' },
    {
      en: 'Fausta says that it is done, and Abundio settles it with one press: the ten go over, and the agreement is closed.',
      es: 'Fausta dice que está hecho, y Abundio lo salda con un toque: pasan las diez y el acuerdo queda cerrado.',
    },
  );
  await stage.act(one(circle, 'Fausta'), 'exchange.say_done', org, { agreement });
  await stage.act(one(circle, 'Abundio'), 'exchange.settle', org, { agreement });
  await stage.act(one(circle, 'Abundio'), 'exchange.thank', org, {
    agreement,
    words: 'Llegó temprano, y a la más chica la hizo reír.',
  });
  await stage.act(one(circle, 'Fausta'), 'exchange.reply', org, {
    agreement,
    words: 'Ella me enseñó a trenzar de cuatro.',
  });
  stage.say({
    en: 'There are no stars here. Whoever wants to know how somebody works reads what others say of them, and what they answer.',
    es: 'Aquí no hay estrellas. Quien quiere saber cómo trabaja alguien lee lo que otras personas dicen, y lo que responde.',
  });
}

export async function theRing(circle: Circle): Promise<void> {
  const { stage, org } = circle;
  stage.scene(
    '2026-09-06T13:00:00-06:00',
    { en: 'A ring of three', es: 'Una rueda de tres' },
    {
      en: 'Genaro lays roofs and needs somebody for his goats. Josefa keeps goats and has a heap of papers from the land office. Cirilo knows the land office, and it rains into his kitchen. None of them can help whoever could help them; the three together can.',
      es: 'Genaro pone techos y necesita quien le cuide las chivas. Josefa cuida chivas y tiene un montón de papeles del registro agrario. Cirilo conoce el registro agrario, y en su cocina llueve. Nadie puede ayudar a quien le ayudaría; entre las tres personas, sí.',
    },
  );
  const of = (who: string, kind: 'offer' | 'need', category: string, title: string) =>
    stage.quietly(() => advertise(circle, who, { kind, category, title }));
  const roof = await of('Genaro', 'offer', 'home_repair', 'Techos de lámina y de teja');
  const goats = await of('Genaro', 'need', 'garden', 'Quien cuide mis chivas dos semanas');
  const herd = await of('Josefa', 'offer', 'garden', 'Cuido chivas y borregos');
  const papers = await of('Josefa', 'need', 'paperwork', 'Papeles del registro agrario');
  const clerk = await of('Cirilo', 'offer', 'paperwork', 'Vueltas al registro agrario');
  const leak = await of('Cirilo', 'need', 'home_repair', 'Una gotera en la cocina');
  const { ring } = await stage.act(one(circle, 'Josefa'), 'exchange.propose_ring', org, {
    links: [
      { offer: roof, need: leak },
      { offer: clerk, need: papers },
      { offer: herd, need: goats },
    ],
  });
  for (const name of ['Genaro', 'Cirilo'])
    await stage.act(one(circle, name), 'exchange.join_ring', org, { ring });
  stage.scene(
    '2026-09-13T13:00:00-06:00',
    { en: 'All around', es: 'Da la vuelta' },
    {
      en: 'The goats are home, the papers have their stamp, and Cirilo’s kitchen is dry. No mazorca has moved.',
      es: 'Las chivas están en casa, los papeles tienen su sello, y la cocina de Cirilo está seca. No se movió ni una mazorca.',
    },
  );
  for (const name of ['Genaro', 'Josefa', 'Cirilo'])
    await stage.act(one(circle, name), 'exchange.receive_in_ring', org, { ring });
}

/** Something that waits for an answer when the story stops. */
export async function theLastAnswer(circle: Circle): Promise<void> {
  const { stage, org } = circle;
  stage.scene('2026-11-27T18:00:00-06:00', {
    en: 'For the first posada',
    es: 'Para la primera posada',
  });
  const advert = await advertise(circle, 'Amina', {
    kind: 'offer',
    category: 'food',
    title: 'Calabaza en tacha',
    words: 'Entera o por kilo.',
    mazorcas: '7',
    availability: 'Desde el primero de diciembre',
    isPublic: true,
  });
  await stage.act(one(circle, 'Benita'), 'exchange.answer', org, {
    advert,
    words: 'Dos enteras para la posada del 16, si todavía hay.',
    parts: [{ unit: mazorca.unit, minor: minor('14') }],
    on: '2026-12-16',
  });
}
