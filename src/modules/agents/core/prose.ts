/** Text of several lines, as people write it: paragraphs, lists, what Markdown makes of them. */

/** Control signs but for the end of a line, and marks that turn the direction of what follows. */
const UNSEEN = /(?![\n\t])\p{Cc}|[\u200e\u200f\u202a-\u202e\u2066-\u2069]/gu;

/** With one sign for the end of a line, without control signs, with no more than one empty line in a row. */
export function asProse(raw: string): string {
  return raw
    .normalize('NFC')
    .replace(/\r\n?/g, '\n')
    .replace(UNSEEN, '')
    .replace(/[ \t]+$/gm, '')
    .replace(/\n{3,}/g, '\n\n')
    .trim();
}
