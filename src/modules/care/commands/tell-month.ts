/** What all of us carried in a month is told, by the clock: once, in parts of five people or more. */
import { z } from 'zod';
import type { OrgId } from '#kernel/command';
import { accept, refuse } from '#kernel/outcome';
import type { Tx } from '#kernel/tx';
import { loadHouseholdPlaces, loadMembers } from '#agents/server';
import { decideCarried, LEAST_PEOPLE, type Given } from '../core/carried.ts';
import type { Entry } from '../core/entry.ts';
import { monthAfter, monthOf, toldFrom } from '../core/month.ts';
import { isMonthTold, loadGiven } from '../store/reads.ts';
import { insertMonth } from '../store/writes.ts';
import { careCommand, loadCareRules, only } from './care-command.ts';
import { civilDate } from './fields.ts';

export const tellMonth = careCommand({
  name: 'care.tell_month',
  scope: 'organization',
  grounds: ['clock'],
  matter: 'care',
  article: 'care',
  input: z.object({ month: civilDate }),
  refusals: ['no_care_here', 'month_not_over', 'month_told'],
  personal: [],
  internal: true,
  async load(tx, asks, { org }) {
    const month = monthOf(only(asks).input.month);
    const rules = await loadCareRules(tx, org);
    const given =
      rules === null ? [] : await withParts(tx, org, await loadGiven(tx, org, month, monthAfter(month)));
    return { rules, month, given, isTold: await isMonthTold(tx, org, month) };
  },
  about: () => ({}),
  decide({ rules, month, given, isTold }, _input, act) {
    if (rules === null) return refuse('no_care_here');
    if (act.today < toldFrom(month)) return refuse('month_not_over');
    if (isTold) return refuse('month_told');
    const { people, told } = decideCarried(given, rules.leastPeople);
    const least = Math.max(LEAST_PEOPLE, rules.leastPeople);
    return accept({ month, people, least, told: told.map((one) => ({ ...one })) });
  },
  async record(tx, facts) {
    for (const { act, fact } of facts) await insertMonth(tx, act, fact);
  },
});

/** Of what kind whoever gave is, and whether they live with others of us. */
async function withParts(tx: Tx, org: OrgId, entries: readonly Entry[]): Promise<Given[]> {
  const writers = [...new Set(entries.map((one) => one.member))];
  const members = await loadMembers(tx, org, writers);
  const places = await loadHouseholdPlaces(tx, org, writers);
  const homes = [...places.values()].filter((one) => one.confirmed).map((one) => one.household);
  const home = (writer: Entry['member']) => {
    const place = places.get(writer);
    const isShared = place?.confirmed === true && homes.filter((one) => one === place.household).length > 1;
    return isShared ? 'shared' : 'own';
  };
  return entries.map(({ member, activity, minutes, beside, there }) => ({
    member,
    activity,
    minutes,
    beside,
    parts: {
      class: members.get(member)?.class ?? '',
      home: home(member),
      way: there ? 'there' : 'hands',
    },
  }));
}
