import { createColors } from "picocolors";

import type { CommandContext, ExitCode } from "../../../lib/cli/context.js";
import type { Message } from "../../../lib/cli/json/message.js";
import { createProgram, runProgram } from "../../../lib/cli/program.js";
import type { Terminal } from "../../../lib/cli/terminal.js";
import { productCommands } from "../../../providers/proxmox/commands/product-commands.js";
import { proxmox } from "../../../providers/proxmox/provider.js";
import { noteShown } from "../../secrets/notes.js";

export interface Shown {
  readonly code: ExitCode;
  readonly out: string;
  readonly complaints: string;
}

/** The lines of one kind that a command printed for a program. */
export function linesOf<K extends Message["kind"]>(
  { out }: Pick<Shown, "out">,
  kind: K,
): readonly Extract<Message, { kind: K }>[] {
  const lines = out
    .trimEnd()
    .split("\n")
    .map((line) => JSON.parse(line) as Message);
  return lines.filter((line): line is Extract<Message, { kind: K }> => line.kind === kind);
}

/** A terminal that remembers what was written; answers questions if it is told how. */
export function recordingTerminal(
  answer?: string,
): Terminal & { readonly out: string[]; readonly complaints: string[] } {
  const out: string[] = [];
  const complaints: string[] = [];
  return {
    out,
    complaints,
    colors: createColors(false),
    width: 120,
    isInteractive: false,
    write: (text) => void out.push(text),
    complain: (text) => void complaints.push(text),
    redraw: () => undefined,
    ask: async () => answer,
  };
}

/** Runs one command line in this process. */
export async function run(
  words: readonly string[],
  options: Pick<CommandContext, "environment" | "folder"> & {
    readonly answer?: string;
    readonly signal?: AbortSignal;
  },
): Promise<Shown> {
  const terminal = recordingTerminal(options.answer);
  let code: ExitCode = 0;
  const context: CommandContext = {
    product: { name: "pve-cdk", description: "A test.", version: "0" },
    terminal,
    environment: options.environment,
    folder: options.folder,
    provider: async () => proxmox,
    signal: options.signal ?? new AbortController().signal,
    exit: (with_) => void (code = with_),
  };
  const program = createProgram(context, productCommands(context));
  await runProgram(program, ["node", "pve-cdk", ...words], context.exit);
  const [out, complaints] = [terminal.out.join(""), terminal.complaints.join("")];
  noteShown({ by: `pve-cdk ${words.join(" ")}`, text: out + complaints });
  return { code, out, complaints };
}
