import { getContext, setContext } from 'svelte';
import type { Wrongs } from '#screens/wrongs.ts';

/** A form that was refused, as its page gets it back: which one, why, and what had been written in it. */
export interface FailedForm {
  readonly at: string;
  readonly refusal: {
    readonly rule: string;
    readonly sentence: string;
    readonly way: string | undefined;
    readonly fields: Wrongs;
  };
  readonly values: Readonly<Record<string, string>>;
  /** Where the same can be proposed to the group, where that is the way out. */
  readonly propose?: string | undefined;
}

/** The answer of an action, where it is a refused form and nothing else. */
export function failedForm(answer: object | null | undefined): FailedForm | null {
  return answer && 'refusal' in answer && 'at' in answer ? (answer as FailedForm) : null;
}

const PLACES = Symbol('places of forms');

/** Called by a page with several forms, before they are shown: remembers which ones are. */
export function rememberForms(): ReadonlySet<string> {
  return setContext(PLACES, new Set<string>());
}

/** Called by a form: a refusal of it has its place on this page. */
export function hasPlace(place: string): void {
  getContext<Set<string> | undefined>(PLACES)?.add(place);
}
