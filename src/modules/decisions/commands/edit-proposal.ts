/**
 * Its authors write it anew. In a draft everything can be changed; once others have read it, its words and
 * what it would bring about, and the version before stays readable.
 */
import { z } from 'zod';
import { assert } from '#kernel/assert';
import type { Act, MemberId } from '#kernel/command';
import { accept, refuse, type Outcome } from '#kernel/outcome';
import { loadMembers } from '#agents/server';
import {
  decideDraft,
  DRAFT_RULES,
  type AskedDraft,
  type AskedOption,
  type DecidedDraft,
  type DraftOption,
  type DraftRule,
} from '../core/draft.ts';
import { asRead } from '../core/as-read.ts';
import { kindNamed, type Kind } from '../core/kinds.ts';
import {
  impersonal,
  isSame,
  type Proposal,
  type ProposalOption,
  type ProposedAct,
} from '../core/proposal.ts';
import { wrongForAuthor } from '../core/steps.ts';
import { decideMoved, movedRow, type Moved } from '../core/talk-anew.ts';
import { changeActs, changeProposal, clearOptions, insertOptions, insertVersion } from '../store/writes.ts';
import { decisionsCommand, only } from './decisions-command.ts';
import { draftFields, PERSONAL, recorded, rowOf } from './draft-input.ts';
import { proposalId } from './fields.ts';
import { lookUpUnder } from './known-acts.ts';
import { loadWritten, named, type Loaded } from './loading.ts';

const input = z.object({
  proposal: proposalId,
  /** The digest of what was read before; without it, whatever is there by now is written over. */
  base: z
    .string()
    .regex(/^[0-9a-f]{64}$/)
    .optional(),
  title: draftFields.title.optional(),
  body: draftFields.body.optional(),
  acts: draftFields.acts.optional(),
  options: draftFields.options.optional(),
  seats: draftFields.seats.optional(),
  /** Null: it costs nothing any more. */
  costMinor: draftFields.costMinor.nullable(),
  potMinor: draftFields.potMinor,
  unit: draftFields.unit,
  post: draftFields.post,
  parity: draftFields.parity,
});
type Input = z.output<typeof input>;

type Edited = {
  readonly proposal: string;
  readonly by: MemberId;
  readonly title: string;
  readonly body: string;
  readonly matter: string;
  readonly version: number;
  /** The rest of a draft; null where others have read it already. */
  readonly draft:
    | (Omit<DecidedDraft, 'matter' | 'options'> & {
        readonly options: readonly ({ readonly option: string } & DraftOption)[];
      })
    | null;
  /** What a published one brings about now. */
  readonly changed: {
    readonly option: string;
    readonly acts: readonly ProposedAct[];
    /** What it brought about before, of which no reason is told again. */
    readonly before?: readonly ProposedAct[];
  } | null;
  /** When a published one is voted on now; null of a draft. */
  readonly moved: Moved | null;
};

export const editProposal = decisionsCommand({
  name: 'decisions.edit_proposal',
  scope: 'organization',
  grounds: ['member'],
  matter: 'propose',
  input,
  refusals: [
    'proposal_unknown',
    'vote_has_begun',
    'proposal_over',
    'not_an_author',
    'proposal_has_changed',
    'published_already',
    'nothing_changes',
    ...DRAFT_RULES,
  ],
  personal: PERSONAL,
  async load(tx, asks, { org, now }) {
    const { input: asked } = only(asks);
    const written = await loadWritten(tx, org, asked.proposal, now);
    const members = await loadMembers(tx, org, named([...(asked.options ?? []), ...written.options]));
    return { ...written, members };
  },
  about: (_state, { input: asked }) => ({ subject: asked.proposal }),
  decide(state, asked, act) {
    const wrong = wrongForAuthor(state, act.member, act.at);
    if (wrong) return wrong;
    const proposal = state.proposal!;
    assert(act.member, 'only members write proposals');
    if (asked.base !== undefined && asked.base !== asRead(proposal, state.options)) {
      return refuse('proposal_has_changed');
    }
    if (proposal.publishedAt !== null && beyondWords(asked)) return refuse('published_already');
    const whole = merged(asked, proposal, state.options);
    const decided = decideAnew(whole, state, act);
    if (!decided.ok) return decided;
    const words = { title: whole.title, body: whole.body, matter: decided.value.matter };
    const shared = { proposal: proposal.id, by: act.member, ...words };
    if (proposal.publishedAt === null) {
      const { options, matter: _matter, ...rest } = decided.value;
      const draft = { ...rest, options: recorded(options, act) };
      return accept<Edited>({ ...shared, draft, version: proposal.version, changed: null, moved: null });
    }
    const acts = asked.acts === undefined ? null : decided.value.options[0]!.acts;
    const same = whole.title === proposal.title && whole.body === proposal.body;
    const one = state.options[0]!;
    const sameActs = acts === null || isSame(acts, one.acts);
    if (same && sameActs) return refuse('nothing_changes');
    const changed =
      acts === null || sameActs ? null : { option: one.id, acts, before: one.acts.map(impersonal) };
    const moved = decideMoved(proposal, sameActs ? 'words' : 'substance', act.at);
    return accept<Edited>({ ...shared, draft: null, version: proposal.version + 1, changed, moved });
  },
  async record(tx, facts) {
    for (const { act, fact } of facts) {
      const { proposal, title, body, matter, by, draft, version, changed, moved } = fact;
      const dates = moved === null ? {} : movedRow(moved);
      await changeProposal(tx, act.org, proposal, { title, body, matter, version, ...dates });
      if (draft === null) {
        await insertVersion(tx, act, proposal, {
          ...{ version, title, body, changed_by: by },
          acts: changed?.acts.map(impersonal),
          before: changed?.before,
        });
        if (changed) await changeActs(tx, act, proposal, changed.option, changed.acts);
        continue;
      }
      const { options, potMinor, ...rest } = draft;
      await changeProposal(tx, act.org, proposal, {
        ...rest,
        pot_minor: potMinor === null ? null : BigInt(potMinor),
      });
      await clearOptions(tx, act.org, proposal);
      await insertOptions(tx, act, proposal, by, 0, options.map(rowOf));
    }
  },
  answer: ({ proposal, version, moved }) => ({ proposal, version, opensAt: moved?.opensAt ?? null }),
});

/** Whether more is asked than other words and other acts. */
function beyondWords({ options, seats, costMinor, potMinor, unit, post, parity }: Input): boolean {
  return [options, seats, costMinor, potMinor, unit, post, parity].some((one) => one !== undefined);
}

/** The whole draft as it would be; what is not given stays as it is. */
function merged(asked: Input, proposal: Proposal, options: readonly ProposalOption[]): AskedDraft {
  const several = kindNamed(proposal.kind).options === 'several';
  return {
    kind: proposal.kind as Kind,
    title: asked.title ?? proposal.title,
    body: asked.body ?? proposal.body,
    acts: asked.acts ?? (several ? [] : options.flatMap((one) => one.acts)),
    options: asked.options ?? (several ? options.map(asAsked) : []),
    seats: asked.seats ?? proposal.seats,
    costMinor: costOf(asked, several ? null : (options[0]?.costMinor ?? null)),
    potMinor: asked.potMinor ?? (proposal.potMinor === null ? undefined : String(proposal.potMinor)),
    unit: asked.unit ?? proposal.unit ?? undefined,
    post: asked.post ?? proposal.post ?? undefined,
    parity: asked.parity ?? proposal.parity,
  };
}

function costOf({ costMinor }: Input, before: bigint | null): string | undefined {
  if (costMinor !== undefined) return costMinor ?? undefined;
  return before === null ? undefined : String(before);
}

function asAsked(option: ProposalOption): AskedOption {
  return {
    title: option.title,
    body: option.body,
    member: option.member ?? undefined,
    ...(option.member === null ? { people: option.people.map((one) => one.member) } : {}),
    costMinor: option.costMinor === null ? undefined : String(option.costMinor),
    excludes: option.excludes ?? undefined,
  };
}

/**
 * Options of what is published stand as they are: a candidate who has left since is no reason not to mend a
 * word.
 */
function decideAnew(
  whole: AskedDraft,
  { group, members, proposal, options }: Loaded & Pick<Parameters<typeof decideDraft>[1], 'members'>,
  act: Act,
): Outcome<DecidedDraft, DraftRule> {
  const { articles } = group;
  const asked = proposal!.publishedAt === null ? whole : { ...whole, options: [] };
  // Whoever has put themself forward for this post still does, whoever of the authors writes it anew. Whoever
  // others have put forward says so themself: mending a word says nothing.
  const isSamePost = isSame(whole.post ?? null, proposal!.post);
  const named = options.flatMap((one) => one.people);
  const agreed = named.filter((one) => one.agreedAt !== null).map((one) => one.member);
  const isNew = !named.some((one) => one.member === act.member);
  const agrees = (member: MemberId) =>
    member === act.member ? isNew || agreed.includes(member) : isSamePost && agreed.includes(member);
  return decideDraft(asked, { articles, members, today: act.today, lookUp: lookUpUnder(articles), agrees });
}
