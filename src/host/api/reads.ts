/** Every reading of the API. What is not here cannot be read by programs. */
import { accountReads } from './account-reads.ts';
import { exchangeReads } from './exchange-reads.ts';
import { cashReads } from './cash-reads.ts';
import { careReads } from './care-reads.ts';
import { askReads } from './ask-reads.ts';
import { budgetReads } from './budget-reads.ts';
import { changeReads } from './change-reads.ts';
import { decisionReads } from './decision-reads.ts';
import { directoryReads } from './directory-reads.ts';
import { fileReads } from './file-reads.ts';
import { groupReads } from './group-reads.ts';
import { meetingReads } from './meeting-reads.ts';
import type { Read } from './read.ts';
import { recordReads } from './record-reads.ts';
import { talkReads } from './talk-reads.ts';

export const reads: readonly Read[] = [
  ...directoryReads,
  ...groupReads,
  ...askReads,
  ...decisionReads,
  ...talkReads,
  ...changeReads,
  ...fileReads,
  ...meetingReads,
  ...budgetReads,
  ...accountReads,
  ...cashReads,
  ...exchangeReads,
  ...careReads,
  ...recordReads,
];
