/**
 * Standing: what someone is to a group on a given day. It is never typed in; it follows from the dates of
 * their membership and of the posts they were given.
 */
import { addDays, type CivilDate } from '#kernel/calendar';
import type { MemberId, OrgId, PersonId } from '#kernel/command';

export type StandingKind =
  'visitor' | 'person' | 'invited' | 'applicant' | 'founder' | 'trial' | 'member' | 'suspended' | 'ex_member';

/** The dates of one membership; civil dates `YYYY-MM-DD`. */
export interface Membership {
  readonly id: MemberId;
  readonly person: PersonId | null;
  readonly memberOrg: OrgId | null;
  readonly name: string | null;
  readonly class: string;
  readonly founder: boolean;
  readonly namedOn: string | null;
  readonly appliedOn: string | null;
  readonly admittedOn: string | null;
  readonly trialUntil: string | null;
  readonly suspendedOn: string | null;
  readonly suspendedUntil: string | null;
  readonly appealUntil: string | null;
  readonly endedOn: string | null;
  readonly endKind: string | null;
  readonly answeredBy: MemberId | null;
  readonly noUntil: string | null;
}

export interface Mandate {
  readonly id: string;
  readonly role: string;
  readonly member: MemberId;
  readonly startsOn: string;
  /** The first day on which it is no longer in force. */
  readonly endsOn: string;
  readonly rehearsal: boolean;
  readonly endedAt: string | null;
}

export interface Standing {
  readonly kind: StandingKind;
  readonly membership: Membership | null;
  /** Posts in force today. */
  readonly posts: readonly Mandate[];
  /** Posts that were theirs and are over: a refusal may say so. */
  readonly pastPosts: readonly Mandate[];
}

/** What a membership amounts to on `today`. */
export function standingKind(membership: Membership, today: string): StandingKind {
  if (membership.endedOn !== null) return 'ex_member';
  if (membership.admittedOn === null) {
    if (membership.founder && membership.person !== null) return 'founder';
    return membership.appliedOn === null ? 'invited' : 'applicant';
  }
  if (isSuspended(membership, today)) return 'suspended';
  const ends = trialEnds(membership);
  return ends !== null && today < ends ? 'trial' : 'member';
}

/**
 * The first day on which a member decides with the others, if that was not their first. Whoever was entered
 * on paper may say no first, so that nobody outvotes a group with names they have made up; founders have all
 * signed.
 */
export function trialEnds({ person, founder, noUntil, trialUntil }: Membership): string | null {
  const paper = person === null && !founder ? noUntil : null;
  return paper !== null && (trialUntil === null || paper > trialUntil) ? paper : trialUntil;
}

/** The end of the trial of somebody who is let in on `day`. */
export function trialFrom(day: string, trialDays: number): string | null {
  return trialDays === 0 ? null : addDays(day as CivilDate, trialDays);
}

export function isSuspended(membership: Membership, today: string): boolean {
  if (membership.suspendedOn === null || today < membership.suspendedOn) return false;
  return membership.suspendedUntil === null || today < membership.suspendedUntil;
}

/** Whether a post is in force on `today`, in a group that is still a draft or already founded. */
export function inForce(mandate: Mandate, today: string, draft: boolean): boolean {
  if (mandate.endedAt !== null || mandate.rehearsal !== draft) return false;
  return mandate.startsOn <= today && today < mandate.endsOn;
}

/** Derives a person's standing from their membership (if any) and all posts they ever held. */
export function standingOf(
  membership: Membership | null,
  mandates: readonly Mandate[],
  today: string,
  draft: boolean,
  signedIn: boolean,
): Standing {
  if (membership === null)
    return { kind: signedIn ? 'person' : 'visitor', membership, posts: [], pastPosts: [] };
  const kind = standingKind(membership, today);
  const posts = standsFully(kind, draft) ? mandates.filter((mandate) => inForce(mandate, today, draft)) : [];
  const pastPosts = mandates.filter((mandate) => !posts.includes(mandate));
  return { kind, membership, posts, pastPosts };
}

/** Whether this standing is counted among the members who decide together. */
export function decidesTogether(kind: StandingKind, draft: boolean): boolean {
  return kind === 'member' || (draft && kind === 'founder');
}

/** Whether this standing carries all that members do: acting as one, holding a post. */
export function standsFully(kind: StandingKind, draft: boolean): boolean {
  return decidesTogether(kind, draft) || kind === 'trial';
}

/** Whether a post can no longer be in force, on `today` or later. */
export function isOver(mandate: Mandate, today: string, draft: boolean): boolean {
  return mandate.endedAt !== null || mandate.rehearsal !== draft || mandate.endsOn <= today;
}
