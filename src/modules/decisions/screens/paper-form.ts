/**
 * Ballots on paper as a teller types them: what is numbered on the paper is typed by its number. One line
 * is one paper; an empty line is an empty paper, which is a ballot too.
 */
import { accept, refuse, type Outcome } from '#kernel/outcome';
import type { Choices } from '../core/proposal.ts';
import type { BallotKind } from './ballot-form.ts';

/** Reads a line; `options` in the order of their numbers on the paper, from 1. */
export function readPaper(
  kind: BallotKind,
  line: string,
  options: readonly string[],
  reason = '',
): Outcome<Choices, 'paper_line_odd'> {
  const text = line.trim();
  switch (kind) {
    case 'yes_no':
      return text === 'yes' || text === 'no' || text === 'abstain'
        ? accept({ ballot: kind, says: text })
        : refuse('paper_line_odd');
    case 'consent':
      return text === 'consent' || text === 'aside' || text === 'object' || text === 'abstain'
        ? accept({ ballot: kind, says: text, ...(reason.trim() === '' ? {} : { reason: reason.trim() }) })
        : refuse('paper_line_odd');
    case 'approve':
    case 'fund': {
      const chosen = named(split(text), options);
      return chosen ? accept({ ballot: kind, options: chosen }) : refuse('paper_line_odd');
    }
    case 'marks':
      return readMarks(split(text), options);
    case 'rank': {
      const places = split(text.replace(/\s*=\s*/g, '=')).map((place) => named(place.split('='), options));
      return places.every((place) => place !== null)
        ? accept({ ballot: kind, ranking: places })
        : refuse('paper_line_odd');
    }
  }
}

function split(text: string): string[] {
  return text.split(/[\s,;]+/).filter((part) => part !== '');
}

function named(numbers: readonly string[], options: readonly string[]): string[] | null {
  const ids = numbers.map((one) => (/^[0-9]{1,3}$/.test(one) ? options[Number(one) - 1] : undefined));
  return ids.every((id) => id !== undefined) ? ids : null;
}

/** As many marks as there are options, a dash for one that was left empty; or nothing at all. */
function readMarks(parts: readonly string[], options: readonly string[]): Outcome<Choices, 'paper_line_odd'> {
  if (parts.length !== 0 && parts.length !== options.length) return refuse('paper_line_odd');
  if (!parts.every((part) => /^([0-9]|-|–)$/.test(part))) return refuse('paper_line_odd');
  const marks = parts.flatMap((part, at) =>
    /[0-9]/.test(part) ? [[options[at]!, Number(part)] as const] : [],
  );
  return accept({ ballot: 'marks', marks: Object.fromEntries(marks) });
}
