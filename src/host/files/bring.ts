/**
 * A member brings a file: what it is is looked at, a picture is written anew, and the bytes are kept for an
 * act that will refer to them. What no act refers to within an hour is swept away.
 */
import type { MemberId, OrgId } from '#kernel/command';
import { kindOfFile, type FileType, type KeptFile } from '#kernel/file';
import { accept, refuse, type Outcome } from '#kernel/outcome';
import type { Host } from '../host.ts';
import { allow } from '../limits.ts';
import { openGate } from '../register/store.ts';
import { megabytes, mostComing, tooLarge, type FileLimits } from './limits.ts';
import { lookAt, type LookRule } from './look.ts';
import { rewritePicture, type PictureRule } from './picture.ts';
import { bytesOf, digestOf, insertFile, isKept, type NewFile } from './store.ts';
import { UNUSED_MILLIS, unusedBytes } from './uses.ts';

/** Within an hour, by one member. */
const MOST_BROUGHT = 60;
/** A part of what the group may keep: nobody fills its room with what nothing refers to. */
const MOST_UNUSED = 1 / 10;
const HOUR_SECONDS = 3_600;

export const BRING_RULES = [
  'file_too_large',
  'file_empty',
  'file_kind_unknown',
  'file_is_heic',
  'file_is_old_office',
  'file_has_macros',
  'picture_broken',
  'picture_too_large',
  'files_full',
  'too_many_files_lately',
] as const;
export type BringRule = (typeof BRING_RULES)[number];

/** Keeps what a member brings; the caller has ensured that they are of this group, with full standing. */
export async function bringFile(
  host: Host,
  who: { readonly org: OrgId; readonly member: MemberId },
  given: { readonly name: string; readonly bytes: Uint8Array },
): Promise<Outcome<KeptFile, BringRule>> {
  const now = new Date(host.clock());
  const often = await allow(host.db, `files ${who.org} ${who.member}`, MOST_BROUGHT, HOUR_SECONDS, now);
  if (!often.allowed) return refuse('too_many_files_lately', { minutes: Math.ceil(often.waitSeconds / 60) });
  if (given.bytes.length > mostComing(host.files)) return tooLarge(host.files);
  const file = await madeFit(given, host.files);
  return file.ok ? keep(host, who, file.value, now.toISOString()) : file;
}

async function madeFit(
  given: { readonly name: string; readonly bytes: Uint8Array },
  limits: FileLimits,
): Promise<Outcome<NewFile, LookRule | PictureRule | 'file_too_large'>> {
  const looked = lookAt(given.bytes, given.name);
  if (!looked.ok) return looked;
  const { type, bytes } = looked.value;
  if (kindOfFile(type) === 'picture') return pictureFrom(bytes, type, limits);
  if (bytes.length > limits.mostBytes) return tooLarge(limits);
  return accept({ type, content: bytes, width: null, height: null, small: null });
}

async function pictureFrom(
  bytes: Uint8Array,
  type: FileType,
  limits: FileLimits,
): Promise<Outcome<NewFile, PictureRule | 'file_too_large'>> {
  const picture = await rewritePicture(bytes, type, limits.mostBytes);
  if (!picture.ok) return picture;
  const { bytes: content, ...rest } = picture.value;
  return content.length > limits.mostBytes ? tooLarge(limits) : accept({ content, ...rest });
}

/** Behind the gate of the group, so that two who bring at once do not both have the last place. */
async function keep(
  host: Host,
  { org, member }: { readonly org: OrgId; readonly member: MemberId },
  file: NewFile,
  now: string,
): Promise<Outcome<KeptFile, 'files_full' | 'too_many_files_lately'>> {
  const { mostOfGroup } = host.files;
  return host.db.transaction().execute(async (tx) => {
    await openGate(tx, org);
    const adds = (await isKept(tx, org, digestOf(file.content)))
      ? 0
      : file.content.length + (file.small?.length ?? 0);
    if (adds > 0 && (await bytesOf(tx, org)) + adds > mostOfGroup) {
      return refuse('files_full', { most: megabytes(mostOfGroup) });
    }
    if (adds > 0 && (await unusedBytes(tx, org, member)) > mostOfGroup * MOST_UNUSED) {
      return refuse('too_many_files_lately', { minutes: UNUSED_MILLIS / 60_000 });
    }
    return accept(await insertFile(tx, org, member, file, now));
  });
}
