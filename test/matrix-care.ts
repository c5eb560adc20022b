/** What the matrix writes down of care, asks help for and says that it comes to. */
import type { OrgId } from '../src/kernel/command.ts';
import { makeId } from '../src/kernel/id.ts';
import type { OneOfUs, Stage } from './stage.ts';

export interface CareThings {
  /** Of the plain member. */
  readonly entry: string;
  readonly help: string;
  readonly coming: string;
  /** What another asks for, and a day on which nobody comes yet. */
  readonly asked: string;
  readonly day: string;
}

const anId = (kind: string) => makeId(kind, 1_700_000_000_000, crypto.getRandomValues(new Uint8Array(10)));

/** Nothing that any group has heard of. */
export function unheardCare(): CareThings {
  return {
    entry: anId('car'),
    help: anId('hlp'),
    coming: anId('com'),
    asked: anId('hlp'),
    day: '2026-12-20',
  };
}

const WRITTEN = { activity: 'company', minutes: 60, for: { whom: 'home' } };

export async function furnishCare(
  stage: Stage,
  org: OrgId,
  { plain, other }: { readonly plain: OneOfUs; readonly other: OneOfUs },
): Promise<CareThings> {
  const inDays = (days: number) => new Date(stage.clock.now + days * 86_400_000).toISOString().slice(0, 10);
  const act = async (who: OneOfUs, command: string, input: object) =>
    (await stage.do(who, `care.${command}`, org, input)).answer as Readonly<Record<string, string>>;
  const soup = (days: readonly string[]) => ({ care: { activity: 'cook', words: 'Soup.', days } });
  const [tomorrow, day] = [inDays(1), inDays(2)];
  const asked = (await act(other, 'ask_help', soup([tomorrow, day])))['help']!;
  return {
    entry: (await act(plain, 'log', { care: { ...WRITTEN, on: inDays(0) } }))['entry']!,
    help: (await act(plain, 'ask_help', soup([day])))['help']!,
    coming: (await act(plain, 'come', { help: asked, care: { on: tomorrow } }))['coming']!,
    asked,
    day,
  };
}

interface Known {
  readonly care: CareThings;
  readonly subject: string;
}

/** The day on which the matrix plays, or one before it in the same month. */
const DAY = '2026-12-01';

/** For every act of care, an input with which somebody could do it. */
export const CARE_INPUTS = {
  'care.ask_help': ({ care }: Known) => ({
    care: { activity: 'cook', words: 'Soup.', days: [care.day] },
  }),
  'care.come': ({ care }: Known) => ({ help: care.asked, care: { on: care.day } }),
  'care.correct': ({ care }: Known) => ({ entry: care.entry, care: { ...WRITTEN, on: DAY, minutes: 30 } }),
  'care.end_help': ({ care }: Known) => ({ help: care.help }),
  'care.forget_entry': ({ care }: Known) => ({ entry: care.entry }),
  'care.log': () => ({ care: { ...WRITTEN, on: DAY } }),
  'care.not_come': ({ care }: Known) => ({ coming: care.coming }),
  'care.tell_month': () => ({ month: '2026-11-01' }),
  'care.thank': ({ subject }: Known) => ({ to: subject, care: { words: 'For the soup.' } }),
};
