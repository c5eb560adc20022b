/** Everything that can be done in this module. */
import type { AnyCommand } from '#kernel/command';
import type { Tx } from '#kernel/tx';
import { agree, answer, changeTermsOf } from './answer.ts';
import { editAdvert, endAdvert, renewAdvert } from './edit-advert.ts';
import { hideAdvert, showAdvert } from './hide-advert.ts';
import { endAgreement, endRingOf } from './of-leaver.ts';
import { callOff, notDone, sayDone, write } from './on-the-way.ts';
import { enterAdvert, publishAdvert } from './publish-advert.ts';
import { joinRing, leaveRing, proposeRing, receiveRing } from './rings.ts';
import { settle } from './settle.ts';
import { reply, takeBackThanksOf, thank } from './thank.ts';

export const exchangeCommands: readonly AnyCommand<Tx>[] = [
  agree,
  answer,
  callOff,
  changeTermsOf,
  editAdvert,
  endAdvert,
  endAgreement,
  endRingOf,
  enterAdvert,
  hideAdvert,
  joinRing,
  leaveRing,
  notDone,
  proposeRing,
  publishAdvert,
  receiveRing,
  renewAdvert,
  reply,
  sayDone,
  settle,
  showAdvert,
  takeBackThanksOf,
  thank,
  write,
] as unknown as readonly AnyCommand<Tx>[];
