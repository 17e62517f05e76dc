import { createInterface } from "node:readline/promises";

import { createColors } from "picocolors";

import type { Environment } from "../schema/provider.js";
import type { Terminal } from "./terminal.js";

/** The terminal of this process: colours and moving lines only where a person sits, and what draws them is loaded only there. */
export async function processTerminal(
  streams: Pick<NodeJS.Process, "stdin" | "stdout" | "stderr">,
  environment: Environment,
): Promise<Terminal> {
  const { stdin, stdout, stderr } = streams;
  const isInteractive = stdout.isTTY && stdin.isTTY && !environment["CI"];
  const hasColors =
    (stdout.isTTY || Boolean(environment["FORCE_COLOR"])) &&
    !environment["NO_COLOR"] &&
    environment["TERM"] !== "dumb";
  const moving = isInteractive ? (await import("log-update")).createLogUpdate(stdout) : undefined;
  return {
    isInteractive,
    colors: createColors(hasColors),
    width: widthOf(stdout.columns, environment),
    write: (text) => void stdout.write(text),
    complain: (text) => void stderr.write(text),
    redraw: (lines) => {
      if (lines.length === 0) moving?.clear();
      else moving?.(lines.join("\n"));
    },
    ask: async (question) => {
      if (!isInteractive) return undefined;
      const asking = createInterface({ input: stdin, output: stdout });
      try {
        return await asking.question(question);
      } finally {
        asking.close();
      }
    },
  };
}

/** What the terminal says, else what the environment does; from 40 on everything can be shown, above 160 nothing is read. */
function widthOf(columns: number | undefined, environment: Environment): number {
  const told = columns ?? Number(environment["COLUMNS"]);
  return Number.isInteger(told) && told > 0 ? Math.max(40, Math.min(told, 160)) : 120;
}
