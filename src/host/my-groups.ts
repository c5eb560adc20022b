/**
 * The groups of a person and what each asks of them, read one after the other: nothing of one group is ever
 * read with another's.
 */
import type { PersonId } from '#kernel/command';
import {
  booksOf,
  decideAsks,
  exchangeOf,
  isInside,
  may,
  mayByHand,
  visibleGroup,
  visibleMember,
} from '#agents';
import { loadAffairs, loadScene, organizationsOf, type GroupAffairs, type Scene } from '#agents/server';
import { askCards, type Card, type CardGroup } from '#agents/screens/ask-cards.ts';
import { ownWords } from '#agents/screens/own-words.ts';
import type { NameOf } from '#agents/screens/say.ts';
import { askedOfSuspended, decideDecisionAsks } from '#decisions';
import { loadAhead, loadAnswers, loadDecisionAffairs } from '#decisions/server';
import { decisionCards } from '#decisions/screens/ask-cards.ts';
import { sayWhen } from '#decisions/screens/say-when.ts';
import { loadMoneyAsks } from '#ledger/server';
import { exchangeAsks } from '#exchange';
import { loadAdverts, loadAdvertsOf, loadAgreementsOf, loadRingsOf } from '#exchange/server';
import { exchangeCards } from '#exchange/screens/exchange-cards.ts';
import { amountIn } from '#ledger/screens/amount-in.ts';
import { moneyCards } from '#ledger/screens/money-cards.ts';
import { words, type Key, type Words } from '#locales';
import { careAhead } from './care-ahead.ts';
import { newReceipt } from './receipts.ts';
import { tellBooks } from './tell-books.ts';
import { stillReturning } from './vouch-return.ts';
import type { World } from './worlds.ts';

export interface MyGroup {
  readonly scene: Scene;
  /** Null for somebody who has only asked to join. */
  readonly affairs: GroupAffairs | null;
  readonly nameOf: NameOf;
  /** Whether the person is in groups of several time zones, so that an hour alone says too little. */
  readonly zoned?: boolean;
}

type Place = Pick<World, 'host' | 'auth'>;

export async function groupsOf(place: Place, person: PersonId, locale: string): Promise<MyGroup[]> {
  const { host } = place;
  const now = new Date(host.clock()).toISOString();
  const groups: MyGroup[] = [];
  for (const org of await organizationsOf(host.db, person)) {
    const scene = await loadScene(host.db, org, person, now);
    if (!scene || visibleGroup(scene.viewer, scene.group.state) === 'nothing') continue;
    const affairs = isInside(scene.viewer) ? await openAffairs(place, scene) : null;
    const names = new Map<string, string | null>(
      affairs?.members.map((one) => [one.id, visibleMember(scene.viewer, one, scene.today)?.name ?? null]),
    );
    groups.push({ scene, affairs, nameOf: (member) => names.get(member) ?? null });
  }
  const zoned = new Set(groups.map(({ scene }) => scene.group.timeZone)).size > 1;
  const named = groups.map((one) => ({ ...one, zoned }));
  return named.sort((a, b) => a.scene.organization.name.localeCompare(b.scene.organization.name, locale));
}

/** The affairs of a group, with those only who are still coming back. */
export async function openAffairs(place: Place, scene: Scene): Promise<GroupAffairs> {
  const affairs = await loadAffairs(place.host.db, scene);
  return { ...affairs, returns: await stillReturning(place, affairs.returns) };
}

/** A group's own names for its posts stand in what is said of it, and its hours are those of its place. */
export function spokenIn(locale: string, { group, names }: Scene): Words {
  return ownWords(words(locale, group.timeZone), names);
}

/** The same for somebody who reads of several groups at once: hours of different places say which place. */
export function spokenAmong(
  locale: string,
  { scene, zoned = false }: Pick<MyGroup, 'scene' | 'zoned'>,
): Words {
  const spoken = spokenIn(locale, scene);
  if (!zoned) return spoken;
  return { ...spoken, time: (when) => `${spoken.time(when)} (${spoken.zone()})` };
}

/** Everything that a group asks of whoever looks, what ends first leading. */
export async function cardsIn(
  { host }: Pick<World, 'host'>,
  spoken: Words,
  { scene, affairs, nameOf: namesOnly }: MyGroup,
  several: boolean,
): Promise<Card[]> {
  if (!affairs || scene.group.state === 'dissolved') return [];
  const { slug, name } = scene.organization;
  const group = { slug, name, several };
  const inputs = affairs.open.map((one) => one.input);
  const own = askCards(
    spoken,
    group,
    decideAsks(scene, affairs),
    await tellBooks(host.db, scene, namesOnly, inputs),
  );
  const { member } = scene.viewer;
  if (member === null || scene.group.state !== 'founded') return own;
  const deciding = await loadDecisionAffairs(host.db, scene, member);
  const { titles } = deciding;
  const acts = [...deciding.acts.values()].flat();
  const nameOf = await tellBooks(
    host.db,
    scene,
    namesOnly,
    acts.map((one) => one.input),
  );
  const { now, today } = scene;
  const matterOf = (command: string) => host.commands.get(command)?.matter ?? command;
  const saying = { words: spoken, nameOf, mandates: affairs.mandates, matterOf };
  const reading = { group, timeZone: scene.group.timeZone, now, nameOf, titles, saying, newReceipt };
  const asks = decideDecisionAsks(deciding, member, now, today);
  const decisions = scene.standing.kind === 'suspended' ? askedOfSuspended(asks) : asks;
  const money = await moneyIn(host.db, spoken, { scene, nameOf }, group);
  const exchanged = await exchangeIn(host.db, spoken, { scene, nameOf }, group);
  return inOrder([...own, ...decisionCards(spoken, reading, decisions), ...money, ...exchanged]);
}

/** What the accounts of a group ask of whoever looks; nothing where it keeps none. */
async function moneyIn(
  db: World['host']['db'],
  spoken: Words,
  { scene, nameOf }: Pick<MyGroup, 'scene' | 'nameOf'>,
  group: CardGroup,
): Promise<Card[]> {
  const { units } = booksOf(scene.group.articles);
  const { member } = scene.viewer;
  if (units.length === 0 || member === null || scene.standing.kind === 'suspended') return [];
  const mediates = may(scene, 'mediate') !== null && may(scene, 'mediate') !== 'decision';
  const { org_id: org } = scene.organization;
  const keeps = mayByHand(scene, 'keep_books');
  const asks = await loadMoneyAsks(db, org, member, { today: scene.today, mediates, keeps });
  const amount = (unit: string, minor: bigint) => amountIn(spoken, units, unit, minor);
  return moneyCards(spoken, { group, nameOf, amount }, asks);
}

/** What offers, needs and agreements ask of whoever looks. */
async function exchangeIn(
  db: World['host']['db'],
  spoken: Words,
  { scene, nameOf }: Pick<MyGroup, 'scene' | 'nameOf'>,
  group: CardGroup,
): Promise<Card[]> {
  const { member } = scene.viewer;
  const isHere = member !== null && scene.standing.kind !== 'suspended';
  if (!isHere || exchangeOf(scene.group.articles) === null) return [];
  const { org_id: org } = scene.organization;
  const mine = {
    adverts: await loadAdvertsOf(db, org, member),
    agreements: await loadAgreementsOf(db, org, member),
    rings: await loadRingsOf(db, org, member),
  };
  const asks = exchangeAsks(member, scene.today, mine);
  if (asks.length === 0) return [];
  const named = asks.flatMap((one) => ('agreement' in one ? [one.agreement.advert] : []));
  const titles = new Map((await loadAdverts(db, org, named)).map((one) => [one.id, one.title]));
  const { units } = booksOf(scene.group.articles);
  return exchangeCards(spoken, { group, nameOf, units, titles }, asks);
}

/**
 * A meeting, a day of the calendar or a vote that is near, or a vote that was put off because something was
 * changed.
 */
export interface Coming {
  readonly id: string;
  readonly group: string;
  readonly title: string;
  readonly place: string;
  readonly startsAt: string;
  /** When, as people say it. */
  readonly when: string;
  /** Where it stands, and whether whoever looks has said that they come; of a vote, what was changed. */
  readonly state: 'open' | 'coming' | 'away' | 'unsaid' | 'date' | 'talk' | 'anew' | 'words';
  readonly href: string;
}

const DAY_MS = 86_400_000;

/** What is coming up in a group within a week. */
export async function comingUp(
  { host }: Pick<World, 'host'>,
  locale: string,
  { scene, affairs, nameOf, zoned = false }: MyGroup,
): Promise<Coming[]> {
  if (!affairs || scene.group.state !== 'founded') return [];
  const { org_id: org, slug, name: group } = scene.organization;
  const spoken = spokenAmong(locale, { scene, zoned });
  const until = new Date(Date.parse(scene.now) + 7 * DAY_MS).toISOString();
  const { meetings, dates, talked } = await loadAhead(host.db, org, scene.now, until);
  const said = (instant: string, key: Key = 'coming.when') =>
    spoken.t(key, sayWhen(spoken, instant, scene.now, scene.group.timeZone));
  const coming: Coming[] = [];
  for (const { id, title, place, startsAt, openedAt } of meetings) {
    const answers = await loadAnswers(host.db, org, id);
    const own = answers.find((one) => one.member === scene.viewer.member)?.comes ?? null;
    const state = openedAt !== null ? 'open' : own === null ? 'unsaid' : own ? 'coming' : 'away';
    const href = `/g/${slug}/meetings/${id}${state === 'open' ? '/room' : ''}`;
    coming.push({ id, group, title, place, startsAt, when: said(startsAt), state, href });
  }
  for (const { id, title, place, startsAt, wholeDay } of dates) {
    const when = wholeDay ? spoken.date(startsAt, 'weekday') : said(startsAt);
    const href = `/g/${slug}/meetings/dates/${id}`;
    coming.push({ id, group, title, place, startsAt, when, state: 'date', href });
  }
  for (const { proposal, changed } of talked) {
    const { id, title, opensAt, publishedAt, talkedFrom, rewordedAt } = proposal;
    const startsAt = opensAt ?? changed?.until ?? scene.now;
    const when = said(startsAt, opensAt === null ? 'coming.hands' : 'coming.opens');
    const href = `/g/${slug}/decisions/${id}`;
    // Changed once more, it is something else to be told.
    const lately = [publishedAt, talkedFrom, rewordedAt].map((at) => at ?? '').sort();
    const mark = `${id}-${lately.at(-1)}`;
    coming.push({ id: mark, group, title, place: '', startsAt, when, state: changed?.for ?? 'talk', href });
  }
  coming.push(...(await careAhead(host.db, spoken, scene, nameOf)));
  return coming;
}

/** What is asked stands by when it ends, never by group; what has no end comes last. */
export function inOrder<One extends Card>(cards: readonly One[]): One[] {
  const end = ({ by }: Card) => (by === '' ? '9' : by);
  return [...cards].sort((a, b) => end(a).localeCompare(end(b)));
}
