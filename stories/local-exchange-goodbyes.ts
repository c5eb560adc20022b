/** Autumn in the exchange circle: a fund pays out, two people go, and something is left to do for everybody. */
import { theLastAnswer } from './local-exchange-offers.ts';
import {
  accountOf,
  askFor,
  commons,
  decide,
  minor,
  one,
  pay,
  payQuietly,
  stand,
  type Circle,
} from './exchange-circle.ts';

export async function sickness(circle: Circle, fund: string): Promise<void> {
  const { stage, org } = circle;
  stage.scene(
    '2026-09-20T13:00:00-06:00',
    { en: 'A broken arm', es: 'Un brazo roto' },
    {
      en: 'Remedios, who sets other people’s bones, has broken her own, and earns nothing for six weeks. A summer of Sundays has brought something into the common account.',
      es: 'Remedios, que compone huesos ajenos, se rompió uno propio, y en seis semanas no gana nada. Un verano de domingos le ha traído algo a la cuenta común.',
    },
  );
  await payQuietly(circle, summer());
  const treasurer = one(circle, 'Hortensia');
  await stage.act(treasurer, 'ledger.pay_out', org, {
    source: await commons(circle),
    target: fund,
    amountMinor: minor('12'),
    note: 'Lo del verano, para quien se enferme',
  });
  const help = (mazorcas: string) => ({
    source: fund,
    target: '',
    amountMinor: minor(mazorcas),
    note: 'Seis semanas sin trabajar',
  });
  const target = await accountOf(circle, 'Remedios');
  await stage.refused(treasurer, 'ledger.pay_out', org, { ...help('55'), target }, 'over_limit_per_act', {
    en: 'Hortensia would give her all that there is.',
    es: 'Hortensia le daría todo lo que hay.',
  });
  await stage.act(treasurer, 'ledger.pay_out', org, { ...help('45'), target });
  stage.say({
    en: 'What is common goes out by one post in small sums, so that nobody has to wait for an assembly; for more than fifty at once all of us are asked.',
    es: 'Lo común sale por un cargo en cantidades pequeñas, para que nadie tenga que esperar a la asamblea; por más de cincuenta a la vez se pregunta a todo el círculo.',
  });
}

/** Who bought from whom over the summer: each pays the next, so that everybody ends about where they began. */
function summer(): readonly (readonly [string, string, string, string])[] {
  const round = [
    'Abundio',
    'Benita',
    'Cirilo',
    'Delfina',
    'Eligio',
    'Fausta',
    'Genaro',
    'Herminia',
    'Isidro',
  ];
  const others = ['Josefa', 'Lázaro', 'Nieves', 'Odilón', 'Petra', 'Paulina', 'Cata', 'Leoncio', 'Ulises'];
  const ring = [...round, ...others];
  return ring.map((name, at) => [name, ring[(at + 1) % ring.length]!, '40', 'En el mercado']);
}

export async function goodbye(circle: Circle): Promise<void> {
  await paulina(circle);
  await gregorio(circle);
}

async function paulina(circle: Circle): Promise<void> {
  const { stage, org } = circle;
  await payQuietly(circle, [
    ['Paulina', 'Celerina', '24.2', 'Despensa'],
    ['Paulina', 'Toribio', '19', 'Llantas para la carreta'],
  ]);
  stage.scene(
    '2026-10-04T13:00:00-06:00',
    { en: 'Paulina goes, at zero', es: 'Paulina se va, en cero' },
    {
      en: 'In November she moves to her sister’s, in Puebla. She stands at −44.86 and does not want to go like that; and nobody wants her to. What has she got that somebody needs?',
      es: 'En noviembre se muda con su hermana, a Puebla. Está en −44.86 y no se quiere ir así; y nadie quiere que se vaya así. ¿Qué tiene que alguien necesite?',
    },
  );
  await stand(circle, { Paulina: '-44.86' });
  await pay(circle, ['Cata', 'Paulina', '20', 'Cuatro clases de telar']);
  await pay(circle, ['Herminia', 'Paulina', '15', 'El telar chico']);
  await pay(circle, ['Amina', 'Paulina', '9.86', 'Las macetas']);
  await stand(circle, { Paulina: '0' });
  stage.scene('2026-10-31T10:00:00-06:00', { en: 'She leaves', es: 'Se va' });
  await stage.act(one(circle, 'Paulina'), 'agents.leave', org, {});
  await stage.lately(org);
  stage.say({
    en: 'Nothing is owed to her, and she owes nothing: her account is closed. Had she stood above zero, she would have spent it first, or given it to the fund.',
    es: 'Nadie le debe nada y ella no debe nada: su cuenta se cierra. Si hubiera estado por encima de cero, lo habría gastado antes, o se lo habría dado al fondo.',
  });
}

async function gregorio(circle: Circle): Promise<void> {
  const { stage, org } = circle;
  await payQuietly(circle, [
    ['Gregorio', 'Celerina', '38', 'Despensa'],
    ['Gregorio', 'Chepe', '30', 'Una caja para el viaje'],
  ]);
  stage.scene(
    '2026-11-01T10:00:00-06:00',
    { en: 'Gregorio goes, below zero', es: 'Gregorio se va, bajo cero' },
    {
      en: 'He has gone north for work, from one day to the next. He writes from the road that he leaves, and nobody can keep him; he stands at −69.36.',
      es: 'Se fue al norte a trabajar, de un día para otro. En el camino escribe que se sale, y nadie lo puede retener; está en −69.36.',
    },
  );
  await stand(circle, { Gregorio: '-69.36' });
  const account = await accountOf(circle, 'Gregorio');
  await stage.act(one(circle, 'Gregorio'), 'agents.leave', org, {});
  const takeOver = { account, note: 'Se fue al norte; no lo vamos a perseguir.' };
  await stage.refused(one(circle, 'Hortensia'), 'ledger.write_off', org, takeOver, 'needs_decision', {
    en: 'Hortensia would like to close his account and be done with it.',
    es: 'Hortensia quisiera cerrar su cuenta y ya.',
  });
  const rest = Object.fromEntries(
    Object.entries(circle.who).filter(([name]) => name !== 'Paulina' && name !== 'Gregorio'),
  );
  await decide(
    { ...circle, who: rest },
    'Hortensia',
    {
      kind: 'act',
      title: 'Lo que dejó Gregorio lo llevamos entre todas y todos',
      body: 'Son 69.36. Lo que comió, comido está. Si un día vuelve, se habla.',
      acts: [{ command: 'ledger.write_off', input: takeOver }],
    },
    { opens: '2026-11-05T08:00:00-06:00', over: '2026-11-11T09:00:00-06:00' },
    (at) => ({ ballot: 'consent', says: at % 9 === 8 ? 'aside' : 'consent' }),
  );
  stage.say({
    en: 'Nobody’s account has become less. But those who gave to him hold 69.36 that nobody will ever come back for: it is written where mazorcas come from, for all to see. Thirty people have given one of them food for the road, and know how much it was. Had it been ten of them, their mazorcas would be worth less than they say; that is why there is a limit.',
    es: 'Ninguna cuenta quedó con menos. Pero quienes le dieron tienen 69.36 por las que nadie va a volver: está escrito donde nacen las mazorcas, a la vista. Treinta personas le dieron a una de ellas comida para el camino, y saben cuánto fue. Si hubieran sido diez, sus mazorcas valdrían menos de lo que dicen; por eso hay un límite.',
  });
}

/** Something is due for everybody when the story stops. */
export async function looseEnds(circle: Circle): Promise<void> {
  const { stage, org } = circle;
  stage.scene(
    '2026-11-22T13:00:00-06:00',
    { en: 'What lies on the table', es: 'Lo que está sobre la mesa' },
    {
      en: 'A Sunday like any other: somebody sells, somebody needs more room, and two see the same thing differently.',
      es: 'Un domingo como cualquiera: alguien vende, alguien necesita más margen, y dos ven lo mismo de distinta manera.',
    },
  );
  const number = await pay(circle, ['Herminia', 'Isidro', '18', 'Dos costales de carbón']);
  await stage.act(one(circle, 'Chepe'), 'ledger.hold', org, {
    source: await accountOf(circle, 'Chepe'),
    target: await accountOf(circle, 'Celerina'),
    amountMinor: minor('24'),
    note: 'Aceite y barniz, cuando lleguen',
    until: '2026-12-20',
  });
  stage.scene('2026-11-24T18:00:00-06:00', { en: 'The charcoal is wet', es: 'El carbón está mojado' });
  await stage.act(one(circle, 'Herminia'), 'ledger.dispute', org, {
    number,
    reason: 'Un costal venía mojado.',
  });
  await stage.ask(one(circle, 'Leoncio'), 'ledger.settle_dispute', org, {
    number,
    backMinor: minor('9'),
    words: 'Un costal de dos servía: la mitad se devuelve.',
  });
  await stage.ask(one(circle, 'Remedios'), 'ledger.grant_credit', org, {
    account: await accountOf(circle, 'Delfina'),
    moreMinor: minor('40'),
    until: '2027-02-28',
    reason: 'Quiere poner un comal más grande antes de las fiestas.',
  });
  stage.scene('2026-11-26T18:00:00-06:00', {
    en: 'For Amina and for Celerina',
    es: 'Para Amina y para Celerina',
  });
  await askFor(circle, ['Amina', 'Celerina', '27.5', 'Costal de maíz y manteca']);
  await stage.act(one(circle, 'Ulises'), 'ledger.enter_transfer', org, {
    source: await accountOf(circle, 'Celerina'),
    target: await accountOf(circle, 'Toribio'),
    amountMinor: minor('30'),
    note: 'El refrigerador, me lo dijo por teléfono',
  });
  await theLastAnswer(circle);
  stage.scene(
    '2026-11-28T10:00:00-06:00',
    { en: 'Read again from the beginning', es: 'Leído de nuevo desde el principio' },
    {
      en: 'Thirty people, almost a year, and not one peso. All accounts together: zero.',
      es: 'Treinta personas, casi un año y ni un peso. Todas las cuentas juntas: cero.',
    },
  );
}
