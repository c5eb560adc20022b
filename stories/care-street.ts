/** The street of the care circle: who lives there, by what rules, and what its hours are counted in. */
import { parseAmount } from '#kernel/amount';
import { assert } from '#kernel/assert';
import type { MemberId, OrgId } from '#kernel/command';
import type { Articles } from '#agents';
import { careCircle } from '../src/forms/care-circle.ts';
import type { Character, StoryStage } from './stage.ts';

export const NAMES = ['Imelda', 'Hortensia', 'Tino', 'Noé', 'Fabiola', 'Remedios', 'Sabás'] as const;
export type Name = (typeof NAMES)[number];

const [UNIT] = careCircle.articles.books.units;
export const HOUR = UNIT.unit;
export const RULES: Articles = careCircle.articles;

export interface Street {
  readonly stage: StoryStage;
  readonly org: OrgId;
  readonly who: Readonly<Record<Name, Character>>;
  readonly member: Readonly<Record<string, MemberId>>;
  readonly all: readonly Character[];
}

export function minor(hours: string): string {
  const parsed = parseAmount(hours, { id: UNIT.unit, scale: UNIT.scale });
  assert(parsed.ok, `${hours} is an amount`);
  return String(parsed.value.minor);
}

export const accountOf = ({ stage, org, member }: Street, name: Name) =>
  stage.accountOf(org, member[name]!, HOUR);
