import type { Session } from '#host/auth/index';
import type { World } from '#host/worlds';
import type { Locale } from '#locales';

declare global {
  namespace App {
    interface Error {
      message: string;
      code?: string;
    }
    interface Locals {
      world: World;
      session: Session | null;
      locale: Locale;
      /** Others may look on: amounts are not said. */
      hidesAmounts: boolean;
    }
  }
}
export {};
