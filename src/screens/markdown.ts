/**
 * Markdown, as people write proposals and answers in it, to HTML that is safe to show: tags that somebody types
 * are text, an address is followed only where it leads to a page or a letter, and nothing is loaded from
 * elsewhere.
 */
import { micromark } from 'micromark';

/** Pictures would tell another house who reads here. */
const NO_PICTURES = { disable: { null: ['labelStartImage'] } };

export function markdown(text: string): string {
  return (
    micromark(text, { extensions: [NO_PICTURES] })
      // The page has the first heading and its sections the second; whatever is tagged here is ours.
      .replace(
        /<(\/?)h([1-6])>/g,
        (_, end: string, level: string) => `<${end}h${Math.min(6, Number(level) + 2)}>`,
      )
      .replaceAll('<a href=', '<a rel="nofollow ugc" href=')
  );
}

/** The same as one line of plain text, for lists and short previews. */
export function plainText(text: string): string {
  return markdown(text)
    .replace(/<[^>]*>/g, ' ')
    .replace(/&(amp|lt|gt|quot|#x?[0-9a-f]+);/gi, (sign) => SIGNS[sign] ?? ' ')
    .replace(/\s+/g, ' ')
    .replace(/ ([.,;:!?])/g, '$1')
    .trim();
}

const SIGNS: Readonly<Record<string, string>> = { '&amp;': '&', '&lt;': '<', '&gt;': '>', '&quot;': '"' };
