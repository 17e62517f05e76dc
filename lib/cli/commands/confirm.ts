import { error } from "../../diagnostic/diagnostic.js";
import type { Speaking } from "../speak.js";
import { warn } from "../with-stacks.js";

/** Asks a person; where none sits, says what must be said on the command line instead. */
export async function confirmed(
  context: Speaking,
  { question, expected }: { readonly question: string; readonly expected: string },
): Promise<boolean> {
  const answer = await context.terminal.ask(`${question} Type "${expected}" to go on: `);
  if (answer?.trim() === expected) return true;
  if (answer === undefined)
    warn(context, [
      error("nobody is there to confirm", {
        detail: "There is no terminal, so nothing is asked. Say --yes to go on without being asked.",
      }),
    ]);
  else context.terminal.write("Nothing was changed.\n");
  return false;
}
