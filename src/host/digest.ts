/**
 * The letter that somebody has asked for: what their groups ask of them, what is coming up and what was
 * decided. It comes within the hour, once a day or once a week, and only when it has something new to tell.
 * Who was named in a talk is told by whom and where. It leads to pages; whoever reads it must still come in
 * by themself. Unless somebody wants it otherwise, it names nobody and nothing, and no amount.
 */
import { addDays, civilDateAt, type CivilDate } from '#kernel/calendar';
import type { PersonId } from '#kernel/command';
import { instantOf, wallTimeAt } from '#kernel/wall-clock';
import { booksOf, exchangeOf, isInside } from '#agents';
import { stateOf } from '#decisions';
import { loadDecidedLately } from '#decisions/server';
import { decidedLine } from '#decisions/screens/say-lately.ts';
import { stateLine } from '#decisions/screens/say-proposal.ts';
import { madeOf } from '#exchange';
import { loadPossibleRings } from '#exchange/server';
import { priceWord } from '#exchange/screens/say-price.ts';
import { words as wordsOf } from '#locales';
import type { DueDigest } from './auth/index.ts';
import { holdsWayIn } from './mail.ts';
import {
  cardsIn,
  comingUp,
  groupsOf,
  inOrder,
  spokenAmong,
  spokenIn,
  type Coming,
  type MyGroup,
} from './my-groups.ts';
import { newAdverts } from './watches.ts';
import type { World } from './worlds.ts';

type Place = Pick<World, 'host' | 'auth' | 'mail'>;
type Rhythm = DueDigest['every'];

/** One thing in a letter; `by` is an instant or a day, empty where it can wait. */
export interface DigestItem {
  readonly id: string;
  readonly part: 'asked' | 'coming' | 'new' | 'decided';
  readonly by: string;
  readonly text: string;
}

const PARTS = ['asked', 'coming', 'new', 'decided'] as const;

/** Letters are written in the morning, where the person's groups are. */
const HOUR = '07:00';
const HOUR_MS = 3_600_000;
const DECIDED_MOST = 10;
/** So many rings in one letter; the rest is found on their page. */
const RINGS_MOST = 3;
/** Of what is talked over a letter says how far that is. */
const TALK: readonly Coming['state'][] = ['talk', 'anew', 'words'];
const DAYS = { hour: 1, day: 1, week: 7 } as const;

/** Writes the letters that are due; nobody gets two for the same time, however often this runs. */
export async function writeDigests(place: Place): Promise<{ looked: number; written: number }> {
  const done = { looked: 0, written: 0 };
  if (!place.mail.canSend) return done;
  let bug: unknown = null;
  for (const person of await place.auth.dueDigests()) {
    done.looked += 1;
    try {
      if (await writeDigest(place, person)) done.written += 1;
    } catch (error) {
      // One letter that cannot be written keeps nobody else's back; it is told once all others are written.
      bug ??= error;
    }
  }
  if (bug !== null) throw bug as Error;
  return done;
}

async function writeDigest(place: Place, person: PersonId): Promise<boolean> {
  const { host, auth, mail } = place;
  const now = new Date(host.clock()).toISOString();
  return host.db.transaction().execute(async (tx) => {
    const due = await auth.takeDigest(tx, person, now);
    if (!due) return false;
    const { every, locale, address, saysMore } = due;
    const groups = await groupsOf(place, person, locale);
    const timeZone = groups[0]?.scene.group.timeZone ?? 'UTC';
    const since = due.toldAt ?? earlier(now, DAYS[every]);
    const items = address === null ? [] : await itemsOf(place, groups, locale, { since, every });
    // Whoever is written to within the hour is warned a day before something ends, like the others.
    const soon = nextLook(now, every === 'hour' ? 'day' : every, timeZone, true);
    const said = decideDigest(items, due.told, soon);
    if (address === null || said === null) {
      await auth.putOffDigest(tx, person, nextLook(now, every, timeZone, false), null);
      return false;
    }
    const values = {
      told: saysMore ? textOf(items, locale) : briefOf(items, locale, `${auth.origin}/today`),
      every,
      me: `${auth.origin}/me#letters`,
      stop: auth.stopLink(person),
    };
    await mail.write(tx, { to: address, person, locale, words: 'letter.digest', values });
    await auth.putOffDigest(tx, person, nextLook(now, every, timeZone, true), { at: now, told: said });
    return true;
  });
}

/**
 * What a letter tells, by its marks; null where none is written. What was told before is told again only
 * along with something new, and once more when it ends before the next letter could come.
 */
export function decideDigest(
  items: readonly Pick<DigestItem, 'id' | 'by'>[],
  told: readonly string[],
  next: string,
): readonly string[] | null {
  const marks = items.map(({ id, by }) => (by !== '' && by < next ? `${id} ends` : id));
  return marks.some((mark) => !told.includes(mark)) ? marks : null;
}

/**
 * The next full hour; or the next morning: after a letter never that of the same day, and after a weekly
 * one that of the next Monday.
 */
export function nextLook(now: string, every: Rhythm, timeZone: string, written: boolean): string {
  if (every === 'hour') return new Date((Math.floor(Date.parse(now) / HOUR_MS) + 1) * HOUR_MS).toISOString();
  const today = civilDateAt(now, timeZone);
  const isToday = !written && wallTimeAt(now, timeZone) < HOUR;
  let day: CivilDate = isToday ? today : addDays(today, 1);
  if (every === 'week' && written)
    while (new Date(`${day}T00:00:00Z`).getUTCDay() !== 1) day = addDays(day, 1);
  return instantOf(day, HOUR, timeZone);
}

function earlier(now: string, days: number): string {
  return new Date(Date.parse(now) - days * 86_400_000).toISOString();
}

async function itemsOf(
  place: Place,
  groups: readonly MyGroup[],
  locale: string,
  { since, every }: { readonly since: string; readonly every: Rhythm },
): Promise<DigestItem[]> {
  const asked = [];
  const items: DigestItem[] = [];
  for (const group of groups) {
    asked.push(...(await cardsIn(place, spokenAmong(locale, group), group, true)));
    for (const one of await comingUp(place, locale, group)) {
      const { t } = spokenIn(locale, group.scene);
      const why = TALK.includes(one.state) ? t(`coming.${one.state as 'talk'}`) : '';
      const text = block(one.title, [one.when, one.group, one.place, why], place.auth.origin + one.href);
      items.push({ id: `coming-${one.id}`, part: 'coming', by: '', text });
    }
    items.push(...(await newItems(place, group, locale, { since, every })));
    items.push(...(await ringItems(place, group, locale, since)));
    if (group.affairs) items.push(...(await decidedItems(place, group, locale, since)));
  }
  const wanted = inOrder(asked.filter((card) => !card.waits)).map((card): DigestItem => {
    const head = [card.kind, card.deadline ?? ''].filter((word) => word !== '').join(' · ');
    const text = block(card.title, [head, card.state], place.auth.origin + card.go.href);
    return { id: card.id, part: 'asked', by: card.by, text };
  });
  // What somebody wrote into a title may look like a way in; it is read in the group, and not sent around.
  return [...wanted, ...items].filter((one) => !holdsWayIn(one.text));
}

/** Whether somebody of a group that offers and asks looks at it. */
function isAmongExchange({ viewer, group }: MyGroup['scene']): boolean {
  return isInside(viewer) && group.state === 'founded' && exchangeOf(group.articles) !== null;
}

/** Offers and needs that are new: those that somebody looks for, and once a week all. */
async function newItems(
  { host, auth }: Place,
  { scene }: MyGroup,
  locale: string,
  when: { readonly since: string; readonly every: Rhythm },
): Promise<DigestItem[]> {
  const { org_id: org, slug, name } = scene.organization;
  const { articles } = scene.group;
  const { member } = scene.viewer;
  if (member === null || !isAmongExchange(scene)) return [];
  const spoken = spokenIn(locale, scene);
  const found = await newAdverts(host.db, org, member, { ...when, today: scene.today });
  return found.map((one): DigestItem => {
    const head = spoken.t(`exchange.kind.${one.kind}`);
    const price = priceWord(spoken, booksOf(articles).units, one);
    const text = block(
      `${head}: ${one.title ?? ''}`,
      [name, price],
      `${auth.origin}/g/${slug}/exchange/${one.id}`,
    );
    // Renewed, it is no news once more.
    return { id: `new-${one.id}`, part: 'new', by: '', text };
  });
}

/** Rings that would go around since something new was written: whoever is in one learns of it. */
async function ringItems(
  { host, auth }: Place,
  { scene, nameOf }: MyGroup,
  locale: string,
  since: string,
): Promise<DigestItem[]> {
  const { org_id: org, slug, name } = scene.organization;
  const { member } = scene.viewer;
  if (member === null || !isAmongExchange(scene)) return [];
  const { t, list } = spokenIn(locale, scene);
  const { rings, adverts } = await loadPossibleRings(host.db, org, member, scene.today, since);
  const of = (id: string) => adverts.find((one) => one.id === id);
  const called = (id: string) => nameOf(id) ?? t('member.forgotten');
  return rings.slice(0, RINGS_MOST).map((ring): DigestItem => {
    const others = ring.flatMap(({ giver }) => (giver === member ? [] : [called(giver)]));
    const lines = ring.map(({ giver, receiver, offer }) =>
      t('exchange.ring.gives', {
        giver: called(giver),
        receiver: called(receiver),
        offer: of(offer)?.title ?? '',
      }),
    );
    const title = t('exchange.ring.letter', { names: list([...others, t('exchange.ring.you')]) });
    const text = block(title, [name, ...lines], `${auth.origin}/g/${slug}/exchange/rings`);
    return { id: `ring-${madeOf(ring)}`, part: 'new', by: '', text };
  });
}

async function decidedItems({ host, auth }: Place, group: MyGroup, locale: string, since: string) {
  const { scene, nameOf } = group;
  const { org_id: org, slug, name } = scene.organization;
  const lately = await loadDecidedLately(host.db, org, { most: DECIDED_MOST, since });
  const spoken = spokenIn(locale, scene);
  return lately.map(({ proposal, options }): DigestItem => {
    const line = decidedLine(spoken, proposal, options, nameOf);
    // What was agreed and could not be carried out is told as that, and is news once more.
    const isStuck = stateOf(proposal, scene.now) === 'stuck';
    const stands = isStuck ? stateLine(spoken, proposal, scene.now) : '';
    const text = block(line, [name, stands], `${auth.origin}/g/${slug}/decisions/${proposal.id}`);
    return { id: `decided-${proposal.id}${isStuck ? '-stuck' : ''}`, part: 'decided', by: '', text };
  });
}

function block(title: string, lines: readonly string[], href: string): string {
  const below = [...lines.filter((line) => line !== ''), href].map((line) => `  ${line}`);
  return [`- ${title.replace(/\s+/g, ' ')}`, ...below].join('\n');
}

/**
 * How much there is, of which kind, and where it is read: a letter lies open on a phone, and goes through
 * many hands.
 */
function briefOf(items: readonly DigestItem[], locale: string, today: string): string {
  const { t } = wordsOf(locale);
  const lines = PARTS.map((part) => ({ part, count: items.filter((one) => one.part === part).length }))
    .filter(({ count }) => count > 0)
    .map(({ part, count }) => t(`letter.digest.brief.${part}`, { count }));
  return [...lines, '', t('letter.digest.brief.go', { today })].join('\n');
}

function textOf(items: readonly DigestItem[], locale: string): string {
  const { t } = wordsOf(locale);
  return PARTS.map((part) => ({ part, own: items.filter((one) => one.part === part) }))
    .filter(({ own }) => own.length > 0)
    .map(({ part, own }) => [t(`letter.digest.${part}`), ...own.map((one) => one.text)].join('\n\n'))
    .join('\n\n\n');
}
