/** Everything that can be done with the files of a proposal. */
import { addFile } from './add-file.ts';
import { hideFile } from './hide-file.ts';
import { showFile } from './show-file.ts';
import { takeBackFile } from './take-back-file.ts';

export const fileCommands = [addFile, hideFile, showFile, takeBackFile];
