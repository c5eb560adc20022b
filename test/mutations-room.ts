/** What is taken out of counts of hands and piles of paper, and which tests must notice. */
import type { Mutation } from './mutations-standing.ts';

const COUNT = 'src/modules/decisions/core/hand-count.ts';
const COMMANDS = 'src/modules/decisions/commands';

export const ABOUT_ROOMS: readonly Mutation[] = [
  {
    what: 'check: whoever has counted hands says that it was so',
    file: COUNT,
    from: 'one !== countedBy && ',
    to: '',
    tests: ['src/modules/decisions/core/hand-count.test.ts'],
  },
  {
    what: 'check: a count of hands waits for nobody',
    file: COUNT,
    from: 'return deciding.length > 1;',
    to: 'return false;',
    tests: [`${COMMANDS}/confirm-hands.test.ts`],
  },
  {
    what: 'check: a meeting decides what was to be voted on',
    file: `${COMMANDS}/show-hands.ts`,
    from: "if (chosenWay.voteDays > 0) return refuse('chosen_otherwise', { days: chosenWay.voteDays });",
    to: '',
    tests: [`${COMMANDS}/show-hands.test.ts`],
  },
  {
    what: 'check: minutes are signed while a count waits',
    file: `${COMMANDS}/sign-minutes.ts`,
    from: "if (waits) return refuse('count_waits', { title: waits.title });",
    to: '',
    tests: [`${COMMANDS}/confirm-hands.test.ts`],
  },
  {
    what: 'check: a count that leans on somebody who was not there stands',
    file: `${COMMANDS}/deny-presence.ts`,
    from: "countState(one) === 'waits' && one.here.includes(member)",
    to: 'one.meeting === member',
    tests: [`${COMMANDS}/deny-presence.test.ts`],
  },
  {
    what: 'check: a vote after hands that fell needs no quorum',
    file: 'src/modules/decisions/core/proposal.ts',
    from: 'return round - fallen;',
    to: 'return round;',
    tests: [`${COMMANDS}/confirm-hands.test.ts`],
  },
  {
    what: 'check: a pile that was refused still counts',
    file: `${COMMANDS}/refuse-ballots.ts`,
    from: 'for (const { fact } of sealed) await dropReading(tx, org, fact);',
    to: '',
    tests: [`${COMMANDS}/paper.test.ts`],
  },
  {
    what: 'check: what was said by name is not held against its digest',
    file: 'src/modules/decisions/store/verify-voices.ts',
    from: "return voiceDigest(salt, choices) === digest ? null : 'voice_changed';",
    to: 'return null;',
    tests: ['test/dishonest.test.ts'],
  },
];
