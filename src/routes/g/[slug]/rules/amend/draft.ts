/**
 * Other rules while they are being put together. They travel in the form itself: nothing is kept of them
 * until they are signed, and whoever goes away leaves no trace.
 */
import {
  additions,
  articlesInput,
  changedArticles,
  changeRule,
  decideAmendment,
  inWords,
  may,
  ruleFields,
  rulesText,
  type Articles,
  type Problems,
  type RuleField,
} from '#agents';
import { loadClassesInUse, loadOpenMandates, type Scene } from '#agents/server';
import { known } from '#agents/screens/known.ts';
import { rulesParts } from '#agents/screens/rules-words.ts';
import { ruleChanges } from '#agents/screens/say.ts';
import { field } from '#host/forms';
import { isId } from '#kernel/id';
import type { Tx } from '#kernel/tx';
import type { Words } from '#locales';
import { decidedBy, proposedInput } from '../../propose.ts';

export interface Draft {
  /** The version that was read and is changed. */
  readonly base: number;
  readonly articles: Articles;
  /** The proposal that these rules are part of; null where there is none yet. */
  readonly into: string | null;
}

/** The rules as they came along; those in force where nothing usable did. */
export function draftIn(form: FormData, scene: Scene): Draft {
  const base = Number(field(form, 'base'));
  const asked = field(form, 'for');
  const into = isId('pro', asked) ? asked : null;
  const read = articlesInput.safeParse(parsed(field(form, 'articles')));
  if (!read.success || !Number.isSafeInteger(base)) return draftOf(scene);
  return { base, articles: read.data as Articles, into };
}

export function draftOf({ group }: Scene): Draft {
  return { base: group.statutesVersion, articles: group.articles, into: null };
}

/** One sentence, and what is asked to change it. */
export interface Edit {
  readonly path: string;
  readonly now: readonly string[];
  readonly fields: readonly RuleField[];
  readonly problems?: Problems;
}

export function editOf(words: Words, { articles }: Draft, path: string): Edit | null {
  const fields = ruleFields(articles, path, known(words.locale));
  if (!fields) return null;
  const now = rulesText(articles)
    .filter((sentence) => sentence.path === path)
    .map((sentence) => inWords(words, sentence));
  return { path, now, fields };
}

/** The draft with what has been answered; or the question again, with what is wrong about the answers. */
export function answered(
  words: Words,
  draft: Draft,
  edit: Edit,
  form: FormData,
): { readonly draft: Draft; readonly edit: Edit } | { readonly draft: null; readonly edit: Edit } {
  const changed = changeRule(draft.articles, edit.path, known(words.locale), (name) => field(form, name));
  if (!changed?.ok) return { draft: null, edit: { ...edit, ...changed } };
  return { draft: { ...draft, articles: changed.articles }, edit: { ...edit, fields: changed.fields } };
}

/** What signing would say to these rules, asked before anybody is bothered for a signature. */
export async function foreseen(tx: Tx, { group, draft, today, organization }: Scene, wanted: Articles) {
  const classes = await loadClassesInUse(tx, organization.org_id, today, draft);
  const mandates = await loadOpenMandates(tx, organization.org_id);
  return decideAmendment({ articles: group.articles, draft, today, classes, mandates }, wanted);
}

/** All that the page shows of a draft, whether or not a sentence is being changed. */
export function shown(words: Words, scene: Scene, draft: Draft, edit: Edit | null) {
  const { articles } = scene.group;
  const touches = changedArticles(articles, draft.articles);
  return {
    base: draft.base,
    may: may(scene, 'amend', ['founder', 'statutes'], { touches }),
    decided: decidedBy(words, scene, 'amend', touches),
    proposed: proposedInput({ base: draft.base, articles: draft.articles }),
    into: draft.into,
    articles: JSON.stringify(draft.articles),
    edit,
    changes: ruleChanges(words, articles, draft.articles),
    parts: rulesParts(words, draft.articles, { before: articles }),
    additions: additions(draft.articles),
  };
}

export function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
