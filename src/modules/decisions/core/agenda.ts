/**
 * A first agenda, drafted from what is open: what we owe from last time, what could not be carried out, what
 * is put to the vote or talked over, posts that end. Whoever calls the meeting takes of it what they like.
 */

export type OpenMatter =
  /** Something promised that is due by the day of the meeting, or was due before it. */
  | { readonly is: 'promise'; readonly id: string; readonly title: string; readonly dueOn: string }
  | { readonly is: 'stuck'; readonly id: string; readonly title: string }
  | { readonly is: 'vote'; readonly id: string; readonly title: string; readonly closesAt: string | null }
  | { readonly is: 'talk'; readonly id: string; readonly title: string; readonly publishedAt: string }
  /** A post whose term ends; `title` is what the group calls it. */
  | { readonly is: 'post'; readonly id: string; readonly title: string; readonly endsOn: string };

export interface DraftItem {
  readonly is: OpenMatter['is'];
  readonly id: string;
  readonly title: string;
  readonly minutes: number;
  /** The proposal that it is about. */
  readonly proposal: string | null;
}

const ORDER: readonly OpenMatter['is'][] = ['promise', 'stuck', 'vote', 'talk', 'post'];
const MINUTES: Readonly<Record<OpenMatter['is'], number>> = {
  promise: 5,
  stuck: 15,
  vote: 10,
  talk: 15,
  post: 10,
};

/** How long before its end a post is spoken of. */
const POST_DAYS = 60;

/** What should be on the agenda of a meeting on `day`, the most urgent of each sort first. */
export function draftAgenda(matters: readonly OpenMatter[], day: string): DraftItem[] {
  return matters
    .filter((one) => isDue(one, day))
    .map((one) => ({ one, rank: ORDER.indexOf(one.is), since: sinceWhen(one) }))
    .sort((a, b) => a.rank - b.rank || compare(a.since, b.since) || compare(a.one.id, b.one.id))
    .map(({ one }) => ({
      is: one.is,
      id: one.id,
      title: one.title,
      minutes: MINUTES[one.is],
      proposal: one.is === 'stuck' || one.is === 'vote' || one.is === 'talk' ? one.id : null,
    }));
}

function isDue(matter: OpenMatter, day: string): boolean {
  if (matter.is === 'promise') return matter.dueOn <= day;
  if (matter.is === 'post') return Date.parse(matter.endsOn) - Date.parse(day) <= POST_DAYS * 86_400_000;
  return true;
}

function sinceWhen(matter: OpenMatter): string {
  switch (matter.is) {
    case 'promise':
      return matter.dueOn;
    case 'stuck':
      return '';
    case 'vote':
      return matter.closesAt ?? '9999';
    case 'talk':
      return matter.publishedAt;
    case 'post':
      return matter.endsOn;
  }
}

function compare(a: string, b: string): number {
  return a === b ? 0 : a < b ? -1 : 1;
}
