import { Command } from "commander";

import type { CommandContext } from "../context.js";
import { withExamples } from "../help/examples.js";
import { valueText } from "../render/value.js";
import { speak } from "../speak.js";
import { withStacks } from "../with-stacks.js";
import { namesOf, type StateFlags } from "./state/options.js";
import { jsonOption } from "./options.js";

interface Flags extends StateFlags {
  readonly json?: true;
}

/** `import`: takes an existing object into the state, under an address of the code. */
export function importCommand(given: CommandContext): Command {
  return withExamples(
    new Command("import").description("take an existing object into the state"),
    ["import web/db 100", "what the code says of it becomes the code's, all else stays as it is"],
    ["import web/db '100?own=cores,disks.scsi0'", "only of these, and all of a disk"],
    [
      "import proxmox_acl.admin '/?alice@pve?Administrator'",
      "by its address; the reference page of a type tells its id",
    ],
  )
    .argument("<address>", "address or construct path in the code: web/db")
    .argument(
      "<id>",
      "which object: 100, or 100?own=cores,disks.scsi0 to own these instead of what the code says",
    )
    .option("--stack <name>", "the stack, if the app has several")
    .option(...jsonOption)
    .action((address: string, id: string, flags: Flags) =>
      speak(given, flags, (context) =>
        withStacks(context, { names: namesOf(flags, address) }, async (stack) => {
          const entry = await stack.importResource(address, id);
          context.tell({ kind: "object", stack: stack.name, ...entry });
          context.terminal.write(
            `${entry.address} is ${valueText(entry.attributes["id"] ?? null)} now. Owned: ${entry.owned.length === 0 ? "nothing" : entry.owned.join(", ")}.\n`,
          );
          return 0;
        }),
      ),
    );
}
