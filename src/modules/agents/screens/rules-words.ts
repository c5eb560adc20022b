/** Our rules in the words of a page: the parts that RuleText shows. */
import type { Key, Words } from '#locales';
import { inWords } from '../core/rule-words.ts';
import { saidWithin } from '../core/ways-text.ts';
import { RULE_SECTIONS, rulesText, type RuleSentence } from '../core/rules-text.ts';
import type { Articles } from '../core/statutes.ts';

export interface RulesPart {
  readonly title: string;
  readonly sentences: readonly {
    readonly text: string;
    /**
     * The whole of it, for who hears it by itself; where it says less, under the sentence that it belongs
     * to.
     */
    readonly full?: string;
    readonly always: boolean;
    readonly changeHref?: string | undefined;
    readonly changed?: boolean;
    /** Where in the articles it stands. */
    readonly path: string;
  }[];
}

export interface RulesOptions {
  /** Where a sentence that can be changed is changed. */
  readonly changeHref?: (sentence: RuleSentence) => string;
  /** What the sentences are compared with: those that read otherwise are marked. */
  readonly before?: Articles;
}

export function rulesParts(
  words: Words,
  articles: Articles,
  options: RulesOptions = {},
): readonly RulesPart[] {
  const before = options.before
    ? new Map(rulesText(options.before).map((one) => [one.id, inWords(words, one)]))
    : null;
  const sentences = rulesText(articles).map((sentence) => {
    const text = inWords(words, sentence);
    const within = saidWithin(sentence);
    return {
      section: sentence.section,
      ...(within ? { text: inWords(words, within), full: text } : { text }),
      always: sentence.always,
      path: sentence.path,
      changeHref: sentence.always ? undefined : options.changeHref?.(sentence),
      changed: before !== null && before.get(sentence.id) !== text,
    };
  });
  return RULE_SECTIONS.map((section) => ({
    title: words.t(`rule.section.${section}` as 'rule.section.joining'),
    sentences: sentences.filter((one) => one.section === section),
  })).filter((part) => part.sentences.length > 0);
}

/** How something is called that can be put into the rules; of a matter, what it is that somebody may. */
export function additionWord(t: Words['t'], path: string): string {
  const [article, matter] = path.split('.');
  if (article !== 'powers') return t(ruleTitle(path));
  return t('rule-edit.title-matter', { matter: t(`matter.${matter}` as 'matter.keep_books') });
}

/** What the page is called on which the sentence at `path` is changed, or something is added. */
export function ruleTitle(path: string): Key {
  if (path === 'roles') return 'rule-edit.title-new';
  if (path === 'books.units') return 'rule-edit.title-unit';
  if (path === 'exchange') return 'rule-edit.title-exchange';
  if (path === 'care') return 'rule-edit.title-care';
  if (path === 'voice.entrenched') return 'rule-edit.title-guard';
  return path === 'classes' ? 'rule-edit.title-class' : 'rule-edit.title';
}
