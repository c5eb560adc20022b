/** What a meeting is, as programs read it. */
import { z } from 'zod';
import { MEETING_KINDS, RESULTS } from '#decisions';
import * as shapes from './shapes.ts';

export const meeting = z
  .object({
    meeting: z.string(),
    kind: z.enum(MEETING_KINDS),
    state: z.enum(['called', 'open', 'closed', 'fixed', 'cancelled']),
    title: z.string(),
    place: z.string(),
    startsAt: shapes.instant,
    endsAt: shapes.instant.nullable(),
    calledBy: shapes.memberId.nullable(),
    calledAt: shapes.instant,
    cancelReason: z.string().nullable(),
    openedAt: shapes.instant.nullable(),
    closedAt: shapes.instant.nullable(),
    fixedAt: shapes.instant.nullable().describe('When its minutes had all the names that they need'),
  })
  .meta({ id: 'Meeting' });

const item = z.object({
  item: z.string(),
  title: z.string(),
  note: z.string(),
  minutes: z.int().nullable().describe('How long it is meant to take'),
  proposal: z.string().nullable(),
  addedBy: shapes.memberId.nullable(),
  takenAt: shapes.instant.nullable().describe('When it was taken up'),
});

export const handCount = z
  .object({
    proposal: z.string(),
    title: z.string(),
    round: z.int(),
    state: z
      .enum(['waits', 'stands', 'fell'])
      .describe('Nothing is decided before a second person has said so'),
    method: z.string(),
    yes: z.int(),
    no: z.int(),
    abstain: z.int(),
    present: z.int().describe('How many of those who decide were in the room'),
    result: z.enum(RESULTS),
    countedBy: shapes.memberId,
    at: shapes.instant,
    check: z
      .object({ by: shapes.memberId, stands: z.boolean(), reason: z.string().nullable() })
      .nullable()
      .describe('What somebody who was there has said of it'),
    voices: z
      .array(z.object({ member: shapes.memberId, says: z.string(), reason: z.string().nullable() }))
      .describe('Of what was said by name, while it waits for a second person'),
  })
  .meta({ id: 'HandCount' });

const said = z.array(z.object({ by: shapes.memberId, words: z.string(), at: shapes.instant }));
const decided = z.array(
  z.object({
    proposal: z.string(),
    title: z.string(),
    method: z.string(),
    result: z.enum(RESULTS),
    yes: z.int(),
    no: z.int(),
    abstain: z.int(),
    present: z.int(),
    at: shapes.instant,
    countedBy: shapes.memberId,
    state: z.enum(['waits', 'stands', 'fell']),
    checkedBy: shapes.memberId.nullable(),
    reason: z.string().nullable(),
  }),
);

export const minutes = z
  .object({
    digest: z.string().describe('SHA-256 of the minutes as they are now: what sign_minutes takes'),
    isWhole: z.boolean().describe('False where whoever wrote something in fixed minutes was forgotten since'),
    needed: z.int().describe('How many names they need'),
    postsMissing: z
      .array(z.object({ role: z.string(), holders: z.array(shapes.memberId) }))
      .describe('Posts of which they need a name besides and have none: one of these holders signs'),
    signed: z.array(z.object({ member: shapes.memberId, at: shapes.instant })),
    facilitator: shapes.memberId,
    voting: z.int().describe('How many decided together when it opened'),
    quorum: z.int(),
    here: z.array(
      z.object({
        member: shapes.memberId,
        times: z.array(z.object({ from: shapes.instant, until: shapes.instant.nullable() })),
      }),
    ),
    denied: z
      .array(z.object({ member: shapes.memberId, writtenBy: shapes.memberId.nullable() }))
      .describe('Who was written down as being there, and says that they were not'),
    deniedLate: z
      .array(
        z.object({
          member: shapes.memberId,
          writtenBy: shapes.memberId.nullable(),
          at: shapes.instant,
        }),
      )
      .describe('Who has said so when the minutes were fixed: these stay as they were signed'),
    excused: z.array(shapes.memberId),
    items: z.array(
      z.object({
        item: z.string(),
        title: z.string(),
        takenAt: shapes.instant.nullable(),
        decided,
        said,
      }),
    ),
    decided: decided.describe('What was decided about no item of the agenda'),
    said: said.describe('What was said at no item'),
  })
  .meta({ id: 'Minutes' });

export const wholeMeeting = meeting
  .extend({
    agenda: z.array(item),
    coming: z.array(shapes.memberId),
    away: z.array(shapes.memberId).describe('Who has said that they cannot come'),
    inRoom: z.array(shapes.memberId).describe('Who is there now; empty of a meeting that is not open'),
    speaking: shapes.memberId.nullable(),
    wantToSpeak: z.array(shapes.memberId).describe('In their order'),
    counts: z.array(handCount).describe('The last count of each proposal, the newest first'),
    minutes: minutes.nullable().describe('They follow from what was done; null before it opens'),
  })
  .meta({ id: 'WholeMeeting' });
