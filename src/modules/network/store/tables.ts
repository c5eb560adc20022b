/** What the tables of the directory hold, for the queries of this module. */
import type { ColumnType, Kysely, Selectable } from 'kysely';
import type { Tx } from '#kernel/tx';
import type { CsvFormat } from '../core/csv-format.ts';
import type { Mapping } from '../core/columns.ts';

type JsonColumn<Value> = ColumnType<Value, string | null | undefined, string>;

interface ImportTable {
  org_id: string;
  id: string;
  file_name: string;
  file_sha256: string;
  source: string;
  licence: string;
  format: JsonColumn<CsvFormat>;
  mapping: JsonColumn<Mapping>;
  headers: JsonColumn<readonly string[]>;
  edition: bigint;
  staged_at: string;
  staged_on: string;
  state: 'uploaded' | 'staged' | 'committed' | 'undone';
  added: bigint;
  changed: bigint;
  same: bigint;
  refused: bigint;
}

export type ImportRow = Selectable<ImportTable>;

export interface NetworkTables {
  'network.import': ImportTable;
  'network.import_file': { org_id: string; import_id: string; part: number; bytes: Buffer };
  'network.import_row': {
    org_id: string;
    import_id: string;
    line: bigint;
    kind: 'add' | 'change' | 'same' | 'refuse' | 'withdraw';
    listing_id: string | null;
    version: bigint | null;
    rule: string | null;
    name: string;
    source: string | null;
    source_id: string | null;
    facts: JsonColumn<Record<string, string | number> | null>;
    notes: JsonColumn<readonly Record<string, string | number>[] | null>;
    changes: JsonColumn<readonly { field: string; before: string; after: string }[] | null>;
    content: string | null;
    folded: string | null;
    words: string[] | null;
    facets: string[] | null;
    square: bigint | null;
    lat_e6: number | null;
    lon_e6: number | null;
    twin: bigint | null;
  };
  'network.import_touch': { org_id: string; import_id: string; before_import_id: string };
  'network.listing_version': {
    org_id: string;
    listing_id: string;
    version: bigint;
    act_id: string;
    import_id: string;
    line: bigint;
    before_version: bigint | null;
    recorded_on: string;
    content: string | null;
  };
  'network.directory': { org_id: string; edition: bigint; listings: bigint };
  'network.listing': {
    org_id: string;
    id: string;
    version: bigint;
    source: string;
    source_id: string;
    folded: string;
    words: string;
    facets: string[];
    square: bigint | null;
    lat_e6: number | null;
    lon_e6: number | null;
    twin: bigint | null;
  };
  'network.word': { org_id: string; word: string; listings: bigint; near: number[] };
  'network.facet_count': { org_id: string; facets: string[]; listings: bigint };
  'network.square_count': {
    org_id: string;
    level: number;
    facet: string;
    square: bigint;
    listings: bigint;
    lat_sum: bigint;
    lon_sum: bigint;
  };
}

/** The same transaction, seen through this module's tables. */
export function network(tx: Tx): Kysely<NetworkTables> {
  return tx;
}
