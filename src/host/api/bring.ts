/**
 * `POST /api/v1/groups/{slug}/files`: a program brings the bytes of a file, as they are. No act yet: the
 * answer names the digest by which `decisions/add_file` refers to them, within an hour.
 */
import { z } from 'zod';
import { refuse, type Outcome } from '#kernel/outcome';
import type { KeptFile } from '#kernel/file';
import { standsFully } from '#agents';
import { scopesReach } from '../auth/tokens.ts';
import { BRING_RULES, bringFile } from '../files/bring.ts';
import { mostComing, tooLarge } from '../files/limits.ts';
import { readLimited } from '../files/upload.ts';
import { json, type Asked } from './asked.ts';
import { callerOf } from './caller.ts';
import { broughtFile } from './file-shape.ts';
import { problem } from './problem.ts';
import { insideOf } from './scenes.ts';
import * as shapes from './shapes.ts';

/** What brings a file without adding it has no name of its own among the scopes. */
const SCOPE = 'decisions.add_file';
export const MEDIA = 'application/octet-stream';

export const bringing = {
  name: 'decisions.bring_file',
  path: '/groups/{slug}/files',
  summary:
    'Brings the bytes of a file, which `decisions/add_file` then refers to by their digest, within an hour',
  input: z.strictObject({
    slug: shapes.groupAddress,
    name: z
      .string()
      .max(200)
      .default('')
      .describe('Its name; of a text, how it ends tells whether it is Markdown or a table'),
  }),
  answer: broughtFile,
  refusals: [
    'sign_in_first',
    'token_lacks_scope',
    'no_standing',
    'members_only',
    'input_invalid',
    'media_type_not_bytes',
    ...BRING_RULES,
  ],
} as const;

export async function answerBring(asked: Asked, parts: Readonly<Record<string, string>>): Promise<Response> {
  const outcome = await bring(asked, parts);
  return outcome.ok ? json(200, outcome.value) : problem(asked, outcome.refusal);
}

async function bring(asked: Asked, parts: Readonly<Record<string, string>>): Promise<Outcome<KeptFile>> {
  const caller = await callerOf(asked);
  if (!caller.ok) return caller;
  if (!caller.value) return refuse('sign_in_first');
  if (!scopesReach(caller.value.token.scopes, { command: SCOPE, self: false })) {
    return refuse('token_lacks_scope', { scope: SCOPE });
  }
  const parsed = bringing.input.safeParse({ ...Object.fromEntries(asked.url.searchParams), ...parts });
  if (!parsed.success) {
    const issues = parsed.error.issues.map((issue) => ({ at: issue.path.join('.'), says: issue.message }));
    return refuse('input_invalid', { issues });
  }
  const scene = await insideOf(asked, caller.value, parsed.data.slug);
  if (!scene) return refuse('no_standing');
  const { kind, member } = scene.viewer;
  if (member === null || !standsFully(kind, scene.draft)) return refuse('members_only');
  const type = asked.request.headers.get('content-type') ?? '';
  if (type.split(';')[0]!.trim().toLowerCase() !== MEDIA) return refuse('media_type_not_bytes');
  const { host } = asked.world;
  const bytes = await readLimited(asked.request, mostComing(host.files));
  if (bytes === null) return tooLarge(host.files);
  const who = { org: scene.organization.org_id, member };
  return bringFile(host, who, { name: parsed.data.name, bytes });
}
