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
  const moving = isInteractive ? (await import("log-update")).createLogUpdate(stdout) : undefined;
  for (const stream of [stdout, stderr]) stream.on("error", unlessNobodyReads);
  return {
    isInteractive,
    colors: createColors(hasColors(stdout, environment)),
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
      } catch (thrown) {
        // Ctrl-C is a no like any other.
        if (thrown instanceof Error && thrown.name === "AbortError") return "";
        throw thrown;
      } finally {
        asking.close();
      }
    },
  };
}

/** Who reads may leave first, as `head` does; what is being done goes on, and its exit code tells the rest. */
function unlessNobodyReads(thrown: NodeJS.ErrnoException): void {
  if (thrown.code !== "EPIPE") throw thrown;
}

/** What the terminal says, else what the environment does; from 40 on everything can be shown, above 160 nothing is read. */
function widthOf(columns: number | undefined, environment: Environment): number {
  const told = columns ?? Number(environment["COLUMNS"]);
  return Number.isInteger(told) && told > 0 ? Math.max(40, Math.min(told, 160)) : 120;
}

/** NO_COLOR forbids them (no-color.org); FORCE_COLOR asks for them where nobody sits, and 0 forbids them. */
function hasColors({ isTTY }: Pick<NodeJS.WriteStream, "isTTY">, environment: Environment): boolean {
  const { NO_COLOR, FORCE_COLOR, TERM } = environment;
  if (NO_COLOR) return false;
  if (FORCE_COLOR) return !["0", "false"].includes(FORCE_COLOR);
  return isTTY && TERM !== "dumb";
}
