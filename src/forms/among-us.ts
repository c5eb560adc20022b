/**
 * Who lets in, calls together and changes the rules, where neighbours count among themselves what they
 * give.
 */
import type { Power } from '#agents';
import * as by from './ways.ts';

export const amongUs = {
  invite: { by: 'member' },
  admit: { by: 'members', of: 2, ways: [by.consent] },
  enter_on_paper: { by: 'member' },
  suspend: { by: 'members', share: 'majority', ways: [by.aboutOne] },
  exclude: { by: 'members', share: 'majority', ways: [by.aboutOne] },
  appoint: { by: 'members', share: 'majority', ways: [by.election, by.consent] },
  revoke: { by: 'members', share: 'majority', ways: [by.mostOfUs] },
  describe: { by: 'role', role: 'coordinator', upTo: { per: { days: 30, acts: 5 } } },
  join_network: { by: 'members', share: 'majority', ways: [by.consent, by.majority] },
  amend: { by: 'members', share: 'all', ways: [by.twoThirds] },
  dissolve: { by: 'members', share: 'all', ways: [by.threeQuarters] },
  resolve: { by: 'decision', ways: [by.consent, by.onTheSpot, by.between] },
  call_meeting: { by: 'member' },
  tell: { by: 'member' },
  moderate: { by: 'members', of: 2 },
} as const satisfies { readonly [matter: string]: Power };
