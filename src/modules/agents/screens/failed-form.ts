/** A form that was refused, as its page gets it back: which one, why, and what had been written in it. */
export interface FailedForm {
  readonly at: string;
  readonly refusal: { readonly rule: string; readonly sentence: string; readonly way: string | undefined };
  readonly values: Readonly<Record<string, string>>;
}

/** The answer of an action, where it is a refused form and nothing else. */
export function failedForm(answer: object | null | undefined): FailedForm | null {
  return answer && 'refusal' in answer && 'at' in answer ? (answer as FailedForm) : null;
}
