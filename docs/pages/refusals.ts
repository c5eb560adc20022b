/** Every refusal there is: its sentence, its way out, and where it can occur. */
import { AUTHORITY_RULES } from '#agents';
import { API_RULES } from '#host/api/asked';
import { bringing } from '#host/api/bring';
import { reads } from '#host/api/reads';
import { DOOR_RULES } from '#host/dispatcher';
import { BRING_RULES } from '#host/files/bring';
import { STATEMENT_RULES } from '#ledger/server';
import { commands } from '#host/registry';
import { statusOf } from '#host/forms';
import { messagesOf } from '#locales';
import { FILE_RULES, ROW_RULES } from '#network';
import { code, page } from './markdown.ts';
import { messageFor } from './message.ts';

/** Where a rule stands in the sources, when no command declares it. */
const AREAS: readonly (readonly [folder: string, words: string])[] = [
  ['host/auth/', 'coming in, and one’s ways in'],
  ['host/first-link', 'coming in, and one’s ways in'],
  ['host/return', 'coming back'],
  ['host/api/', 'the API'],
  ['modules/network/', 'bringing in a list'],
  ['host/cli/', 'the command line'],
  ['modules/decisions/screens/', 'casting a ballot'],
  ['routes/import/', 'bringing in a list'],
  ['routes/', 'the pages'],
  ['host/', 'the host'],
];

export function refusalsPage(sources: ReadonlyMap<string, string>): string {
  const rules = Object.keys(messagesOf('en'))
    .filter((key) => key.startsWith('refusal.') && !key.endsWith('.way') && key !== 'refusal.unknown')
    .map((key) => key.slice('refusal.'.length))
    .sort();
  return page('Refusals', [
    'Every “no” of this program is a value with a name, a sentence in each language, and a way out. The name never changes: it is the `rule` of an answer of the API, and the end of its `type`. ‹Angle marks› stand for facts of the case. The number is the HTTP status.',
    ...rules.map((rule) => entry(rule, placesOf(rule, sources))),
  ]);
}

function entry(rule: string, places: readonly string[]): string {
  const lines = [`## ${rule}`, '', `${statusOf({ rule })} · ${places.join(', ')}`, ''];
  for (const locale of ['en', 'es']) {
    const sentence = messageFor(locale, `refusal.${rule}`) ?? '';
    const way = messageFor(locale, `refusal.${rule}.way`);
    lines.push(`- ${locale}: **${sentence}**${way === null ? '' : ` ${way}`}`);
  }
  return lines.join('\n');
}

function placesOf(rule: string, sources: ReadonlyMap<string, string>): string[] {
  const has = (list: readonly string[]) => list.includes(rule);
  const places = [
    ...(has(DOOR_RULES) ? ['every act'] : []),
    ...(has(AUTHORITY_RULES) ? ['every act that needs a standing or a mandate'] : []),
    ...(has(API_RULES) ? ['the API'] : []),
    ...(has([...FILE_RULES, ...ROW_RULES]) ? ['bringing in a list'] : []),
    ...(has(BRING_RULES) ? ['bringing a file'] : []),
    ...(has(STATEMENT_RULES) ? ['bringing what the bank says'] : []),
    ...[...commands.values()].filter((one) => one.refusals.includes(rule)).map(({ name }) => code(name)),
    ...reads.filter((one) => one.refusals.includes(rule)).map(({ name }) => code(name)),
    ...(has(bringing.refusals) ? [code(bringing.name)] : []),
  ];
  return places.length > 0 ? places : areasOf(rule, sources);
}

function areasOf(rule: string, sources: ReadonlyMap<string, string>): string[] {
  const found = [...sources].filter(([, text]) => text.includes(`'${rule}'`)).map(([name]) => name);
  const areas = found.flatMap((name) => AREAS.find(([folder]) => name.startsWith(folder))?.[1] ?? []);
  return areas.length > 0 ? [...new Set(areas)].sort() : ['nowhere yet'];
}
