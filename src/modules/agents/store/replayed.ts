/** The tables whose rows a replay of the register makes again. */
export const AGENTS_REPLAYED = [
  'agents.person',
  'agents.organization',
  'agents.statutes',
  'agents.member',
  'agents.vouch',
  'agents.return_vouch',
  'agents.invitation',
  'agents.mandate',
  'agents.waiting_act',
  'agents.signature',
  'agents.household',
  'agents.household_member',
  'agents.delegate',
  'agents.mandate_use',
] as const;
