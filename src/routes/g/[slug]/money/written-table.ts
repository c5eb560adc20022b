/**
 * A table as people have it: pasted from a spreadsheet, or a file with tabs, semicolons or commas between, in
 * whichever letters their program writes.
 */
import { parse } from 'csv-parse/sync';

/** Longer than any list that somebody reads through. */
export const MOST_SIGNS = 2_000_000;

/** The rows of a table; null where nobody can read it as one. */
export function writtenTable(text: string, most = MOST_SIGNS): string[][] | null {
  if (text.length > most) return null;
  const delimiter = ['\t', ';', ','].find((sign) => text.includes(sign)) ?? ',';
  try {
    return parse(text.replace(/^\uFEFF/, ''), {
      delimiter,
      relax_column_count: true,
      skip_empty_lines: true,
      trim: true,
    });
  } catch {
    return null;
  }
}

/** What is in a file that came with a form, or what was pasted beside it; null where it is too long. */
export async function textOf(form: FormData, file: string, pasted: string): Promise<string | null> {
  const given = form.get(file);
  if (!(given instanceof File) || given.size === 0) {
    const text = form.get(pasted);
    return typeof text === 'string' ? text : '';
  }
  if (given.size > MOST_SIGNS) return null;
  const bytes = await given.arrayBuffer();
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    return new TextDecoder('windows-1252').decode(bytes);
  }
}
