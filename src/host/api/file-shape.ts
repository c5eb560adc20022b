/** The files of a proposal, as programs read them. */
import { z } from 'zod';
import { DIGEST, FILE_TYPES, type FileType } from '#kernel/file';
import { isInside, may } from '#agents';
import type { Scene } from '#agents/server';
import { moderates, visibleFile, type ProposalFile, type Reader } from '#decisions';
import * as shapes from './shapes.ts';

const digest = z.string().regex(DIGEST);
const side = z.int().min(1).nullable();

/** Bytes that are kept, and may be referred to. */
export const broughtFile = z
  .object({
    digest: digest.describe('SHA-256 of the bytes as they are kept'),
    type: z.enum(Object.keys(FILE_TYPES) as [FileType, ...FileType[]]),
    bytes: z.int().min(1),
    width: side.describe('Of a picture, in pixels'),
    height: side,
    smallDigest: digest.nullable().describe('Of a picture, SHA-256 of the same made small'),
  })
  .meta({ id: 'KeptFile' });

export const proposalFile = broughtFile
  .extend({
    file: z.string(),
    name: z.string(),
    description: z.string().nullable().describe('Of a picture, what can be seen in it'),
    addedBy: shapes.memberId,
    addedAt: shapes.instant,
    hidden: z.boolean().describe('Hidden by those who moderate; others do not see it at all'),
  })
  .meta({ id: 'ProposalFile' });

/** Who looks at it. */
export function readerOf(scene: Scene): Reader {
  return {
    member: scene.viewer.member,
    inside: isInside(scene.viewer),
    moderates: moderates(may(scene, 'moderate')),
  };
}

/** Those that whoever reads the proposal may have. */
export function filesSeen(scene: Scene, files: readonly ProposalFile[]): z.output<typeof proposalFile>[] {
  const reader = readerOf(scene);
  return files
    .filter((one) => visibleFile(reader, one) === 'whole')
    .map((one) => ({
      file: one.id,
      name: one.name!,
      description: one.description,
      type: one.type,
      bytes: one.bytes,
      width: one.width,
      height: one.height,
      digest: one.digest,
      smallDigest: one.smallDigest,
      addedBy: one.addedBy,
      addedAt: one.addedAt,
      hidden: one.hiddenAt !== null,
    }));
}
