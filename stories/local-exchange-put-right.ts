/** What goes wrong in the exchange circle, and how it is put right: nothing is ever edited, and both stay readable. */
import { accountOf, minor, one, pay, payQuietly, some, stand, type Circle } from './exchange-circle.ts';

export async function deniedAndDisputed(circle: Circle): Promise<void> {
  await denied(circle);
  await disputed(circle);
}

/** Ulises enters what somebody without a phone pays. */
async function enter(
  circle: Circle,
  from: string,
  to: string,
  mazorcas: string,
  note: string,
): Promise<string> {
  const done = await circle.stage.act(one(circle, 'Ulises'), 'ledger.enter_transfer', circle.org, {
    source: await accountOf(circle, from),
    target: await accountOf(circle, to),
    amountMinor: minor(mazorcas),
    note,
  });
  return String(done['number']);
}

async function denied(circle: Circle): Promise<void> {
  const { stage, org } = circle;
  stage.scene(
    '2026-06-21T15:00:00-06:00',
    { en: 'The notebook by the church', es: 'El cuaderno junto a la iglesia' },
    {
      en: 'On Sundays Ulises sits by the church with a notebook and enters what those pay who have no telephone with them.',
      es: 'Los domingos, Ulises se sienta junto a la iglesia con un cuaderno y anota lo que paga quien no trae teléfono.',
    },
  );
  await enter(circle, 'Doña Eulalia', 'Celerina', '8', 'Jabón');
  const number = await enter(circle, 'Don Aurelio', 'Gregorio', '25', 'Un guajolote');
  stage.scene(
    '2026-06-24T19:00:00-06:00',
    { en: 'Which turkey?', es: '¿Cuál guajolote?' },
    {
      en: 'Don Aurelio has no telephone of his own; on Wednesdays he borrows his granddaughter’s. He has not bought a turkey since Easter. For a week his word is enough, and nobody has to be asked.',
      es: 'Don Aurelio no tiene teléfono propio; los miércoles usa el de su nieta. No compra un guajolote desde la Pascua. Durante una semana basta su palabra, y no hay que preguntarle a nadie.',
    },
  );
  await stage.act(one(circle, 'Don Aurelio'), 'ledger.deny_transfer', org, {
    number,
    note: 'Yo no compré ningún guajolote.',
  });
  await stand(circle, { 'Don Aurelio': '0', Gregorio: '0', 'Doña Eulalia': '-8.16' });
  stage.say({
    en: 'It was the other Aurelio. The payment and its undoing both stay in the books, one beside the other.',
    es: 'Era el otro Aurelio. El pago y su corrección quedan en los libros, uno junto al otro.',
  });
}

async function disputed(circle: Circle): Promise<void> {
  const { stage, org } = circle;
  stage.scene('2026-07-05T13:00:00-06:00', { en: 'A bicycle is repaired', es: 'Se arregla una bicicleta' });
  const number = await pay(circle, ['Filemón', 'Toribio', '40', 'Arreglo de la bicicleta']);
  stage.scene(
    '2026-07-12T13:00:00-06:00',
    { en: 'And breaks again', es: 'Y se vuelve a descomponer' },
    {
      en: 'The chain has come off twice in a week. Filemón says that he paid for something that was not done; Toribio, that nobody takes such a bicycle up that hill.',
      es: 'La cadena se zafó dos veces en una semana. Filemón dice que pagó por algo que no se hizo; Toribio, que nadie sube esa cuesta con una bicicleta así.',
    },
  );
  await stage.act(one(circle, 'Filemón'), 'ledger.dispute', org, {
    number,
    reason: 'La cadena se zafa igual que antes.',
  });
  await stage.refused(
    one(circle, 'Filemón'),
    'ledger.deny_transfer',
    org,
    { number, note: 'Que me lo devuelvan.' },
    'movement_unknown',
    {
      en: 'He would like to take it all back himself. But he paid it himself; nobody entered it for him.',
      es: 'Quisiera deshacerlo todo por su cuenta. Pero él mismo lo pagó; nadie lo anotó por él.',
    },
  );
  stage.say({
    en: 'Two who are neither of them sit down with both. The tyres and the brakes are good, the chain is not: fifteen go back.',
    es: 'Dos que no son ninguno de los dos se sientan con ambos. Las llantas y los frenos están bien, la cadena no: se devuelven quince.',
  });
  await stage.together(some(circle, 'Celerina', 'Leoncio'), 'ledger.settle_dispute', org, {
    number,
    backMinor: minor('15'),
    words: 'Las llantas y los frenos quedaron bien; la cadena no. Quince de cuarenta se devuelven.',
  });
  // Two of a hundred came on top of forty, and the same part of them came back.
  await stand(circle, { Filemón: '-37.5', Toribio: '90' });
}

export async function mistake(circle: Circle): Promise<void> {
  const { stage, org } = circle;
  stage.scene(
    '2026-07-26T13:00:00-06:00',
    { en: 'A dot in the wrong place', es: 'Un punto mal puesto' },
    {
      en: 'A cup of tejate is 4.50. Cata types 45, in the sun, and Doña Eulalia has no telephone on which to give it back.',
      es: 'Una jícara de tejate vale 4.50. Cata escribe 45, a pleno sol, y doña Eulalia no tiene teléfono con que devolverlo.',
    },
  );
  const number = await pay(circle, ['Cata', 'Doña Eulalia', '45', 'Tejate']);
  const undo = { number, note: 'Eran 4.50.' };
  await stage.refused(one(circle, 'Cata'), 'ledger.reverse', org, undo, 'no_mandate', {
    en: 'Cata cannot undo it by herself, however clear it is.',
    es: 'Cata no lo puede deshacer por su cuenta, por claro que sea.',
  });
  await stage.together(some(circle, 'Amina', 'Hortensia'), 'ledger.reverse', org, undo);
  await pay(circle, ['Cata', 'Doña Eulalia', '4.5', 'Tejate']);
  await stand(circle, { Cata: '-4.59', 'Doña Eulalia': '-3.66' });
}

export async function frozen(circle: Circle): Promise<void> {
  const { stage, org } = circle;
  await payQuietly(circle, [
    ['Benita', 'Evodia', '30', 'Chocolate de metate'],
    ['Nieves', 'Evodia', '22', 'Chocolate de metate'],
  ]);
  stage.scene(
    '2026-08-16T18:00:00-06:00',
    { en: 'A telephone is gone', es: 'Se perdió un teléfono' },
    {
      en: 'Evodia comes back from the city without her telephone, which opens for anybody. She asks, and three of us hold her account: for a month nothing leaves it. Whoever pays her can go on doing so.',
      es: 'Evodia vuelve de la ciudad sin su teléfono, que se abre sin clave. Ella lo pide y tres integrantes detienen su cuenta: durante un mes nada sale de ella. Quien le pague lo puede seguir haciendo.',
    },
  );
  const account = await accountOf(circle, 'Evodia');
  await stage.together(some(circle, 'Petra', 'Amina', 'Cata'), 'ledger.freeze', org, {
    account,
    until: '2026-09-15',
    reason: 'Ella lo pidió: perdió el teléfono.',
  });
  const bread = {
    source: account,
    target: await accountOf(circle, 'Celerina'),
    amountMinor: minor('6'),
    note: 'Pan',
  };
  stage.scene('2026-08-22T08:00:00-06:00', {
    en: 'At the bottom of the bag',
    es: 'En el fondo de la bolsa',
  });
  await stage.refused(one(circle, 'Evodia'), 'ledger.transfer', org, bread, 'account_frozen', {
    en: 'Her grandson has found it among the chillies, and wants to pay for the bread.',
    es: 'Su nieto lo encontró entre los chiles, y quiere pagar el pan.',
  });
  await stage.together(some(circle, 'Amina', 'Petra', 'Leoncio'), 'ledger.unfreeze', org, { account });
  await pay(circle, ['Evodia', 'Celerina', '6', 'Pan']);
  // What Micaela was granted in spring ends with August, and she has long been above it.
  await stage.passes(org, '2026-09-01T08:00:00-06:00');
  stage.say({
    en: 'And with August ended what Micaela had been granted: like everybody, she can go down to −100. She has been far above it since June.',
    es: 'Y con agosto terminó lo que se le había concedido a Micaela: como cualquiera, puede bajar hasta −100. Desde junio está muy por encima.',
  });
}
