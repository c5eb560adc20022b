/** The kitchen of the story of deciding together, and what happens in it again and again. */
import type { MemberId, OrgId } from '#kernel/command';
import type { Character, StoryStage } from './stage.ts';

export const NAMES = [
  'Chayo',
  'Lucha',
  'Odilia',
  'Fermín',
  'Nabor',
  'Inés',
  'Cuca',
  'Lalo',
  'Berta',
  'Artemio',
  'Paz',
  'Gil',
] as const;
export type Name = (typeof NAMES)[number];

/** The kitchen, and whoever is in it, by name. */
export interface Kitchen {
  readonly org: OrgId;
  readonly who: Readonly<Record<Name, Character>>;
  readonly member: Readonly<Record<string, MemberId>>;
  readonly all: readonly Character[];
}

export async function propose(
  stage: StoryStage,
  who: Character,
  org: OrgId,
  draft: object,
  way = 0,
): Promise<{ readonly proposal: string; readonly options: readonly string[] }> {
  const done = await stage.quietly(() => stage.act(who, 'decisions.propose', org, draft));
  await stage.act(who, 'decisions.publish', org, { proposal: done['proposal'], way });
  return { proposal: String(done['proposal']), options: done['options'] as string[] };
}

/** Everybody of `voters` casts a ballot; the last one is told, as one of many. */
export async function cast(
  stage: StoryStage,
  org: OrgId,
  voters: readonly Character[],
  ballot: (at: number) => object,
): Promise<void> {
  await stage.quietly(async () => {
    for (const [at, one] of voters.entries()) await stage.act(one, 'decisions.cast', org, ballot(at));
  });
  await stage.lately(org);
}
