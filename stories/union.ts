/**
 * A season of a union of kitchens: people and groups decide side by side, and what binds all of them needs a
 * majority of both.
 */
import type { MemberId, OrgId } from '#kernel/command';
import type { Articles } from '#agents';
import { association } from '../src/forms/association.ts';
import { network } from '../src/forms/network.ts';
import type { Character, StoryStage } from './stage.ts';

const RULES: Articles = {
  ...network.articles,
  admission: { ...network.articles.admission, vouchers: 0, trialDays: 0 },
};

interface Union {
  readonly org: OrgId;
  readonly people: readonly Character[];
  /** Who speaks for the kitchens that belong to it. */
  readonly kitchens: readonly Character[];
}

export async function tell(stage: StoryStage): Promise<void> {
  const union = await begin(stage);
  await tooMuch(stage, union);
  await enough(stage, union);
  await stage.verify(union.org);
}

async function begin(stage: StoryStage): Promise<Union> {
  stage.scene(
    '2026-03-02T18:00:00-06:00',
    { en: 'Four cooks and three kitchens', es: 'Cuatro cocineras y tres cocinas' },
    {
      en: 'In Juchitán four people who have cooked for years found a union of kitchens and stay in it as themselves. Three kitchens join, each with one vote, whatever its size.',
      es: 'En Juchitán, cuatro personas que llevan años cocinando fundan una unión de cocinas y se quedan en ella por sí mismas. Entran tres cocinas, cada una con un voto, sea del tamaño que sea.',
    },
  );
  const people: Character[] = [];
  for (const name of ['Na Florinda', 'Tere', 'Chente', 'Queta']) people.push(await stage.person(name));
  const { org } = await stage.quietly(() =>
    stage.found(people, {
      form: 'network',
      name: 'Unión de Cocinas del Istmo',
      purpose: 'Compramos juntas y nos cubrimos los turnos.',
      place: 'Juchitán, Oaxaca',
      articles: RULES,
    }),
  );
  await stage.quietly(async () => {
    for (const one of people) await stage.act(one, 'agents.sign', org, { subject: 'founding', statutes: 1 });
  });
  const kitchens: Character[] = [];
  for (const name of ['Cocina del Mercado', 'Cocina de la Séptima', 'Cocina Cheguigo']) {
    kitchens.push(await stage.quietly(() => join(stage, org, people, name)));
  }
  await stage.lately(org);
  return { org, people, kitchens };
}

/** A kitchen of one, which is enough to have a vote here. */
async function join(
  stage: StoryStage,
  org: OrgId,
  people: readonly Character[],
  name: string,
): Promise<Character> {
  const cook = await stage.person(name);
  const founding = { form: 'association', name, purpose: 'Comida de olla.', place: 'Juchitán, Oaxaca' };
  const home = await stage.found([cook], { ...founding, articles: association.articles });
  await stage.act(cook, 'agents.sign', home.org, { subject: 'founding', statutes: 1 });
  const member = home.members[name] as MemberId;
  await stage.act(cook, 'agents.name_delegate', home.org, { network: org, member });
  const place = { name, class: 'group', as: home.org, norms: true };
  const asked = await stage.act(cook, 'agents.apply', org, place);
  await stage.together(people.slice(0, 3), 'agents.admit', org, { member: asked['member'] });
  return cook;
}

async function amendment(
  stage: StoryStage,
  { org, people }: Union,
  title: string,
  noticeDays: number,
): Promise<string> {
  const articles: Articles = { ...RULES, exit: { ...RULES.exit, noticeDays } };
  const acts = [{ command: 'agents.amend', input: { base: 1, articles } }];
  const done = await stage.quietly(() =>
    stage.act(people[1]!, 'decisions.propose', org, { kind: 'amendment', title, acts }),
  );
  await stage.act(people[1]!, 'decisions.publish', org, { proposal: done['proposal'], way: 0 });
  return String(done['proposal']);
}

async function cast(
  stage: StoryStage,
  { org, people, kitchens }: Union,
  proposal: string,
  says: { readonly people: readonly string[]; readonly kitchens: readonly string[] },
): Promise<void> {
  await stage.quietly(async () => {
    const all = [
      ...people.map((who, at) => ({ who, says: says.people[at]! })),
      ...kitchens.map((who, at) => ({ who, says: says.kitchens[at]! })),
    ];
    for (const one of all) {
      const choices = { ballot: 'yes_no', says: one.says };
      await stage.act(one.who, 'decisions.cast', org, { proposal, choices });
    }
  });
  await stage.lately(org);
}

async function tooMuch(stage: StoryStage, union: Union): Promise<void> {
  stage.scene('2026-03-16T18:00:00-06:00', { en: 'Ninety days', es: 'Noventa días' });
  const title = 'Quien se va, avisa con noventa días';
  const proposal = await amendment(stage, union, title, 90);
  await stage.passes(union.org, '2026-03-24T08:00:00-06:00');
  await cast(stage, union, proposal, { people: ['yes', 'yes', 'yes', 'yes'], kitchens: ['yes', 'no', 'no'] });
  await stage.passes(union.org, '2026-03-31T09:00:00-06:00');
  stage.say({
    en: 'Five of seven said yes, more than two thirds. But of the kitchens only one in three did: it binds them, and they did not want it.',
    es: 'Cinco de siete dijeron que sí, más de dos tercios. Pero de las cocinas solo una de tres: las obliga a ellas, y no lo quisieron.',
  });
}

async function enough(stage: StoryStage, union: Union): Promise<void> {
  stage.scene('2026-04-20T18:00:00-06:00', { en: 'Forty-five', es: 'Cuarenta y cinco' });
  const title = 'Quien se va, avisa con cuarenta y cinco días';
  const proposal = await amendment(stage, union, title, 45);
  await stage.passes(union.org, '2026-04-28T08:00:00-06:00');
  await cast(stage, union, proposal, {
    people: ['yes', 'yes', 'yes', 'abstain'],
    kitchens: ['yes', 'yes', 'no'],
  });
  await stage.passes(union.org, '2026-05-12T09:00:00-06:00');
}
