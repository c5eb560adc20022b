/** What authority depends on, loaded once for a run of acts: the group, who is asking, who has signed. */
import { addDays, civilDateAt, type CivilDate } from '#kernel/calendar';
import type { AnyCommand, Authority, MemberId, PersonId } from '#kernel/command';
import type { Tx } from '#kernel/tx';
import {
  HOUSE,
  HOUSE_GROUP,
  powerIn,
  standingOf,
  type LoadedGroup,
  type Question,
  type Standing,
} from '#agents';
import {
  countVoting,
  loadErased,
  loadFrame,
  loadHousehold,
  loadMandateUse,
  loadSignatures,
  loadWaiting,
  readStandings,
  withHouseholds,
  type MandateUse,
} from '#agents/server';
import type { Job } from './perform-group.ts';

export interface Scene {
  readonly group: LoadedGroup;
  readonly now: string;
  readonly today: CivilDate;
  readonly standings: ReadonlyMap<string, Standing>;
  readonly signatures: Question['signatures'];
  readonly use: readonly MandateUse[];
  readonly households: ReadonlyMap<string, readonly string[]>;
  /** Who asked for the signatures that this act was carried by. */
  readonly openedBy: MemberId | null;
  readonly waitingOver: boolean;
  /** Those who have gone from this instance while their act was on its way. */
  readonly erased: ReadonlySet<PersonId>;
}

/** What is read of a group and of whoever asks before it is known which day it is there. */
export interface Ground {
  readonly frame: Omit<LoadedGroup, 'voting'> | null;
  readonly persons: readonly PersonId[];
  readonly standingsOn: (today: string, draft: boolean) => ReadonlyMap<string, Standing>;
}

export async function readGround(tx: Tx, jobs: readonly Job[]): Promise<Ground> {
  const { command, org } = jobs[0]!;
  const persons = [...new Set(jobs.flatMap((job) => job.request.actor.person ?? []))];
  const ofTheHouse = command.scope !== 'organization' || (org === HOUSE && command.grounds.includes('house'));
  if (ofTheHouse) return { frame: HOUSE_GROUP, persons, standingsOn: () => new Map() };
  const [frame, standingsOn] = await Promise.all([loadFrame(tx, org), readStandings(tx, org, persons)]);
  return { frame, persons, standingsOn };
}

/** Loads what else authority depends on; null where there is no such organization. */
export async function setScene(
  tx: Tx,
  jobs: readonly Job[],
  { frame, persons, standingsOn }: Ground,
  now: string,
): Promise<Scene | null> {
  const { command, org, request } = jobs[0]!;
  if (!frame) return null;
  const power = powerIn(frame, command.matter);
  // Only a power of the members together asks how many they are; to any other nobody is enough.
  const voting = power?.by === 'members' ? await countVoting(tx, org, frame, now) : Number.POSITIVE_INFINITY;
  const group: LoadedGroup = { ...frame, voting };
  const today = civilDateAt(now, group.timeZone);
  const draft = group.state === 'draft';
  const standings = standingsOn(today, draft);
  const byRole = power?.by === 'role' || power?.by === 'roles';
  const households = new Map<string, readonly string[]>();
  if (byRole) {
    for (const standing of standings.values()) {
      if (standing.membership)
        households.set(standing.membership.id, await loadHousehold(tx, org, standing.membership.id));
    }
  }
  const limit = power?.by === 'role' ? power.upTo?.per : undefined;
  const since = limit ? addDays(today, -limit.days) : today;
  const waiting = request.waiting === undefined ? null : await loadWaiting(tx, org, request.waiting);
  const signed = waiting
    ? await loadSignatures(tx, org, waiting.waiting_id, waiting.statutes_version, today, draft)
    : [];
  const signatures = power?.by === 'roles' ? await withHouseholds(tx, org, signed) : signed;
  return {
    group,
    now,
    today,
    standings,
    households,
    use: limit ? await loadMandateUse(tx, org, command.matter, since) : [],
    openedBy: waiting?.opened_by ?? null,
    waitingOver: request.waiting !== undefined && !isOpen(waiting, group, now),
    signatures,
    erased: restsOnPerson(command) ? await loadErased(tx, persons) : new Set(),
  };
}

/** Nothing but the person carries it: no membership that would have ended with them. */
function restsOnPerson({ scope, grounds }: AnyCommand<Tx>): boolean {
  return scope !== 'organization' || grounds.includes('open');
}

function isOpen(
  waiting: {
    done_act_id: string | null;
    withdrawn_at: string | null;
    expires_at: string;
    statutes_version: number;
  } | null,
  group: LoadedGroup,
  now: string,
): boolean {
  if (waiting?.done_act_id !== null || waiting.withdrawn_at !== null) return false;
  return waiting.expires_at > now && waiting.statutes_version === group.statutesVersion;
}

export function memberOf(scene: Scene, job: Job): MemberId | null {
  const person = job.request.actor.person;
  return person === null ? null : (scene.standings.get(person)?.membership?.id ?? null);
}

/** Who is asking, to this organization; a stranger where it does not know them. */
export function standingIn(scene: Scene, job: Job): Standing {
  const person = job.request.actor.person;
  const known = person ? scene.standings.get(person) : undefined;
  return known ?? standingOf(null, [], scene.today, scene.group.state === 'draft', person !== null);
}

/** The scene as the next of a run finds it: what a post has used by this one counts against its limits. */
export function sceneAfter(scene: Scene, { authority }: { readonly authority: Authority }): Scene {
  if (authority.by !== 'mandate') return scene;
  const { matter, role, amountMinor } = authority;
  const use: MandateUse = {
    matter,
    role,
    amountMinor: amountMinor === undefined ? null : BigInt(amountMinor),
    usedOn: scene.today,
  };
  return { ...scene, use: [...scene.use, use] };
}

/** What the holders of a role have used of its limit in the last `days`. */
export function usedSince(scene: Scene, role: string, days: number): { acts: number; amountMinor: bigint } {
  const first = addDays(scene.today, -days);
  const uses = scene.use.filter((use) => use.role === role && use.usedOn > first);
  return { acts: uses.length, amountMinor: uses.reduce((sum, use) => sum + (use.amountMinor ?? 0n), 0n) };
}
