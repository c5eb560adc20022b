/** How we decide together, as sentences: one for each way of a matter, and those of the article `voice`. */
import { classWord, postWord } from './rule-words.ts';
import type { RuleSentence } from './rules-text.ts';
import type { Articles, Power } from './statutes.ts';
import { isDrawnAtOnce, shareOf, voiceOf, waysOf, type Way } from './voice.ts';

export type Said = Pick<RuleSentence, 'section' | 'id' | 'key' | 'path'> &
  Partial<Pick<RuleSentence, 'values' | 'words' | 'lists'>>;

/** The ways of a matter, each a sentence of its own; an id keeps to its method when others come and go. */
export function waysText(articles: Articles, matter: string, power: Power): readonly Said[] {
  const ways = waysOf(power);
  return ways.map((way, at) => {
    const nth = ways.slice(0, at).filter((one) => one.method === way.method).length;
    return {
      section: 'deciding',
      id: `way.${matter}.${way.method}.${nth}`,
      path: `powers.${matter}.${at}`,
      ...wayWords(articles, way, power.by === 'decision' ? 'only' : 'also', `matter.${matter}`),
    };
  });
}

export function voiceText(articles: Articles): readonly Said[] {
  const voice = voiceOf(articles);
  const { delegations, brakeMembers, extendDays, publishFrom, inviteDays, meetingPercent } = voice;
  const say = (name: keyof typeof voice, key: string, values: { [name: string]: number }): Said => ({
    section: 'voice',
    id: `voice.${name}`,
    key: `rule.voice.${key}`,
    values,
    path: `voice.${name}`,
  });
  return [
    say('meetingPercent', 'meeting', { percent: meetingPercent }),
    say('inviteDays', 'invite', { days: inviteDays }),
    signers(articles, say('minutesSigners', 'minutes', { count: voice.minutesSigners })),
    say('extendDays', 'extend', { days: extendDays }),
    say('brakeMembers', 'brake', { count: brakeMembers }),
    say('delegations', 'delegations', { count: delegations }),
    say('publishFrom', 'publish', { count: publishFrom }),
    ...voice.entrenched.map(({ article, way }): Said => ({
      section: 'voice',
      id: `guard.${article}`,
      path: `voice.entrenched.${article}`,
      ...wayWords(articles, way, 'guard', `article.${article}`),
    })),
  ];
}

/** Who signs the minutes, where the rules name posts. */
function signers(articles: Pick<Articles, 'voice' | 'roles'>, plain: Said): Said {
  const { minutesPosts = [] } = voiceOf(articles);
  if (minutesPosts.length === 0) return plain;
  const lists = { all: minutesPosts.map((role) => postWord(articles, role)) };
  return { ...plain, key: 'rule.voice.minutes_posts', lists };
}

/**
 * The same sentence where it stands under the one about its matter, as on the page "Our rules": the matter is
 * not said again. Null for sentences that stand by themselves.
 */
export function saidWithin(sentence: RuleSentence): RuleSentence | null {
  const { intro } = sentence.values;
  if (sentence.key !== 'rule.way' || intro === 'guard') return null;
  return { ...sentence, values: { ...sentence.values, intro: intro === 'only' ? 'like_this' : 'within' } };
}

/** All that one sentence needs to tell a way; how the parts become a sentence is for each language to say. */
function wayWords(
  articles: Articles,
  way: Way,
  intro: 'only' | 'also' | 'guard',
  matter: string,
): Pick<Said, 'key' | 'values' | 'words' | 'lists'> {
  const { parts, of } = shareOf(way);
  return {
    key: 'rule.way',
    values: {
      intro,
      method: way.method,
      share: shareKind(way),
      parts,
      of,
      base: way.base ?? 'cast',
      blocks: way.blocks ?? 0,
      voters: way.voters,
      quorum: way.quorumPercent,
      noQuorum: way.noQuorum,
      times: timesKind(way),
      talk: way.talkDays,
      vote: way.voteDays,
      wait: way.waitDays,
      secrecy: way.secrecy,
    },
    words: { matter, how: `method.${way.method}` },
    lists: { kinds: (way.classes ?? []).map((one) => classWord(articles, one)) },
  };
}

function timesKind(way: Way): 'both' | 'talk' | 'vote' | 'none' | 'drawn' | 'talk_drawn' {
  const { talkDays, voteDays } = way;
  if (isDrawnAtOnce(way)) return talkDays > 0 ? 'talk_drawn' : 'drawn';
  if (talkDays > 0) return voteDays > 0 ? 'both' : 'talk';
  return voteDays > 0 ? 'vote' : 'none';
}

function shareKind(way: Way): 'half' | 'all' | 'least' | 'more' {
  const { parts, of, reached } = shareOf(way);
  if (parts * 2 === of) return 'half';
  return parts === of ? 'all' : reached;
}
