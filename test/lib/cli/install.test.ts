import { mkdir, mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";

import { createProgram, runProgram } from "../../../lib/cli/program.js";
import { installCommand } from "../../../lib/cli/commands/install.js";
import type { CommandContext, ExitCode } from "../../../lib/cli/context.js";
import { afterEach, beforeEach, describe, expect, it } from "vitest";

import { recordingTerminal } from "./stage.js";

let home: string;
beforeEach(async () => void (home = await mkdtemp(join(tmpdir(), "pve-cdk-install-"))));
afterEach(() => rm(home, { recursive: true, force: true }));

async function install(folder: string, ...words: readonly string[]) {
  const terminal = recordingTerminal();
  const codes: ExitCode[] = [];
  const context: CommandContext = {
    product: { name: "toy", description: "A test.", version: "0" },
    terminal,
    environment: { HOME: home },
    folder: home,
    provider: () => Promise.reject(new Error("not needed")),
    signal: new AbortController().signal,
    exit: (code) => void codes.push(code),
  };
  const command = installCommand(context, { source: "toys/toy", version: "1.2.3", folder });
  const program = createProgram(context, [command]);
  await runProgram(program, ["node", "toy", "install", ...words], context.exit);
  return { codes, out: terminal.out.join("") };
}

describe("install", () => {
  it("puts the plugin where terraform looks for it, for every platform, and says how to ask for it", async () => {
    const plugin = join(home, "plugin");
    await mkdir(plugin);
    await writeFile(join(plugin, "terraform-provider-toy_v1.2.3"), "the plugin");
    for (const [words, mirror] of [
      [[], join(home, ".terraform.d/plugins")],
      [["--to", join(home, "mirror")], join(home, "mirror")],
    ] as const) {
      const { codes, out } = await install(plugin, ...words);
      expect(codes).toEqual([0]);
      expect(out).toContain('toy = { source = "toys/toy", version = "1.2.3" }');
      for (const platform of ["linux_amd64", "darwin_arm64"]) {
        const place = join(mirror, "registry.terraform.io/toys/toy/1.2.3", platform);
        expect(await readFile(join(place, "terraform-provider-toy_v1.2.3"), "utf8")).toBe("the plugin");
      }
    }
  });
});
