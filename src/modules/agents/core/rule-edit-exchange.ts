/** How we offer and ask: kinds of offers and needs by name, days, and who reads what. */
import {
  EXCHANGE_RANGES,
  KNOWN_CATEGORIES,
  MOST_CATEGORIES,
  OTHER_CATEGORY,
  USUAL_EXCHANGE,
  type Category,
  type Exchange,
} from './exchange.ts';
import { choice, whole, type Editor, type Problems, type RuleAnswer, type RuleField } from './rule-fields.ts';
import { categoryWord } from './rule-words.ts';
import { MOST, type Articles } from './statutes.ts';
import { asWritten, keyFor } from './written.ts';

/** What is asked at `exchange.<part>`; null where there is no such thing. */
export function exchangeEditors({ exchange }: Articles, part: string): Editor | null {
  return exchange !== undefined && Object.hasOwn(PARTS, part) ? PARTS[part]! : null;
}

/** The whole article, where a group has had none: for how long offers stand; all else begins as is usual. */
export const newExchangeEditor: Editor = {
  fields: () => [daysField('standDays', USUAL_EXCHANGE.standDays)],
  change: (articles, answer) => ({
    ...articles,
    exchange: { ...USUAL_EXCHANGE, standDays: whole(answer('standDays')) },
  }),
};

function daysField(name: keyof typeof EXCHANGE_RANGES, value: number): RuleField {
  const [least, most] = EXCHANGE_RANGES[name];
  const label = `rule-edit.exchange.${name}`;
  return { kind: 'number', name, value, label: { key: label }, hint: { key: `${label}.hint` }, least, most };
}

function partEditor(
  fields: (exchange: Exchange) => readonly RuleField[],
  change: (answer: RuleAnswer) => Partial<Exchange>,
): Editor {
  return {
    fields: ({ exchange }) => fields(exchange!),
    change: (articles, answer) => ({
      ...articles,
      exchange: { ...articles.exchange!, ...change(answer) },
    }),
  };
}

const daysEditor = (name: keyof typeof EXCHANGE_RANGES) =>
  partEditor(
    (exchange) => [daysField(name, exchange[name])],
    (answer) => ({ [name]: whole(answer(name)) }),
  );

const eitherEditor = (name: 'showsContact' | 'mayBePublic', stem: string, no: string, yes: string) =>
  partEditor(
    (exchange) => [choice(name, exchange[name] ? yes : no, `rule-edit.exchange.${name}`, [no, yes], stem)],
    (answer) => ({ [name]: answer(name) === yes }),
  );

/** Each kind by its name, and which to take out; one more of the known ones, or by a name of our own. */
const categoriesEditor: Editor = {
  fields: (articles) => {
    const { categories } = articles.exchange!;
    return [
      ...categories.map((one) => nameField(articles, one)),
      ...(missing(categories).length === 0
        ? []
        : [
            {
              kind: 'ticks',
              name: 'more',
              label: { key: 'rule-edit.exchange.more' },
              ticks: missing(categories).map((one) => ({
                name: `more.${one}`,
                value: false,
                words: { key: `category.${one}` },
              })),
            } as const,
          ]),
      {
        kind: 'text',
        name: 'new',
        value: '',
        optional: true,
        label: { key: 'rule-edit.exchange.new' },
        hint: { key: 'rule-edit.exchange.new.hint' },
        most: MOST.name,
      },
      ...(categories.length === 0
        ? []
        : [
            {
              kind: 'ticks',
              name: 'gone',
              label: { key: 'rule-edit.exchange.gone' },
              hint: { key: 'rule-edit.exchange.gone.hint' },
              ticks: categories.map((one) => ({
                name: `gone.${one.category}`,
                value: false,
                words: { key: 'rule-edit.way-name', words: { how: categoryWord(articles, one.category) } },
              })),
            } as const,
          ]),
      {
        kind: 'yes_no',
        name: 'out',
        value: false,
        label: { key: 'rule-edit.exchange.out' },
        hint: { key: 'rule-edit.exchange.out.hint' },
      },
    ];
  },
  problems: (articles, answer) => categoryProblems(articles, answer),
  change: (articles, answer) => {
    const { exchange, ...others } = articles;
    if (answer('out') !== '') return others;
    return { ...others, exchange: { ...exchange!, categories: categoriesIn(articles, answer) } };
  },
};

function nameField(articles: Articles, { category, name }: Category): RuleField {
  const isKnown = (KNOWN_CATEGORIES as readonly string[]).includes(category);
  return {
    kind: 'text',
    name: `name.${category}`,
    value: name ?? '',
    ...(isKnown ? { optional: true } : {}),
    label: {
      key: 'rule-edit.exchange.name',
      words: { category: isKnown ? `category.${category}` : categoryWord(articles, category) },
    },
    most: MOST.name,
  };
}

function missing(categories: readonly Category[]): readonly string[] {
  const there = categories.map((one) => one.category);
  return KNOWN_CATEGORIES.filter((one) => !there.includes(one));
}

function categoriesIn({ exchange }: Articles, answer: RuleAnswer): readonly Category[] {
  const { categories } = exchange!;
  const kept = categories
    .filter(({ category }) => answer(`gone.${category}`) === '')
    .map(({ category }): Category => {
      const name = asWritten(answer(`name.${category}`));
      return { category, ...(name === '' ? {} : { name }) };
    });
  const more = missing(categories).filter((one) => answer(`more.${one}`) !== '');
  const added = asWritten(answer('new'));
  const taken = [...kept.map((one) => one.category), ...KNOWN_CATEGORIES, OTHER_CATEGORY];
  return [
    ...kept,
    ...more.map((category) => ({ category })),
    ...(added === '' ? [] : [{ category: keyFor(added, taken, 'kind'), name: added }]),
  ];
}

function categoryProblems(articles: Articles, answer: RuleAnswer): Problems {
  const isTooMany = categoriesIn(articles, answer).length > MOST_CATEGORIES;
  return isTooMany
    ? { new: { key: 'rule-edit.wrong.number', values: { least: 0, most: MOST_CATEGORIES } } }
    : {};
}

const PARTS: { readonly [part: string]: Editor } = {
  categories: categoriesEditor,
  standDays: daysEditor('standDays'),
  quietDays: daysEditor('quietDays'),
  showsContact: eitherEditor('showsContact', 'rule.exchange.contact', 'asked', 'shown'),
  mayBePublic: eitherEditor('mayBePublic', 'rule.exchange.public', 'never', 'may'),
};
