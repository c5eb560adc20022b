import { error } from '@sveltejs/kit';
import { FILE_TYPES, type FileType } from '#kernel/file';
import { MOST_FILES } from '#decisions';
import { megabytes, mostComing } from '#host/files/limits';
import { formKey } from '#host/forms';
import { addFile } from '../../bring-file.ts';
import { filesOf } from '../../file-place.ts';
import { openPlace } from '../../place.ts';
import { timesOf } from '../../times.ts';
import type { Actions, PageServerLoad } from './$types';

/** What a browser offers to choose from; what a file is, its bytes say. */
const ACCEPTED = Object.entries(FILE_TYPES)
  .flatMap(([type, { endings }]) => [type as FileType, ...endings.map((ending) => `.${ending}`)])
  .join();

export const load: PageServerLoad = async (event) => {
  const place = await openPlace(event);
  if (!place.isAuthor) error(404, 'not_found');
  const { files } = event.locals.world.host;
  const { open, full } = await filesOf(event, place);
  return {
    here: place.here,
    title: place.proposal.title,
    open,
    full,
    moves: timesOf(place).moves.words,
    accepted: ACCEPTED,
    limits: {
      most: megabytes(files.mostBytes),
      pictures: megabytes(mostComing(files)),
      files: MOST_FILES,
    },
    formKey: formKey(),
  };
};

export const actions: Actions = { add: addFile };
