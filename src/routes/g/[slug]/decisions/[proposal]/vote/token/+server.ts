import { act, refusalWords, statusOf } from '#host/forms';
import { openPlace } from '../../../place.ts';
import type { RequestHandler } from './$types';

/** Signs a token that a voter's browser has blinded; who asks is who is signed in. */
export const POST: RequestHandler = async (event) => {
  const place = await openPlace(event);
  const body = (await event.request.json().catch(() => null)) as { blinded?: unknown; key?: unknown } | null;
  const answer = await act(event, {
    command: 'decisions.take_token',
    org: place.scene.organization.org_id,
    input: { proposal: place.proposal.id, blinded: body?.blinded },
    key: typeof body?.key === 'string' ? body.key : '',
  });
  const headers = { 'cache-control': 'no-store' };
  if (!answer.ok) {
    const { sentence, way = '' } = refusalWords(answer.refusal, place.words);
    return Response.json(
      { said: `${sentence} ${way}`.trim() },
      { status: statusOf(answer.refusal), headers },
    );
  }
  const { signature } = (answer.value.kind === 'done' ? answer.value.answer : {}) as { signature?: string };
  return Response.json({ signature }, { headers });
};
