import { readFile } from "node:fs/promises";
import { join } from "node:path";

import { describe, expect, it } from "vitest";

import { quickstart } from "../tools/quickstart.js";
import { recordingTerminal } from "./lib/cli/stage.js";

const root = join(import.meta.dirname, "..");

/** Runs the quickstart with an example as edited, and answers what a person would read. */
async function read(edit: (program: string) => string): Promise<string> {
  const program = edit(await readFile(join(root, "examples/quickstart/main.ts"), "utf8"));
  const terminal = recordingTerminal();
  const code = await quickstart({ terminal, program, folder: join(root, ".tmp/quickstart-test") });
  expect({ code, complaints: terminal.complaints.join("") }).toEqual({ code: 0, complaints: "" });
  return terminal.out.join("");
}

describe("the quickstart", { timeout: 90_000 }, () => {
  it("applies the example, has nothing to do again, and shows a change that needs a reboot", async () => {
    const text = await read((program) => program);
    expect(text).toMatch(
      /Simulated Proxmox VE 9\.2 \(node pve1\) at https:\/\/127\.0\.0\.1:\d+ {3}token root@pam!simulation=\.\.\./,
    );
    expect(text).toContain("web  4 to add");
    expect(text).toMatch(
      /\+ {3}vm web-1 +2 cores, 2 GiB, scsi0 20G from local:import\/debian-13\.qcow2, net0 vmbr0/,
    );
    expect(text).toMatch(/4 added in \d+\.\d s/);
    expect(text).toContain("Again: web  no changes");
    expect(text).toMatch(/cores +2 → 4 +needs a reboot/);
    expect(text).toContain("Three things to try next:");
  });

  it("shows what the example says, however it is edited", async () => {
    const text = await read((program) =>
      program
        .replace('"web-1"', '"db"')
        .replace("cores: 2", "cores: 3")
        .replace('"2 GiB"', '"512 MiB"')
        .replace('web.grant({ user: "root@pam" }, "PVEVMUser");', ""),
    );
    expect(text).toContain("web  3 to add");
    expect(text).toMatch(/\+ {3}vm db +3 cores, 512 MiB/);
    expect(text).toMatch(/cores +3 → 5 +needs a reboot/);
  });
});
