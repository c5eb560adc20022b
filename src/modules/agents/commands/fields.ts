/** The fields that inputs are made of, said once: the same bounds for forms, API and command line. */
import { z } from 'zod';
import { isCivilDate, isTimeZone } from '#kernel/calendar';
import type { MemberId, OrgId } from '#kernel/command';
import { isId } from '#kernel/id';
import { asWritten } from '../core/written.ts';

/** Text as people write it: no control signs, single spaces, trimmed. */
const text = (least: number, most: number) =>
  z
    .string()
    .max(most * 4)
    .transform(asWritten)
    .pipe(z.string().min(least).max(most));

const id = <Kind extends string>(kind: Kind) =>
  z
    .string()
    .refine((value): value is `${Kind}_${string}` => isId(kind, value), { message: `not a ${kind} id` });

export const personName = text(1, 80);
export const groupName = text(2, 80);
export const sentence = text(0, 280);
export const reason = text(3, 500);
export const place = text(0, 80);
export const contact = text(0, 120);
export const memberId = id('mem') as unknown as z.ZodType<MemberId, string>;
export const orgId = id('org') as unknown as z.ZodType<OrgId, string>;
export const mandateId = id('man');
export const waitingId = id('wai');
export const householdId = id('hou');
export const invitationId = id('inv');
export const returnId = id('ret');
export const key = z.string().regex(/^[a-z][a-z0-9_]{0,39}$/);
export const civilDate = z.string().refine(isCivilDate, { message: 'not a date' });
export const locale = z
  .string()
  .regex(/^[a-z]{2,3}(-[A-Za-z0-9]{2,8})*$/)
  .max(35);
export const timeZone = z.string().max(60).refine(isTimeZone, { message: 'not a time zone' });
export const codeHash = z.string().regex(/^[0-9a-f]{64}$/);
