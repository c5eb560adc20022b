/** The files of a proposal, as its page shows them; and one of them, as whoever may read it gets it. */
import { error, type RequestEvent } from '@sveltejs/kit';
import type { OrgId } from '#kernel/command';
import { may } from '#agents';
import { kindOfFile, smallSize } from '#kernel/file';
import { MOST_FILES, visibleFile, visibleProposal, type ProposalFile, type Reader } from '#decisions';
import { listFiles, loadAuthors, loadProposal } from '#decisions/server';
import { readerOf } from '#host/api/file-shape';
import { MEGABYTE } from '#host/files/limits';
import type { Words } from '#locales';
import { savesData } from '#screens/request-locale.ts';
import { decidedBy } from '../propose.ts';
import { insideScene } from '../scene.ts';
import type { Place } from './place.ts';

/** Files that are there or were; of those that a draft no longer has, nobody is told. */
export async function filesOf(event: RequestEvent, place: Place) {
  const { proposal, scene, state, isAuthor } = place;
  const all = await listFiles(event.locals.world.host.db, scene.organization.org_id, proposal.id);
  const reader = readerOf(scene);
  const open = isAuthor && (state === 'draft' || state === 'talk');
  const moderation = { may: may(scene, 'moderate'), decided: decidedBy(place.words, scene, 'moderate') };
  const hides = moderation.may !== null && proposal.publishedAt !== null;
  const list = all
    .filter((one) => one.takenBackAt === null || wasRead(one, proposal.publishedAt))
    .map((one) => shownFile(place, reader, one, { open, hides }));
  return {
    list,
    moderation,
    open,
    full: all.filter((one) => one.name !== null).length >= MOST_FILES,
    // Whoever counts their bytes asks for a picture themself.
    small: !savesData(event.request),
  };
}

function wasRead({ takenBackAt }: ProposalFile, publishedAt: string | null): boolean {
  return publishedAt !== null && takenBackAt !== null && takenBackAt >= publishedAt;
}

interface Can {
  readonly open: boolean;
  readonly hides: boolean;
}

function shownFile(
  { words, nameOf, here, scene }: Place,
  reader: Reader,
  file: ProposalFile,
  { open, hides }: Can,
) {
  const seen = visibleFile(reader, file);
  const whole = seen === 'whole';
  const { t } = words;
  const named = (member: string | null) => nameOf(member ?? '') ?? t('member.forgotten');
  const gone =
    file.takenBackAt === null ? null : { by: named(file.takenBackBy), at: words.date(file.takenBackAt) };
  return {
    id: file.id,
    name: whole ? file.name! : t(seen === 'hidden' ? 'files.hidden' : 'files.gone'),
    href: whole ? `${here}/files/${file.id}` : null,
    kind: t(`files.kind.${kindOfFile(file.type)}`),
    size: sizeWords(words, file.bytes),
    description: whole ? file.description : null,
    picture: whole && file.width !== null ? smallSize(file.width, file.height!) : null,
    told: gone
      ? t('files.taken-back', gone)
      : t('files.by', { by: named(file.addedBy), at: words.date(file.addedAt) }),
    hidden:
      file.hiddenAt === null || file.name === null
        ? null
        : { by: nameOf(file.hiddenBy ?? '') ?? t('act.someone'), reason: file.hiddenReason ?? '' },
    can: {
      takeBack: open && file.takenBackAt === null,
      hide: hides && whole && file.hiddenAt === null && file.addedBy !== scene.viewer.member,
      show: hides && file.hiddenAt !== null && file.name !== null,
    },
  };
}

export type ShownFile = ReturnType<typeof shownFile>;

/** In kilobytes up to a thousand of them, and never in none. */
export function sizeWords(words: Words, bytes: number): string {
  if (bytes >= MEGABYTE) {
    return words.t('files.megabytes', { size: words.number(bytes / MEGABYTE, { maximumFractionDigits: 1 }) });
  }
  return words.t('files.kilobytes', { size: words.number(Math.max(1, Math.round(bytes / 1024))) });
}

/** A file whose bytes this viewer may have; for everybody else there is none. */
export async function openFile(
  event: RequestEvent,
): Promise<{ org: OrgId; file: ProposalFile; name: string }> {
  const scene = await insideScene(event);
  const { db } = event.locals.world.host;
  const org = scene.organization.org_id;
  const proposal = await loadProposal(db, org, event.params['proposal'] ?? '');
  const authors = proposal ? await loadAuthors(db, org, proposal.id) : [];
  if (!proposal || !visibleProposal(scene.viewer, proposal, authors)) error(404, 'not_found');
  const file = (await listFiles(db, org, proposal.id)).find((one) => one.id === event.params['file']);
  if (!file || visibleFile(readerOf(scene), file) !== 'whole') error(404, 'not_found');
  return { org, file, name: file.name! };
}
