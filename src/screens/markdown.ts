/**
 * Markdown, as people write proposals and answers in it, to HTML that is safe to show: tags that somebody
 * types are text, an address is followed only where it leads to a page or a letter, and nothing is loaded
 * from elsewhere.
 */
import { micromark } from 'micromark';

/**
 * Signs that take long to be matched with each other when there are very many of them. Nobody writes so; where
 * somebody does, the signs are shown as they stand.
 */
const TOO_MANY: readonly (readonly [RegExp, number, string])[] = [
  [/[*_]/g, 800, 'attention'],
  [/\[/g, 300, 'labelStartLink'],
  [/\[/g, 300, 'labelStartImage'],
  [/`/g, 800, 'codeText'],
  [/^(?:[ \t]*>){20}/gm, 0, 'blockQuote'],
  [/^(?:[ \t]*(?:[-+*]|\d+[.)])){20}/gm, 0, 'list'],
];

export function markdown(text: string): string {
  return (
    followed(micromark(text, { extensions: [{ disable: { null: tooMany(text) } }] }))
      // The page has the first heading and its sections the second; whatever is tagged here is ours.
      .replace(
        /<(\/?)h([1-6])>/g,
        (_, end: string, level: string) => `<${end}h${Math.min(6, Number(level) + 2)}>`,
      )
      .replaceAll('<a href=', '<a rel="nofollow ugc" href=')
  );
}

const LINK = /<a href="([^"]*)"(?: title="[^"]*")?>([\s\S]*?)<\/a>/g;
const PICTURE = /<img src="([^"]*)" alt="([^"]*)"(?: title="[^"]*")? \/>/g;

/**
 * A picture would tell another house who reads here: it is a link to it, called by what it shows. What leads
 * nowhere that may be followed is its words alone.
 */
function followed(html: string): string {
  return html
    .replace(LINK, (_link, address: string, said: string) => {
      const words = said.replace(PICTURE, (_picture, at: string, shows: string) => shows || at);
      return address === '' ? words : `<a href="${address}">${words}</a>`;
    })
    .replace(PICTURE, (_picture, at: string, shows: string) =>
      at === '' ? shows : `<a href="${at}">${shows || at}</a>`,
    );
}

function tooMany(text: string): string[] {
  return TOO_MANY.filter(([sign, most]) => (text.match(sign)?.length ?? 0) > most).map(([, , kind]) => kind);
}

/** The same as one line of plain text, for lists and short previews. */
export function plainText(text: string): string {
  return markdown(text)
    .replace(/<\/li>\s*<li>/g, ' · ')
    .replace(/<[^>]*>/g, ' ')
    .replace(/&(amp|lt|gt|quot|#x?[0-9a-f]+);/gi, (sign) => SIGNS[sign] ?? ' ')
    .replace(/\s+/g, ' ')
    .replace(/ ([.,;:!?])/g, '$1')
    .trim();
}

/** What begins a line of Markdown: a heading or a quotation, a list, a numbered list; then what it says. */
const LINE = /^([ \t]*)(#{1,6}[ \t]+|(?:>[ \t]?)+)?([-+*][ \t]+|\d+[.)][ \t]+)?(.*)$/;

/** The same line by line, with lists as they are read; for texts that are laid beside each other. */
export function plainLines(text: string): string {
  return text.split('\n').map(plainLine).join('\n');
}

function plainLine(line: string): string {
  const [, indent = '', , item = '', said = ''] = LINE.exec(line) ?? [];
  if (said.trim() === '') return '';
  return `${indent}${item === '' || /\d/.test(item) ? item : '• '}${plainText(said)}`;
}

const SIGNS: Readonly<Record<string, string>> = { '&amp;': '&', '&lt;': '<', '&gt;': '>', '&quot;': '"' };
