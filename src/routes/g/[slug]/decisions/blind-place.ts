/** What a voter's browser needs to know to make a blind ballot; nothing of it is secret. */
import type { RequestEvent } from '@sveltejs/kit';
import { chamberCounted } from '#decisions';
import { loadOnRolls } from '#decisions/server';
import type { Place } from './place.ts';

export interface BlindBallot {
  readonly org: string;
  readonly proposal: string;
  readonly round: number;
  /** Under whom this browser keeps the token: several people may use it. */
  readonly member: string;
  /** The public key of the viewer's chamber, as JSON. */
  readonly key: string;
}

/** Null where the vote is not blind, or the viewer has no voice in it. */
export async function blindBallot(
  { locals }: Pick<RequestEvent, 'locals'>,
  { scene, proposal }: Place,
): Promise<BlindBallot | null> {
  const { way, ballotKeys, id, round } = proposal;
  const { member } = scene.viewer;
  if (way?.secrecy !== 'blind' || ballotKeys === null || member === null) return null;
  const org = scene.organization.org_id;
  const [voter] = await loadOnRolls(locals.world.host.db, org, [id], [member]);
  if (!voter) return null;
  const key = ballotKeys[chamberCounted(way, voter.chamber)];
  return { org, proposal: id, round, member, key: JSON.stringify(key) };
}
