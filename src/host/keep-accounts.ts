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
  loadLapsingCash,
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
  return forEach(await loadBookkeeping(host.db, org), async (one) => {
    let kept = 0;
    while (kept < MOST_TIMES && (await keepOnce(host, one))) kept += 1;
    return kept;
  });
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

/** What was said to be paid in cash, and nobody has received in its time; says how much. */
export async function lapseCash(host: Host, org: OrgId | null = null): Promise<number> {
  const due = await loadLapsingCash(host.db, org, civilDateAt(now(host), 'UTC'));
  return forEach(due, async ({ org: of, cash }) => {
    // Where the day has not come in the group’s own hours, it is asked once more.
    const key = `lapse ${cash} ${now(host).slice(0, 13)}`;
    return (await clockAct(host, of, 'ledger.lapse_cash', { cash }, key)).ok ? 1 : 0;
  });
}

/** How many accounts are charged at a time: whoever pays meanwhile waits for no more than these. */
export const CHARGED_AT_ONCE = 100;

/** Begins the runs that the rules ask for this month, and carries on with those that are not done. */
export async function chargeHolders(
  host: Host,
  org: OrgId | null = null,
  atOnce: number = CHARGED_AT_ONCE,
): Promise<number> {
  return forEach(await loadBookkeeping(host.db, org), (one) => chargeIn(host, one, atOnce));
}

async function chargeIn(host: Host, org: OrgId, atOnce: number): Promise<number> {
  const frame = await loadFrame(host.db, org);
  if (frame === null) return 0;
  const today = civilDateAt(now(host), frame.timeZone);
  for (const due of runsDue(await loadKeepings(host.db, org), today)) {
    if (await loadRunOn(host.db, org, due.unit, due.charge, due.on)) continue;
    const { unit, charge, on } = due;
    await clockAct(host, org, 'ledger.begin_run', { unit, charge, on }, `run ${unit} ${charge} ${on}`);
  }
  return forEach(await loadOpenRuns(host.db, org), (run) =>
    carryOn(host, org, run.run_id, run.chunks + 1, atOnce),
  );
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
  const due = await loadCounting(host.db, org, civilDateAt(now(host), 'UTC'));
  return forEach(due, async ({ org: of, opening }) => {
    // Where the day has not come in the group’s own hours, it is asked once more.
    const key = `count ${opening} ${now(host).slice(0, 13)}`;
    const answer = await clockAct(host, of, 'ledger.count_balances', { opening }, key);
    return answer.ok ? 1 : 0;
  });
}

/** Pays what somebody lets be paid and is due today; each day of each order once. Says how many times. */
export async function payStanding(host: Host, org: OrgId | null = null): Promise<number> {
  let tried = 0;
  let after = '';
  for (;;) {
    const due = { today: civilDateAt(now(host), 'UTC'), after };
    const orders = await loadStanding(host.db, org, { due });
    tried += await forEach(orders, (order) => payOne(host, order));
    if (orders.length < STANDING_PAGE) return tried;
    after = orders.at(-1)!.id;
  }
}

async function payOne(host: Host, order: Awaited<ReturnType<typeof loadStanding>>[number]): Promise<number> {
  const frame = await loadFrame(host.db, order.org);
  const due = frame && dueNow(order, civilDateAt(now(host), frame.timeZone));
  if (!due) return 0;
  const key = `standing ${order.id} ${due.dueOn} ${due.attempt}`;
  const input = { standing: order.id, ...due };
  return (await clockAct(host, order.org, 'ledger.pay_order', input, key)).ok ? 1 : 0;
}

/**
 * One after the other; one that breaks keeps none of the others back, of this group or of another, and is
 * told once all are done.
 */
async function forEach<One>(all: readonly One[], work: (one: One) => Promise<number>): Promise<number> {
  let done = 0;
  const bugs: unknown[] = [];
  for (const one of all) {
    try {
      done += await work(one);
    } catch (error) {
      bugs.push(error);
    }
  }
  if (bugs.length > 0) throw bugs[0];
  return done;
}

const clocked = { actor: { person: null, channel: 'job' }, byHost: true, clock: true } as const;

function now(host: Host): string {
  return new Date(host.clock()).toISOString();
}
