/** The tables of this module whose rows a replay of the register makes again. */
export const LEDGER_REPLAYED = [
  'ledger.account',
  'ledger.balance',
  'ledger.transfer',
  'ledger.note',
  'ledger.corrected',
  'ledger.request',
  'ledger.trusted_payee',
  'ledger.hold',
  'ledger.stake',
  'ledger.dispute',
  'ledger.entered',
  'ledger.opening',
  'ledger.opening_line',
  'ledger.closing',
  'ledger.receipt',
  'ledger.cash_count',
] as const;
