import { execFile, spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { promisify } from "node:util";

import { afterAll, beforeAll, describe, expect, it } from "vitest";

import { simulate } from "../../providers/proxmox/simulator/index.js";
import { blocks } from "../../tools/blocks.js";

const root = join(import.meta.dirname, "../..");
const page = readFileSync(join(root, "docs/simulator.md"), "utf8");
const door = pathToFileURL(join(root, "providers/proxmox/simulator/index.ts")).href;
const tsx = ["--import", import.meta.resolve("tsx")];

let folder: string;
beforeAll(() => (folder = mkdtempSync(join(tmpdir(), "docs-"))));
afterAll(() => rmSync(folder, { recursive: true }));

const lines = blocks(page, "shell").flatMap((block) => block.trim().split("\n"));

describe("the page on the simulator", () => {
  it("has examples that do what they say", { timeout: 120_000 }, async () => {
    const examples = blocks(page, "ts").map((text, index) => {
      const path = join(folder, `example-${index}.mts`);
      writeFileSync(path, text.replaceAll('"pve-cdk/simulator"', JSON.stringify(door)));
      return pathToFileURL(path).href;
    });
    expect(examples.length).toBeGreaterThan(5);
    const all = join(folder, "all.mts");
    const steps = examples.map((url, index) => `await import("${url}"); console.log("done ${index}");\n`);
    writeFileSync(all, `${steps.join("")}process.exit(0);\n`);
    const { stdout } = await promisify(execFile)(process.execPath, [...tsx, all]);
    expect(stdout).toBe(examples.map((_, index) => `done ${index}\n`).join(""));
  });

  it.each(lines.filter((line) => line.startsWith("npx pve-cdk ")))(
    "has commands that start: %s",
    { timeout: 120_000 },
    async (line) => {
      const words = line
        .split(" ")
        .slice(2)
        // Whatever else runs on this machine keeps its ports.
        .map((word) => word.replace(/^80\d\d$/, "0"));
      const cli = join(root, "providers/proxmox/bin/pve-cdk.ts");
      const child = spawn(process.execPath, [...tsx, cli, ...words], {
        cwd: folder,
        stdio: ["ignore", "pipe", "inherit"],
      });
      const [said] = (await once(child.stdout, "data")) as [Buffer];
      expect(said.toString()).toMatch(/https:\/\/127\.0\.0\.1:\d+/);
      const ended = once(child, "exit");
      child.kill("SIGKILL");
      await ended;
    },
  );

  it("has requests that the control endpoint takes", async () => {
    await using pve = await simulate({ nodes: ["pve1", "pve2"], control: true });
    const requests = lines.filter((line) => line.startsWith("curl "));
    for (const line of requests) {
      const here = line
        .replace("http://127.0.0.1:8007", pve.control ?? "")
        .replace("curl ", "curl --silent --show-error --fail ");
      await promisify(execFile)("bash", ["-c", here]);
    }
    expect(pve.faults.list()).toHaveLength(1);
    expect(pve.nodes.get("pve2")?.condition).toBe("off");
  });

  it("has no other commands", () => {
    expect(lines.filter((line) => !/^(?:npx pve-cdk|curl) /.test(line))).toEqual([]);
  });
});
