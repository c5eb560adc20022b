/** Every command of this module, as the host's registry takes them. */
import type { AnyCommand } from '#kernel/command';
import type { Tx } from '#kernel/tx';
import { accept } from './accept.ts';
import { admit } from './admit.ts';
import { amend } from './amend.ts';
import { apply } from './apply.ts';
import { appoint } from './appoint.ts';
import { askSignatures } from './ask-signatures.ts';
import { confirmHousehold } from './confirm-household.ts';
import { decline } from './decline.ts';
import { describe } from './describe.ts';
import { dissolve } from './dissolve.ts';
import { editMembership } from './edit-membership.ts';
import { editProfile } from './edit-profile.ts';
import { enterHouse } from './enter-house.ts';
import { enterOnPaper } from './enter-on-paper.ts';
import { eraseMe } from './erase-me.ts';
import { exclude } from './exclude.ts';
import { forgetMe } from './forget-me.ts';
import { formHousehold } from './form-household.ts';
import { found } from './found.ts';
import { handOver } from './hand-over.ts';
import { invite } from './invite.ts';
import { joinHousehold } from './join-household.ts';
import { layDown } from './lay-down.ts';
import { leaveHousehold } from './leave-household.ts';
import { leave } from './leave.ts';
import { letGo } from './let-go.ts';
import { liftSuspension } from './lift-suspension.ts';
import { nameDelegate } from './name-delegate.ts';
import { nameFounder } from './name-founder.ts';
import { revoke } from './revoke.ts';
import { sayNo } from './say-no.ts';
import { sign } from './sign.ts';
import { suspend } from './suspend.ts';
import { unnameFounder } from './unname-founder.ts';
import { vouchReturn } from './vouch-return.ts';
import { vouch } from './vouch.ts';
import { withdrawInvitation } from './withdraw-invitation.ts';
import { withdrawSignature } from './withdraw-signature.ts';

// A command knows its own input, state and fact; a registry that holds all of them cannot.
export const agentsCommands = [
  accept,
  admit,
  amend,
  apply,
  appoint,
  askSignatures,
  confirmHousehold,
  decline,
  describe,
  dissolve,
  editMembership,
  editProfile,
  enterHouse,
  enterOnPaper,
  eraseMe,
  exclude,
  forgetMe,
  formHousehold,
  found,
  handOver,
  invite,
  joinHousehold,
  layDown,
  leaveHousehold,
  leave,
  letGo,
  liftSuspension,
  nameDelegate,
  nameFounder,
  revoke,
  sayNo,
  sign,
  suspend,
  unnameFounder,
  vouchReturn,
  vouch,
  withdrawInvitation,
  withdrawSignature,
] as unknown as readonly AnyCommand<Tx>[];
