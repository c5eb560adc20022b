/** How a vote goes, and what becomes of what was decided, as programs read it. */
import { z } from 'zod';
import { BRAKE_HOURS, voiceOf } from '#agents';
import type { Scene } from '#agents/server';
import { stateOf, type Proposal } from '#decisions';
import { countParts, loadBrakes, loadOnRolls, loadOwnBallot, loadParts } from '#decisions/server';
import * as shapes from './shapes.ts';

export const vote = z
  .object({
    took: z.int().describe('How many have taken part, and never what they said'),
    onRoll: z.boolean().describe('Whether the one whom the token speaks for may vote'),
    taken: z
      .boolean()
      .describe('Whether they have; false of a blind vote, where a token was taken and nobody knows more'),
    own: z.looseObject({}).nullable().describe('Of an open vote, what they have cast themselves'),
  })
  .meta({ id: 'OpenVote' });

export const effect = z
  .object({
    brakes: z
      .array(shapes.memberId)
      .describe(`Who has asked for ${BRAKE_HOURS} hours before it takes effect`),
    brakesNeeded: z.int().describe('How many must; 0: nobody can'),
    brakedUntil: shapes.instant.nullable(),
    stuck: z
      .object({
        rule: z.string().describe('The refusal that is in the way'),
        act: z.int().nullable().describe('Which of its acts was refused, from 1'),
        facts: z.unknown(),
        at: shapes.instant.nullable(),
      })
      .nullable(),
    returnedAt: shapes.instant.nullable().describe('When it was given back, because it could not be done'),
  })
  .meta({ id: 'Effect' });

type Db = Parameters<typeof countParts>[0];

/** Null unless the vote is open, or is being counted. */
export async function voteNow(db: Db, scene: Scene, one: Proposal): Promise<z.output<typeof vote> | null> {
  const state = stateOf(one, scene.now);
  if (state !== 'vote' && state !== 'counting') return null;
  const org = scene.organization.org_id;
  const { member } = scene.viewer;
  const mine = member === null ? [] : [member];
  const [onRoll] = await loadOnRolls(db, org, [one.id], mine);
  const [part] = await loadParts(db, org, [one.id], mine);
  const isOpen = one.way?.secrecy === 'open' && member !== null;
  const own = isOpen ? await loadOwnBallot(db, org, one.id, one.round, member) : null;
  return {
    took: await countParts(db, org, one.id, one.round),
    onRoll: onRoll !== undefined,
    taken: part !== undefined && part.how !== 'token',
    own: own === null ? null : { ...own },
  };
}

/** Null unless it has passed. */
export async function effectOf(db: Db, scene: Scene, one: Proposal): Promise<z.output<typeof effect> | null> {
  if (one.result !== 'passed') return null;
  return {
    brakes: await loadBrakes(db, scene.organization.org_id, one.id),
    brakesNeeded: voiceOf(scene.group.articles).brakeMembers,
    brakedUntil: one.brakedUntil,
    stuck:
      one.stuckRule === null
        ? null
        : { rule: one.stuckRule, act: one.stuckPosition, facts: one.stuckFacts, at: one.stuckAt },
    returnedAt: one.returnedAt,
  };
}
