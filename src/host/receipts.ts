/**
 * The secret by which somebody changes a secret ballot and finds it counted: made with the form, kept
 * nowhere.
 */
import { newCode, readCode } from './auth/codes.ts';

/** Signs of a receipt: 27 by chance and the check sign, so that no two are ever the same. */
const RECEIPT_SIGNS = 28;

export function newReceipt(): string {
  return newCode(RECEIPT_SIGNS);
}

/** What somebody has typed from a receipt; null where it is none. */
export function readReceipt(typed: string): string | null {
  return readCode(typed, RECEIPT_SIGNS);
}
