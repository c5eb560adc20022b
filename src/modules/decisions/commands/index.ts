/** Everything that can be done in this module. */
import type { AnyCommand } from '#kernel/command';
import type { Tx } from '#kernel/tx';
import { addOption } from './add-option.ts';
import { agreeAuthor } from './agree-author.ts';
import { askAuthor } from './ask-author.ts';
import { budgetCommands } from './budget-commands.ts';
import { cast } from './cast.ts';
import { close } from './close.ts';
import { confirmBallots } from './confirm-ballots.ts';
import { editProposal } from './edit-proposal.ts';
import { enact } from './enact.ts';
import { enterBallots } from './enter-ballots.ts';
import { extend } from './extend.ts';
import { fileCommands } from './file-commands.ts';
import { getStuck } from './get-stuck.ts';
import { giveBack } from './give-back.ts';
import { meetingCommands } from './meeting-commands.ts';
import { open } from './open.ts';
import { postBallot } from './post-ballot.ts';
import { propose } from './propose.ts';
import { publish } from './publish.ts';
import { refuseBallots } from './refuse-ballots.ts';
import { stand } from './stand.ts';
import { talkCommands } from './talk.ts';
import { takeToken } from './take-token.ts';
import { tryAgain } from './try-again.ts';
import { withdrawOption } from './withdraw-option.ts';
import { withdrawProposal } from './withdraw-proposal.ts';

export const decisionsCommands: readonly AnyCommand<Tx>[] = [
  addOption,
  agreeAuthor,
  askAuthor,
  cast,
  close,
  confirmBallots,
  editProposal,
  enact,
  enterBallots,
  extend,
  getStuck,
  giveBack,
  ...fileCommands,
  ...budgetCommands,
  ...meetingCommands,
  open,
  postBallot,
  propose,
  publish,
  refuseBallots,
  stand,
  takeToken,
  tryAgain,
  withdrawOption,
  withdrawProposal,
  ...talkCommands,
] as unknown as readonly AnyCommand<Tx>[];
