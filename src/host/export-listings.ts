/**
 * The directory as a table: what was brought in, each row with its source, licence and date, to be brought in
 * elsewhere.
 */
import type { OrgId } from '#kernel/command';
import { degrees, type Coding } from '#network';
import { csvLine, readListings, type WholeListing } from '#network/server';
import type { Host } from './host.ts';

const PAGE = 1_000;

/** The headings that the import knows by themselves. */
const COLUMNS = [
  'source',
  'source_id',
  'licence',
  'date',
  'name',
  'country',
  'region',
  'city',
  'postcode',
  'street',
  'lat',
  'lon',
  'precision',
  'website',
  'org_structure_ess',
  'activity_ica',
  'type_raw',
  'activity_raw',
  'description',
] as const;

/** The table in pieces, a page of rows each; a cell that a spreadsheet would calculate stays text. */
export async function* exportListings(
  host: Host,
  org: OrgId,
  onRows: (rows: number) => void = () => {},
): AsyncGenerator<string> {
  yield csvLine(COLUMNS);
  let rows = 0;
  for (let after = ''; ;) {
    const page = await readListings(host.db, org, after, PAGE);
    if (page.length === 0) return;
    yield page.map((one) => csvLine(cellsOf(one))).join('');
    rows += page.length;
    onRows(rows);
    after = page.at(-1)!.id;
  }
}

function cellsOf({ content, date }: WholeListing): string[] {
  const { latE6, lonE6, codings } = content;
  return [
    content.source,
    content.sourceId,
    content.licence,
    date,
    content.name,
    content.country ?? '',
    content.region ?? '',
    content.city ?? '',
    content.postcode ?? '',
    content.street ?? '',
    latE6 === undefined ? '' : degrees(latE6),
    lonE6 === undefined ? '' : degrees(lonE6),
    latE6 === undefined ? '' : content.blurred ? 'area' : 'exact',
    content.website ?? '',
    said(codings, 'structure'),
    said(codings, 'activity'),
    said(codings, 'type-in-words'),
    said(codings, 'activity-in-words'),
    content.description ?? '',
  ];
}

function said(codings: readonly Coding[], scheme: Coding['scheme']): string {
  return codings
    .filter((one) => one.scheme === scheme)
    .map((one) => one.code ?? one.text ?? '')
    .join('|');
}
