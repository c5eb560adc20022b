/**
 * The rules as plain questions, and back: which field of the form asks for which part of the articles. What the
 * form does not ask (limits of a post, classes of members) stays as it is.
 */
import { ALWAYS, type Articles, type Power, type Role } from '../core/statutes.ts';

/** Matters that no post may carry, so that none can guard itself. */
const NOT_BY_POST: readonly string[] = ['revoke', 'amend', 'dissolve'];

export interface PowerAnswer {
  readonly by: string;
  readonly of: number;
}

/** How a power is said by one choice and, where several sign, how many. */
export function powerAnswer(power: Power): PowerAnswer {
  switch (power.by) {
    case 'member':
      return { by: 'member', of: 1 };
    case 'role':
      return { by: `role:${power.role}`, of: 1 };
    case 'roles':
      return { by: 'roles', of: power.of };
    case 'members':
      return 'of' in power ? { by: 'members', of: power.of } : { by: power.share, of: 1 };
  }
}

/** The choices for a matter, in the order in which a form offers them. */
export function powerChoices(articles: Articles, matter: string): string[] {
  const posts = NOT_BY_POST.includes(matter)
    ? []
    : [...articles.roles.map((role) => `role:${role.role}`), ...(articles.roles.length > 1 ? ['roles'] : [])];
  return ['member', ...posts, 'members', 'majority', 'all'];
}

/** The answers of a form, by the names of its fields. */
export type Answers = (name: string) => string;

/** The articles that the answers amount to; whether one can live under them is for checkStatutes to say. */
export function articlesFrom(present: Articles, answers: Answers): Articles {
  const roles = rolesFrom(present.roles, answers);
  const { admission, exit, dissolution } = present;
  return {
    admission: {
      ...admission,
      who: (answers('admission-who') || admission.who) as Articles['admission']['who'],
      byApplication: answers('admission-byApplication') === 'on',
      byInvitation: answers('admission-byInvitation') === 'on',
      vouchers: numberFrom(answers('admission-vouchers'), admission.vouchers),
      trialDays: numberFrom(answers('admission-trialDays'), admission.trialDays),
    },
    roles,
    powers: Object.fromEntries(
      Object.entries(present.powers).map(([matter, power]) => [
        matter,
        powerFrom(matter, power, roles, answers),
      ]),
    ),
    exit: {
      noticeDays: numberFrom(answers('exit-noticeDays'), exit.noticeDays),
      appealDays: numberFrom(answers('exit-appealDays'), exit.appealDays),
    },
    dissolution: {
      assetsTo: (answers('dissolution-assetsTo') ||
        dissolution.assetsTo) as Articles['dissolution']['assetsTo'],
    },
    always: ALWAYS.filter((one) => present.always.includes(one)),
  };
}

function rolesFrom(present: readonly Role[], answers: Answers): Role[] {
  const kept = present
    .filter((role) => answers(`roles-${role.role}-out`) !== 'on')
    .map((role) => ({
      role: role.role,
      holders: numberFrom(answers(`roles-${role.role}-holders`), role.holders),
      termMonths: numberFrom(answers(`roles-${role.role}-termMonths`), role.termMonths),
    }));
  const added = answers('new-role').trim();
  if (added === '') return kept;
  return [
    ...kept,
    {
      role: added,
      holders: numberFrom(answers('new-role-holders'), 1),
      termMonths: numberFrom(answers('new-role-termMonths'), 12),
    },
  ];
}

function powerFrom(matter: string, present: Power, roles: readonly Role[], answers: Answers): Power {
  const by = answers(`powers-${matter}`);
  const of = numberFrom(answers(`powers-${matter}-of`), 2);
  if (by === 'member') return { by: 'member' };
  if (by === 'majority' || by === 'all') return { by: 'members', share: by };
  if (by === 'members') return { by: 'members', of };
  if (by === 'roles') {
    return {
      by: 'roles',
      of,
      among: present.by === 'roles' ? present.among : roles.map((role) => role.role),
    };
  }
  if (by.startsWith('role:')) {
    const role = by.slice('role:'.length);
    return present.by === 'role' && present.role === role ? present : { by: 'role', role };
  }
  return present;
}

/** A number that nobody could have meant is kept as it was written wrong, for the check to refuse. */
function numberFrom(text: string, otherwise: number): number {
  if (text.trim() === '') return otherwise;
  const value = Number(text);
  return Number.isSafeInteger(value) && value >= 0 ? value : -1;
}
