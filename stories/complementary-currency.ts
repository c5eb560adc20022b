/**
 * A year of the jícara: two villages in the mountains of Puebla, whose people earn pesos elsewhere and
 * spend them elsewhere. What they exchange for jícaras is spent in the shops of the place before it leaves.
 */
import type { MemberId } from '#kernel/command';
import {
  accountOf,
  choose,
  exchange,
  FOUNDERS,
  LATER,
  minor,
  one,
  pay,
  peso,
  reserveOf,
  RULES,
  stand,
  type Villages,
} from './jicara.ts';
import { theBank } from './jicara-bank.ts';
import type { Character, StoryStage } from './stage.ts';

export async function tell(stage: StoryStage): Promise<void> {
  const founded = await found(stage);
  const villages = await comeIn(founded);
  await firstExchange(villages);
  await atTheShop(villages);
  await back(villages);
  await lyingStill(villages);
  await theBox(villages);
  await theRoof(villages);
  await theBank(villages);
  await looseEnds(villages);
  await stage.verify(villages.org);
}

async function found(stage: StoryStage): Promise<Villages> {
  stage.scene(
    '2026-01-18T17:00:00-06:00',
    { en: 'Where does the money go?', es: '¿A dónde se va el dinero?' },
    {
      en: 'Xiloxochico and Yohualichan are an hour apart on foot. On both sides of the ravine the money that comes in on Friday leaves on Saturday, on the bus to the city. Four people have counted it: of a hundred pesos eighty are spent where nobody knows anybody. They will keep pesos in a box, and pay each other with jícaras: one for each peso in the box.',
      es: 'Xiloxochico y Yohualichan están a una hora a pie. De los dos lados de la barranca, el dinero que llega el viernes se va el sábado, en el camión a la ciudad. Cuatro personas lo contaron: de cada cien pesos, ochenta se gastan donde nadie conoce a nadie. Van a guardar pesos en una caja y a pagarse con jícaras: una por cada peso de la caja.',
    },
  );
  const who: Record<string, Character> = {};
  for (const name of FOUNDERS) who[name] = await stage.person(name);
  const founders = Object.values(who);
  const { org, members } = await stage.quietly(async () => {
    const begun = await stage.found(founders, {
      form: 'complementary_currency',
      name: 'La Jícara',
      purpose: 'Que lo que ganamos dé una vuelta más antes de irse.',
      place: 'Xiloxochico y Yohualichan, Cuetzalan, Puebla',
      articles: RULES,
    });
    for (const founder of founders.slice(0, -1)) {
      await stage.act(founder, 'agents.sign', begun.org, { subject: 'founding', statutes: 1 });
    }
    return begun;
  });
  await stage.act(founders.at(-1)!, 'agents.sign', org, { subject: 'founding', statutes: 1 });
  const posts = [
    ['coordinator', 'Marciana'],
    ['treasurer', 'Fidencio'],
    ['cashier', 'Citlali'],
    ['cashier', 'Paciano'],
  ] as const;
  for (const [role, name] of posts) {
    await stage.together(founders.slice(0, 3), 'agents.appoint', org, { role, member: members[name] });
  }
  stage.say({
    en: 'Citlali keeps a till in Xiloxochico and Paciano one in Yohualichan. Fidencio keeps the books, and no till.',
    es: 'Citlali lleva una caja en Xiloxochico y Paciano otra en Yohualichan. Fidencio lleva las cuentas, y ninguna caja.',
  });
  return { stage, org, who, member: members };
}

async function comeIn(founded: Villages): Promise<Villages> {
  const { stage, org } = founded;
  stage.scene(
    '2026-02-01T12:00:00-06:00',
    { en: 'Three shops, two associations', es: 'Tres negocios, dos asociaciones' },
    {
      en: 'A currency that nobody accepts is a drawing. First come a grocery, a bakery and a mill; then the brass band and the house of health, for whom a part of each exchange back is meant; then those who will pay.',
      es: 'Una moneda que nadie acepta es un dibujo. Primero llegan una tienda de abarrotes, una panadería y un molino; luego la banda de viento y la casa de salud, para quienes es una parte de cada cambio de vuelta; luego quienes van a pagar.',
    },
  );
  const who: Record<string, Character> = { ...founded.who };
  const member: Record<string, MemberId> = { ...founded.member };
  await stage.quietly(async () => {
    for (const [at, [name, kind]] of LATER.entries()) {
      const code = `JICARA-${at}`;
      const invitation = { name, code, class: kind };
      const invited = await stage.act(one(founded, 'Marciana'), 'agents.invite', org, invitation);
      const someone = await stage.person(name);
      await stage.act(someone, 'agents.accept', org, { code, name, norms: true });
      who[name] = someone;
      member[name] = invited['member'] as MemberId;
    }
  });
  await stage.passes(org, '2026-02-07T12:00:00-06:00');
  return { ...founded, who, member };
}

async function firstExchange(villages: Villages): Promise<void> {
  const { stage, org } = villages;
  stage.scene(
    '2026-02-08T10:00:00-06:00',
    { en: 'A note goes into the box', es: 'Un billete entra a la caja' },
    {
      en: 'Eleuteria has sold coffee and brings five hundred pesos. In the same act they are in the reserve and five hundred jícaras are hers: the one does not happen without the other.',
      es: 'Eleuteria vendió café y trae quinientos pesos. En el mismo acto están en la reserva y quinientas jícaras son de ella: lo uno no pasa sin lo otro.',
    },
  );
  await exchange(villages, 'Citlali', 'in', ['Eleuteria', '500']);
  await stage.quietly(async () => {
    await exchange(villages, 'Citlali', 'in', ['Lorenzo', '400']);
    await exchange(villages, 'Paciano', 'in', ['Natalia', '300']);
    await exchange(villages, 'Paciano', 'in', ['Hilario', '200']);
  });
  const own = { account: await accountOf(villages, 'Citlali'), amountMinor: minor('100') };
  await stage.refused(one(villages, 'Citlali'), 'ledger.exchange_in', org, own, 'own_benefit', {
    en: 'Citlali wants a hundred for herself, has the note in her hand and the till in front of her.',
    es: 'Citlali quiere cien para ella; tiene el billete en la mano y la caja enfrente.',
  });
  stage.say({
    en: 'She walks over to Yohualichan, and Paciano does it for her. It is not that anybody mistrusts her: whoever counts the box on Sunday should not have to.',
    es: 'Camina a Yohualichan, y Paciano se lo hace. No es que alguien desconfíe de ella: es para que quien cuente la caja el domingo no tenga por qué.',
  });
  await exchange(villages, 'Paciano', 'in', ['Citlali', '100']);
}

async function atTheShop(villages: Villages): Promise<void> {
  const { stage } = villages;
  stage.scene(
    '2026-02-08T16:00:00-06:00',
    { en: 'A square on the counter', es: 'Un cuadrito en el mostrador' },
    {
      en: 'On the counter of the grocery stands a sheet with a square of black and white. Eleuteria points her telephone at it: it knows already whom she pays. She types how much, and Tomasa sees it come in before the bag is closed.',
      es: 'En el mostrador de los abarrotes hay una hoja con un cuadrito en blanco y negro. Eleuteria le apunta con el teléfono, que ya sabe a quién le paga. Escribe cuánto, y Tomasa ve que llegó antes de cerrar la bolsa.',
    },
  );
  await pay(villages, ['Eleuteria', 'Abarrotes Tomasa', '120', 'Despensa, con el código del mostrador']);
  await pay(villages, ['Natalia', 'Panadería Evaristo', '80', 'Pan de la fiesta']);
  await stage.passes(villages.org, '2026-03-01T09:00:00-06:00');
  stage.say({
    en: 'And the grocery buys its bread in the village: that is the second turn, for which all this is done.',
    es: 'Y los abarrotes compran el pan en el pueblo: esa es la segunda vuelta, y para eso es todo esto.',
  });
  await pay(villages, ['Abarrotes Tomasa', 'Panadería Evaristo', '50', 'Pan de la semana']);
  await stand(villages, { 'Abarrotes Tomasa': '70', 'Panadería Evaristo': '130', Eleuteria: '380' });
}

async function back(villages: Villages): Promise<void> {
  const { stage } = villages;
  stage.scene(
    '2026-03-15T17:00:00-06:00',
    { en: 'What the wholesaler does not take', es: 'Lo que el mayorista no acepta' },
    {
      en: 'Soap and oil come from the city, and the wholesaler wants pesos. Tomasa brings sixty jícaras back and gets fifty-seven pesos. Three jícaras stay, and with them three pesos in the box.',
      es: 'El jabón y el aceite vienen de la ciudad, y el mayorista quiere pesos. Tomasa devuelve sesenta jícaras y recibe cincuenta y siete pesos. Tres jícaras se quedan, y con ellas tres pesos en la caja.',
    },
  );
  await exchange(villages, 'Citlali', 'out', ['Abarrotes Tomasa', '60']);
  await stand(villages, { 'Abarrotes Tomasa': '10', all: '3' });
  stage.say({
    en: 'She had chosen nobody, so all three went to our common account. Whoever chooses gives three of every hundred to an association, and still two to all of us.',
    es: 'No había elegido a nadie, así que las tres fueron a la cuenta común. Quien elige da tres de cada cien a una asociación, y dos siguen siendo de todo el grupo.',
  });
  await choose(villages, 'Abarrotes Tomasa', 'Banda de Viento');
  await choose(villages, 'Panadería Evaristo', 'Casa de Salud');
  await exchange(villages, 'Paciano', 'out', ['Panadería Evaristo', '100']);
  await stand(villages, { 'Panadería Evaristo': '30', 'Casa de Salud': '3', all: '5' });
}

async function lyingStill(villages: Villages): Promise<void> {
  const { stage, org } = villages;
  stage.scene(
    '2026-05-31T20:00:00-06:00',
    { en: 'Under the mattress', es: 'Debajo del colchón' },
    {
      en: 'Lorenzo exchanged four hundred in February and is waiting for an occasion. For ninety days they stay whole. After that, each day 6 parts of 36,500 of what lies still are for all of us: 6 of a hundred in a year. On the first of the month it is charged, to everybody at once.',
      es: 'Lorenzo cambió cuatrocientas en febrero y espera una ocasión. Noventa días se quedan completas. Después, cada día 6 partes de 36 500 de lo guardado son de todo el grupo: 6 de cada cien al año. El primero del mes se cobra, a todas las cuentas a la vez.',
    },
  );
  await stage.passes(org, '2026-06-01T09:00:00-06:00');
  // 23 days of 400 × 6 / 36,500.
  await stand(villages, { Lorenzo: '398.49' });
  stage.say({
    en: 'It is 1.51 for Lorenzo, for twenty-three days. He does not mind the 1.51. But he has been reminded of the bread for his daughter’s fifteenth birthday.',
    es: 'A Lorenzo le tocó 1.51, por veintitrés días. No le pesa el 1.51. Pero se acordó de que quería pan para los quince años de su hija.',
  });
  stage.scene('2026-06-07T11:00:00-06:00', { en: 'He passes it on', es: 'Las pone a circular' });
  await pay(villages, ['Lorenzo', 'Panadería Evaristo', '200', 'Pan para los quince años']);
  await stand(villages, { Lorenzo: '198.10', 'Panadería Evaristo': '230' });
  stage.say({
    en: 'With the payment went 0.39, for the six days since the first: nobody escapes by being quick. For the bakery the two hundred are new, and have ninety days before them.',
    es: 'Con el pago se fueron 0.39, por los seis días desde el primero: nadie se libra por apurarse. Para la panadería las doscientas son nuevas, y tienen noventa días por delante.',
  });
}

async function theBox(villages: Villages): Promise<void> {
  const { stage, org } = villages;
  const account = await reserveOf(villages);
  const has = await stage.balanceOf(org, account);
  stage.scene(
    '2026-07-12T13:00:00-06:00',
    { en: 'The box is counted', es: 'Se cuenta la caja' },
    {
      en: 'Twice a year Fidencio counts both tills, with two who hold no post beside him, and says what was there: not what should be. There are 190 pesos less than the books say. Nobody speaks for a while.',
      es: 'Dos veces al año Fidencio cuenta las dos cajas, con dos integrantes sin cargo a un lado, y dice lo que había: no lo que tendría que haber. Hay 190 pesos menos de lo que dicen las cuentas. Un rato nadie habla.',
    },
  );
  const there = String(has - BigInt(minor('190')));
  const counted = { account, countedOn: '2026-07-12', countedMinor: there, note: 'Las dos cajas juntas' };
  const { count } = await stage.act(one(villages, 'Fidencio'), 'ledger.reconcile', org, counted);
  stage.scene(
    '2026-07-13T19:00:00-06:00',
    { en: 'A page in the rain', es: 'Una hoja en la lluvia' },
    {
      en: 'On the fourth of July there was no signal in Yohualichan. Natalia brought two hundred back, Paciano paid her 190 pesos, wrote it on a page, and forgot the page in his coat. It is entered now as what it was; no figure is bent so that it fits.',
      es: 'El cuatro de julio no había señal en Yohualichan. Natalia devolvió doscientas, Paciano le pagó 190 pesos, lo apuntó en una hoja y olvidó la hoja en la chamarra. Ahora se anota como lo que fue; ninguna cifra se acomoda para que cuadre.',
    },
  );
  await exchange(villages, 'Paciano', 'out', ['Natalia', '200']);
  await stage.act(one(villages, 'Fidencio'), 'ledger.explain_difference', org, {
    count,
    note: 'Un cambio de Natalia del 4 de julio, sin señal, apuntado en papel y anotado hasta hoy.',
  });
  await stage.act(one(villages, 'Fidencio'), 'ledger.reconcile', org, {
    ...counted,
    countedOn: '2026-07-13',
    note: 'Después de anotar la hoja',
  });
}

async function theRoof(villages: Villages): Promise<void> {
  const { stage, org } = villages;
  stage.scene(
    '2026-09-06T12:00:00-06:00',
    { en: 'It only lies there', es: 'Ahí nomás está' },
    {
      en: 'The roof of the market lets the rain in, and in the box lie more than a thousand pesos that nobody uses. Could forty of them not be borrowed until the coffee is sold? Fidencio opens a fund for the roof and tries.',
      es: 'El techo del mercado gotea, y en la caja hay más de mil pesos que nadie usa. ¿No se podrían prestar cuarenta hasta que se venda el café? Fidencio abre un fondo para el techo y hace la prueba.',
    },
  );
  const { account: target } = await stage.act(one(villages, 'Fidencio'), 'ledger.open_fund', org, {
    unit: peso.unit,
    purpose: 'fund',
    name: 'Techo del mercado',
  });
  const source = await reserveOf(villages);
  const lent = { source, target, amountMinor: minor('40'), note: 'Hasta la cosecha' };
  await stage.refused(one(villages, 'Fidencio'), 'ledger.pay_out', org, lent, 'reserve_too_small', {
    en: 'They are not nobody’s: each of them belongs to a jícara in somebody’s account.',
    es: 'No son de nadie y son de todos: cada uno es de una jícara que está en la cuenta de alguien.',
  });
  stage.say({
    en: 'What is ours together are the jícaras of the common account: what stayed behind at exchanges, and what lay still. Fifteen of them buy nails and tar at the grocery.',
    es: 'Lo que sí es de todo el grupo son las jícaras de la cuenta común: lo que se quedó en los cambios y lo que estuvo guardado. Quince compran clavos y chapopote en los abarrotes.',
  });
  await stage.act(one(villages, 'Fidencio'), 'ledger.pay_out', org, {
    source: await stage.accountOf(org, null, 'jicara'),
    target: await accountOf(villages, 'Abarrotes Tomasa'),
    amountMinor: minor('15'),
    note: 'Clavos y chapopote para el techo',
  });
}

async function looseEnds(villages: Villages): Promise<void> {
  const { stage, org } = villages;
  await stage.quietly(() => stage.passes(org, '2026-11-01T09:00:00-06:00'));
  stage.scene(
    '2026-11-26T18:00:00-06:00',
    { en: 'For Citlali', es: 'Para Citlali' },
    {
      en: 'The grocery asks Citlali for what she took along on Tuesday, when her telephone was at home.',
      es: 'Los abarrotes le piden a Citlali lo que se llevó el martes, cuando dejó el teléfono en casa.',
    },
  );
  await stage.act(one(villages, 'Abarrotes Tomasa'), 'ledger.request_payment', org, {
    source: await accountOf(villages, 'Citlali'),
    target: await accountOf(villages, 'Abarrotes Tomasa'),
    amountMinor: minor('24'),
    note: 'Frijol, azúcar y velas',
  });
  stage.scene(
    '2026-11-28T10:00:00-06:00',
    { en: 'Read again from the beginning', es: 'Leído de nuevo desde el principio' },
    {
      en: 'Sixteen hundred pesos have come into the box and the bank, and some have gone out. For each jícara there is one there: today, and on every day of this year.',
      es: 'A la caja y al banco entraron mil seiscientos pesos, y algunos salieron. Por cada jícara hay uno: hoy, y todos los días de este año.',
    },
  );
}
