/**
 * A member gives their word that somebody comes back: first the act, on the group's register, then the vouch that
 * counts where the ways in are kept. Typed again after a crash between the two, it completes itself.
 */
import type { RequestEvent } from '@sveltejs/kit';
import type { MemberId, OrgId, PersonId } from '#kernel/command';
import { refuse, type Outcome } from '#kernel/outcome';
import { act } from './forms.ts';
import { mustBeIn } from './visit.ts';

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
  const request = found.value.id;
  const done = await act(event, {
    command: 'agents.vouch_return',
    org: word.org,
    input: { request, member: word.member },
    key: `return ${request} ${word.member}`,
  });
  if (!done.ok) return done;
  if (done.value.kind !== 'done') return refuse('return_not_found');
  const vouch = { request, person: word.person, voucher: session.person, org: word.org, act: done.value.act };
  return host.db.transaction().execute((tx) => auth.addVouch(tx, vouch));
}

/** Of those who come back, vouched for by one of a group: who still needs another word, and may still come. */
export async function stillReturning<One extends { readonly request: string }>(
  event: Pick<RequestEvent, 'locals'>,
  returns: readonly One[],
): Promise<One[]> {
  const wanting = await event.locals.world.auth.returnsWanting(returns.map((one) => one.request));
  return returns.filter((one) => wanting.has(one.request));
}
