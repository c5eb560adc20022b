/**
 * The house is the instance itself, seen as an organization without members or powers: its register holds
 * what people do for themselves, and the public lists that its operator brings in.
 */
import type { OrgId } from '#kernel/command';
import type { LoadedGroup } from './authorize.ts';

export const HOUSE: OrgId = `org_${'0'.repeat(26)}`;

/** The house as the dispatcher sees a group: nobody decides in it, nobody holds a post. */
export const HOUSE_GROUP: LoadedGroup = {
  state: 'house',
  voting: 0,
  timeZone: 'UTC',
  form: 'house',
  statutesVersion: 0,
  articles: {
    admission: {
      who: 'people',
      classes: [],
      byApplication: false,
      byInvitation: false,
      vouchers: 0,
      trialDays: 0,
    },
    roles: [],
    powers: {},
    exit: { noticeDays: 0, appealDays: 7 },
    dissolution: { assetsTo: 'community' },
    always: [],
  },
};
