/** Every reading of the API. What is not here cannot be read by programs. */
import { decisionReads } from './decision-reads.ts';
import { directoryReads } from './directory-reads.ts';
import { groupReads } from './group-reads.ts';
import type { Read } from './read.ts';
import { recordReads } from './record-reads.ts';

export const reads: readonly Read[] = [...directoryReads, ...groupReads, ...decisionReads, ...recordReads];
