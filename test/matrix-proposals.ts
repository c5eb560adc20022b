/** What the matrix proposes: for every command about proposals, an input with which somebody could do it. */
import type { MemberId, OrgId } from '../src/kernel/command.ts';
import { makeId } from '../src/kernel/id.ts';
import { loadProposal } from '../src/modules/decisions/index.server.ts';
import { newWish, unblind } from '../src/modules/decisions/core/blind.ts';
import type { OneOfUs, Stage } from './stage.ts';

export interface ProposalThings {
  /** A proposal of two that can be put to the vote at once, and one that the plain member is asked to write. */
  readonly talked: string;
  readonly asked: string;
  /** An election that is talked over, and the plain member's candidacy in it. */
  readonly race: string;
  readonly candidacy: string;
  /** A question that is put to the vote, and a pile of no paper at all that waits to be read again. */
  readonly voted: string;
  readonly pile: string;
  /** A question that is voted on blind, what somebody has had signed for it, and their token. */
  readonly blind: string;
  readonly blinded: string;
  readonly token: string;
  readonly signature: string;
  /** A member who writes neither. */
  readonly mate: MemberId;
}

interface Known {
  readonly proposals: ProposalThings;
}

const talked = ({ proposals }: Known) => ({ proposal: proposals.talked });

export const PROPOSAL_INPUTS = {
  'decisions.add_option': ({ proposals }: Known) => ({ proposal: proposals.race, member: proposals.mate }),
  'decisions.agree_author': ({ proposals }: Known) => ({ proposal: proposals.asked }),
  'decisions.ask_author': (known: Known) => ({ ...talked(known), member: known.proposals.mate }),
  'decisions.cast': ({ proposals }: Known) => ({
    proposal: proposals.voted,
    choices: { ballot: 'yes_no', says: 'yes' },
  }),
  'decisions.close': ({ proposals }: Known) => ({ proposal: proposals.voted }),
  'decisions.confirm_ballots': ({ proposals }: Known) => ({
    proposal: proposals.voted,
    pile: proposals.pile,
    voters: [],
    ballots: [],
  }),
  'decisions.edit_proposal': (known: Known) => ({ ...talked(known), body: 'In other words.' }),
  'decisions.enact': talked,
  'decisions.enter_ballots': ({ proposals }: Known) => ({
    proposal: proposals.voted,
    voters: [],
    ballots: [],
  }),
  'decisions.extend': ({ proposals }: Known) => ({
    proposal: proposals.voted,
    closesAt: '2030-01-01T00:00:00.000Z',
    reason: 'A reason.',
  }),
  'decisions.get_stuck': (known: Known) => ({ ...talked(known), position: 1, rule: 'stale', facts: {} }),
  'decisions.give_back': talked,
  'decisions.open': talked,
  'decisions.post_ballot': ({ proposals: { blind, token, signature } }: Known) => ({
    proposal: blind,
    token,
    signature,
    choices: { ballot: 'yes_no', says: 'yes' },
  }),
  'decisions.propose': () => ({ kind: 'resolution', title: 'A question' }),
  'decisions.publish': (known: Known) => ({ ...talked(known), way: 0 }),
  'decisions.take_token': ({ proposals }: Known) => ({
    proposal: proposals.blind,
    blinded: proposals.blinded,
  }),
  'decisions.try_again': talked,
  'decisions.withdraw_option': ({ proposals }: Known) => ({
    proposal: proposals.race,
    option: proposals.candidacy,
  }),
  'decisions.withdraw_proposal': talked,
};

/** A question that two have written, one that waits for its second author, an election with two candidates. */
export async function furnishProposals(
  stage: Stage,
  org: OrgId,
  [ana, mate, , , , plain]: readonly OneOfUs[],
): Promise<ProposalThings> {
  const draft = async (input: object) => {
    const { answer } = await stage.do(ana!, 'decisions.propose', org, { title: 'A question', ...input });
    return (answer as { proposal: string }).proposal;
  };
  const [question, asked] = [await draft({ kind: 'resolution' }), await draft({ kind: 'resolution' })];
  for (const proposal of [question, asked]) {
    await stage.do(ana!, 'decisions.ask_author', org, { proposal, member: plain!.member });
    // Here and now: it may be put to the vote at once.
    await stage.do(ana!, 'decisions.publish', org, { proposal, way: 1 });
  }
  await stage.do(plain!, 'decisions.agree_author', org, { proposal: question });
  const race = await draft({ kind: 'election', post: { role: 'treasurer' } });
  await stage.do(ana!, 'decisions.publish', org, { proposal: race, way: 0 });
  const added = await stage.do(ana!, 'decisions.add_option', org, { proposal: race, member: plain!.member });
  const { option: candidacy } = added.answer as { option: string };
  const voted = await draft({ kind: 'resolution' });
  await stage.do(ana!, 'decisions.publish', org, { proposal: voted, way: 1 });
  await stage.do(ana!, 'decisions.open', org, { proposal: voted });
  const papers = { proposal: voted, voters: [], ballots: [] };
  const entered = await stage.do(ana!, 'decisions.enter_ballots', org, papers);
  const { pile } = entered.answer as { pile: string };
  const blind = await draft({ kind: 'resolution' });
  await stage.do(ana!, 'decisions.publish', org, { proposal: blind, way: 2 });
  await stage.do(ana!, 'decisions.open', org, { proposal: blind });
  const token = await furnishToken(stage, org, ana!, blind);
  return { talked: question, asked, race, candidacy, voted, pile, blind, ...token, mate: mate!.member };
}

/** Taken by one of them; whoever asks to have the same signed is not asking for another. */
async function furnishToken(stage: Stage, org: OrgId, ana: OneOfUs, proposal: string) {
  const { ballotKeys } = (await loadProposal(stage.host.db, org, proposal))!;
  const key = ballotKeys!.people!;
  const wish = await newWish(key);
  const { blinded, token } = wish;
  const { answer } = await stage.do(ana, 'decisions.take_token', org, { proposal, blinded });
  const { signature } = answer as { signature: string };
  return { blinded, token, signature: await unblind(key, wish, signature) };
}

const unheard = <Kind extends string>(kind: Kind) =>
  makeId(kind, 1_700_000_000_000, crypto.getRandomValues(new Uint8Array(10)));

/** Ids of the same kinds that no group has seen. */
export function unheardProposals(): ProposalThings {
  return {
    talked: unheard('pro'),
    asked: unheard('pro'),
    race: unheard('pro'),
    candidacy: unheard('opt'),
    voted: unheard('pro'),
    pile: unheard('pil'),
    blind: unheard('pro'),
    blinded: 'A'.repeat(342),
    token: 'A'.repeat(43),
    signature: 'A'.repeat(342),
    mate: unheard('mem'),
  };
}
