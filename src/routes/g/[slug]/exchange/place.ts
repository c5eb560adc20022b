/** The room in which a group offers and asks: for whoever is inside, and what is public for everybody. */
import { error, type RequestEvent } from '@sveltejs/kit';
import type { MemberId, OrgId } from '#kernel/command';
import {
  booksOf,
  exchangeOf,
  isInside,
  OTHER_CATEGORY,
  standingKind,
  type Exchange,
  type Membership,
  type UnitRule,
} from '#agents';
import { isWithUs, loadRoll, type Roll, type Scene } from '#agents/server';
import { titled, type NameOf } from '#agents/screens/say.ts';
import { advertState, type Advert } from '#exchange';
import { hasAgreed, loadAdvert } from '#exchange/server';
import { categoryName, showAdvert, type ShownAdvert } from '#exchange/screens/shown-advert.ts';
import type { Words } from '#locales';
import { nameBook, sceneOf, wordsFor } from '../scene.ts';

export interface ExchangePlace {
  readonly scene: Scene;
  readonly exchange: Exchange;
  readonly org: OrgId;
  readonly words: Words;
  readonly db: App.Locals['world']['host']['db'];
  /** The member who looks; null for everybody else. */
  readonly own: MemberId | null;
  readonly isInside: boolean;
  readonly units: readonly UnitRule[];
  readonly base: string;
  readonly roll: Roll | null;
  readonly nameOf: NameOf;
  shown(advert: Advert): ShownAdvert;
  categories(): { readonly value: string; readonly label: string }[];
}

/** Whoever is outside finds it only where it may be public. */
export async function exchangePlace(event: Pick<RequestEvent, 'locals' | 'params'>): Promise<ExchangePlace> {
  const scene = await sceneOf(event);
  const exchange = exchangeOf(scene.group.articles);
  const inside = isInside(scene.viewer);
  const isOpen = inside || (exchange?.mayBePublic === true && scene.group.state === 'founded');
  if (exchange === null || scene.draft || !isOpen) error(404, 'not_found');
  const words = wordsFor(event, scene);
  const { db } = event.locals.world.host;
  const org = scene.organization.org_id;
  const roll = inside ? await loadRoll(db, org) : null;
  const nameOf: NameOf = roll === null ? () => null : nameBook(scene, roll);
  const { articles } = scene.group;
  const { units } = booksOf(articles);
  const base = `/g/${scene.organization.slug}/exchange`;
  const whoOf = (advert: Advert) => (inside ? (nameOf(advert.member) ?? words.t('member.forgotten')) : '');
  const keys = [...exchange.categories.map((one) => one.category), OTHER_CATEGORY];
  return {
    scene,
    exchange,
    org,
    words,
    db,
    own: inside ? scene.viewer.member : null,
    isInside: inside,
    units,
    base,
    roll,
    nameOf,
    shown: (advert) => showAdvert({ words, articles, units, base, today: scene.today, whoOf }, advert),
    categories: () =>
      keys.map((value) => ({ value, label: titled(words, categoryName(words, articles, value)) })),
  };
}

/** The same for pages that are for members alone. */
export async function insideExchange(
  event: Pick<RequestEvent, 'locals' | 'params'>,
): Promise<ExchangePlace & { readonly own: MemberId }> {
  const place = await exchangePlace(event);
  if (place.own === null) error(404, 'not_found');
  return { ...place, own: place.own };
}

/**
 * An offer or a need that whoever looks may read: what stands, of somebody who is with us; all of one’s own;
 * for those who moderate, what is hidden. What is over is still read by those who have an agreement about it.
 */
export async function openAdvert(
  place: ExchangePlace,
  id: string | undefined,
  moderates: boolean,
): Promise<Advert> {
  const { db, org, own, isInside, scene } = place;
  const advert = await loadAdvert(db, org, id ?? '');
  if (advert?.title == null) error(404, 'not_found');
  const isOwn = own !== null && [advert.member, advert.enteredBy].includes(own);
  const state = advertState(advert, scene.today);
  if (isOwn || (isInside && moderates && state === 'hidden')) return advert;
  const isShown = isInside || (place.exchange.mayBePublic && advert.isPublic);
  if (isShown && state === 'standing' && (await isWithUs(db, org, advert.member, scene.today))) return advert;
  const isTheirs = own !== null && state !== 'hidden' && (await hasAgreed(db, org, advert.id, own));
  return isTheirs ? advert : error(404, 'not_found');
}

/** Whether somebody has not gone: how to reach them is for as long as they are here. */
export function isHere({ scene }: ExchangePlace, member: Membership): boolean {
  return standingKind(member, scene.today) !== 'ex_member';
}

/** A name as it sorts in this language. */
export function byName(words: Words) {
  return (a: { readonly label: string }, b: { readonly label: string }) =>
    a.label.localeCompare(b.label, words.locale);
}
