/** One form: its rules as founders read them, who may do what, and what they are asked. */
import {
  inWords,
  RULE_SECTIONS,
  rulesText,
  unitAmount,
  unitOfLimits,
  type Articles,
  type Power,
} from '#agents';
import { answerIn, type Form } from '#forms';
import { namedWord, powerWord } from '#agents/screens/say.ts';
import { words, type Key, type Words } from '#locales';
import { code, page, table } from './markdown.ts';

const LANGUAGES = [
  { locale: 'en', name: 'English' },
  { locale: 'es', name: 'Español' },
] as const;

export function formPage(form: Form): string {
  const spoken = words('en');
  return page(spoken.t(`form.${form.form}.name` as Key), [
    `${spoken.t(`form.${form.form}.line` as Key)} A group that takes this form begins with the rules below, changes what it likes, and owns them from then on.`,
    `The form is data: ${code(`src/forms/${form.form.replaceAll('_', '-')}.ts`)}. Its story: [docs/stories/${form.story}.md](../../stories/${form.story}.md). Where it is at home: ${form.seenIn.join(', ')}.`,
    ...LANGUAGES.map(({ locale, name }) => rulesPart(form.articles, words(locale), name)),
    powersPart(form, spoken),
    questionsPart(form, spoken),
  ]);
}

function rulesPart(articles: Articles, spoken: Words, language: string): string {
  const sentences = rulesText(articles);
  const sections = RULE_SECTIONS.flatMap((section) => {
    const own = sentences.filter((one) => one.section === section);
    if (own.length === 0) return [];
    const title = spoken.t(`rule.section.${section}` as Key);
    return [`### ${title}\n\n${own.map((one) => `- ${inWords(spoken, one)}`).join('\n')}`];
  });
  return [`## ${language}`, ...sections].join('\n\n');
}

function powersPart(form: Form, spoken: Words): string {
  const rows = Object.entries(form.articles.powers).map(([matter, power]) => [
    code(matter),
    namedWord(spoken, 'matter', matter),
    powerWord(spoken, power),
    limitOf(form.articles, power, spoken),
  ]);
  return `## Who may do what\n\n${table(['matter', 'what it is', 'who carries it', 'limit'], rows)}`;
}

function limitOf(articles: Articles, power: Power, spoken: Words): string {
  if (power.by !== 'role') return '';
  const { perActMinor, per } = power.upTo ?? {};
  const amount = (minor: string) => {
    const unit = unitOfLimits(articles);
    return unit === undefined ? minor : unitAmount(spoken, unit, BigInt(minor));
  };
  return [
    ...(perActMinor === undefined ? [] : [`${amount(perActMinor)} each time`]),
    ...(per?.amountMinor === undefined ? [] : [`${amount(per.amountMinor)} in ${per.days} days`]),
    ...(per?.acts === undefined ? [] : [`${per.acts} times in ${per.days} days`]),
  ].join(', ');
}

function questionsPart(form: Form, spoken: Words): string {
  const rows = form.questions.map((asked) => {
    const { question, path, kind, least, most } = asked;
    const value = answerIn(form.articles, asked, spoken.locale);
    return [
      spoken.t(`question.${question}` as Key),
      code(path.join('.')),
      kind.replaceAll('_', ' '),
      least === undefined && most === undefined ? '' : `${least ?? ''} to ${most ?? ''}`,
      typeof value === 'object' ? `${value.one}, ${value.many}` : String(value),
    ];
  });
  return `## What founders are asked\n\n${table(['question', 'place in the rules', 'kind', 'between', 'without an answer'], rows)}`;
}
