import { cp, readFile } from "node:fs/promises";
import { join } from "node:path";

import { afterEach, beforeEach, describe, expect, it } from "vitest";

import { simulate, type Simulation } from "../../providers/proxmox/simulator/index.js";
import { environmentOf } from "../contract/executor.js";
import { githubCommands, gitlabCommands } from "./pipeline-commands.js";
import { projectFolder, type ProjectFolder } from "./project-folder.js";

const example = join(import.meta.dirname, "../../examples/ci");
const pipelines = [
  ["github.yml", githubCommands],
  ["gitlab.yml", gitlabCommands],
] as const;

describe.each(pipelines)("the pipeline %s, line by line in a new folder", (name, commandsOf) => {
  let pve: Simulation;
  let folder: ProjectFolder;
  let commands: (job: "plan" | "apply") => readonly string[];

  beforeEach(async () => {
    pve = await simulate();
    folder = await projectFolder(environmentOf(pve), {
      npm: 'echo "npm $*" >> called',
      gh: 'echo "gh $*" >> called',
      curl: 'echo "curl $*" >> called',
    });
    await cp(example, folder.path, { recursive: true });
    const text = await readFile(join(example, name), "utf8");
    commands = (job) => commandsOf(text, job);
  });
  afterEach(async () => {
    await folder.remove();
    await pve.close();
  });

  const runner = () => ({
    STATE_FOLDER: folder.path,
    NUMBER: "7",
    CI_MERGE_REQUEST_IID: "7",
    CI_PROJECT_ID: "3",
    CI_API_V4_URL: "https://gitlab.example.com/api/v4",
  });
  /** Runs a job, up to the first line that fails. */
  const job = async (which: "plan" | "apply") => {
    for (const command of commands(which)) {
      const ran = await folder.run(command, runner());
      if (ran.code !== 0) return { ...ran, command };
    }
    return { code: 0, complaints: "" };
  };
  const text = (file: string) => readFile(join(folder.path, file), "utf8");

  it("plans to a file, comments, and applies that file once", { timeout: 180_000 }, async () => {
    expect(await job("plan")).toEqual({ code: 0, complaints: "" });
    expect(await text("comment.md")).toBe(
      "### web: 1 to change\n\n| what | action | effect |\n| --- | --- | --- |\n| `web/web-1` | create | live |\n\n",
    );
    expect(await text("called")).toMatch(
      /^npm ci\n(?:gh pr comment 7 --body-file comment\.md|curl .*body@comment\.md .*\/merge_requests\/7\/notes)\n$/,
    );
    expect(await pve.get("/cluster/resources", { type: "vm" })).toEqual([]);

    expect(await job("apply")).toEqual({ code: 0, complaints: "" });
    expect(await pve.get("/nodes/pve1/qemu/100/config")).toMatchObject({ name: "web-1", cores: 2 });

    // The state has moved since that plan.
    expect(await job("apply")).toMatchObject({
      code: 1,
      complaints: expect.stringContaining("the state has changed since the plan was made") as string,
    });

    expect(await job("plan")).toEqual({ code: 0, complaints: "" });
    expect(await text("comment.md")).toBe("### web: no changes\n\n");
  });

  it("comments nothing that is not so: a plan with an error ends the job", { timeout: 60_000 }, async () => {
    await pve.post("/access/users", { userid: "ci@pve" });
    const made = (await pve.post("/access/users/ci@pve/token/ci", { privsep: 0 })) as { value: string };
    const ran = await folder.run(commands("plan").find((line) => line.includes("pve-cdk plan")) ?? "false", {
      ...runner(),
      PROXMOX_VE_API_TOKEN: `ci@pve!ci=${made.value}`,
    });
    expect(ran).toMatchObject({ code: 1, complaints: expect.stringContaining("VM.Allocate") as string });
    await expect(text("plan.json")).rejects.toThrow("ENOENT");
  });
});
