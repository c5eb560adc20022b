/** What every screen of a founding knows: the group, who looks, the chairs and who sits on them. */
import { error, redirect, type RequestEvent } from '@sveltejs/kit';
import { loadScene, loadSeats, orgBySlug, type Scene, type Seat } from '#agents/server';
import type { OrgId } from '#kernel/command';
import { words } from '#locales';

export interface Circle {
  readonly org: OrgId;
  readonly scene: Scene;
  readonly seats: readonly Seat[];
  /** The chair of whoever looks. */
  readonly mine: Seat | undefined;
  readonly signed: readonly Seat[];
  readonly missing: readonly Seat[];
}

/** The circle for those who sit in it; for everybody else there is nothing here. */
export async function openCircle(event: RequestEvent): Promise<Circle> {
  const { session } = event.locals;
  if (!session) redirect(303, `/sign-in?next=${encodeURIComponent(event.url.pathname)}`);
  const circle = await circleOf(event);
  if (circle === null || !isOfTheGroup(circle.scene)) nothingHere(event);
  return circle;
}

/** The circle as long as it is a draft; once founded, there is nothing more to prepare. */
export async function openDraft(event: RequestEvent): Promise<Circle> {
  const circle = await openCircle(event);
  if (!circle.scene.draft) redirect(303, foundingPath(event));
  return circle;
}

/** The circle whoever looks; who may see it is for the caller to say. */
export async function circleOf(event: RequestEvent): Promise<Circle | null> {
  const { host } = event.locals.world;
  const org = await orgBySlug(host.db, event.params['slug'] ?? '');
  const now = new Date(host.clock()).toISOString();
  if (org === null) return null;
  const scene = await loadScene(host.db, org, event.locals.session?.person ?? null, now);
  if (scene === null) return null;
  const seats = await loadSeats(host.db, org);
  return {
    org,
    scene,
    seats,
    mine: seats.find(({ member }) => member === scene.viewer.member),
    signed: seats.filter(({ signedAt }) => signedAt !== null),
    missing: seats.filter(({ signedAt }) => signedAt === null),
  };
}

export function foundingPath(event: RequestEvent): string {
  return `/g/${event.params['slug'] ?? ''}/founding`;
}

export function nothingHere(event: RequestEvent): never {
  error(404, words(event.locals.locale).t('founding.nothing-here'));
}

/** For the band that says it is a rehearsal. */
export function rehearsalOf({ scene }: Circle): { name: string; slug: string } | undefined {
  const { name, slug } = scene.organization;
  return scene.draft ? { name, slug } : undefined;
}

function isOfTheGroup({ standing }: Scene): boolean {
  return ['founder', 'trial', 'member', 'suspended'].includes(standing.kind);
}
