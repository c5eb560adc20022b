/** The elections of the story of deciding together: one post, and three of which one is kept. */
import { cast, propose, type Kitchen, type Name } from './assembly-kitchen.ts';
import type { StoryStage } from './stage.ts';

export async function elect(stage: StoryStage, { org, who, member, all }: Kitchen): Promise<void> {
  stage.scene(
    '2026-02-07T17:00:00-06:00',
    { en: 'Who coordinates', es: 'Quién coordina' },
    {
      en: 'Everybody may stand. Each ranks those who do, in secret; a vote that is not needed or not enough passes on to the next name.',
      es: 'Cualquiera puede presentarse. Cada quien ordena a quienes lo hacen, en secreto; un voto que sobra o que no alcanza pasa al siguiente nombre.',
    },
  );
  const { proposal, options } = await propose(stage, who.Chayo, org, {
    kind: 'election',
    title: 'Quién coordina este año',
    body: 'Un año, con relevo en febrero.',
    post: { role: 'coordinator' },
    options: [{ member: member['Chayo'], body: 'Sigo si quieren.' }],
  });
  const stand = async (name: Name, body: string) => {
    const added = await stage.act(who[name], 'decisions.add_option', org, {
      proposal,
      member: member[name],
      body,
    });
    return String(added['option']);
  };
  const chayo = options[0]!;
  const ines = await stand('Inés', 'Quiero que rotemos más.');
  const artemio = await stand('Artemio', 'Sé llevar listas.');
  await stage.passes(org, '2026-02-11T08:00:00-06:00');
  const rankings = [
    ...Array.from({ length: 5 }, () => [[chayo], [artemio]]),
    ...Array.from({ length: 4 }, () => [[ines], [artemio]]),
    ...Array.from({ length: 3 }, () => [[artemio], [ines]]),
  ];
  await cast(stage, org, all, (at) => ({
    proposal,
    choices: { ballot: 'rank', ranking: rankings[at] },
    mark: `las-ollas-coordina-recibo-${String(at).padStart(4, '0')}`,
  }));
  await stage.passes(org, '2026-02-16T09:00:00-06:00');
  stage.say({
    en: 'Chayo had five first places, Inés four, Artemio three. Nobody had seven; Artemio’s three went on to Inés.',
    es: 'Chayo tuvo cinco primeros lugares, Inés cuatro, Artemio tres. Nadie llegó a siete; los tres de Artemio pasaron a Inés.',
  });
}

/** Three for the store, one of them at least from those who cook in the evening. */
export async function keepAPlace(stage: StoryStage, { org, who, member, all }: Kitchen): Promise<void> {
  stage.scene(
    '2026-02-21T17:00:00-06:00',
    { en: 'A place for the evening', es: 'Un lugar para la tarde' },
    {
      en: 'Whoever keeps the store decides what is cooked. Those of the evening shift are four, and nobody has ever asked them.',
      es: 'Quien lleva la despensa decide qué se cocina. En el turno de la tarde son cuatro, y nunca se les ha preguntado.',
    },
  );
  const { proposal, options } = await propose(stage, who.Nabor, org, {
    kind: 'election',
    title: 'Quiénes llevan la despensa',
    post: { role: 'despensa' },
    seats: 3,
    parity: [{ group: 'turno de la tarde', least: 1 }],
    options: ['Odilia', 'Berta', 'Paz'].map((name) => ({ member: member[name] })),
  });
  const [odilia, berta] = options;
  await stage.act(who.Odilia, 'decisions.stand', org, { proposal, option: odilia, says: 'yes' });
  const stand = async (name: Name) => {
    const input = { proposal, member: member[name], body: 'Conozco a quien vende en el mercado.' };
    return String((await stage.act(who[name], 'decisions.add_option', org, input))['option']);
  };
  const [lalo, cuca] = [await stand('Lalo'), await stand('Cuca')];
  await stage.act(who.Berta, 'decisions.stand', org, {
    proposal,
    option: berta,
    says: 'yes',
    words: 'Que no se acabe el arroz antes de las seis.',
    groups: ['turno de la tarde'],
  });
  stage.say({
    en: 'Paz was asked as well, and says nothing: without her yes she is not on the ballot.',
    es: 'También se le preguntó a Paz, que no dice nada: sin su sí no está en la votación.',
  });
  await stage.passes(org, '2026-02-26T08:00:00-06:00');
  const rankings = [
    ...Array.from({ length: 5 }, () => [[odilia], [cuca]]),
    ...Array.from({ length: 4 }, () => [[lalo], [cuca]]),
    ...Array.from({ length: 2 }, () => [[cuca], [odilia]]),
    [[berta]],
  ];
  await cast(stage, org, all, (at) => ({
    proposal,
    choices: { ballot: 'rank', ranking: rankings[at] },
    mark: `las-ollas-despensa-recibo-${String(at).padStart(4, '0')}`,
  }));
  await stage.passes(org, '2026-03-03T09:00:00-06:00');
  stage.say({
    en: 'Odilia and Lalo had enough. Cuca would have come next; but the third place was kept, and Berta has it.',
    es: 'Odilia y Lalo alcanzaron. Seguía Cuca; pero el tercer lugar estaba reservado, y es de Berta.',
  });
}
