/** What can be done about meetings and in them, and with the calendar. */
import type { AnyCommand } from '#kernel/command';
import type { Tx } from '#kernel/tx';
import { addAgendaItem } from './add-agenda-item.ts';
import { addDate } from './add-date.ts';
import { answerMeeting } from './answer-meeting.ts';
import { arrive } from './arrive.ts';
import { askToSpeak } from './ask-to-speak.ts';
import { callMeeting } from './call-meeting.ts';
import { cancelMeeting } from './cancel-meeting.ts';
import { changeDate } from './change-date.ts';
import { changeMeeting } from './change-meeting.ts';
import { closeMeeting } from './close-meeting.ts';
import { confirmHands } from './confirm-hands.ts';
import { denyPresence } from './deny-presence.ts';
import { depart } from './depart.ts';
import { doneSpeaking } from './done-speaking.ts';
import { dropAgendaItem } from './drop-agenda-item.ts';
import { dropDate } from './drop-date.ts';
import { dropFeed } from './drop-feed.ts';
import { makeFeed } from './make-feed.ts';
import { moveAgendaItem } from './move-agenda-item.ts';
import { note } from './note.ts';
import { openMeeting } from './open-meeting.ts';
import { showHands } from './show-hands.ts';
import { signMinutes } from './sign-minutes.ts';
import { speak } from './speak.ts';
import { takeItem } from './take-item.ts';
import { writeMinutes } from './write-minutes.ts';

export const meetingCommands = [
  addAgendaItem,
  addDate,
  answerMeeting,
  arrive,
  askToSpeak,
  callMeeting,
  cancelMeeting,
  changeDate,
  changeMeeting,
  closeMeeting,
  confirmHands,
  denyPresence,
  depart,
  doneSpeaking,
  dropAgendaItem,
  dropDate,
  dropFeed,
  makeFeed,
  moveAgendaItem,
  note,
  openMeeting,
  showHands,
  signMinutes,
  speak,
  takeItem,
  writeMinutes,
] as unknown as readonly AnyCommand<Tx>[];
