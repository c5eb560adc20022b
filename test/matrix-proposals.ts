/** What the matrix proposes: for every command about proposals, an input with which somebody could do it. */
import type { MemberId, OrgId } from '../src/kernel/command.ts';
import { makeId } from '../src/kernel/id.ts';
import { bringFile } from '../src/host/files/bring.ts';
import { pdf } from '../src/host/files/with-files.ts';
import { loadProposal } from '../src/modules/decisions/index.server.ts';
import { newWish, unblind } from '../src/modules/decisions/core/blind.ts';
import type { OneOfUs, Stage } from './stage.ts';

export interface ProposalThings {
  /**
   * A proposal of two that can be put to the vote at once, and one that the plain member is asked to write.
   */
  readonly talked: string;
  readonly asked: string;
  /** An election that is talked over, and the plain member's candidacy in it. */
  readonly race: string;
  readonly candidacy: string;
  /** A question that is put to the vote, and a pile of no paper at all that waits to be read again. */
  readonly voted: string;
  readonly pile: string;
  /** Another one, in which the plain member is ticked as having voted on paper. */
  readonly papered: string;
  /** A question that is voted on blind, what somebody has had signed for it, and their token. */
  readonly blind: string;
  readonly blinded: string;
  readonly token: string;
  readonly signature: string;
  /**
   * What the plain member has brought, a file of theirs beside that proposal, and one that is hidden there.
   */
  readonly digest: string;
  readonly file: string;
  readonly hidden: string;
  /** A member who writes neither. */
  readonly mate: MemberId;
}

interface Known {
  readonly proposals: ProposalThings;
}

const talked = ({ proposals }: Known) => ({ proposal: proposals.talked });

export const PROPOSAL_INPUTS = {
  'decisions.add_file': (known: Known) => ({
    ...talked(known),
    digest: known.proposals.digest,
    name: 'A plan',
  }),
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
  'decisions.hide_file': (known: Known) => ({
    ...talked(known),
    file: known.proposals.file,
    reason: 'A reason.',
  }),
  'decisions.open': talked,
  'decisions.post_ballot': ({ proposals: { blind, token, signature } }: Known) => ({
    proposal: blind,
    token,
    signature,
    choices: { ballot: 'yes_no', says: 'yes' },
  }),
  'decisions.propose': () => ({ kind: 'resolution', title: 'A question' }),
  'decisions.publish': (known: Known) => ({ ...talked(known), way: 0 }),
  'decisions.show_file': (known: Known) => ({ ...talked(known), file: known.proposals.hidden }),
  'decisions.take_back_file': (known: Known) => ({ ...talked(known), file: known.proposals.file }),
  'decisions.refuse_ballots': ({ proposals }: Known) => ({ proposal: proposals.papered }),
  'decisions.stand': ({ proposals }: Known) => ({
    proposal: proposals.race,
    option: proposals.candidacy,
    says: 'yes',
  }),
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

/**
 * A question that two have written, one that waits for its second author, an election with two candidates.
 */
export async function furnishProposals(
  stage: Stage,
  org: OrgId,
  [ana, mate, , , , plain]: readonly OneOfUs[],
  hide: (input: object) => Promise<unknown>,
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
  const papered = await draft({ kind: 'resolution' });
  await stage.do(ana!, 'decisions.publish', org, { proposal: papered, way: 1 });
  await stage.do(ana!, 'decisions.open', org, { proposal: papered });
  await stage.do(ana!, 'decisions.enter_ballots', org, {
    proposal: papered,
    voters: [plain!.member],
    ballots: [{ ballot: 'yes_no', says: 'yes' }],
  });
  const blind = await draft({ kind: 'resolution' });
  await stage.do(ana!, 'decisions.publish', org, { proposal: blind, way: 2 });
  await stage.do(ana!, 'decisions.open', org, { proposal: blind });
  const token = await furnishToken(stage, org, ana!, blind);
  const files = await furnishFiles(stage, org, plain!, question, hide);
  return {
    ...files,
    talked: question,
    asked,
    race,
    candidacy,
    voted,
    pile,
    papered,
    blind,
    ...token,
    mate: mate!.member,
  };
}

/** Three files that whoever writes it has brought: one waits, one is added, one was hidden. */
async function furnishFiles(
  stage: Stage,
  org: OrgId,
  plain: OneOfUs,
  proposal: string,
  hide: (input: object) => Promise<unknown>,
) {
  const bring = async (text: string) => {
    const who = { org, member: plain.member };
    const kept = await bringFile(stage.host, who, { name: 'a.pdf', bytes: pdf(text) });
    if (!kept.ok) throw new Error(kept.refusal.rule);
    return kept.value.digest;
  };
  const add = async (text: string) => {
    const input = { proposal, digest: await bring(text), name: text };
    const { answer } = await stage.do(plain, 'decisions.add_file', org, input);
    return (answer as { file: string }).file;
  };
  const [file, hidden] = [await add('A wall'), await add('A door')];
  await hide({ proposal, file: hidden, reason: 'A reason.' });
  return { digest: await bring('A plan'), file, hidden };
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
    papered: unheard('pro'),
    blind: unheard('pro'),
    blinded: 'A'.repeat(342),
    token: 'A'.repeat(43),
    signature: 'A'.repeat(342),
    digest: '0'.repeat(64),
    file: unheard('fil'),
    hidden: unheard('fil'),
    mate: unheard('mem'),
  };
}
