/** The directory's door for the host and for routes. */
import type { AnyCommand } from '#kernel/command';
import type { Tx } from '#kernel/tx';
import { importListings } from './commands/import-listings.ts';
import { undoImport } from './commands/undo-import.ts';

export const networkCommands = [importListings, undoImport] as unknown as readonly AnyCommand<Tx>[];
export { importListings, undoImport };
export { csvLine } from './core/csv.ts';
export {
  addressOf,
  nearText,
  organizationsQuery,
  queryFromAddress,
  type DirectoryQuery,
} from './core/query.ts';
export { answerOrganizations, answerListing, type OrganizationsAnswer } from './store/answers.ts';
export { readListings, type WholeListing } from './store/everything.ts';
export { mapCells, type MapAnswer, type MapGroup } from './store/map.ts';
export {
  readDirectory,
  readDryRun,
  readDryRunReasons,
  readImport,
  readImports,
  type DryRunRow,
} from './store/reads.ts';
export { facetCounts, listingById, searchListings, type Listing, type SearchResult } from './store/search.ts';
export {
  dropImport,
  keepFile,
  keptFile,
  lookAtFile,
  newImport,
  stageImport,
  type FileLook,
} from './store/uploads.ts';
export { verifyListings, type ActFact, type DirectoryProblem } from './store/verify.ts';
export { showDirectory, type ShownDirectory } from './screens/show-directory.ts';
