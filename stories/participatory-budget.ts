/** A year of a shared budget: a quarter above the city of Oaxaca that decides over a part of the town's money. */
import { assert } from '#kernel/assert';
import type { OrgId } from '#kernel/command';
import { participatoryBudget } from '../src/forms/participatory-budget.ts';
import type { Character, StoryStage } from './stage.ts';

interface Quarter {
  readonly org: OrgId;
  readonly rosa: Character;
  readonly beto: Character;
  readonly xochitl: Character;
  readonly residents: readonly Character[];
  /** The five who run it, who live there too. */
  readonly circle: readonly Character[];
}

/** Those who came by a letter with a code; the others have no more to do here than to vote. */
const NEIGHBOURS = [
  'Toña',
  'Melquíades',
  'Irma',
  ...Array.from({ length: 24 }, (_, at) => `Calle ${1 + Math.floor(at / 6)}, casa ${1 + (at % 6)}`),
];

export async function tell(stage: StoryStage): Promise<void> {
  const begun = await found(stage);
  const quarter = await letters(stage, begun);
  const { budget, projects } = await ideas(stage, quarter);
  await costs(stage, quarter, budget, projects);
  const ballot = await vote(stage, quarter, budget, projects);
  await build(stage, quarter, budget, ballot);
}

async function found(stage: StoryStage) {
  stage.scene(
    '2026-02-07T17:00:00-06:00',
    { en: 'The town lends a part of its money', es: 'El municipio presta una parte de su dinero' },
    {
      en: 'Once a year a quarter above Oaxaca may say what 240,000 pesos are spent on. Five neighbours take it upon themselves to ask everybody.',
      es: 'Una vez al año, un barrio de arriba de Oaxaca puede decir en qué se gastan 240 000 pesos. Cinco personas del barrio se ocupan de preguntarle a todo el mundo.',
    },
  );
  const names = ['Rosalba', 'Beto', 'Xóchitl', 'Eustaquia', 'Memo'];
  const [rosa, beto, xochitl, eustaquia, memo] = await people(stage, names);
  const five = [rosa!, beto!, xochitl!, eustaquia!, memo!];
  const { org, members } = await stage.quietly(async () => {
    const founded = await stage.found(five, {
      form: 'participatory_budget',
      name: 'Presupuesto del Barrio de la Cantera',
      purpose: 'El dinero del barrio lo repartimos quienes vivimos aquí.',
      place: 'Barrio de la Cantera, Oaxaca',
      articles: participatoryBudget.articles,
    });
    for (const one of five) {
      await stage.act(one, 'agents.sign', founded.org, { subject: 'founding', statutes: 1 });
    }
    return founded;
  });
  await stage.lately(org);
  const give = (role: string, name: string) =>
    stage.together([rosa!, beto!, memo!], 'agents.appoint', org, { role, member: members[name] });
  await give('coordinator', 'Rosalba');
  await give('treasurer', 'Beto');
  await give('cost_finder', 'Xóchitl');
  return { org, rosa: rosa!, beto: beto!, xochitl: xochitl!, circle: five };
}

async function people(stage: StoryStage, names: readonly string[]): Promise<Character[]> {
  const all: Character[] = [];
  for (const name of names) all.push(await stage.person(name));
  return all;
}

async function letters(stage: StoryStage, begun: Omit<Quarter, 'residents'>): Promise<Quarter> {
  stage.scene(
    '2026-02-21T09:00:00-06:00',
    { en: 'A letter for every door', es: 'Una carta para cada puerta' },
    {
      en: 'Twenty-seven letters go from door to door, each with a code of its own. Whoever lives behind it comes in as a resident: with ideas and a vote in the budget, and in nothing else.',
      es: 'Veintisiete cartas van de puerta en puerta, cada una con su propio código. Quien vive detrás entra como residente: con ideas y voto en el presupuesto, y en nada más.',
    },
  );
  const residents = await stage.quietly(async () => {
    const all: Character[] = [];
    for (const name of NEIGHBOURS) {
      const code = `CANTERA-${all.length}`;
      await stage.act(begun.rosa, 'agents.invite', begun.org, { code, class: 'resident' });
      const someone = await stage.person(name);
      await stage.act(someone, 'agents.accept', begun.org, { code, name, norms: true });
      all.push(someone);
    }
    return all;
  });
  await stage.lately(begun.org);
  return { ...begun, residents };
}

async function ideas(stage: StoryStage, { org, rosa, beto, residents }: Quarter) {
  stage.scene('2026-03-01T17:00:00-06:00', { en: 'The pot is opened', es: 'Se abre la bolsa' });
  const opened = await stage.together([rosa, beto], 'decisions.open_budget', org, {
    title: 'El dinero de 2026',
    body: 'Lo que se decida se hace antes de las lluvias del año que viene.',
    unit: 'MXN',
    pots: [{ name: 'Todo el barrio', amountMinor: '24000000' }],
    voters: ['resident', 'member'],
    ideasUntil: '2026-04-01T06:00:00.000Z',
    costingUntil: '2026-05-01T06:00:00.000Z',
  });
  const budget = String(opened['budget']);
  const [{ pot }] = opened['pots'] as [{ pot: string }];
  stage.scene(
    '2026-03-14T17:00:00-06:00',
    { en: 'Ideas', es: 'Ideas' },
    {
      en: 'They come written, drawn, and told at the tortilla mill.',
      es: 'Llegan escritas, dibujadas y contadas en el molino.',
    },
  );
  const projects: Record<string, string> = {};
  const put = async (who: Character, key: string, title: string, place: string) => {
    const done = await stage.act(who, 'decisions.put_project', org, { budget, pot, title, body: '', place });
    projects[key] = String(done['project']);
  };
  const [tona, melquiades, irma] = residents;
  await put(tona!, 'lamps', 'Lámparas en la escalera', 'La escalera de la calle 3');
  await put(melquiades!, 'court', 'Techo para la cancha', 'La cancha');
  await put(irma!, 'tank', 'Tanque para el agua de lluvia', 'La escuela');
  await put(residents[3]!, 'benches', 'Bancas a la sombra', 'El parque');
  await put(residents[4]!, 'more_benches', 'Dos bancas más', 'El parque');
  await put(residents[5]!, 'pool', 'Una alberca', '');
  await put(residents[7]!, 'swings', 'Columpios y resbaladilla', 'El parque');
  await put(residents[6]!, 'ramp', 'Rampa para sillas de ruedas', 'La clínica');
  await stage.passes(org, '2026-04-02T17:00:00-06:00');
  await stage.refused(
    residents[8]!,
    'decisions.put_project',
    org,
    { budget, pot, title: 'Un quiosco', body: '', place: '' },
    'ideas_are_closed',
    { en: 'One more idea comes a day late.', es: 'Una idea más llega un día tarde.' },
  );
  return { budget, projects };
}

async function costs(
  stage: StoryStage,
  { org, xochitl, residents }: Quarter,
  budget: string,
  projects: Readonly<Record<string, string>>,
): Promise<void> {
  stage.scene(
    '2026-04-18T10:00:00-06:00',
    { en: 'What it would cost', es: 'Lo que costaría' },
    {
      en: 'Xóchitl asks three workshops and the town’s engineer. She says of each idea what it costs and how she knows.',
      es: 'Xóchitl pregunta en tres talleres y a la ingeniera del municipio. De cada idea dice cuánto cuesta y cómo lo sabe.',
    },
  );
  const cost = (project: string, costMinor: string, why: string) =>
    stage.act(xochitl, 'decisions.cost_project', org, { budget, project: projects[project], costMinor, why });
  await cost('lamps', '5000000', 'Ocho lámparas, tres presupuestos.');
  await stage.refused(
    xochitl,
    'decisions.cost_project',
    org,
    { budget, project: projects['court'], costMinor: '31000000', why: 'Lo que pide el taller.' },
    'cost_over_pot',
    {
      en: 'A roof over the whole court is more than there is.',
      es: 'Techar toda la cancha es más de lo que hay.',
    },
  );
  await cost('court', '10500000', 'La mitad de la cancha, con lámina.');
  await cost('tank', '9000000', 'Veinte mil litros, con su base.');
  await stage.act(xochitl, 'decisions.merge_projects', org, {
    budget,
    project: projects['more_benches'],
    into: projects['benches'],
  });
  await cost('benches', '4000000', 'Cinco bancas y dos árboles.');
  await cost('ramp', '3800000', 'Como la de la otra clínica.');
  await cost('swings', '8000000', 'De madera, con piso blando.');
  await stage.act(xochitl, 'decisions.rule_out_project', org, {
    budget,
    project: projects['pool'],
    why: 'No hay agua para llenarla en abril.',
  });
  await stage.refused(
    residents[0]!,
    'decisions.cost_project',
    org,
    { budget, project: projects['lamps'], costMinor: '100', why: 'Mi primo las pone.' },
    'no_mandate',
    { en: 'Toña would make her own idea cheaper.', es: 'Toña abarataría su propia idea.' },
  );
}

interface OnBallot {
  readonly proposal: string;
  readonly projects: readonly { readonly project: string; readonly option: string }[];
}

async function vote(
  stage: StoryStage,
  quarter: Quarter,
  budget: string,
  projects: Readonly<Record<string, string>>,
): Promise<OnBallot & { readonly lamps: string }> {
  const { org, rosa, beto, residents } = quarter;
  stage.scene('2026-05-03T17:00:00-06:00', { en: 'On the ballot', es: 'A votación' });
  const put = await stage.together([beto, rosa], 'decisions.put_to_ballot', org, { budget });
  const [ballot] = put['ballots'] as [OnBallot];
  await stage.passes(org, '2026-05-04T08:00:00-06:00');
  stage.say({
    en: 'Six projects for 240,000 pesos; together they would cost 403,000. Everybody ticks what they want, in secret, at home or at the table by the mill. The upper streets, twenty of the thirty-two, want the court, the benches and the swings; the lower ones lamps and the ramp, and some the tank.',
    es: 'Seis proyectos para 240 000 pesos; juntos costarían 403 000. Cada quien marca lo que quiere, en secreto, en su casa o en la mesa del molino. Las calles de arriba, veinte de treinta y dos personas, quieren la cancha, las bancas y los columpios; las de abajo, las lámparas y la rampa, y algunas el tanque.',
  });
  const option = (key: string) => ballot.projects.find((one) => one.project === projects[key])?.option ?? '';
  const upper = ['court', 'benches', 'swings'];
  const lower = ['lamps', 'tank', 'ramp'];
  await stage.quietly(async () => {
    for (const [at, who] of [...residents, ...quarter.circle].entries()) {
      const wanted = at % 5 < 3 ? upper : at % 2 === 0 ? lower : ['lamps', 'ramp'];
      await stage.act(who, 'decisions.cast', org, {
        proposal: ballot.proposal,
        choices: { ballot: 'fund', options: wanted.map(option) },
        mark: `cantera-2026-recibo-numero-${String(at).padStart(3, '0')}`,
      });
    }
  });
  await stage.lately(org);
  await stage.passes(org, '2026-05-11T09:00:00-06:00');
  stage.say({
    en: 'By counting crosses alone court, benches and swings would have taken 225,000 pesos, and the lower streets would have had nothing. By equal shares everybody holds the same part of the pot, and a project is paid by those who want it: benches and court for those above, lamps and ramp for those below. Thirty-two ballots lie open without names; anybody counts again.',
    es: 'Contando solo cruces, la cancha, las bancas y los columpios se habrían llevado 225 000 pesos, y las calles de abajo nada. Por partes iguales, cada quien tiene la misma parte de la bolsa y un proyecto lo paga quien lo quiere: bancas y cancha para las de arriba, lámparas y rampa para las de abajo. Las treinta y dos papeletas están a la vista, sin nombres; cualquiera vuelve a contar.',
  });
  return { ...ballot, lamps: projects['lamps']! };
}

async function build(
  stage: StoryStage,
  { org, rosa, beto, residents }: Quarter,
  budget: string,
  { lamps }: { readonly lamps: string },
): Promise<void> {
  stage.scene('2026-07-18T10:00:00-06:00', { en: 'Light on the stairs', es: 'Luz en la escalera' });
  const report = (state: string, spentMinor: string, note: string) =>
    stage.together([rosa, beto], 'decisions.report_delivery', org, {
      budget,
      project: lamps,
      state,
      spentMinor,
      note,
    });
  await report('begun', '2100000', 'Los postes están puestos.');
  stage.scene('2026-09-05T19:30:00-06:00', { en: 'The first evening', es: 'La primera noche' });
  await report('done', '2750000', 'Ocho lámparas; sobraron 1 500 pesos.');
  const [tona] = residents;
  assert(tona, 'somebody had the idea');
  stage.say({
    en: 'Toña walks up with the shopping and does not look at her feet.',
    es: 'Toña sube con el mandado y no se mira los pies.',
  });
  await stage.verify(org);
}
