/** For what something can be put to the group today: by the rules, and by who and what there is. */
import { inForce, standingKind, standsFully, waysFor } from '#agents';
import type { Roll, RollMember, Scene } from '#agents/server';
import { roleTitle, roleWord } from '#agents/screens/say.ts';
import { fitsKind, isKind, matterOfKind, type Kind } from '#decisions';
import type { Words } from '#locales';
import type { Purpose, WrittenDraft } from './draft-fields.ts';

/** The plain choices, in the order in which they are offered; of a membership, what is to become of it. */
const OFFERED: readonly (readonly [Kind, string | null, string | null])[] = [
  ['resolution', null, null],
  ['choice', null, null],
  ['budget', null, null],
  ['election', null, null],
  ['slate', null, null],
  ['appointment', 'agents.appoint', 'appoint'],
  ['recall', 'agents.revoke', 'revoke'],
  ['lot', null, null],
  ['amendment', 'agents.amend', 'amend'],
  ['membership', 'agents.admit', 'admit'],
  ['membership', 'agents.suspend', 'suspend'],
  ['membership', 'agents.lift_suspension', 'suspend'],
  ['membership', 'agents.exclude', 'exclude'],
  ['ending', 'agents.dissolve', 'dissolve'],
];

export function purposesOf(scene: Scene, roll: Roll): Purpose[] {
  return OFFERED.filter(([kind, command, matter]) => isOffered(scene, roll, kind, command, matter)).map(
    ([kind, command]) => ({ kind, command }),
  );
}

function isOffered(
  scene: Scene,
  roll: Roll,
  kind: Kind,
  command: string | null,
  ofCommand: string | null,
): boolean {
  const { articles } = scene.group;
  const matter = ofCommand ?? matterOfKind(kind, articles.roles.length > 0);
  if (matter === null || !waysFor(articles, matter).some((way) => fitsKind(kind, way))) return false;
  const needsPost = kind === 'election' || kind === 'appointment';
  if (needsPost && articles.roles.length === 0) return false;
  // People stand together for two posts or more, be they of one kind.
  if (kind === 'slate' && articles.roles.reduce((sum, one) => sum + one.holders, 0) < 2) return false;
  if (kind === 'recall') return mandatesNow(scene, roll).length > 0;
  return kind !== 'membership' || peopleFor(scene, roll, command).length > 0;
}

/** By what name a purpose is offered; null where it is none of those. */
export function purposeName({ kind, command }: Purpose): string | null {
  if (!OFFERED.some(([ofKind, of]) => ofKind === kind && (kind !== 'membership' || of === command)))
    return null;
  return kind === 'membership' ? command!.slice('agents.'.length) : kind;
}

/** The kind of proposal for an act that came from another page. */
export function kindOfCommand(command: string): Kind {
  return OFFERED.find(([, known]) => known === command)?.[0] ?? 'act';
}

export function purposeIn(params: URLSearchParams | FormData): Purpose | null {
  const text = (name: string) => {
    const value = params.get(name);
    return typeof value === 'string' && value !== '' ? value : null;
  };
  const command = text('command');
  const kind = text('kind') ?? (command === null ? null : kindOfCommand(command));
  return kind !== null && isKind(kind) ? { kind, command } : null;
}

/** What an address or a form carries in `input`: JSON as base64url. */
export function inputIn(params: URLSearchParams | FormData): string | null {
  const coded = params.get('input');
  if (typeof coded !== 'string') return null;
  try {
    const json = Buffer.from(coded, 'base64url').toString('utf8');
    JSON.parse(json);
    return json;
  } catch {
    return null;
  }
}

/** Whom the membership that is decided on can be that of. */
function peopleFor(scene: Scene, { members }: Roll, command: string | null): readonly RollMember[] {
  const kind = (one: RollMember) => standingKind(one, scene.today);
  switch (command) {
    case 'agents.admit':
      return members.filter((one) => kind(one) === 'applicant');
    case 'agents.lift_suspension':
      return members.filter((one) => kind(one) === 'suspended');
    default:
      return members.filter((one) => standsFully(kind(one), scene.draft) || kind(one) === 'trial');
  }
}

function mandatesNow(scene: Scene, { mandates }: Roll) {
  return mandates.filter((one) => inForce(one, scene.today, scene.draft));
}

/** What there is to pick from in the form of a purpose, with the names that whoever writes may know. */
export function picksFor(
  scene: Scene,
  roll: Roll,
  words: Words,
  nameOf: (member: string) => string | null,
  purpose: Purpose & Partial<Pick<WrittenDraft, 'member' | 'mandate'>>,
) {
  const named = (one: RollMember) => ({
    value: one.id as string,
    label: nameOf(one.id) ?? words.t('act.someone'),
  });
  // Whoever is named already can be named again, whatever has become of them since.
  const isNamed = (one: { id: string }) => one.id === purpose.member || one.id === purpose.mandate;
  const held = mandatesNow(scene, roll);
  const people =
    purpose.kind === 'membership'
      ? peopleFor(scene, roll, purpose.command)
      : roll.members.filter((one) => standsFully(standingKind(one, scene.today), scene.draft));
  return {
    roles: scene.group.articles.roles.map(({ role, holders }) => ({
      value: role,
      label: roleTitle(words, role),
      holders,
    })),
    people: roll.members.filter((one) => people.includes(one) || isNamed(one)).map(named),
    mandates: roll.mandates
      .filter((one) => held.includes(one) || isNamed(one))
      .map((one) => ({
        value: one.id,
        label: words.t('propose.mandate', {
          role: roleWord(words, one.role),
          name: nameOf(one.member) ?? words.t('act.someone'),
          until: words.date(one.endsOn),
        }),
      })),
  };
}

export type Picks = ReturnType<typeof picksFor>;
