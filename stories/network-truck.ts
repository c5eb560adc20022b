/** What the groups of the valleys and the people who support them decide side by side, and by which rules. */
import type { OrgId } from '#kernel/command';
import type { Articles } from '#agents';
import { network } from '../src/forms/network.ts';
import { consent, majority, onTheSpot } from '../src/forms/ways.ts';
import { cast, propose } from './assembly-kitchen.ts';
import type { Character, StoryStage } from './stage.ts';

/**
 * Whoever comes later is on trial for half a year. Supporters have a vote, and what binds them and the groups
 * is agreed only when both say yes; posts are given by three, however many have a vote.
 */
export const SIDE_BY_SIDE: Articles = {
  ...network.articles,
  admission: {
    ...network.articles.admission,
    classes: network.articles.admission.classes.map((one) => ({ ...one, votes: true })),
  },
  powers: {
    ...network.articles.powers,
    appoint: { by: 'members', of: 3, ways: network.articles.powers.appoint.ways },
    resolve: { by: 'decision', ways: [consent, onTheSpot, { ...majority, voters: 'both' }] },
  },
};
/** The place of what both have to agree to among the ways of deciding. */
const BOTH = 2;

export async function decideTogether(
  stage: StoryStage,
  org: OrgId,
  groups: readonly Character[],
  supporters: readonly Character[],
): Promise<void> {
  const vote = async (title: string, opens: string, closes: string, says: readonly string[]) => {
    const draft = { kind: 'resolution', title };
    const { proposal } = await propose(stage, groups[0]!, org, draft, BOTH);
    await stage.passes(org, opens);
    await cast(stage, org, [...groups, ...supporters], (at) => ({
      proposal,
      choices: { ballot: 'yes_no', says: says[at] },
    }));
    await stage.passes(org, closes);
  };
  stage.scene(
    '2026-09-05T11:00:00-06:00',
    { en: 'Groups and people, each by themselves', es: 'Grupos y personas, cada cual en su cuenta' },
    {
      en: 'A truck would bring bread, wool and maize to market together. Groups would pay for it, and so would those who support the network.',
      es: 'Una camioneta llevaría juntos al mercado el pan, la lana y el maíz. La pagarían los grupos, y también quienes apoyan a la red.',
    },
  );
  await vote(
    'Una camioneta para los valles: 200 pesos al mes cada grupo y cada persona',
    '2026-09-09T08:00:00-06:00',
    '2026-09-14T09:00:00-06:00',
    ['yes', 'yes', 'yes', 'yes', 'no', 'no', 'yes'],
  );
  stage.say({
    en: 'All four groups said yes, and five of seven in all. But of the three people two said no: as much as a whole group is too much for one alone.',
    es: 'Los cuatro grupos dijeron que sí, y cinco de siete en total. Pero de las tres personas dos dijeron que no: para una sola es demasiado pagar lo mismo que un grupo entero.',
  });
  stage.scene('2026-09-19T11:00:00-06:00', { en: 'What one can carry', es: 'Lo que una puede' });
  await vote(
    'Una camioneta para los valles: 250 pesos al mes cada grupo, 50 cada persona',
    '2026-09-23T08:00:00-06:00',
    '2026-09-28T09:00:00-06:00',
    ['yes', 'yes', 'yes', 'no', 'yes', 'no', 'yes'],
  );
  stage.say({
    en: 'Three of four groups and two of three people: both said yes.',
    es: 'Tres de cuatro grupos y dos de tres personas: ambas partes dijeron que sí.',
  });
}
