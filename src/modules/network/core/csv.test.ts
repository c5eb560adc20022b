import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { guessMapping } from './columns.ts';
import { firstLine, guessDelimiter, guessEncoding, otherKind } from './csv-format.ts';
import { csvLine, readCsv, type CsvRead } from './csv.ts';

async function read(
  bytes: Uint8Array | string,
  delimiter: ',' | ';' = ',',
  encoding = 'utf-8' as const,
): Promise<CsvRead[]> {
  const all = typeof bytes === 'string' ? Buffer.from(bytes) : bytes;
  return readPieces([all], delimiter, encoding);
}

async function readPieces(
  pieces: Uint8Array[],
  delimiter: ',' | ';' = ',',
  encoding: 'utf-8' | 'utf-16le' | 'utf-16be' = 'utf-8',
): Promise<CsvRead[]> {
  const rows: CsvRead[] = [];
  async function* bytes() {
    yield* pieces;
  }
  for await (const batch of readCsv(bytes(), { encoding, delimiter })) rows.push(...batch);
  return rows;
}

const cellsOf = (rows: CsvRead[]) => rows.map((row) => ('cells' in row ? row.cells : row.rule));

describe('reading rows', () => {
  test('quotes, line breaks in cells, empty lines, old and new line ends', async () => {
    const rows = await read('a,b\r\n"1 ""x""","two\nlines"\r\n\r\n3,4\r5,6');
    expect(cellsOf(rows)).toEqual([
      ['a', 'b'],
      ['1 "x"', 'two\nlines'],
      ['3', '4'],
      ['5', '6'],
    ]);
    expect(rows.map((row) => row.line)).toEqual([1, 2, 5, 6]);
  });

  test('a quote left open refuses its row and no other', async () => {
    const lines = Array.from({ length: 500 }, (_, i) => `${i},fine`);
    lines[10] = '10,"never closed';
    const rows = await read(lines.join('\n'));
    expect(rows).toHaveLength(500);
    expect(rows[10]).toEqual({ line: 11, rule: 'quote_left_open' });
    expect(cellsOf(rows)[499]).toEqual(['499', 'fine']);
  });

  test('a quote left open near the end of the file', async () => {
    const rows = await read('a,b\n1,"open\n2,fine\n');
    expect(cellsOf(rows)).toEqual([['a', 'b'], 'quote_left_open', ['2', 'fine']]);
  });

  test('a quote within plain text is text', async () => {
    expect(cellsOf(await read('a,5" pipe\nb,c'))).toEqual([
      ['a', '5" pipe'],
      ['b', 'c'],
    ]);
  });

  test('a cell of fifty megabytes is refused and never held', async () => {
    const part = Buffer.alloc(1_000_000, 'x');
    const pieces = [Buffer.from('a,b\n1,'), ...Array<Buffer>(50).fill(part), Buffer.from('\n2,fine\n')];
    expect(cellsOf(await readPieces(pieces))).toEqual([['a', 'b'], 'cell_too_large', ['2', 'fine']]);
  });

  test('a line that is no UTF-8 is read as Windows-1252, the others as they are', async () => {
    const rows = await read(
      Buffer.concat([Buffer.from('ñandú\n'), Buffer.from([0xf1, 0x61, 0x0a]), Buffer.from('ő\n')]),
    );
    expect(cellsOf(rows)).toEqual([['ñandú'], ['ña'], ['ő']]);
    expect(rows.map((row) => 'mended' in row && row.mended)).toEqual([false, true, false]);
  });

  test('UTF-16 in both orders, with and without a mark', async () => {
    const text = 'name,city\nΣπόρος,Αθήνα\n';
    const little = Buffer.from(text, 'utf16le');
    const big = Buffer.from(little).swap16();
    for (const [bytes, encoding] of [
      [little, 'utf-16le'],
      [Buffer.concat([Buffer.from([0xff, 0xfe]), little]), 'utf-16le'],
      [big, 'utf-16be'],
    ] as const) {
      expect(guessEncoding(bytes)).toBe(encoding);
      expect(cellsOf(await readPieces([bytes], ',', encoding))).toEqual([
        ['name', 'city'],
        ['Σπόρος', 'Αθήνα'],
      ]);
    }
  });

  test('what was written is read again, wherever the bytes are cut', async () => {
    const cell = fc
      .string({ unit: 'grapheme', maxLength: 12 })
      .filter((text) => !/[\r\u0000]/.test(text) && text.isWellFormed());
    const rows = fc.array(fc.array(cell, { minLength: 2, maxLength: 4 }), { minLength: 1, maxLength: 8 });
    await fc.assert(
      fc.asyncProperty(rows, fc.integer({ min: 1, max: 40 }), async (table, size) => {
        const plain = table
          .map((row) => row.map((text) => text.replace(/^[=+\-@\t'\uFEFF]+/, '')))
          .filter((row) => row.join('').trim() !== '');
        const bytes = Buffer.from(plain.map(csvLine).join(''));
        const pieces = Array.from({ length: Math.ceil(bytes.length / size) }, (_, i) =>
          bytes.subarray(i * size, (i + 1) * size),
        );
        expect(cellsOf(await readPieces(pieces))).toEqual(plain);
      }),
      { numRuns: 150 },
    );
  });

  test('text that a spreadsheet would calculate stays text', () => {
    expect(csvLine(['=1+1', '+49 30', '-5', '@home', 'plain'])).toBe("'=1+1,'+49 30,-5,'@home,plain\r\n");
  });
});

describe('guessing', () => {
  test.each([
    ['a;b;c', ';'],
    ['a\tb', '\t'],
    ['"a,b";c', ';'],
    ['only', ','],
  ])('the delimiter of %j', (header, delimiter) => {
    expect(guessDelimiter(header)).toBe(delimiter);
  });

  test('a workbook is recognised before anything is read', () => {
    expect(otherKind(Buffer.from('PK\u0003\u0004rest'))).toBe('zip');
    expect(otherKind(Buffer.from('name,city'))).toBeNull();
  });

  test('the first line with a quoted line break', () => {
    expect(firstLine(Buffer.from('\uFEFF"a\nb",c\n1,2'), 'utf-8')).toBe('"a\nb",c');
  });

  test.each([
    [
      'id,created_at,created_by,version,title,description,lat,lng,street,zip,city,country,state,homepage,contact_name,contact_email,contact_phone,opening_hours,founded_on,categories,tags,license,image_url,image_link_url,avg_rating',
      'sourceId,date,contact,,name,description,lat,lon,street,postcode,city,country,region,website,contact,contact,contact,,,typeText,activityText,licence,,,',
    ],
    [
      'Identifier,Name,Description,Organisational Structure,Primary Activity,Activities,Street Address,Locality,Region,Postcode,Country ID,Website,Phone,Email,Latitude,Longitude',
      'sourceId,name,description,structure,activity,activityText,street,city,region,postcode,country,website,contact,contact,lat,lon',
    ],
    ['Nombre,Dirección,Ciudad,País,Latitud,Longitud,Sitio web', 'name,street,city,country,lat,lon,website'],
    ['Bezeichnung,Straße,PLZ,Ort,Telefon', 'name,street,postcode,city,contact'],
    ['foo,bar', ','],
  ])('the columns of %s', (headers, fields) => {
    expect(
      guessMapping(headers.split(','))
        .map((field) => field ?? '')
        .join(','),
    ).toBe(fields);
  });
});
