import type { Command } from "commander";
import { describe, expect, it } from "vitest";

import { createProgram } from "../../../lib/cli/program.js";
import { examplesOf } from "../../../lib/cli/help/examples.js";
import type { CommandContext } from "../../../lib/cli/context.js";
import { productCommands } from "../../../providers/proxmox/commands/product-commands.js";
import { proxmox } from "../../../providers/proxmox/provider.js";
import { recordingTerminal, run } from "./stage.js";

const context = (
  width = 120,
): CommandContext & { readonly terminal: ReturnType<typeof recordingTerminal> } => ({
  product: { name: "pve-cdk", description: "A test.", version: "0" },
  terminal: { ...recordingTerminal(), width },
  environment: {},
  folder: ".",
  provider: async () => proxmox,
  signal: new AbortController().signal,
  exit: () => undefined,
});

const programFor = (for_: CommandContext) => createProgram(for_, productCommands(for_));

const nested = (command: Command): readonly Command[] => [command, ...command.commands.flatMap(nested)];
const all = nested(programFor(context())).filter((command) => command.name() !== "help");
const nameOf = (command: Command): string =>
  command.parent === null ? "" : `${nameOf(command.parent)} ${command.name()}`.trim();

/** The words of an example as a shell gives them, up to a pipe or a file. */
const wordsOf = (line: string) =>
  [...line.split(/ [|>] /)[0]!.matchAll(/'([^']*)'|(\S+)/g)].map(([, quoted, bare]) => quoted ?? bare ?? "");

describe("help", () => {
  it.each(all.map((command) => [nameOf(command) || "(none)", command] as const))(
    "of %s begins with examples, each of which its command takes",
    async (_, command) => {
      const examples = examplesOf(command);
      expect(examples.length).toBeGreaterThan(0);
      for (const { line } of examples) {
        const here = context();
        const program = programFor(here);
        const ran: string[] = [];
        for (const each of nested(program)) each.action(() => void ran.push(nameOf(each)));
        await program.parseAsync(["node", "pve-cdk", ...wordsOf(line)]);
        expect([line, ran, here.terminal.complaints]).toEqual([line, [expect.any(String)], []]);
        expect(line.startsWith(ran[0]!)).toBe(true);
      }
      expect(examples.some(({ line }) => line.startsWith(nameOf(command)))).toBe(true);
    },
  );

  it.each([50, 80, 120])("keeps to %i columns, but for lines that are there to be copied", async (width) => {
    for (const command of all) {
      const here = context(width);
      const program = programFor(here);
      await program
        .parseAsync(["node", "pve-cdk", ...wordsOf(nameOf(command)), "--help"])
        .catch(() => undefined);
      const lines = here.terminal.out.join("").split("\n");
      expect(lines[0]).toMatch(/^[A-Z].*/);
      expect(lines.filter((line) => line.length > width && !line.startsWith("  $ "))).toEqual([]);
      expect(lines).toContain("  1  an error, or stopped before the end");
    }
  });

  it("is what somebody gets who types nothing", async () => {
    const { code, out, complaints } = await run([], { environment: {}, folder: "." });
    expect({ code, complaints }).toEqual({ code: 0, complaints: "" });
    expect(out).toContain("$ pve-cdk plan ");
  });
});

describe("a command line that is not understood", () => {
  const told = async (...words: readonly string[]) => {
    const { code, out, complaints } = await run(words, { environment: {}, folder: "." });
    expect({ code, out }).toEqual({ code: 1, out: "" });
    expect(complaints.match(/^Error:/gm)).toHaveLength(1);
    return complaints;
  };

  it("is answered by the nearest command and all that there are", async () => {
    expect(await told("paln")).toBe(
      "Error: unknown command 'paln'\n  Did you mean plan?\n  pve-cdk takes: init, simulator, install, plan, apply, destroy, validate, show, output, graph, refresh, import, state, unlock.\n  pve-cdk --help shows examples.\n\n",
    );
    expect(await told("state", "move")).toContain("pve-cdk state takes: list, show, mv, rm, pull, push.");
  });

  it("is answered by the nearest option and all that the command takes", async () => {
    const complaints = await told("validate", "--jsn");
    expect(complaints).toContain("Did you mean --json?");
    expect(complaints).toContain("pve-cdk validate takes: --json, --var, --help.");
    expect(await told("apply", "--allow-dataloss=web/db")).toContain("Did you mean --allow-data-loss?");
  });

  it("is answered by the usage where a word is missing, too many or of the wrong form", async () => {
    expect(await told("import", "web/db")).toContain("Usage: pve-cdk import [options] <address> <id>");
    expect(await told("output", "a", "b")).toContain("Usage: pve-cdk output [options] [name]");
    expect(await told("plan", "--var", "name")).toContain("It has the form name=value");
    expect(await told("simulator", "--port", "99999")).toContain("Use a number from 1 to 65535");
  });
});
