/** A circle of very many who pay each other, and a payment as the dispatcher is asked for it. */
import { randomBytes } from 'node:crypto';
import type { OrgId, PersonId } from '#kernel/command';
import { makeId } from '#kernel/id';
import type { Articles, UnitRule } from '#agents';
import { perform } from '#host/dispatcher';
import type { Host } from '#host/host';
import { association } from '../src/forms/association.ts';

const unit: UnitRule = {
  unit: 'credit',
  kind: 'mutual_credit',
  code: 'CREDIT',
  scale: 2,
  words: { en: { one: 'credit', many: 'credits' } },
  holders: [],
  credit: { by: 'all', minor: '100000000' },
};
const articles: Articles = { ...(association.articles as Articles), books: { units: [unit] } };

export interface Place {
  readonly org: OrgId;
  readonly people: readonly PersonId[];
  readonly accounts: readonly string[];
}

export async function mustDo(
  host: Host,
  person: PersonId,
  command: string,
  org: OrgId | null,
  input: unknown,
) {
  const key = randomBytes(12).toString('hex');
  const answer = await perform(host, { command, org, actor: { person, channel: 'api' }, input, key });
  if (!answer.ok || answer.value.kind !== 'done') throw new Error(`${command}: ${JSON.stringify(answer)}`);
  return answer.value;
}

export const idsOf = <Kind extends string>(kind: Kind, count: number) =>
  Array.from({ length: count }, () => makeId(kind, Date.now(), randomBytes(10)));

/** A group of one, by these rules: its founding is an act, as every other. */
export async function foundCircle(host: Host, articles: Articles): Promise<OrgId> {
  const founder = makeId('per', Date.now(), randomBytes(10));
  const { org } = await mustDo(host, founder, 'agents.found', null, {
    form: 'association',
    name: 'A circle of very many',
    founder: 'Ana',
    locale: 'en',
    timeZone: 'UTC',
    articles,
  });
  await mustDo(host, founder, 'agents.sign', org, { subject: 'founding', statutes: 1 });
  return org;
}

/** Members of a group, put there as rows. */
export async function putMembers(
  host: Host,
  org: OrgId,
  people: readonly PersonId[],
  members: readonly string[],
): Promise<void> {
  await host.pool.query(
    `INSERT INTO agents.member (org_id, member_id, person_id, name, class, founder, admitted_on, act_id)
     SELECT $1, member_id, person_id, 'Somebody', 'member', false, '2026-01-01', 'act_bench'
       FROM unnest($2::text[], $3::text[]) AS row(member_id, person_id)`,
    [org, members, people],
  );
}

/** A group of very many: the members and their accounts are put there as rows. */
export async function makePlace(host: Host, accounts: number): Promise<Place> {
  const org = await foundCircle(host, articles);
  const [people, members, held] = [idsOf('per', accounts), idsOf('mem', accounts), idsOf('acc', accounts)];
  await putMembers(host, org, people, members);
  await host.pool.query(
    `INSERT INTO ledger.account (org_id, account_id, unit, purpose, member_id, name, opened_at, act_id)
     SELECT $1, account_id, 'credit', 'holding', member_id, '', now(), 'act_bench'
       FROM unnest($2::text[], $3::text[]) AS row(account_id, member_id)`,
    [org, held, members],
  );
  await host.pool.query(
    `INSERT INTO ledger.balance (org_id, account_id, balance_minor, held_minor, coming_minor,
                                 rule_floor_minor, floor_minor)
     SELECT $1, account_id, 0, 0, 0, -100000000, -100000000 FROM unnest($2::text[]) AS row(account_id)`,
    [org, held],
  );
  return { org, people, accounts: held };
}
