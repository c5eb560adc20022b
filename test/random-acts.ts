/** People who do all sorts of things to their groups: what a person may think of next, likely or not. */
import { sql } from 'kysely';
import type { MemberId, OrgId, PersonId } from '../src/kernel/command.ts';
import { makeId } from '../src/kernel/id.ts';
import type { Host } from '../src/host/host.ts';
import { hashCode, type Articles } from '../src/modules/agents/index.server.ts';

/** Chance that can be repeated: mulberry32. */
export class Dice {
  #state: number;

  constructor(seed: number) {
    this.#state = seed >>> 0;
  }

  next(): number {
    this.#state = (this.#state + 0x6d2b79f5) >>> 0;
    let mixed = this.#state;
    mixed = Math.imul(mixed ^ (mixed >>> 15), mixed | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  }

  below(count: number): number {
    return Math.floor(this.next() * count);
  }

  chance(percent: number): boolean {
    return this.next() * 100 < percent;
  }

  bytes(count: number): Uint8Array {
    return Uint8Array.from({ length: count }, () => this.below(256));
  }

  one<Value>(from: readonly Value[]): Value | undefined {
    return from[this.below(from.length)];
  }
}

interface MemberRow {
  member_id: MemberId;
  person_id: PersonId | null;
  founder: boolean;
  applied_on: string | null;
  admitted_on: string | null;
  suspended_on: string | null;
  ended_on: string | null;
  answered_by: string | null;
}

/** A group as whoever acts in it may look at it. */
export interface View {
  readonly org: OrgId;
  readonly version: number;
  readonly articles: Articles;
  readonly draft: boolean;
  readonly members: readonly MemberRow[];
  readonly mandates: readonly {
    mandate_id: string;
    role: string;
    member_id: MemberId;
    ended_at: string | null;
  }[];
  readonly waiting: readonly { waiting_id: string }[];
  readonly households: readonly { household_id: string; member_id: MemberId; confirmed_by: string | null }[];
  readonly codes: readonly string[];
  readonly invitations: readonly { invitation_id: string }[];
  /** Drafts of proposals, files beside them, and bytes that wait to be added. */
  readonly drafts: readonly { proposal_id: string; proposed_by: MemberId }[];
  readonly files: readonly { file_id: string; proposal_id: string }[];
  readonly brought: readonly { digest: string; member_id: MemberId }[];
  readonly words: readonly { word_id: string; author: MemberId; kind: string; subject: string }[];
}

export async function lookAt({ db }: Host, org: OrgId, codes: readonly string[]): Promise<View> {
  const group = await sql<{ version: number; articles: Articles; draft: boolean }>`
    SELECT s.version, s.articles, o.founded_at IS NULL AS draft FROM agents.statutes s
      JOIN agents.organization o ON o.org_id = s.org_id
     WHERE s.org_id = ${org} ORDER BY s.version DESC LIMIT 1`.execute(db);
  const rows = <Row>(query: ReturnType<typeof sql<Row>>) => query.execute(db).then((result) => result.rows);
  return {
    org,
    codes,
    ...group.rows[0]!,
    members: await rows(sql<MemberRow>`SELECT * FROM agents.member WHERE org_id = ${org} ORDER BY member_id`),
    mandates: await rows(
      sql<View['mandates'][number]>`SELECT * FROM agents.mandate WHERE org_id = ${org} ORDER BY mandate_id`,
    ),
    waiting: await rows(sql<{ waiting_id: string }>`
      SELECT waiting_id FROM agents.waiting_act WHERE org_id = ${org} AND done_act_id IS NULL
         AND withdrawn_at IS NULL ORDER BY waiting_id DESC LIMIT 6`),
    invitations: await rows(sql<{ invitation_id: string }>`
      SELECT invitation_id FROM agents.invitation WHERE org_id = ${org} ORDER BY invitation_id DESC LIMIT 6`),
    words: await rows(sql<View['words'][number]>`
      SELECT word_id, author, kind, subject FROM decisions.word WHERE org_id = ${org}
       ORDER BY word_id DESC LIMIT 10`),
    drafts: await rows(sql<View['drafts'][number]>`
      SELECT proposal_id, proposed_by FROM decisions.proposal WHERE org_id = ${org}
       ORDER BY proposal_id DESC LIMIT 8`),
    files: await rows(sql<View['files'][number]>`
      SELECT file_id, proposal_id FROM decisions.file WHERE org_id = ${org} ORDER BY file_id DESC LIMIT 8`),
    brought: await rows(sql<View['brought'][number]>`
      SELECT digest, member_id FROM host.brought WHERE org_id = ${org} ORDER BY at DESC, digest LIMIT 20`),
    households: await rows(
      sql<
        View['households'][number]
      >`SELECT * FROM agents.household_member WHERE org_id = ${org} ORDER BY member_id`,
    ),
  };
}

export interface Idea {
  readonly command: string;
  readonly input: unknown;
  /** Something the world learns: a code that was given out. */
  readonly code?: string;
}

const day = (now: number, days: number) => new Date(now + days * 86_400_000).toISOString().slice(0, 10);

/** What `person` may think of doing in the group they look at. */
export function think(dice: Dice, view: View, person: PersonId, now: number, networkOrg: OrgId): Idea {
  const own = view.members.find((one) => one.person_id === person && one.ended_on === null);
  const open = view.members.filter((one) => one.ended_on === null);
  const odd = dice.chance(8);
  const stray = <Kind extends string>(kind: Kind) => makeId(kind, now, dice.bytes(10));
  const anyone = () =>
    odd ? stray('mem') : (dice.one(dice.chance(92) ? open : view.members)?.member_id ?? stray('mem'));
  const applicant = () =>
    dice.one(open.filter((one) => one.applied_on && !one.admitted_on))?.member_id ?? anyone();
  const mandates = view.mandates.filter((one) => one.ended_at === null);
  const post = () =>
    odd ? stray('man') : (dice.one(dice.chance(80) ? mandates : view.mandates)?.mandate_id ?? stray('man'));
  const role = () => (odd ? 'nobody' : dice.one(view.articles.roles)!.role);
  const code = () => `C${dice.below(1e9)}X${dice.below(1e9)}`;
  const name = () => `Name ${dice.below(1000)}`;
  const why = 'A reason that can be read.';
  const waiting = () => (odd ? stray('wai') : (dice.one(view.waiting)?.waiting_id ?? 'founding'));
  const giveCode = (input: object, command: string): Idea => {
    const given = code();
    return { command, input: { ...input, codeHash: hashCode(given) }, code: given };
  };
  const ideas: readonly (readonly [number, () => Idea])[] = [
    [14, () => sign()],
    [3, () => ({ command: 'agents.withdraw_signature', input: { subject: waiting() } })],
    [
      6,
      () => ({
        command: 'agents.apply',
        input: { name: name(), norms: true, ...(odd ? { class: 'nobody' } : {}) },
      }),
    ],
    [7, () => ({ command: 'agents.vouch', input: { member: dice.chance(75) ? applicant() : anyone() } })],
    [6, () => ({ command: 'agents.admit', input: { member: dice.chance(85) ? applicant() : anyone() } })],
    [
      2,
      () => ({
        command: 'agents.decline',
        input: { member: dice.chance(85) ? applicant() : anyone(), reason: why },
      }),
    ],
    [
      4,
      () =>
        giveCode(
          { ...(dice.chance(50) ? { name: name() } : {}), ...(dice.chance(20) ? { member: anyone() } : {}) },
          'agents.invite',
        ),
    ],
    [
      6,
      () => ({
        command: 'agents.accept',
        input: {
          code: odd ? 'NOSUCH' : (dice.one(view.codes.slice(-12)) ?? 'NOSUCH'),
          name: name(),
          norms: true,
        },
      }),
    ],
    [
      9,
      () => ({
        command: 'agents.withdraw_invitation',
        input: {
          invitation: odd ? stray('inv') : (dice.one(view.invitations)?.invitation_id ?? stray('inv')),
        },
      }),
    ],
    [3, () => giveCode({ name: dice.chance(70) ? name() : 'Name 1' }, 'agents.name_founder')],
    [2, () => ({ command: 'agents.unname_founder', input: { member: anyone() } })],
    [2, () => ({ command: 'agents.enter_on_paper', input: { name: name() } })],
    [
      3,
      () => ({
        command: 'agents.say_no',
        input: { member: dice.one(open.filter((one) => one.answered_by))?.member_id ?? anyone() },
      }),
    ],
    [9, () => appoint()],
    [4, () => ({ command: 'agents.revoke', input: { mandate: post(), reason: why } })],
    [4, () => ({ command: 'agents.hand_over', input: { mandate: post(), to: anyone() } })],
    [
      2,
      () => ({
        command: 'agents.lay_down',
        input: {
          mandate: dice.one(mandates.filter((one) => one.member_id === own?.member_id))?.mandate_id ?? post(),
        },
      }),
    ],
    [
      4,
      () => ({
        command: 'agents.suspend',
        input: {
          member: anyone(),
          reason: why,
          ...(dice.chance(60) ? { until: day(now, dice.below(20) - 2) } : {}),
        },
      }),
    ],
    [
      8,
      () => ({
        command: 'agents.lift_suspension',
        input: { member: dice.one(open.filter((one) => one.suspended_on))?.member_id ?? anyone() },
      }),
    ],
    [2, () => ({ command: 'agents.exclude', input: { member: anyone(), reason: why } })],
    [2, () => amend()],
    [5, () => ({ command: 'agents.describe', input: { purpose: `Purpose ${dice.below(5)}` } })],
    [1, () => ({ command: 'agents.leave', input: {} })],
    [2, () => ({ command: 'agents.edit_membership', input: dice.chance(80) ? { contact: name() } : {} })],
    [1, () => ({ command: 'agents.edit_profile', input: dice.chance(80) ? { name: name() } : {} })],
    [2, () => ({ command: 'agents.form_household', input: {} })],
    [
      3,
      () => ({
        command: 'agents.join_household',
        input: { household: odd ? stray('hou') : (dice.one(view.households)?.household_id ?? stray('hou')) },
      }),
    ],
    [
      3,
      () => ({
        command: 'agents.confirm_household',
        input: {
          member: dice.one(view.households.filter((one) => !one.confirmed_by))?.member_id ?? anyone(),
        },
      }),
    ],
    [2, () => ({ command: 'agents.leave_household', input: dice.chance(70) ? {} : { member: anyone() } })],
    [
      2,
      () => ({
        command: 'agents.name_delegate',
        input: { network: odd ? stray('org') : networkOrg, member: anyone() },
      }),
    ],
    [
      2,
      () => ({
        command: 'agents.vouch_return',
        input: { request: stray('ret'), requestedAt: new Date(now).toISOString(), member: anyone() },
      }),
    ],
    ...talk(),
    ...withFiles(),
    [0.15, () => ({ command: 'agents.dissolve', input: {} })],
    [0.15, () => ({ command: 'agents.erase_me', input: {} })],
  ];

  function talk(): (readonly [number, () => Idea])[] {
    const text = `Words ${dice.below(1000)}`;
    const said = () => (odd ? undefined : dice.one(view.words));
    const word = () => said()?.word_id ?? stray('wor');
    const ownWord = () =>
      view.words.find((one) => dice.chance(75) && one.author === own?.member_id)?.word_id ?? word();
    const summary = () => view.words.find(({ kind }) => kind === 'summary')?.word_id ?? word();
    const kind = () => dice.one(['comment', 'question', 'concern', 'objection', 'answer'])!;
    const mentions = () => (dice.chance(30) ? [anyone()] : []);
    const reply = () => (dice.chance(40) ? { replyTo: word() } : {});
    const idea = (verb: string, input: () => object) => (): Idea => ({
      command: `decisions.${verb}`,
      input: input(),
    });
    return [
      [3, idea('say', () => ({ kind: kind(), text, mentions: mentions(), ...reply() }))],
      [1.5, idea('react', () => ({ word: word(), sign: dice.one(['agree', 'thanks', 'think'])! }))],
      [1, idea('change_word', () => ({ word: ownWord(), text }))],
      [1.5, idea('take_back_word', () => ({ word: ownWord() }))],
      [0.5, idea('settle_word', () => ({ word: ownWord(), as: dice.one(['withdrawn', 'answered'])! }))],
      [1, idea('summarise', () => ({ text }))],
      [0.5, idea('adopt_summary', () => ({ word: summary() }))],
      [0.5, idea('hide_word', () => ({ word: word(), reason: why }))],
      [0.3, idea('show_word', () => ({ word: word() }))],
    ];
  }

  function withFiles(): (readonly [number, () => Idea])[] {
    const ownDraft = () =>
      view.drafts.find((one) => dice.chance(85) && one.proposed_by === own?.member_id) ??
      dice.one(view.drafts);
    const proposal = () => (odd ? undefined : ownDraft()?.proposal_id) ?? stray('pro');
    const digest = () =>
      dice.one(view.brought.filter((one) => odd || one.member_id === own?.member_id))?.digest ??
      'f'.repeat(64);
    const takenBack = () => {
      const mine = view.files.find((one) => dice.chance(80) && one.proposal_id === ownDraft()?.proposal_id);
      const { file_id: file, proposal_id: of } = mine ?? dice.one(view.files) ?? { file_id: stray('fil') };
      return { file, proposal: of ?? proposal() };
    };
    const idea = (verb: string, input: () => object) => (): Idea => ({
      command: `decisions.${verb}`,
      input: input(),
    });
    return [
      [2, idea('propose', () => ({ kind: 'resolution', title: name() }))],
      [0.5, idea('add_file', () => ({ proposal: proposal(), digest: digest(), name: odd ? '..' : name() }))],
      [0.5, idea('take_back_file', takenBack)],
    ];
  }

  function sign(): Idea {
    const paper = open.filter((one) => one.answered_by !== null && one.answered_by === own?.member_id);
    return {
      command: 'agents.sign',
      input: {
        subject: view.draft && dice.chance(50) ? 'founding' : waiting(),
        statutes: dice.chance(95) ? view.version : view.version + 1,
        ...(dice.chance(15) ? { for: dice.one(paper)?.member_id ?? anyone() } : {}),
      },
    };
  }

  function appoint(): Idea {
    const dates = dice.chance(70)
      ? {}
      : { startsOn: day(now, dice.below(40) - 3), endsOn: day(now, dice.below(500)) };
    return { command: 'agents.appoint', input: { role: role(), member: anyone(), ...dates } };
  }

  function amend(): Idea {
    const articles = structuredClone(view.articles) as { -readonly [Key in keyof Articles]: Articles[Key] };
    const vouchers = odd ? 21 : dice.below(2);
    const changed = dice.chance(85)
      ? { ...articles, admission: { ...articles.admission, vouchers, trialDays: dice.below(20) } }
      : articles;
    return {
      command: 'agents.amend',
      input: { base: dice.chance(92) ? view.version : view.version + 1, articles: changed },
    };
  }

  if (!own && dice.chance(50)) return { command: 'agents.apply', input: { name: name(), norms: true } };
  let left = dice.next() * ideas.reduce((sum, [weight]) => sum + weight, 0);
  for (const [weight, idea] of ideas) {
    left -= weight;
    if (left <= 0) return idea();
  }
  return sign();
}
