/**
 * A member gives their word that somebody comes back: first the act, on the group's register, then the vouch
 * that counts where the ways in are kept. Typed again after a crash between the two, it completes itself.
 */
import { randomUUID } from 'node:crypto';
import type { RequestEvent } from '@sveltejs/kit';
import type { ActId, MemberId, OrgId, PersonId } from '#kernel/command';
import { accept, refuse, type Outcome } from '#kernel/outcome';
import { loadReturnVouch } from '#agents/server';
import { perform } from './dispatcher.ts';
import type { Host } from './host.ts';
import { mustBeIn } from './visit.ts';
import type { World } from './worlds.ts';

export interface Word {
  readonly org: OrgId;
  /** Who comes back, as a member and as a person. */
  readonly member: MemberId;
  readonly person: PersonId;
  /** What the one who asks has shown. */
  readonly code: string;
}

export async function vouchForReturn(
  event: RequestEvent,
  word: Word,
): Promise<Outcome<{ readonly id: string; readonly opensAt: string | null }>> {
  const session = mustBeIn(event);
  const { auth, host } = event.locals.world;
  const found = await auth.findReturn(session, word.code);
  if (!found.ok) return found;
  const { id: request, requestedAt } = found.value;
  const given = await giveWord(host, { ...word, request, requestedAt, voucher: session.person });
  if (!given.ok) return given;
  const vouch = { request, person: word.person, voucher: session.person, org: word.org, act: given.value };
  return host.db.transaction().execute((tx) => auth.addVouch(tx, vouch));
}

interface Given {
  readonly org: OrgId;
  readonly member: MemberId;
  readonly request: string;
  readonly requestedAt: string;
  readonly voucher: PersonId;
}

/**
 * The act by which the word is given; the earlier one, if it was given before and may not have been counted.
 */
async function giveWord(host: Host, given: Given): Promise<Outcome<ActId>> {
  const { org, member, request, requestedAt, voucher } = given;
  const done = await perform(host, {
    command: 'agents.vouch_return',
    org,
    actor: { person: voucher, channel: 'web' },
    input: { request, requestedAt, member },
    // That it is done once is the act's own to see to; what is refused today may be right next week.
    key: `return ${request} ${randomUUID()}`,
    byHost: true,
  });
  if (done.ok) return done.value.kind === 'done' ? accept(done.value.act) : refuse('return_not_found');
  if (done.refusal.rule !== 'already_vouched') return done;
  const earlier = await loadReturnVouch(host.db, org, { request, member, voucher });
  return earlier === null ? done : accept(earlier);
}

/**
 * Of those who come back, vouched for by one of a group: who still needs another word, and may still come.
 */
export async function stillReturning<One extends { readonly request: string }>(
  { auth }: Pick<World, 'auth'>,
  returns: readonly One[],
): Promise<One[]> {
  const wanting = await auth.returnsWanting(returns.map((one) => one.request));
  return returns.filter((one) => wanting.has(one.request));
}
