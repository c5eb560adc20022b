/**
 * Consent: a proposal passes when nobody has a reasoned objection that stands, not when most are in favour.
 * It is heard in rounds: an objection is worked into the proposal, withdrawn, or found to be no objection;
 * then the circle is asked again. (Sociocratic circle method, G. Endenburg, “Sociocracy: The Organization
 * of Decision-Making”, 1998; “modified consensus” with a number of blocks that still pass, as in Bressen,
 * “Consensus Decision-Making”, 2007.)
 */
import { compare, type Fraction, fraction, mul, toText } from './exact/fraction.ts';
import { TallyError } from './rules.ts';

export interface ConsentVoice {
  readonly who: string;
  /** `aside`: I would not do it, and do not stand in its way. `abstain`: here, and without a view. */
  readonly says: 'consent' | 'aside' | 'object' | 'abstain';
  readonly reason?: string;
  /** What became of the objection in this round. Without it, it stands. */
  readonly resolved?: 'integrated' | 'withdrawn' | 'not-paramount';
}

export interface ConsentRule {
  /** How much of the roll must take part. */
  readonly quorum?: Fraction;
  /** Objections that may stand: 0 is consent, k is consensus minus k. */
  readonly objections?: number;
  /** How many may stand aside; without it, any number. */
  readonly asides?: number;
}

export interface ConsentRound {
  readonly round: number;
  readonly consent: number;
  readonly abstain: number;
  readonly asides: readonly ConsentVoice[];
  readonly standing: readonly ConsentVoice[];
  readonly resolved: readonly ConsentVoice[];
  readonly took: number;
  /** What the quorum asks for, exactly; null without one. */
  readonly wanted: string | null;
  readonly outcome: ConsentOutcome;
}

export type ConsentOutcome = 'passed' | 'objected' | 'too-many-aside' | 'no-quorum';

export interface ConsentResult {
  readonly passes: boolean;
  /** Of the last round; null when the circle has not been asked. */
  readonly outcome: ConsentOutcome | null;
  readonly rounds: readonly ConsentRound[];
}

/**
 * Everybody's voices, round after round. The last round decides. `roll` is the number of those who may
 * speak.
 */
export function consent(
  rounds: readonly (readonly ConsentVoice[])[],
  roll: number,
  rule: ConsentRule = {},
): ConsentResult {
  const counted = rounds.map((voices, at) => countRound(voices, roll, rule, at));
  const outcome = counted.at(-1)?.outcome ?? null;
  return { passes: outcome === 'passed', outcome, rounds: counted };
}

function countRound(
  voices: readonly ConsentVoice[],
  roll: number,
  rule: ConsentRule,
  at: number,
): ConsentRound {
  if (new Set(voices.map(({ who }) => who)).size !== voices.length) {
    throw new TallyError(`round ${at + 1}: somebody speaks twice.`);
  }
  if (voices.length > roll) throw new TallyError(`round ${at + 1}: more speak than stand on the roll.`);
  const objecting = voices.filter(({ says }) => says === 'object');
  const standing = objecting.filter(({ resolved }) => resolved === undefined);
  const asides = voices.filter(({ says }) => says === 'aside');
  const wanted = rule.quorum ? mul(rule.quorum, fraction(roll)) : null;
  const present = wanted === null || compare(fraction(voices.length), wanted) >= 0;
  return {
    round: at + 1,
    consent: voices.filter(({ says }) => says === 'consent').length,
    abstain: voices.filter(({ says }) => says === 'abstain').length,
    asides,
    standing,
    resolved: objecting.filter(({ resolved }) => resolved !== undefined),
    took: voices.length,
    wanted: wanted && toText(wanted),
    outcome: outcomeOf(present && voices.length > 0, standing.length, asides.length, rule),
  };
}

function outcomeOf(present: boolean, standing: number, asides: number, rule: ConsentRule): ConsentOutcome {
  if (!present) return 'no-quorum';
  if (standing > (rule.objections ?? 0)) return 'objected';
  if (rule.asides !== undefined && asides > rule.asides) return 'too-many-aside';
  return 'passed';
}
