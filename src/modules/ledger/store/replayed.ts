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
] as const;
