/**
 * Every table has its place when the database is spread over several machines (ops/tables), and no key that
 * this place forbids; what is never edited cannot be, by the role that the application has.
 */
import { readFile } from 'node:fs/promises';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { freshDatabase, type TestDatabase } from './with-database.ts';

type Class = 'organization' | 'person' | 'reference' | 'coordinator';
const OWNER: Partial<Record<Class, string>> = { organization: 'org_id', person: 'person_id' };

interface Key {
  readonly table: string;
  readonly name: string;
  readonly kind: 'primary' | 'unique' | 'foreign';
  readonly columns: string[];
  readonly other: string | null;
  readonly otherColumns: string[] | null;
}

async function linesOf(file: string): Promise<string[][]> {
  const text = await readFile(new URL(`../ops/${file}`, import.meta.url), 'utf8');
  const lines = text.split('\n').map((line) => line.replace(/#.*/, '').trim());
  return lines.filter((line) => line !== '').map((line) => line.split(/\s+/));
}

let database: TestDatabase;
let tables: string[];
let keys: Key[];
let classes: Map<string, Class>;
let exceptions: string[];

beforeAll(async () => {
  database = await freshDatabase();
  const found = await database.pool.query<{ name: string }>(`
    SELECT n.nspname || '.' || c.relname AS name FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
     WHERE c.relkind IN ('r', 'p') AND n.nspname !~ '^pg_|^pgboss$' AND n.nspname <> 'information_schema' ORDER BY 1`);
  tables = found.rows.map((row) => row.name);
  const unique = await database.pool.query<Key>(`
    SELECT i.indrelid::regclass::text AS table, c.relname AS name,
           CASE WHEN i.indisprimary THEN 'primary' ELSE 'unique' END AS kind,
           ARRAY(SELECT a.attname::text FROM unnest(i.indkey::int2[]) WITH ORDINALITY AS k(number, at)
                   JOIN pg_attribute a ON a.attrelid = i.indrelid AND a.attnum = k.number ORDER BY k.at) AS columns,
           NULL AS other, NULL AS "otherColumns"
      FROM pg_index i JOIN pg_class c ON c.oid = i.indexrelid JOIN pg_namespace n ON n.oid = c.relnamespace
     WHERE i.indisunique AND n.nspname !~ '^pg_'`);
  const foreign = await database.pool.query<Key>(`
    SELECT k.conrelid::regclass::text AS table, k.conname AS name, 'foreign' AS kind,
           ARRAY(SELECT a.attname::text FROM unnest(k.conkey) WITH ORDINALITY AS c(number, at)
                   JOIN pg_attribute a ON a.attrelid = k.conrelid AND a.attnum = c.number ORDER BY c.at) AS columns,
           k.confrelid::regclass::text AS other,
           ARRAY(SELECT a.attname::text FROM unnest(k.confkey) WITH ORDINALITY AS c(number, at)
                   JOIN pg_attribute a ON a.attrelid = k.confrelid AND a.attnum = c.number ORDER BY c.at)
             AS "otherColumns"
      FROM pg_constraint k WHERE k.contype = 'f'`);
  keys = [...unique.rows, ...foreign.rows].map((key) => ({ ...key, table: unquoted(key.table) }));
  const lines = await linesOf('tables');
  const whole = lines.filter(([, table]) => table!.endsWith('.*')).map(([, table]) => table!.slice(0, -1));
  keys = keys.filter((key) => !whole.some((schema) => key.table.startsWith(schema)));
  classes = new Map(
    lines.filter(([, table]) => !table!.endsWith('.*')).map(([name, table]) => [table!, name as Class]),
  );
  exceptions = lines.flatMap(([, , ...names]) => names);
});
afterAll(() => database.drop());

function unquoted(name: string): string {
  return name.replaceAll('"', '');
}

/** Why a key may not be, or null. */
function forbidden(key: Key, classOf: ReadonlyMap<string, Class>): string | null {
  const own = classOf.get(key.table)!;
  const owner = OWNER[own];
  if (key.kind !== 'foreign') {
    if (owner === undefined || key.columns.includes(owner)) return null;
    return `${key.table}: ${key.name} does not carry ${owner}`;
  }
  const other = classOf.get(unquoted(key.other!))!;
  if (other === 'reference') return null;
  if (own !== other) return `${key.table}: ${key.name} leads from ${own} to ${other}`;
  if (owner === undefined) return null;
  const at = key.columns.indexOf(owner);
  return at >= 0 && key.otherColumns![at] === owner ? null : `${key.table}: ${key.name} leaves its ${own}`;
}

describe('ops/tables', () => {
  test('classes every table, and none that is gone', () => {
    expect([...classes.keys()].sort()).toEqual([...tables].sort());
  });

  test('every table has a primary key', () => {
    const having = new Set(keys.filter((key) => key.kind === 'primary').map((key) => key.table));
    expect(tables.filter((table) => !having.has(table))).toEqual([]);
  });

  test('no table has a key that its class forbids', () => {
    const kept = keys.filter((key) => !exceptions.includes(key.name));
    expect(kept.flatMap((key) => forbidden(key, classes) ?? [])).toEqual([]);
  });

  test('exceptions are needed, and not many', () => {
    const broken = keys.filter((key) => forbidden(key, classes) !== null).map((key) => key.name);
    expect(exceptions.filter((name) => !broken.includes(name))).toEqual([]);
    expect(exceptions.length).toBeLessThanOrEqual(1);
  });

  test('a key that leaves its owner would be found', () => {
    const of = (table: string, kind: Key['kind'], columns: string[], other: string | null = null): Key => ({
      table, name: 'made_up', kind, columns, other, otherColumns: other === null ? null : columns,
    }); // prettier-ignore
    expect(forbidden(of('agents.member', 'unique', ['name']), classes)).toContain('does not carry org_id');
    expect(forbidden(of('agents.person', 'unique', ['name']), classes)).toContain('does not carry person_id');
    const toMember = of('agents.vouch', 'foreign', ['member_id'], 'agents.member');
    expect(forbidden(toMember, classes)).toContain('leaves its organization');
    const toPerson = of('agents.member', 'foreign', ['person_id'], 'agents.person');
    expect(forbidden(toPerson, classes)).toContain('leads from organization to person');
  });

  test('distribute.sql spreads them as they are classed', async () => {
    const text = await readFile(new URL('../ops/distribute.sql', import.meta.url), 'utf8');
    const spread = [...text.matchAll(/create_distributed_table\('([\w.]+)', '(\w+)'/g)];
    const copied = [...text.matchAll(/create_reference_table\('([\w.]+)'\)/g)];
    const said = [
      ...spread.map(([, table, column]) => `${table} ${column === 'org_id' ? 'organization' : 'person'}`),
      ...copied.map(([, table]) => `${table} reference`),
    ];
    const classed = [...classes]
      .filter(([, one]) => one !== 'coordinator')
      .map(([table, one]) => `${table} ${one}`);
    expect(said.sort()).toEqual(classed.sort());
  });
});

describe('ops/append-only', () => {
  test('the application can neither change nor delete what is never edited', async () => {
    const lines = await linesOf('append-only');
    expect(lines.length).toBeGreaterThan(0);
    for (const [table] of lines) {
      for (const verb of ['UPDATE', 'DELETE', 'TRUNCATE']) {
        const { rows } = await database.pool.query<{ may: boolean }>(
          'SELECT has_table_privilege(current_user, $1, $2) AS may',
          [table, verb],
        );
        expect(`${verb} ${table}: ${rows[0]!.may}`).toBe(`${verb} ${table}: false`);
      }
      await expect(database.pool.query(`DELETE FROM ${table}`)).rejects.toThrow('permission denied');
    }
  });

  test('the application owns no table', async () => {
    const { rows } = await database.pool.query<{ count: bigint }>(`
      SELECT count(*) FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
       WHERE n.nspname !~ '^pg_' AND c.relowner = (SELECT oid FROM pg_roles WHERE rolname = current_user)`);
    expect(rows[0]!.count).toBe(0n);
  });
});

describe('what the database itself refuses', () => {
  const org = 'org_test';
  const member = (id: string, more: Record<string, string> = {}) => {
    const row: Record<string, string> = {
      org_id: `'${org}'`, member_id: `'${id}'`, class: "'member'", founder: 'false', named_on: "'2026-01-01'",
      act_id: "'act'", ...more,
    }; // prettier-ignore
    return `INSERT INTO agents.member (${Object.keys(row).join()}) VALUES (${Object.values(row).join()})`;
  };
  const mandate = (from: string, to: string) =>
    `INSERT INTO agents.mandate (org_id, mandate_id, role, member_id, starts_on, ends_on, rehearsal, act_id)
     VALUES ('${org}', 'man', 'cook', 'ana', '${from}', '${to}', false, 'act')`;
  const vouch = (one: string, other: string) =>
    `INSERT INTO agents.vouch (org_id, member_id, voucher_id, act_id) VALUES ('${org}', '${one}', '${other}', 'act')`;
  const leaf = (position: number, act: string) =>
    `INSERT INTO register.leaf (org_id, position, act_id, leaf, leaf_hash)
     VALUES ('${org}', ${position}, '${act}', '', decode(repeat('00', 32), 'hex'))`;
  const invitation = (uses: number, bytes = 32) =>
    `INSERT INTO agents.invitation (org_id, invitation_id, class, code_hash, uses_left, expires_at, act_id)
     VALUES ('${org}', 'inv', 'member', decode(repeat('00', ${bytes}), 'hex'), ${uses}, now(), 'act')`;

  beforeAll(async () => {
    await database.pool.query(`
      INSERT INTO agents.organization (org_id, slug, name, form, purpose, place, time_zone, locale, created_at, act_id)
        VALUES ('${org}', 'test', 'Test', 'association', '', '', 'UTC', 'en', now(), 'act');
      INSERT INTO register.tree (org_id, size, frontier) VALUES ('${org}', 0, '');
      ${member('ana', { person_id: "'per_ana'" })};
      ${member('red', { member_org_id: "'org_other'" })};
      ${member('beto')};
      ${vouch('ana', 'beto')};
      ${leaf(0, 'act 0')};`);
  });

  const refused: readonly (readonly [string, string])[] = [
    ['two open memberships of one person', member('ana2', { person_id: "'per_ana'" })],
    ['two open memberships of one organization', member('red2', { member_org_id: "'org_other'" })],
    [
      'a member who is a person and an organization',
      member('both', { person_id: "'p'", member_org_id: "'o'" }),
    ],
    ['an end without its kind', member('end', { ended_on: "'2026-02-01'" })],
    ['a membership that nobody began', member('none', { named_on: 'NULL' })],
    ['a word for oneself', vouch('ana', 'ana')],
    ['a word given twice', vouch('ana', 'beto')],
    ['a word for nobody', vouch('nobody', 'beto')],
    ['a post over before it begins', mandate('2026-02-01', '2026-02-01')],
    ['fewer than no uses', invitation(-1)],
    ['a code that is no hash', invitation(1, 31)],
    ['a place in the register taken twice', leaf(0, 'act 1')],
    ['an act in the register twice', leaf(1, 'act 0')],
    ['a negative place', leaf(-1, 'act 2')],
    [
      'an end of what never began',
      `UPDATE agents.organization SET dissolved_at = now() WHERE org_id = '${org}'`,
    ],
    ['a tree of less than nothing', `UPDATE register.tree SET size = -1 WHERE org_id = '${org}'`],
  ];
  test.each(refused)('%s', async (_law, statement) => {
    await expect(database.pool.query(statement)).rejects.toMatchObject({
      code: expect.stringMatching(/^23/) as string,
    });
  });

  test('and nothing that is sound', async () => {
    await database.pool.query(mandate('2026-02-01', '2026-02-02'));
    await database.pool.query(invitation(0));
    await database.pool.query(leaf(1, 'act 1'));
  });
});
