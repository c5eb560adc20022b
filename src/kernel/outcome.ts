/**
 * A decision either accepts, with what will happen, or refuses, naming the rule that says no and the facts a
 * person needs to understand it. A refusal is an ordinary value; it is never thrown.
 */

export type Json =
  string | number | boolean | null | readonly Json[] | { readonly [key: string]: Json | undefined };

/**
 * Why something may not happen: `rule` is stable (words, API and docs hang on it), the rest are its facts.
 */
export type Refusal<Rule extends string = string> = {
  readonly rule: Rule;
  readonly [fact: string]: Json | undefined;
};

export type Accepted<Value> = { readonly ok: true; readonly value: Value };
export type Refused<Rule extends string = string> = { readonly ok: false; readonly refusal: Refusal<Rule> };
export type Outcome<Value, Rule extends string = string> = Accepted<Value> | Refused<Rule>;

export function accept<Value>(value: Value): Accepted<Value> {
  return { ok: true, value };
}

export function refuse<const Rule extends string>(
  rule: Rule,
  facts: { readonly [fact: string]: Json | undefined } = {},
): Refused<Rule> {
  return { ok: false, refusal: { ...facts, rule } };
}
