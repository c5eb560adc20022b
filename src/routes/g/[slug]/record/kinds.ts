/** What people look for in their record: the acts of each kind. */
export const KINDS = [
  {
    kind: 'members',
    commands: [
      'agents.accept',
      'agents.admit',
      'agents.apply',
      'agents.decline',
      'agents.enter_on_paper',
      'agents.exclude',
      'agents.invite',
      'agents.leave',
      'agents.lift_suspension',
      'agents.name_founder',
      'agents.say_no',
      'agents.suspend',
      'agents.vouch',
      'agents.withdraw_invitation',
    ],
  },
  {
    kind: 'posts',
    commands: [
      'agents.appoint',
      'agents.revoke',
      'agents.hand_over',
      'agents.lay_down',
      'agents.name_delegate',
    ],
  },
  { kind: 'rules', commands: ['agents.found', 'agents.amend', 'agents.describe', 'agents.dissolve'] },
  {
    kind: 'signatures',
    commands: ['agents.ask_signatures', 'agents.sign', 'agents.withdraw_signature'],
  },
] as const;

/** Null for all of them. */
export function commandsOf(kind: string): readonly string[] | null {
  return KINDS.find((one) => one.kind === kind)?.commands ?? null;
}
