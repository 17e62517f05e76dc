import { Command } from "commander";

import type { CommandContext } from "../../context.js";
import { stateListCommand } from "./list.js";
import { stateMoveCommand } from "./move.js";
import { statePullCommand } from "./pull.js";
import { statePushCommand } from "./push.js";
import { stateRemoveCommand } from "./remove.js";
import { stateShowCommand } from "./show.js";

const makers = [
  stateListCommand,
  stateShowCommand,
  stateMoveCommand,
  stateRemoveCommand,
  statePullCommand,
  statePushCommand,
];

/** `state`: looks into the state and mends it. */
export function stateCommand(context: CommandContext): Command {
  const state = new Command("state").description("look into the state, and mend it");
  for (const make of makers) state.addCommand(make(context));
  return state;
}
