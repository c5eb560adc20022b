/**
 * What somebody has written into the form of a proposal so far, and the draft that it means. The fields differ by
 * what the proposal is for; what the rules make of it, the act itself looks at.
 */
import { amountOf, formatAmount, parseAmount } from '#kernel/amount';
import { roleWord } from '#agents/screens/say.ts';
import { actLines, MONEY_SCALE, type Saying } from '#decisions/screens/say-proposal.ts';
import { kindNamed, type Kind, type Proposal, type ProposalOption } from '#decisions';
import { field } from '#host/forms';

/** What can be proposed, as people name it: a kind, and of memberships what is to become of one. */
export interface Purpose {
  readonly kind: Kind;
  readonly command: string | null;
}

export interface WrittenDraft extends Purpose {
  readonly title: string;
  readonly body: string;
  readonly role: string;
  readonly starts: string;
  readonly ends: string;
  readonly member: string;
  readonly mandate: string;
  readonly reason: string;
  readonly seats: string;
  readonly candidates: readonly string[];
  readonly rows: readonly { readonly title: string; readonly cost: string }[];
  readonly pot: string;
  readonly unit: string;
  /** What was asked for on another page and came here whole, as JSON. */
  readonly input: string | null;
}

const MONEY = { id: 'money', scale: MONEY_SCALE };
const ROWS = 4;
const MOST_ROWS = 500;

/** A form that nobody has written in. */
export function blankDraft({ kind, command }: Purpose, input: string | null): WrittenDraft {
  const none = { title: '', body: '', role: '', starts: '', ends: '', member: '', mandate: '', reason: '' };
  return {
    kind,
    command,
    ...none,
    seats: '1',
    candidates: [],
    rows: rowsOf([], 0),
    pot: '',
    unit: '',
    input,
  };
}

/** A draft that is kept, as its form shows it again. */
export function draftFrom(proposal: Proposal, options: readonly ProposalOption[]): WrittenDraft {
  const [act] = options[0]?.acts ?? [];
  const single = kindNamed(proposal.kind).options === 'one' && act !== undefined;
  const purpose = { kind: proposal.kind as Kind, command: single ? act.command : null };
  return {
    ...blankDraft(purpose, single ? JSON.stringify(act.input) : null),
    title: proposal.title,
    body: proposal.body,
    role: proposal.post?.role ?? '',
    starts: proposal.post?.startsOn ?? '',
    ends: proposal.post?.endsOn ?? '',
    seats: String(proposal.seats),
    candidates: options.flatMap((one) => one.member ?? []),
    rows: rowsOf(
      options.map((one) => ({
        title: one.title,
        cost: one.costMinor === null ? '' : decimal(one.costMinor),
      })),
      0,
    ),
    pot: proposal.potMinor === null ? '' : decimal(proposal.potMinor),
    unit: proposal.unit ?? '',
  };
}

function decimal(minor: bigint): string {
  const amount = amountOf(minor, MONEY);
  return amount.ok ? formatAmount(amount.value) : String(minor);
}

export function draftIn(form: FormData, purpose: Purpose, more = false): WrittenDraft {
  const all = (name: string) => form.getAll(name).map((one) => (typeof one === 'string' ? one : ''));
  const costs = all('row-cost');
  const rows = all('row-title').map((title, i) => ({ title: title.trim(), cost: (costs[i] ?? '').trim() }));
  const filled = rows.filter((one) => one.title !== '' || one.cost !== '');
  const text = (name: string) => field(form, name).trim();
  const input = field(form, 'input');
  return {
    ...purpose,
    title: text('title'),
    body: field(form, 'body'),
    role: text('role'),
    starts: text('starts'),
    ends: text('ends'),
    member: text('member'),
    mandate: text('mandate'),
    reason: text('reason'),
    seats: text('seats'),
    candidates: all('candidate'),
    rows: rowsOf(filled, more ? ROWS : 0),
    pot: text('pot'),
    unit: text('unit'),
    input: input === '' ? null : input,
  };
}

function rowsOf(filled: WrittenDraft['rows'], more: number): WrittenDraft['rows'] {
  const count = Math.min(MOST_ROWS, Math.max(ROWS, filled.length + more));
  return Array.from({ length: count }, (_, i) => filled[i] ?? { title: '', cost: '' });
}

/** What a proposal asks to be kept, as the act takes it; without what was left open. */
export function inputOf(draft: WrittenDraft, saying: Saying): Record<string, unknown> {
  const { kind } = draft;
  const spec = kindNamed(kind);
  const acts = spec.options === 'one' ? actsOf(draft) : [];
  const dates = { ...optional('startsOn', draft.starts), ...optional('endsOn', draft.ends) };
  return {
    kind,
    title: draft.title === '' ? titleOf(draft, acts, saying) : draft.title,
    body: draft.body,
    ...(spec.options === 'one' ? { acts } : { options: optionsOf(draft) }),
    ...(spec.candidates ? { seats: Number(draft.seats) } : {}),
    ...(spec.candidates && draft.role !== '' ? { post: { role: draft.role, ...dates } } : {}),
    ...(spec.needs.includes('pot')
      ? { ...optional('potMinor', minorOf(draft.pot)), ...optional('unit', draft.unit) }
      : {}),
  };
}

/** The acts that a yes would bring about: those that came here whole, or the one that the form describes. */
export function actsOf(draft: WrittenDraft): { command: string; input: unknown }[] {
  const { kind, command } = draft;
  if (draft.input !== null && command !== null) return [{ command, input: parsed(draft.input) }];
  const reason = optional('reason', draft.reason);
  switch (kind) {
    case 'appointment': {
      const dates = { ...optional('startsOn', draft.starts), ...optional('endsOn', draft.ends) };
      return [{ command: 'agents.appoint', input: { role: draft.role, member: draft.member, ...dates } }];
    }
    case 'recall':
      return [{ command: 'agents.revoke', input: { mandate: draft.mandate, ...reason } }];
    case 'ending':
      return [{ command: 'agents.dissolve', input: { note: draft.reason } }];
    case 'membership': {
      const until = command === 'agents.suspend' ? optional('until', draft.ends) : {};
      const why = command === 'agents.suspend' || command === 'agents.exclude' ? reason : {};
      return [{ command: command ?? 'agents.admit', input: { member: draft.member, ...why, ...until } }];
    }
    default:
      return [];
  }
}

function optionsOf(draft: WrittenDraft): Record<string, unknown>[] {
  const spec = kindNamed(draft.kind);
  if (spec.candidates) return draft.candidates.map((member) => ({ member }));
  return draft.rows
    .filter((one) => one.title !== '' || one.cost !== '')
    .map(({ title, cost }) => ({
      title,
      ...(spec.needs.includes('pot') ? optional('costMinor', minorOf(cost)) : {}),
    }));
}

function optional(name: string, value: string): Record<string, string> {
  return value === '' ? {} : { [name]: value };
}

/** What people write as an amount; what is none stays as it is, for the act to say so. */
export function minorOf(text: string): string {
  // A comma before one or two digits at the end stands where others write a point.
  const pointed = text.replace(/,(\d{1,2})$/, '.$1').replaceAll(/[\s,'’]/g, '');
  const amount = parseAmount(pointed, MONEY);
  return amount.ok ? String(amount.value.minor) : text;
}

function parsed(json: string): unknown {
  try {
    return JSON.parse(json) as unknown;
  } catch {
    return null;
  }
}

/** What brings about one thing can be called by it; whoever has a better title writes one. */
function titleOf(
  draft: WrittenDraft,
  acts: readonly { command: string; input: unknown }[],
  saying: Saying,
): string {
  const { words } = saying;
  if (draft.kind === 'election' && draft.role !== '')
    return words.t('propose.title.election', { role: roleWord(words, draft.role) });
  const known = acts.map(({ command, input }) => ({ command, version: 1, input: input as never }));
  return (actLines(saying, known)[0] ?? '').slice(0, 120);
}
