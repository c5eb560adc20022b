/** What is taken out of who stands and whom an election elects, and which tests must notice. */
export interface Mutation {
  readonly what: string;
  readonly file: string;
  readonly from: string;
  readonly to: string;
  /** The tests that must notice, as vitest takes them. */
  readonly tests: readonly string[];
}

const STANDS = ['src/modules/decisions/commands/standing.test.ts'];
const DECISIONS = 'src/modules/decisions/commands';

export const ABOUT_STANDING: readonly Mutation[] = [
  {
    what: 'check: somebody is voted on who has not said yes',
    file: 'src/modules/decisions/core/candidacy.ts',
    from: "if (people.some((one) => one.agreedAt === null)) return 'asked';",
    to: '',
    tests: STANDS,
  },
  {
    what: 'check: somebody else says yes for a candidate',
    file: `${DECISIONS}/stand.ts`,
    from: 'if (!option.people.some((one) => one.member === act.member))',
    to: 'if (option.people.length === 0)',
    tests: STANDS,
  },
  {
    what: 'check: who has left is voted on',
    file: `${DECISIONS}/open.ts`,
    from: 'onBallot(options, parity).filter(isHere)',
    to: 'onBallot(options, parity)',
    tests: STANDS,
  },
  {
    what: 'check: kept places are left out of the count',
    file: 'src/modules/decisions/core/count-options.ts',
    from: 'return kept === null ? {} : { constraints: kept.constraints };',
    to: 'return {};',
    tests: STANDS,
  },
];
