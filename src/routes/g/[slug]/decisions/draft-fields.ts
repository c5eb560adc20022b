/**
 * What somebody has written into the form of a proposal so far, and the draft that it means. The fields
 * differ by what the proposal is for; what the rules make of it, the act itself looks at.
 */
import { amountOf, formatAmount, readAmount } from '#kernel/amount';
import { roleWord } from '#agents/screens/say.ts';
import { actLines, MONEY_SCALE, type Saying } from '#decisions/screens/say-proposal.ts';
import { kindNamed, MOST_GROUPS, type Kind, type Proposal, type ProposalOption } from '#decisions';
import { field } from '#host/forms';
import type { Words } from '#locales';
import { countsSeats, FORMED } from './draft-named.ts';

/** What can be proposed, as people name it: a kind, and of memberships what is to become of one. */
export interface Purpose {
  readonly kind: Kind;
  readonly command: string | null;
}

/** One of several answers while it is written. */
export interface DraftRow {
  readonly title: string;
  readonly cost: string;
  readonly body: string;
  /** Of those with the same word here at most one is paid for. */
  readonly excludes: string;
}

const NO_ROW: DraftRow = { title: '', cost: '', body: '', excludes: '' };
const isFilled = (one: DraftRow) => Object.values(one).some((text) => text !== '');

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
  /** Posts that are given with the first, to people who stand together. */
  readonly also: readonly string[];
  readonly kept: readonly { readonly group: string; readonly least: string; readonly most: string }[];
  readonly candidates: readonly string[];
  readonly rows: readonly DraftRow[];
  readonly pot: string;
  /** What a yes-or-no proposal costs. */
  readonly cost: string;
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
    also: [],
    kept: keptRows([]),
    candidates: [],
    rows: rowsOf([], 0),
    pot: '',
    cost: '',
    unit: '',
    input,
  };
}

/** A draft that is kept, as its form shows it again. */
export function draftFrom(proposal: Proposal, options: readonly ProposalOption[]): WrittenDraft {
  const [act] = options[0]?.acts ?? [];
  const single = kindNamed(proposal.kind).options === 'one' && act !== undefined;
  const purpose = { kind: proposal.kind as Kind, command: single ? act.command : null };
  const asked = single ? askedIn(proposal.kind, options[0]!.acts) : null;
  return {
    ...blankDraft(purpose, single && asked === null ? JSON.stringify(act.input) : null),
    title: proposal.title,
    body: proposal.body,
    role: proposal.post?.role ?? '',
    starts: proposal.post?.startsOn ?? '',
    ends: proposal.post?.endsOn ?? '',
    seats: String(proposal.seats),
    also: proposal.post?.also ?? [],
    kept: keptRows(
      proposal.parity.map(({ group, least, most }) => ({
        group,
        least: String(least ?? ''),
        most: String(most ?? ''),
      })),
    ),
    candidates: options.flatMap((one) => one.member ?? []),
    ...asked,
    rows: rowsOf(
      options.map((one) => ({
        title: one.title,
        cost: one.costMinor === null ? '' : decimal(one.costMinor),
        body: one.body,
        excludes: one.excludes ?? '',
      })),
      0,
    ),
    pot: proposal.potMinor === null ? '' : decimal(proposal.potMinor),
    cost: costFrom(proposal.kind, options),
    unit: proposal.unit ?? '',
  };
}

/** What one thing costs that is said yes or no to; several say it in their own lines. */
function costFrom(kind: string, [one]: readonly ProposalOption[]): string {
  const costMinor = kindNamed(kind).options === 'one' ? (one?.costMinor ?? null) : null;
  return costMinor === null ? '' : decimal(costMinor);
}

/** What each act is asked in the form of its kind: which of its inputs stands in which field. */
const ASKED: Readonly<
  Record<string, Readonly<Record<string, 'role' | 'starts' | 'ends' | 'member' | 'mandate' | 'reason'>>>
> = {
  'agents.appoint': { role: 'role', member: 'member', startsOn: 'starts', endsOn: 'ends' },
  'agents.revoke': { mandate: 'mandate', reason: 'reason' },
  'agents.dissolve': { note: 'reason' },
  'agents.admit': { member: 'member' },
  'agents.decline': { member: 'member' },
  'agents.exclude': { member: 'member', reason: 'reason' },
  'agents.lift_suspension': { member: 'member' },
  'agents.suspend': { member: 'member', reason: 'reason', until: 'ends' },
};

/** An act in the fields in which it is asked for; null where it was filled in elsewhere, or is one of several. */
function askedIn(kind: string, acts: ProposalOption['acts']): Partial<WrittenDraft> | null {
  const [act, ...more] = acts;
  const fields = act === undefined ? undefined : ASKED[act.command];
  if (!FORMED.includes(kind) || act === undefined || fields === undefined || more.length > 0) return null;
  const said = Object.entries(act.input as Record<string, unknown>).filter(([, value]) => value !== null);
  if (said.some(([key, value]) => fields[key] === undefined || typeof value !== 'string')) return null;
  return Object.fromEntries(said.map(([key, value]) => [fields[key]!, value]));
}

/** With an outline of what belongs into a text of its kind, behind whatever stands there already. */
export function outlined(draft: WrittenDraft, words: Words): WrittenDraft {
  const outline = words.t(`kind.${draft.kind}.body`);
  if (draft.body.includes(outline)) return draft;
  return { ...draft, body: [draft.body.trimEnd(), outline].filter((text) => text !== '').join('\n\n') };
}

/** What would be done as it is asked now, and as it was: whether these are two things. */
export function actsDiffer(draft: WrittenDraft, before: WrittenDraft): boolean {
  const text = (one: WrittenDraft) => JSON.stringify(actsOf(one));
  return text(draft) !== text(before);
}

function decimal(minor: bigint): string {
  const amount = amountOf(minor, MONEY);
  return amount.ok ? formatAmount(amount.value) : String(minor);
}

export function draftIn(form: FormData, purpose: Purpose, more = false): WrittenDraft {
  const all = (name: string) => form.getAll(name).map((one) => (typeof one === 'string' ? one : ''));
  const costs = all('row-cost');
  const [bodies, excludes] = [all('row-body'), all('row-excludes')];
  const rows = all('row-title').map((title, i) => ({
    title: title.trim(),
    cost: (costs[i] ?? '').trim(),
    body: (bodies[i] ?? '').trim(),
    excludes: (excludes[i] ?? '').trim(),
  }));
  const filled = rows.filter(isFilled);
  const text = (name: string) => field(form, name).trim();
  const input = field(form, 'input');
  const [least, most] = [all('kept-least'), all('kept-most')];
  const kept = all('kept-group').map((group, i) => ({
    group: group.trim(),
    least: (least[i] ?? '').trim(),
    most: (most[i] ?? '').trim(),
  }));
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
    also: all('also').filter((role) => role !== ''),
    kept: keptRows(kept.filter((one) => one.group + one.least + one.most !== '')),
    candidates: all('candidate'),
    rows: rowsOf(filled, more ? ROWS : 0),
    pot: text('pot'),
    cost: text('cost'),
    unit: text('unit'),
    input: input === '' ? null : input,
  };
}

function rowsOf(filled: WrittenDraft['rows'], more: number): WrittenDraft['rows'] {
  const count = Math.min(MOST_ROWS, Math.max(ROWS, filled.length + more));
  return Array.from({ length: count }, (_, i) => filled[i] ?? NO_ROW);
}

/** A line more than is filled, as far as a proposal may say. */
function keptRows(filled: WrittenDraft['kept']): WrittenDraft['kept'] {
  const count = Math.min(MOST_GROUPS, Math.max(2, filled.length + 1));
  return Array.from({ length: count }, (_, i) => filled[i] ?? { group: '', least: '', most: '' });
}

/** What a proposal asks to be kept, as the act takes it; without what was left open. */
export function inputOf(draft: WrittenDraft, saying: Saying): Record<string, unknown> {
  const { kind } = draft;
  const spec = kindNamed(kind);
  const acts = spec.options === 'one' ? actsOf(draft) : [];
  const dates = { ...optional('startsOn', draft.starts), ...optional('endsOn', draft.ends) };
  const also = spec.candidates === 'slates' ? { also: draft.also } : {};
  return {
    kind,
    title: draft.title === '' ? titleOf(draft, acts, saying) : draft.title,
    body: draft.body,
    // People stand together once others can read of it.
    ...(spec.options === 'one'
      ? { acts }
      : spec.candidates === 'slates'
        ? {}
        : { options: optionsOf(draft) }),
    ...(countsSeats(kind) ? { seats: Number(draft.seats) } : {}),
    ...(spec.candidates && draft.role !== '' ? { post: { role: draft.role, ...also, ...dates } } : {}),
    ...(spec.candidates ? { parity: parityOf(draft) } : {}),
    ...(spec.needs.includes('pot') ? optional('potMinor', minorOf(draft.pot)) : {}),
    ...(spec.needs.includes('pot') || spec.mayCost ? optional('unit', draft.unit) : {}),
    ...(spec.mayCost && spec.options === 'one' ? optional('costMinor', minorOf(draft.cost)) : {}),
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

function parityOf({ kept }: WrittenDraft): Record<string, unknown>[] {
  return kept
    .filter((one) => one.group + one.least + one.most !== '')
    .map(({ group, least, most }) => ({
      group,
      ...(least === '' ? {} : { least: Number(least) }),
      ...(most === '' ? {} : { most: Number(most) }),
    }));
}

function optionsOf(draft: WrittenDraft): Record<string, unknown>[] {
  const spec = kindNamed(draft.kind);
  if (spec.candidates === 'people') return draft.candidates.map((member) => ({ member }));
  return draft.rows.filter(isFilled).map(({ title, cost, body, excludes }) => ({
    title,
    body,
    ...(spec.needs.includes('pot') || spec.mayCost ? optional('costMinor', minorOf(cost)) : {}),
    ...(spec.needs.includes('pot') ? optional('excludes', excludes) : {}),
  }));
}

function optional(name: string, value: string): Record<string, string> {
  return value === '' ? {} : { [name]: value };
}

/** What people write as an amount; what is none stays as it is, for the act to say so. */
export function minorOf(text: string): string {
  const amount = readAmount(text, MONEY);
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
export function titleOf(
  draft: WrittenDraft,
  acts: readonly { command: string; input: unknown }[],
  saying: Saying,
): string {
  const { words } = saying;
  if (draft.kind === 'election' && draft.role !== '')
    return words.t('propose.title.election', { role: roleWord(words, draft.role) });
  if (draft.kind === 'slate' && draft.role !== '') {
    const roles = [...new Set([draft.role, ...draft.also])].map((role) => roleWord(words, role));
    return words.t('propose.title.slate', { roles: words.list(roles) }).slice(0, 120);
  }
  const known = acts.map(({ command, input }) => ({ command, version: 1, input: input as never }));
  return (actLines(saying, known)[0] ?? '').slice(0, 120);
}
