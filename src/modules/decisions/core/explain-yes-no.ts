/** Explains what came of one proposal that people could say yes to: a majority, two of them, or consent. */
import { ceil, floor, parseFraction } from '#tally';
import type { ConsentResult, MajorityTest, YesNoCount } from '#tally';
import {
  type ChamberPicture,
  type CountHead,
  type ExplainedProposal,
  type ObjectionTold,
  type Part,
  type Picture,
  type Told,
  told,
  turnout,
  type Verdict,
} from './explain-terms.ts';

interface OneChamber {
  readonly name?: string;
  readonly count: YesNoCount;
  readonly tests: readonly MajorityTest[];
}

/** One count of all, or one for each chamber. */
export interface YesNoData extends CountHead {
  readonly count?: YesNoCount;
  readonly tests?: readonly MajorityTest[];
  readonly chambers?: readonly OneChamber[];
}

export function explainMajority(proposal: ExplainedProposal, count: YesNoData, verdict: Verdict): Part {
  const one = count.count && count.tests ? [{ count: count.count, tests: count.tests }] : [];
  const pictures = (count.chambers ?? one).map(chamberPicture);
  return {
    head: yesNoHead(proposal, verdict),
    facts: pictures.length === 0 ? turnout(count) : pictures.flatMap(chamberFacts),
    picture: count.took === 0 ? { kind: 'nothing' } : { kind: 'yes_no', chambers: pictures },
    lots: [],
    whyNot: [{ option: null, says: pictures.flatMap((picture) => whyNotOf(picture, verdict)) }],
  };
}

function yesNoHead({ title }: ExplainedProposal, { result }: Verdict): Told {
  if (result === 'passed') return told('outcome.head.passed', { title });
  if (result === 'no_quorum') return told('outcome.head.no_quorum', { title });
  return told('outcome.head.rejected', { title });
}

function chamberPicture(one: OneChamber): ChamberPicture {
  const { yes, no, abstain, roll } = one.count;
  const majority = one.tests.find(({ test }) => test === 'majority');
  const quorum = one.tests.find(({ test }) => test === 'quorum');
  const isNamed = one.name === 'people' || one.name === 'organizations';
  const neededPart = quorum ? neededOf(quorum) : 0;
  return {
    chamber: isNamed ? one.name : 'all',
    yes,
    no,
    abstain,
    silent: roll - yes - no - abstain,
    roll,
    // A proposal without a single yes passes nowhere.
    neededYes: Math.max(1, majority ? neededOf(majority) : 1),
    neededPart: neededPart > 0 ? neededPart : null,
    passes: one.tests.every(({ holds }) => holds),
  };
}

/** The smallest whole number of voters that is enough. */
function neededOf({ wanted, exceed }: MajorityTest): number {
  const exact = parseFraction(wanted);
  return Number(exceed ? floor(exact) + 1n : ceil(exact));
}

function chamberFacts(picture: ChamberPicture): Told[] {
  const { yes, no, abstain, roll, chamber, neededPart, neededYes, passes } = picture;
  const took = yes + no + abstain;
  const key = chamber === 'all' ? ('outcome.turnout' as const) : (`outcome.turnout.${chamber}` as const);
  const said = [told(key, { took, roll })];
  if (neededPart !== null && took < neededPart) {
    said.push(told('outcome.quorum.missed', { needed: neededPart, missing: neededPart - took }));
    return said;
  }
  if (neededPart !== null) said.push(told('outcome.quorum.met', { needed: neededPart }));
  if (took === 0) return said;
  said.push(told('outcome.yes_no.said', { yes, no, abstain }));
  said.push(
    passes || yes >= neededYes
      ? told('outcome.yes_no.enough', { needed: neededYes, margin: yes - neededYes })
      : told('outcome.yes_no.missing', { needed: neededYes, missing: neededYes - yes }),
  );
  return said;
}

/** For whoever wanted the other thing: how far it was. */
function whyNotOf(picture: ChamberPicture, { result }: Verdict): Told[] {
  const { yes, neededYes, neededPart, chamber, no, abstain, silent } = picture;
  const took = yes + no + abstain;
  if (neededPart !== null && took < neededPart) {
    return [told('outcome.why.no_quorum', { chamber, missing: neededPart - took })];
  }
  // Where another chamber stopped it, this one has nothing to explain.
  if (yes >= neededYes)
    return result === 'passed' ? [told('outcome.why.passed', { chamber, change: yes - neededYes + 1 })] : [];
  if (took === 0) return [told('outcome.why.no_quorum', { chamber, missing: Math.min(1, silent) })];
  return [told('outcome.why.rejected', { chamber, missing: neededYes - yes })];
}

/** The one round that was counted, of whom nobody is named, and how many objections may stand. */
export interface ConsentData extends CountHead {
  readonly rounds: ConsentResult['rounds'];
  readonly blocks: number;
}

/** Consent and consensus: how many objections stand, what was objected, and what became of it. */
export function explainConsent(
  { title }: ExplainedProposal,
  count: ConsentData,
  { result }: Verdict,
  objections: readonly ObjectionTold[],
): Part {
  const last = count.rounds.at(-1);
  const [standing, asides] = [last?.standing.length ?? 0, last?.asides.length ?? 0];
  const allowed = count.blocks;
  const facts = [...turnout(count)];
  if (count.took > 0) facts.push(told('outcome.consent.standing', { standing, asides, blocks: allowed }));
  const isOpen = result === 'no_quorum';
  const head = isOpen
    ? told('outcome.head.no_quorum', { title })
    : result === 'passed'
      ? told('outcome.head.passed', { title })
      : told('outcome.head.objected', { title, standing });
  const missing = Math.max(1, count.quorum.wanted) - count.took;
  const why = isOpen
    ? told('outcome.why.no_quorum', { chamber: 'all', missing })
    : told(result === 'passed' ? 'outcome.why.consented' : 'outcome.why.objected', { blocks: allowed });
  const silent = Math.max(0, count.roll - count.took);
  const picture: Picture =
    last === undefined || count.took === 0
      ? { kind: 'nothing' }
      : {
          kind: 'consent',
          consent: last.consent,
          aside: asides,
          object: standing,
          met: last.resolved.length,
          abstain: last.abstain,
          silent,
          allowed,
          objections,
        };
  return {
    head,
    facts,
    picture,
    lots: [],
    whyNot: [{ option: null, says: [why] }],
  };
}
