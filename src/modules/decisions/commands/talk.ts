/** Everything that can be done in the talk. */
import { acceptMerge } from './accept-merge.ts';
import { acceptOffer } from './accept-offer.ts';
import { acceptPromise } from './accept-promise.ts';
import { adoptSummary } from './adopt-summary.ts';
import { applyOffer } from './apply-offer.ts';
import { brake } from './brake.ts';
import { changeWord } from './change-word.ts';
import { declineMerge } from './decline-merge.ts';
import { declineOffer } from './decline-offer.ts';
import { delegate } from './delegate.ts';
import { endDelegation } from './end-delegation.ts';
import { hideWord } from './hide-word.ts';
import { integrate } from './integrate.ts';
import { keepPromise } from './keep-promise.ts';
import { offerChange } from './offer-change.ts';
import { offerMerge } from './offer-merge.ts';
import { promise } from './promise.ts';
import { react } from './react.ts';
import { remind } from './remind.ts';
import { say } from './say.ts';
import { setAsideWord } from './set-aside-word.ts';
import { settleWord } from './settle-word.ts';
import { showWord } from './show-word.ts';
import { summarise } from './summarise.ts';
import { takeBackOffer } from './take-back-offer.ts';
import { takeBackPromise } from './take-back-promise.ts';
import { takeBackWord } from './take-back-word.ts';

export const talkCommands = [
  acceptMerge,
  acceptOffer,
  acceptPromise,
  adoptSummary,
  applyOffer,
  brake,
  changeWord,
  declineMerge,
  declineOffer,
  delegate,
  endDelegation,
  hideWord,
  integrate,
  keepPromise,
  offerChange,
  offerMerge,
  promise,
  react,
  remind,
  say,
  setAsideWord,
  settleWord,
  showWord,
  summarise,
  takeBackOffer,
  takeBackPromise,
  takeBackWord,
];
