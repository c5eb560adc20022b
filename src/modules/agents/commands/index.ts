/** Every command of this module, as the host's registry takes them. */
import type { AnyCommand } from '#kernel/command';
import type { Tx } from '#kernel/tx';
import { accept } from './accept.ts';
import { askSignatures } from './ask-signatures.ts';
import { editProfile } from './edit-profile.ts';
import { enterHouse } from './enter-house.ts';
import { found } from './found.ts';
import { invite } from './invite.ts';
import { nameFounder } from './name-founder.ts';
import { sign } from './sign.ts';
import { withdrawSignature } from './withdraw-signature.ts';

// A command knows its own input, state and fact; a registry that holds all of them cannot.
export const agentsCommands = [
  accept,
  askSignatures,
  editProfile,
  enterHouse,
  found,
  invite,
  nameFounder,
  sign,
  withdrawSignature,
] as unknown as readonly AnyCommand<Tx>[];
