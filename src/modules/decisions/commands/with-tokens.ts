/** For tests of blind ballots: what a voter's browser does, without a browser. */
import type { OrgId } from '#kernel/command';
import type { Answer } from '../../../host/act-request.ts';
import type { OneOfUs, Stage } from '#test/stage';
import { newWish, unblind } from '../core/blind.ts';
import type { Choices } from '../core/proposal.ts';
import { loadProposal } from '../store/reads.ts';

export interface Token {
  readonly token: string;
  readonly signature: string;
}

export async function tokenFor(stage: Stage, who: OneOfUs, org: OrgId, proposal: string): Promise<Token> {
  const { ballotKeys } = (await loadProposal(stage.host.db, org, proposal))!;
  const key = ballotKeys!.people!;
  const wish = await newWish(key);
  const asked = { proposal, blinded: wish.blinded };
  const { answer } = await stage.do(who, 'decisions.take_token', org, asked);
  const { signature } = answer as { signature: string };
  return { token: wish.token, signature: await unblind(key, wish, signature) };
}

/** As nobody, from anywhere. */
export function postWith(
  stage: Stage,
  org: OrgId,
  proposal: string,
  token: Token,
  choices: Choices,
): Promise<Answer> {
  return stage.ask(null, 'decisions.post_ballot', org, { proposal, ...token, choices });
}
