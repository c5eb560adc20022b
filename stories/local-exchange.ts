/**
 * A year of an exchange circle: thirty people around the Sunday market of Tlacolula, in Oaxaca, who have hands,
 * chickens and a shop, and little money. They pay each other in a unit of their own, which comes to be when
 * somebody pays and goes below zero.
 */
import type { MemberId } from '#kernel/command';
import {
  accountOf,
  askFor,
  decide,
  FOUNDERS,
  LATER,
  mazorca,
  minor,
  one,
  pay,
  payQuietly,
  RULES,
  some,
  stand,
  type Circle,
} from './exchange-circle.ts';
import { deniedAndDisputed, frozen, mistake } from './local-exchange-put-right.ts';
import { theHaircuts, theRing, theWall } from './local-exchange-offers.ts';
import { goodbye, looseEnds, sickness } from './local-exchange-goodbyes.ts';
import type { Character, StoryStage } from './stage.ts';

export async function tell(stage: StoryStage): Promise<void> {
  const founded = await found(stage);
  const circle = await comeIn(founded);
  await firstPayments(circle);
  await theWall(circle);
  await theHaircuts(circle);
  await theShop(circle);
  await thePromise(circle);
  await stuck(circle);
  const fund = await together(circle);
  await deniedAndDisputed(circle);
  await mistake(circle);
  await frozen(circle);
  await theRing(circle);
  await sickness(circle, fund);
  await goodbye(circle);
  await looseEnds(circle);
  await stage.verify(circle.org);
}

async function found(stage: StoryStage): Promise<Circle> {
  stage.scene(
    '2026-01-25T13:00:00-06:00',
    { en: 'Everybody begins at zero', es: 'Cada quien empieza en cero' },
    {
      en: 'Behind the Sunday market of Tlacolula, six people put on the table what they have: eggs and squash, a plane and a saw, a sewing machine, a shop, two good hands, an afternoon with the accounts. What they do not have is pesos. They will count in mazorcas: one is about what a kilo of tortillas is worth, and an hour of anybody’s work is five.',
      es: 'Detrás del mercado dominical de Tlacolula, seis personas ponen sobre la mesa lo que tienen: huevos y calabaza, un cepillo y un serrucho, una máquina de coser, una tienda, dos buenas manos, una tarde para las cuentas. Lo que no tienen son pesos. Van a contar en mazorcas: una vale más o menos lo que un kilo de tortillas, y una hora del trabajo de quien sea vale cinco.',
    },
  );
  const who: Record<string, Character> = {};
  for (const name of FOUNDERS) who[name] = await stage.person(name);
  const founders = Object.values(who);
  const { org, members } = await stage.quietly(async () => {
    const begun = await stage.found(founders, {
      form: 'local_exchange_system',
      name: 'Círculo de Trueque de Tlacolula',
      purpose: 'Nos pagamos con lo que sabemos hacer.',
      place: 'Tlacolula de Matamoros, Oaxaca',
      articles: RULES,
    });
    for (const founder of founders.slice(0, -1)) {
      await stage.act(founder, 'agents.sign', begun.org, { subject: 'founding', statutes: 1 });
    }
    return begun;
  });
  await stage.act(founders.at(-1)!, 'agents.sign', org, { subject: 'founding', statutes: 1 });
  await stage.lately(org);
  stage.say({
    en: 'Six accounts, one that is common to all, and one where mazorcas come from; all of them at zero. Nobody has put anything in, and nobody hands anything out. Each of the six can go down to −100.',
    es: 'Seis cuentas, una común y una de donde vienen las mazorcas; todas en cero. Nadie ha puesto nada y nadie reparte nada. Cada quien puede bajar hasta −100.',
  });
  const circle: Circle = { stage, org, who, member: members };
  const signers = some(circle, 'Ulises', 'Hortensia', 'Celerina', 'Chepe');
  const give = (role: string, name: string, more: object = {}) =>
    stage.together(signers, 'agents.appoint', org, { role, member: members[name], ...more });
  await give('coordinator', 'Amina');
  await give('coordinator', 'Ulises', { endsOn: '2026-12-20' });
  await give('treasurer', 'Hortensia');
  return circle;
}

async function comeIn(circle: Circle): Promise<Circle> {
  const { stage, org } = circle;
  stage.scene(
    '2026-02-01T13:00:00-06:00',
    { en: 'Thirty', es: 'Treinta' },
    {
      en: 'Whoever comes in asks first what there is, and says what they can do. Twenty-three bring telephones; Doña Eulalia has none, and Amina enters her on paper.',
      es: 'Quien entra pregunta primero qué hay, y dice qué sabe hacer. Veintitrés traen teléfono; doña Eulalia no tiene, y Amina la anota en papel.',
    },
  );
  const who: Record<string, Character> = { ...circle.who };
  const member: Record<string, MemberId> = { ...circle.member };
  const paper = await stage.act(one(circle, 'Amina'), 'agents.enter_on_paper', org, {
    name: 'Doña Eulalia',
    contact: 'el puesto de tejate, junto a la iglesia',
  });
  member['Doña Eulalia'] = paper['member'] as MemberId;
  await stage.quietly(async () => {
    for (const [at, name] of LATER.entries()) {
      const code = `MAZORCA-${at}`;
      const invited = await stage.act(one(circle, 'Amina'), 'agents.invite', org, { name, code });
      const someone = await stage.person(name);
      await stage.act(someone, 'agents.accept', org, { code, name, norms: true });
      who[name] = someone;
      member[name] = invited['member'] as MemberId;
    }
  });
  await stage.passes(org, '2026-02-08T13:00:00-06:00');
  return { ...circle, who, member };
}

async function firstPayments(circle: Circle): Promise<void> {
  const { stage } = circle;
  stage.scene(
    '2026-02-08T14:00:00-06:00',
    { en: 'Somebody has to go below zero first', es: 'Alguien tiene que bajar de cero' },
    {
      en: 'Ulises needs a door for his hen house, and has nothing in his account. That is no hindrance: it is how mazorcas come to be.',
      es: 'Ulises necesita una puerta para el gallinero, y en su cuenta no hay nada. No es un impedimento: así nacen las mazorcas.',
    },
  );
  await pay(circle, ['Ulises', 'Chepe', '30', 'La puerta del gallinero']);
  await pay(circle, ['Chepe', 'Amina', '12', 'Huevos y calabaza']);
  await pay(circle, ['Amina', 'Micaela', '20', 'Arreglo de dos blusas']);
  await stand(circle, { Ulises: '-30', Chepe: '18', Amina: '-8', Micaela: '20' });
  stage.say({
    en: 'Ulises stands at −30 and Amina at −8: they have had something from the others, and will give it back to any of us, not to whom they had it from. Chepe stands at 18 and Micaela at 20: they have given, and any of us will give to them. Thirty-eight above zero, thirty-eight below; together it is zero, today and always. Nobody has lent anything, and there is no interest.',
    es: 'Ulises está en −30 y Amina en −8: recibieron algo de las demás personas y se lo devolverán a cualquiera, no a quien se lo dio. Chepe está en 18 y Micaela en 20: dieron, y cualquiera les dará. Treinta y ocho sobre cero, treinta y ocho bajo cero; junto da cero, hoy y siempre. Nadie prestó nada, y no hay intereses.',
  });
}

async function theShop(circle: Circle): Promise<void> {
  const { stage, org } = circle;
  stage.scene(
    '2026-02-22T11:00:00-06:00',
    { en: 'The shop asks to be paid', es: 'La tienda pide que le paguen' },
    {
      en: 'In Celerina’s shop there is a queue, and it is quicker when she types the amount. Whoever she asks says yes on their own telephone.',
      es: 'En la tienda de Celerina hay fila, y es más rápido que ella escriba la cantidad. Quien le compra dice que sí en su propio teléfono.',
    },
  );
  const { request } = await askFor(circle, ['Chepe', 'Celerina', '14', 'Jabón y azúcar']);
  await stage.act(one(circle, 'Chepe'), 'ledger.accept_request', org, { request });
  stage.say({
    en: 'Amina comes every other day, often with a dead battery. She trusts the shop: up to 20 at a time it is paid without asking.',
    es: 'Amina llega un día sí y otro no, muchas veces sin pila. Le tiene confianza a la tienda: hasta 20 por vez se cobra sin preguntarle.',
  });
  await stage.act(one(circle, 'Amina'), 'ledger.trust_payee', org, {
    source: await accountOf(circle, 'Amina'),
    target: await accountOf(circle, 'Celerina'),
    mostMinor: minor('20'),
  });
  await askFor(circle, ['Amina', 'Celerina', '11', 'Aceite y veladoras']);
  const more = await askFor(circle, ['Amina', 'Celerina', '26', 'Un costal de maíz']);
  stage.say({
    en: 'Twenty-six is more than she has said, and waits. It was her neighbour’s sack: she says no, and the two laugh about it.',
    es: 'Veintiséis es más de lo que dijo, y espera. El costal era de su vecina: dice que no, y las dos se ríen.',
  });
  await stage.act(one(circle, 'Amina'), 'ledger.decline_request', org, {
    request: more['request'],
    reason: 'El costal era de Petra.',
  });
  await stand(circle, { Chepe: '4', Amina: '-19', Celerina: '25' });
  await atTheCounter(circle);
}

/** Two act for one account: whoever it belongs to, and whoever she lets. */
async function atTheCounter(circle: Circle): Promise<void> {
  const { stage, org, member } = circle;
  stage.scene(
    '2026-03-01T10:00:00-06:00',
    { en: 'Petra at the counter', es: 'Petra en el mostrador' },
    {
      en: 'On Sundays Celerina is at the market, and Petra stands in her shop. Celerina lets her act for the account of the shop, up to 30 at a time, until the year is over: Petra asks for what is sold and gives back what is brought back, and each time it says that it was she.',
      es: 'Los domingos Celerina está en el mercado y Petra atiende la tienda. Celerina deja que actúe por la cuenta de la tienda, hasta 30 por vez, hasta fin de año: Petra cobra lo que se vende y devuelve lo que se regresa, y cada vez dice que fue ella.',
    },
  );
  const account = await accountOf(circle, 'Celerina');
  await stage.act(one(circle, 'Celerina'), 'ledger.entrust_account', org, {
    account,
    member: member['Petra']!,
    mostMinor: minor('30'),
    until: '2026-12-31',
  });
  const { request } = await stage.act(one(circle, 'Petra'), 'ledger.request_payment', org, {
    source: await accountOf(circle, 'Micaela'),
    target: account,
    amountMinor: minor('6'),
    note: 'Hilo blanco',
  });
  const paid = await stage.act(one(circle, 'Micaela'), 'ledger.accept_request', org, { request });
  stage.say({
    en: 'It was the wrong thread. Micaela brings it back the same noon.',
    es: 'No era ese hilo. Micaela lo regresa el mismo mediodía.',
  });
  await stage.act(one(circle, 'Petra'), 'ledger.refund', org, {
    number: String(paid['number']),
    note: 'Hilo blanco, sin abrir',
  });
  await stand(circle, { Celerina: '25', Micaela: '20' });
}

async function thePromise(circle: Circle): Promise<void> {
  const { stage, org } = circle;
  stage.scene(
    '2026-03-08T13:00:00-06:00',
    { en: 'A table is promised', es: 'Se promete una mesa' },
    {
      en: 'Leoncio, who teaches the trumpet, wants a table and six chairs. Chepe would have to find the wood before he is paid. So Leoncio sets sixty aside: they stay his, he cannot spend them, and Chepe knows that they are there.',
      es: 'Leoncio, que enseña trompeta, quiere una mesa y seis sillas. Chepe tendría que conseguir la madera antes de cobrar. Así que Leoncio aparta sesenta: siguen siendo suyas, no las puede gastar, y Chepe sabe que ahí están.',
    },
  );
  const { hold } = await stage.act(one(circle, 'Leoncio'), 'ledger.hold', org, {
    source: await accountOf(circle, 'Leoncio'),
    target: await accountOf(circle, 'Chepe'),
    amountMinor: minor('60'),
    note: 'Una mesa y seis sillas',
    until: '2026-04-30',
  });
  stage.scene(
    '2026-04-19T13:00:00-06:00',
    { en: 'A table and four chairs', es: 'Una mesa y cuatro sillas' },
    {
      en: 'The wood was enough for four. They agree on forty-eight, and twelve are free again.',
      es: 'La madera alcanzó para cuatro. Quedan en cuarenta y ocho, y doce vuelven a estar libres.',
    },
  );
  await stage.act(one(circle, 'Leoncio'), 'ledger.pay_hold', org, { hold, amountMinor: minor('48') });
  await stand(circle, { Leoncio: '-48', Chepe: '52' });
}

async function stuck(circle: Circle): Promise<void> {
  const { stage, org } = circle;
  stage.scene(
    '2026-05-03T13:00:00-06:00',
    { en: 'Micaela is stuck', es: 'Micaela se atoró' },
    {
      en: 'Her machine broke, and for weeks she only bought: a motor from Toribio, cloth from Celerina, a visit to Remedios. She stands at −93. Now the machine sews again, and she has no thread.',
      es: 'Se le descompuso la máquina y durante semanas solo compró: un motor con Toribio, tela con Celerina, una consulta con Remedios. Está en −93. Ahora la máquina vuelve a coser, y no hay hilo.',
    },
  );
  await payQuietly(circle, [
    ['Micaela', 'Toribio', '65', 'Motor de la máquina'],
    ['Micaela', 'Celerina', '30', 'Tela'],
    ['Micaela', 'Remedios', '18', 'Consulta'],
  ]);
  await stand(circle, { Micaela: '-93' });
  const source = await accountOf(circle, 'Micaela');
  const thread = {
    source,
    target: await accountOf(circle, 'Celerina'),
    amountMinor: minor('15'),
    note: 'Hilo',
  };
  await stage.refused(one(circle, 'Micaela'), 'ledger.transfer', org, thread, 'below_floor', {
    en: 'Fifteen for thread would take her to −108.',
    es: 'Quince de hilo la llevarían a −108.',
  });
  stage.say({
    en: 'A limit is not a punishment. It is how far thirty people trust anybody whom they do not know well yet, and they can trust one of them further, for a time.',
    es: 'Un límite no es un castigo. Es hasta dónde confían treinta personas en cualquiera que todavía no conocen bien, y a una de ellas le pueden confiar más, por un tiempo.',
  });
  await stage.together(some(circle, 'Amina', 'Leoncio', 'Toribio'), 'ledger.grant_credit', org, {
    account: source,
    moreMinor: minor('50'),
    until: '2026-08-31',
    reason: 'Tiene pedidos y le falta material.',
  });
  await pay(circle, ['Micaela', 'Celerina', '15', 'Hilo']);
  stage.say({
    en: 'Credit gives her time. What helps her is that somebody buys: Amina walks through the market and asks who needs something sewn.',
    es: 'El crédito le da tiempo. Lo que le ayuda es que alguien le compre: Amina recorre el mercado y pregunta quién necesita costura.',
  });
  await pay(circle, ['Evodia', 'Micaela', '40', 'Uniformes de la escuela']);
  await pay(circle, ['Celerina', 'Micaela', '35', 'Siete mandiles']);
  await pay(circle, ['Filemón', 'Micaela', '12', 'Cierre de una chamarra']);
  await stand(circle, { Micaela: '-21' });
}

/** The levy, and what it is for; gives the account of the fund. */
async function together(circle: Circle): Promise<string> {
  const { stage, org } = circle;
  stage.scene(
    '2026-05-10T13:00:00-06:00',
    { en: 'Two of a hundred, for all of us', es: 'Dos de cada cien, para todo el círculo' },
    {
      en: 'The copies, the coffee and the room cost something, and somebody will fall ill. A common account cannot go below zero: something has to come into it.',
      es: 'Las copias, el café y el local cuestan algo, y alguien se va a enfermar. Una cuenta común no puede bajar de cero: algo le tiene que entrar.',
    },
  );
  const levied = { ...mazorca, levy: { parts: 2, of: 100, pays: 'source' } as const };
  await decide(
    circle,
    'Hortensia',
    {
      kind: 'amendment',
      title: 'Dos de cada cien, a la cuenta común',
      body: 'Quien paga pone dos de cada cien aparte. Para copias, café, el local, y para quien se enferme.',
      acts: [
        { command: 'agents.amend', input: { base: 1, articles: { ...RULES, books: { units: [levied] } } } },
      ],
    },
    { opens: '2026-05-18T08:00:00-06:00', over: '2026-06-02T09:00:00-06:00' },
    (at) => ({ ballot: 'yes_no', says: at < 22 ? 'yes' : at < 26 ? 'no' : 'abstain' }),
  );
  stage.scene('2026-06-14T13:00:00-06:00', {
    en: 'For whoever falls ill',
    es: 'Para quien se enferme',
  });
  const { account } = await stage.act(one(circle, 'Hortensia'), 'ledger.open_fund', org, {
    unit: mazorca.unit,
    purpose: 'fund',
    name: 'Para quien se enferme',
  });
  const fund = String(account);
  for (const [name, mazorcas] of [
    ['Chepe', '20'],
    ['Celerina', '25'],
  ] as const) {
    await stage.act(one(circle, name), 'ledger.transfer', org, {
      source: await accountOf(circle, name),
      target: fund,
      amountMinor: minor(mazorcas),
      note: 'Para quien lo necesite',
    });
  }
  stage.say({
    en: 'Two who stand well above zero have begun it. What lies still helps nobody: somebody with a great deal and nothing to buy holds up the others as much as somebody who is stuck.',
    es: 'Lo empezaron dos que están muy por encima de cero. Lo guardado no le sirve a nadie: quien tiene mucho y no compra detiene a las demás personas tanto como quien se atora.',
  });
  return fund;
}
