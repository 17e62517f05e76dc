import { Command } from "commander";

import type { CommandContext } from "../../context.js";
import { withExamples } from "../../help/examples.js";
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
  const state = withExamples(
    new Command("state").description("look into the state, and mend it"),
    ["state list", "what it knows"],
    ["state show web/db", "all of one object"],
    ["state mv proxmox_vm.db web/database", "an object's code got another name"],
    ["state rm web/db", "forget it; the machine itself stays"],
  );
  for (const make of makers) state.addCommand(make(context));
  return state;
}
