/** The books of every group follow its rules and its members, by the clock and right after either changes. */
import type { OrgId } from '#kernel/command';
import {
  decideUpkeep,
  dueNow,
  isNothing,
  loadCounting,
  loadKept,
  loadKeepings,
  loadKeptRules,
  loadLapsed,
  loadOpenRuns,
  loadRunOn,
  loadStanding,
  runsDue,
  STANDING_PAGE,
} from '#ledger/server';
import { civilDateAt } from '#kernel/calendar';
import { loadBookkeeping, loadFrame, loadInside } from '#agents/server';
import { perform } from './dispatcher.ts';
import type { Host } from './host.ts';

/** Acts after which somebody may have an account, or other limits, who had not before. */
export const MOVES_ACCOUNTS: readonly string[] = [
  'agents.accept',
  'agents.admit',
  'agents.amend',
  'agents.sign',
  'agents.edit_membership',
  'agents.enter_on_paper',
  'agents.leave',
  'agents.exclude',
];

/** How often at most in a row: each act opens some hundreds. */
const MOST_TIMES = 1000;

/** Opens, binds and closes what the rules ask for; says how many acts it took. */
export async function keepAccounts(host: Host, org: OrgId | null = null): Promise<number> {
  let kept = 0;
  for (const one of await loadBookkeeping(host.db, org)) {
    for (let time = 0; time < MOST_TIMES && (await keepOnce(host, one)); time += 1) kept += 1;
  }
  return kept;
}

/** Whether there was something to do, and it was done. */
async function keepOnce(host: Host, org: OrgId): Promise<boolean> {
  const frame = await loadFrame(host.db, org);
  if (frame === null) return false;
  const today = civilDateAt(now(host), frame.timeZone);
  const members = await loadInside(host.db, org);
  const kept = await loadKeptRules(host.db, org);
  const upkeep = decideUpkeep(frame.articles, members, await loadKept(host.db, org), kept, today);
  if (isNothing(upkeep)) return false;
  const answer = await perform(host, {
    ...clocked,
    command: 'ledger.keep_accounts',
    org,
    input: {},
    // Whoever does the same at the same moment finds nothing left to do.
    key: `keep ${Buffer.from(host.chance(16)).toString('hex')}`,
  });
  return answer.ok;
}

/** Lets go what was promised and is over; says how much. */
export async function lapseHolds(host: Host, org: OrgId | null = null): Promise<number> {
  let lapsed = 0;
  for (const { org: of, hold, until } of await loadLapsed(host.db, org, civilDateAt(now(host), 'UTC'))) {
    const answer = await perform(host, {
      ...clocked,
      command: 'ledger.lapse_hold',
      org: of,
      input: { hold },
      key: `lapse ${hold} ${until}`,
    });
    if (answer.ok) lapsed += 1;
  }
  return lapsed;
}

/** How many accounts are charged at a time: whoever pays meanwhile waits for no more than these. */
export const CHARGED_AT_ONCE = 100;

/** Begins the runs that the rules ask for this month, and carries on with those that are not done. */
export async function chargeHolders(
  host: Host,
  org: OrgId | null = null,
  atOnce: number = CHARGED_AT_ONCE,
): Promise<number> {
  let charged = 0;
  for (const one of await loadBookkeeping(host.db, org)) {
    const frame = await loadFrame(host.db, one);
    if (frame === null) continue;
    const today = civilDateAt(now(host), frame.timeZone);
    for (const due of runsDue(await loadKeepings(host.db, one), today)) {
      if (await loadRunOn(host.db, one, due.unit, due.charge, due.on)) continue;
      const { unit, charge, on } = due;
      await clockAct(host, one, 'ledger.begin_run', { unit, charge, on }, `run ${unit} ${charge} ${on}`);
    }
    for (const run of await loadOpenRuns(host.db, one)) {
      charged += await carryOn(host, one, run.run_id, run.chunks + 1, atOnce);
    }
  }
  return charged;
}

/** Part after part, each once; whoever is stopped in between goes on where they were. */
async function carryOn(host: Host, org: OrgId, run: string, first: number, most: number): Promise<number> {
  let charged = 0;
  for (let chunk = first; ; chunk += 1) {
    const input = { run, chunk, most };
    const answer = await clockAct(host, org, 'ledger.charge_accounts', input, `${run} ${chunk}`);
    if (!answer.ok || answer.value.kind !== 'done') return charged;
    const done = answer.value.answer as { readonly charged: number; readonly isLast: boolean };
    charged += done.charged;
    if (done.isLast) return charged;
  }
}

function clockAct(host: Host, org: OrgId, command: string, input: object, key: string) {
  return perform(host, { ...clocked, command, org, input, key });
}

/** Books the balances that were brought and that nobody has said are wrong; says how many lists. */
export async function countBalances(host: Host, org: OrgId | null = null): Promise<number> {
  let counted = 0;
  for (const { org: of, opening } of await loadCounting(host.db, org, civilDateAt(now(host), 'UTC'))) {
    const answer = await perform(host, {
      ...clocked,
      command: 'ledger.count_balances',
      org: of,
      input: { opening },
      // Where the day has not come in the group’s own hours, it is asked once more.
      key: `count ${opening} ${now(host).slice(0, 13)}`,
    });
    if (answer.ok) counted += 1;
  }
  return counted;
}

/** Pays what somebody lets be paid and is due today; each day of each order once. Says how many times. */
export async function payStanding(host: Host, org: OrgId | null = null): Promise<number> {
  let tried = 0;
  let after = '';
  for (;;) {
    const due = { today: civilDateAt(now(host), 'UTC'), after };
    const orders = await loadStanding(host.db, org, { due });
    for (const order of orders) if (await payOne(host, order)) tried += 1;
    if (orders.length < STANDING_PAGE) return tried;
    after = orders.at(-1)!.id;
  }
}

async function payOne(host: Host, order: Awaited<ReturnType<typeof loadStanding>>[number]): Promise<boolean> {
  const frame = await loadFrame(host.db, order.org);
  const due = frame && dueNow(order, civilDateAt(now(host), frame.timeZone));
  if (!due) return false;
  const answer = await perform(host, {
    ...clocked,
    command: 'ledger.pay_order',
    org: order.org,
    input: { standing: order.id, ...due },
    key: `standing ${order.id} ${due.dueOn} ${due.attempt}`,
  });
  return answer.ok;
}

const clocked = { actor: { person: null, channel: 'job' }, byHost: true, clock: true } as const;

function now(host: Host): string {
  return new Date(host.clock()).toISOString();
}
