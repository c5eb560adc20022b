/** The shapes that several answers of the API are made of. */
import { z } from 'zod';

const idOf = (kind: string) => z.string().regex(new RegExp(`^${kind}_[0-7][0-9a-hjkmnp-tv-z]{25}$`));

export const orgId = idOf('org');
export const memberId = idOf('mem');
export const instant = z.iso.datetime();
export const civilDate = z.iso.date();
export const position = z.int().min(0);

export const standing = z.enum([
  'visitor',
  'person',
  'invited',
  'applicant',
  'founder',
  'trial',
  'member',
  'suspended',
  'ex_member',
]);

export const post = z
  .object({
    role: z.string(),
    startsOn: civilDate,
    endsOn: civilDate.describe('The first day on which it is no longer in force'),
    holder: memberId.nullable().describe('Null for those who are not of the group'),
  })
  .meta({ id: 'Post' });

export const head = z
  .object({
    org: orgId,
    size: position,
    root: z.string().regex(/^[0-9a-f]{64}$/),
    at: instant,
    key: z.string().regex(/^[0-9a-f]{16}$/),
    signature: z.base64(),
  })
  .meta({ id: 'SignedHead', description: 'The signed head of a register (RFC 9162)' });

export const groupAddress = z
  .string()
  .max(120)
  .describe('The address of the group (its slug), or its id (org_…)');
