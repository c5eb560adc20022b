import { expect, test } from 'vitest';
import { words } from '#locales';
import type { ProposalDates } from '../core/proposal.ts';
import { stateLine } from './say-proposal.ts';

const opensAt = '2026-11-24T12:00:00.000Z';
const talked: ProposalDates = {
  publishedAt: '2026-11-21T12:00:00.000Z',
  withdrawnAt: null,
  mergedInto: null,
  opensAt,
  openedAt: null,
  countedAt: null,
  closesAt: '2026-11-27T12:00:00.000Z',
  closedAt: null,
  result: null,
  effectAt: null,
  enactedAt: null,
  stuckRule: null,
  returnedAt: null,
};

test.each([
  ['2026-11-24T11:59:59.000Z', /^Being talked over · vote opens /],
  [opensAt, /^The vote is about to open$/],
  ['2026-11-24T12:09:59.000Z', /^The vote is about to open$/],
  ['2026-11-24T12:10:00.000Z', /^Being talked over$/],
])('at %s a proposal whose vote opens at noon is told by %s', (now, line) => {
  expect(stateLine(words('en'), talked, now)).toMatch(line);
});
