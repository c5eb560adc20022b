/** Everything that can be done in this module. */
import type { AnyCommand } from '#kernel/command';
import type { Tx } from '#kernel/tx';
import { acceptRequest } from './accept-request.ts';
import { beginRun, chargeAccounts } from './charge-accounts.ts';
import { chooseAssociation } from './choose-association.ts';
import { addReceipt, takeBackReceipt } from './add-receipt.ts';
import { bookBank, bookLine } from './book-line.ts';
import { bringBalances, countBalances, doubtBalances } from './bring-balances.ts';
import { closePeriod, reopenPeriod } from './close-period.ts';
import { countCash } from './count-cash.ts';
import { declineRequest, takeBackRequest } from './decline-request.ts';
import { dispute } from './dispute.ts';
import { lapseHold, letGo, payHold } from './end-hold.ts';
import { denyTransfer, enterTransfer } from './enter-transfer.ts';
import { endEntrusting, entrustAccount } from './entrust-account.ts';
import { exchangeBack, exchangeInto } from './exchange.ts';
import { freeze, unfreeze } from './freeze.ts';
import { grantCredit } from './grant-credit.ts';
import { hold } from './hold.ts';
import { issue } from './issue.ts';
import { keepAccounts } from './keep-accounts.ts';
import { closeFund, openFund } from './open-fund.ts';
import { payMany } from './pay-many.ts';
import { payOut } from './pay-out.ts';
import { explainDifference, reconcile } from './reconcile.ts';
import { readStatement } from './read-statement.ts';
import { reclassify } from './reclassify.ts';
import { refund } from './refund.ts';
import { requestPayment } from './request-payment.ts';
import { reverse } from './reverse.ts';
import { enterPaid, sayPaid } from './say-paid.ts';
import { missCash, receiveCash, sayNotReceived, sayReceived } from './say-received.ts';
import { settleDispute } from './settle-dispute.ts';
import { stake } from './stake.ts';
import { endOrder, orderPayment, payOrder } from './standing.ts';
import { lapseCash, takeBackPaid } from './take-back-paid.ts';
import { takeBackDispute } from './take-back-dispute.ts';
import { transfer } from './transfer.ts';
import { trustPayee } from './trust-payee.ts';
import { writeOff } from './write-off.ts';

export const ledgerCommands: readonly AnyCommand<Tx>[] = [
  acceptRequest,
  beginRun,
  chargeAccounts,
  chooseAssociation,
  addReceipt,
  bookBank,
  bookLine,
  bringBalances,
  closeFund,
  closePeriod,
  countBalances,
  countCash,
  declineRequest,
  denyTransfer,
  dispute,
  doubtBalances,
  endEntrusting,
  endOrder,
  enterPaid,
  enterTransfer,
  entrustAccount,
  exchangeBack,
  exchangeInto,
  explainDifference,
  freeze,
  grantCredit,
  hold,
  issue,
  keepAccounts,
  lapseCash,
  lapseHold,
  letGo,
  missCash,
  openFund,
  orderPayment,
  payHold,
  payMany,
  payOrder,
  payOut,
  receiveCash,
  reconcile,
  readStatement,
  reclassify,
  refund,
  reopenPeriod,
  requestPayment,
  reverse,
  sayNotReceived,
  sayPaid,
  sayReceived,
  settleDispute,
  stake,
  takeBackDispute,
  takeBackPaid,
  takeBackReceipt,
  takeBackRequest,
  transfer,
  trustPayee,
  unfreeze,
  writeOff,
] as unknown as readonly AnyCommand<Tx>[];
