/** The fields of the talk: what is said, what is offered, what is promised. */
import { z } from 'zod';
import { isId } from '#kernel/id';
import { GROUP_THREAD } from '../core/talk.ts';
import { LENGTHS } from '../core/kinds.ts';
import { MOST_MENTIONS } from '../core/mentions.ts';
import { line, memberId, prose } from './fields.ts';

const idOf = (kind: string) => z.string().refine((text) => isId(kind, text), { message: `not a ${kind} id` });

/** A proposal, a meeting, or the thread of the whole group. */
export const subject = z
  .string()
  .refine((text) => text === GROUP_THREAD || isId('pro', text) || isId('mee', text), {
    message: 'not a proposal, a meeting or the group',
  });
export const wordId = idOf('wor');
export const offerId = idOf('off');
export const mergeId = idOf('mer');
export const promiseId = idOf('prm');
export const delegationId = idOf('dlg');
export const wordText = prose(1, LENGTHS.body);
export const mentions = z.array(memberId).max(MOST_MENTIONS).default([]);
export const note = prose(0, 2_000).default('');
export const talkReason = line(3, 500);
export const task = line(3, 280);
