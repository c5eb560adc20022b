/** A group for tests of offers and needs: in units of mutual credit and of hours. */
import type { OrgId } from '#kernel/command';
import { USUAL_EXCHANGE, type Articles } from '#agents';
import type { Group, OneOfUs, Stage } from '#test/stage';
import { association } from '../../../forms/association.ts';
import { keepAccounts } from '../../../host/keep-accounts.ts';

const sound = association.articles as Articles;

const units: NonNullable<Articles['books']>['units'] = [
  {
    unit: 'maiz',
    kind: 'mutual_credit',
    code: 'MAIZ',
    scale: 2,
    words: { es: { one: 'maíz', many: 'maíces' } },
    holders: [],
    credit: { by: 'all', minor: '10000' },
  },
  {
    unit: 'hora',
    kind: 'hours',
    code: 'HORA',
    scale: 2,
    words: { es: { one: 'hora', many: 'horas' } },
    holders: [],
    credit: { by: 'all', minor: '2000' },
  },
];

export const exchanging: Articles = {
  ...sound,
  books: { units },
  exchange: USUAL_EXCHANGE,
  powers: {
    ...sound.powers,
    amend: { by: 'members', of: 1 },
    moderate: { by: 'member' },
    enter_on_paper: { by: 'member' },
    pay_out: { by: 'member' },
    issue: { by: 'member' },
    keep_books: { by: 'member' },
    correct: { by: 'member' },
    freeze: { by: 'members', of: 2 },
    mediate: { by: 'member' },
    enter_payment: { by: 'member' },
    write_off: { by: 'members', of: 2 },
    grant_credit: { by: 'members', of: 2 },
  },
};

export async function foundExchange(stage: Stage, names: readonly string[]): Promise<Group> {
  const group = await stage.found(names, { articles: exchanging });
  await keepAccounts(stage.host, group.org);
  return group;
}

/** An offer or a need, and its id. */
export async function advertise(
  stage: Stage,
  org: OrgId,
  who: OneOfUs,
  kind: 'offer' | 'need',
  title: string,
  more: object = {},
): Promise<string> {
  const input = { kind, category: 'food', title, ...more };
  const { answer } = await stage.do(who, 'exchange.publish_advert', org, input);
  return (answer as { advert: string }).advert;
}
