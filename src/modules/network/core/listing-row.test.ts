import { describe, expect, test } from 'vitest';
import type { Field } from './columns.ts';
import { contentText } from './listing.ts';
import { readRow, type RowResult } from './listing-row.ts';

const DEFAULTS = { source: 'a list', licence: 'CC0 1.0' };

function row(values: Partial<Record<Field, string>>, extra: string[] = []): RowResult {
  const fields = Object.keys(values) as Field[];
  const cells = [...Object.values(values), ...extra];
  return readRow({ line: 7, cells, mended: false }, fields.length, fields, DEFAULTS);
}

const SEED = { name: 'Semilla', sourceId: '1' };
const kept = (values: Partial<Record<Field, string>>) => {
  const result = row({ ...SEED, ...values });
  if (!result.ok) throw new Error(result.refusal.rule);
  return result;
};

describe('a row is refused', () => {
  test.each([
    ['row_too_wide', SEED, ['too much']],
    ['cell_too_large', { ...SEED, description: 'x'.repeat(100_001) }, []],
    ['row_without_name', { ...SEED, name: ' … ' }, []],
    ['name_too_long', { ...SEED, name: 'x'.repeat(301) }, []],
    ['coordinates_out_of_range', { ...SEED, lat: '95', lon: '10' }, []],
    ['coordinates_out_of_range', { ...SEED, lat: '10', lon: '-180.1' }, []],
  ])('%s', (rule, values, extra) => {
    const result = row(values, extra);
    expect(result.ok ? 'kept' : result.refusal.rule).toBe(rule);
  });

  test('not at the edge of what may be', () => {
    expect(row({ ...SEED, lat: '90', lon: '-180' }).ok).toBe(true);
    expect(row({ ...SEED, name: 'x'.repeat(300) }).ok).toBe(true);
    expect(row(SEED, ['', ' ']).ok).toBe(true);
  });
});

describe('a value that cannot be right is left out, and the row kept', () => {
  test.each([
    ['country_unknown', { country: 'NY' }, 'country'],
    ['website_unusable', { website: 'update6' }, 'website'],
    ['website_unusable', { website: 'someone@example.org' }, 'website'],
    ['coordinates_unreadable', { lat: '0', lon: '0' }, 'latE6'],
    ['coordinates_unreadable', { lat: 'north', lon: '1' }, 'latE6'],
    ['coordinates_incomplete', { lat: '5', lon: '' }, 'latE6'],
    ['date_unreadable', { date: '2024-02-31' }, 'date'],
  ] as const)('%s', (note, values, key) => {
    const result = kept(values);
    expect(result.notes.map((one) => one.note)).toContain(note);
    expect(result.content).not.toHaveProperty(key);
  });

  test('an e-mail address in the wrong column is not even in the note', () => {
    expect(JSON.stringify(kept({ website: 'someone@example.org' }))).not.toContain('someone');
  });

  test('what is personal is never read', () => {
    expect(JSON.stringify(kept({ contact: 'Ana, 555 1234' }))).not.toContain('Ana');
  });

  test('control signs and half letters go, formulas stay as text', () => {
    const { content } = kept({ name: '=SUM(A1)\u0000\ud800', description: '+1 and\u0007 more' });
    expect([content.name, content.description]).toEqual(['=SUM(A1)\ufffd', '+1 and more']);
  });
});

describe('values are understood', () => {
  test.each([
    ['www.example.org', 'http://www.example.org'],
    ['https:/example.org', 'https://example.org'],
    ['www.a.com https://b.com @c', 'http://www.a.com'],
    ['http://x.coop/ñ?a=b', 'http://x.coop/ñ?a=b'],
  ])('website %s', (text, website) => {
    expect(kept({ website: text }).content.website).toBe(website);
  });

  test.each(['GB', 'uk', 'United Kingdom', 'Reino Unido', 'https://example.org/country/GB'])(
    'country %s',
    (text) => {
      expect(kept({ country: text }).content.country).toBe('GB');
    },
  );

  test('codes, their addresses and their labels; several beside each other; the unknown stays as words', () => {
    const { content } = kept({
      structure:
        'http://w3id.solidarityeconomy.coop/essglobal/V2a/standard/organisational-structure/OS60; Cooperativa de vivienda',
      activity: 'ICA210|baking',
      typeText: 'Workers|Company',
    });
    expect(content.codings).toEqual([
      { scheme: 'structure', code: 'OS60', source: 'a list' },
      { scheme: 'structure', code: 'OS70', source: 'a list' },
      { scheme: 'activity', code: 'ICA210', source: 'a list' },
      { scheme: 'activity-in-words', text: 'baking', source: 'a list' },
      { scheme: 'type-in-words', text: 'Workers|Company', source: 'a list' },
    ]);
  });

  test('the same content is the same text, whatever the order of its columns', () => {
    const one = kept({ city: 'Oaxaca', country: 'MX' });
    const other = kept({ country: 'MX', city: 'Oaxaca' });
    expect(contentText(one.content)).toBe(contentText(other.content));
    expect(contentText(one.content)).toMatch(/^\{"city":"Oaxaca","codings":\[\],"country":"MX"/);
    const full = kept({
      lat: '17.06', lon: '-96.72', structure: 'OS60', activityText: 'baking "bread"', street: 'c/o Ana', date: '2024-05-01',
      country: 'MX', region: 'Oaxaca', city: 'Tlacolula', postcode: '70400', website: 'a.org', description: 'ñ',
    }).content; // prettier-ignore
    const sorted = (value: unknown): unknown =>
      value !== null && typeof value === 'object' && !Array.isArray(value)
        ? Object.fromEntries(Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1)))
        : value;
    expect(contentText(full)).toBe(JSON.stringify(full, (_key, value: unknown) => sorted(value)));
  });
});

describe('what looks like a home is blurred before it is kept', () => {
  const AT = { lat: '51.608344', lon: '-3.654703', postcode: 'SW11 3HF' };
  test.each([
    ['flat', { street: 'Flat 2, 41 Lansdowne Crescent' }],
    ['flat', { street: 'Calle Sevilla 18 - 3º izquierda' }],
    ['care_of', { street: 'c/o Richard Orr 47 Raffrey Road' }],
    ['housing', { street: '69 The Ryde', activity: 'ICA210', website: 'http://example.org' }],
    ['one_person', { street: 'Penrhiwllan', structure: 'OS150' }],
    ['house_without_website', { street: '14 Penywern Road' }],
  ])('%s', (rule, values) => {
    const { content } = kept({ ...AT, ...values });
    expect(content.blurred).toBe(rule);
    expect(content).not.toHaveProperty('street');
    expect(content.postcode).toBe('SW11');
    expect([content.latE6, content.lonE6]).toEqual([51_605_000, -3_650_000]);
    expect(JSON.stringify(content)).not.toMatch(/608344|654703|3HF/);
  });

  test.each([
    { name: 'Social Club', street: '14 Penywern Road' },
    { street: '14 Penywern Road', website: 'http://example.org' },
    { street: 'Unit 3, Mill Business Park' },
    { street: 'Market Square' },
  ])('not %j', (values) => {
    const { content } = kept({ ...AT, ...values });
    expect(content.blurred).toBeUndefined();
    expect(content.latE6).toBe(51_608_344);
  });
});
