import { strict as assert } from "node:assert";
import { once } from "node:events";
import { chmod, cp, mkdir, readFile } from "node:fs/promises";
import { createServer, type IncomingMessage } from "node:http";
import type { AddressInfo } from "node:net";
import { join } from "node:path";

import { githubCommands, gitlabCommands } from "../docs/pipeline-commands.js";
import { emptyFolder, type Folder } from "./folder.js";
import { startSimulator, type SimulatorProcess } from "./simulator.js";

const example = join(import.meta.dirname, "../../examples/ci");
const pipelines = [
  ["github.yml", githubCommands],
  ["gitlab.yml", gitlabCommands],
] as const;

export interface Packages {
  /** All that the example's `package.json` would name. */
  readonly names: string;
  /** What keeps commands other than npm on this machine. */
  readonly offline: Readonly<Record<string, string>>;
}

/** The example's pipelines, each in an empty folder: every line of each job, as a runner runs it, `npm ci` too. */
export async function walkPipelines({ names, offline }: Packages): Promise<void> {
  const home = await emptyFolder();
  try {
    await home.run(`npm install --no-audit --no-fund --silent ${names}`);
    for (const [name, commandsOf] of pipelines) {
      const text = await readFile(join(example, name), "utf8");
      // A new Proxmox VE for each; its program lies where no `npm ci` takes it away.
      const simulator = await startSimulator(home);
      const checkout = await checkoutOf(names);
      try {
        await walk(checkout, { simulator, offline, commands: (job) => commandsOf(text, job) });
      } finally {
        await checkout.remove();
        await simulator.stop();
      }
    }
  } finally {
    await home.remove();
  }
}

/** The example as somebody would keep it in a repository: with its lock, and without what is installed. */
async function checkoutOf(names: string): Promise<Folder> {
  const folder = await emptyFolder();
  await cp(example, folder.path, { recursive: true });
  await folder.run(`npm install --package-lock-only --no-audit --no-fund --silent ${names}`);
  // GitHub's own client is on its runners only: the comment goes where GitLab's goes here.
  await mkdir(join(folder.path, ".bin"));
  await folder.write(
    ".bin/gh",
    '#!/bin/sh\n[ "$1 $2 $3 $4" = "pr comment 7 --body-file" ] && curl --silent --fail --data-urlencode "body@$5" "$CI_API_V4_URL"\n',
  );
  await chmod(join(folder.path, ".bin/gh"), 0o755);
  return folder;
}

interface Runner {
  readonly simulator: SimulatorProcess;
  readonly offline: Readonly<Record<string, string>>;
  commands(job: "plan" | "apply"): readonly string[];
}

async function walk(folder: Folder, { simulator, offline, commands }: Runner): Promise<void> {
  const comments: string[] = [];
  const forge = createServer((request, response) => {
    void bodyOf(request).then((text) => {
      comments.push(text);
      response.end("{}");
    });
  }).listen(0, "127.0.0.1");
  await once(forge, "listening");
  const environment = {
    ...simulator.environment,
    PATH: `${join(folder.path, ".bin")}:${process.env["PATH"] ?? ""}`,
    NO_PROXY: "127.0.0.1",
    STATE_FOLDER: folder.path,
    NUMBER: "7",
    CI_MERGE_REQUEST_IID: "7",
    CI_PROJECT_ID: "3",
    CI_API_V4_URL: `http://127.0.0.1:${(forge.address() as AddressInfo).port}`,
  };
  const job = async (which: "plan" | "apply", more: Readonly<Record<string, string>> = {}) => {
    for (const line of commands(which))
      await folder.run(line, { ...environment, ...(line === "npm ci" ? {} : offline), ...more });
  };
  try {
    await job("plan");
    assert.match(comments.at(-1) ?? "", /### web: 1 to change[^]*\| `web\/web-1` \| create \| live \|/);
    await job("apply");
    await assert.rejects(job("apply"), /the state has changed since the plan was made/);
    await job("plan");
    assert.match(comments.at(-1) ?? "", /### web: no changes/);
    const wrong = { PROXMOX_VE_API_TOKEN: "nobody@pve!ci=00000000-0000-0000-0000-000000000000" };
    await assert.rejects(job("plan", wrong), /401/);
    assert.equal(comments.length, 2);
  } finally {
    forge.close();
  }
}

async function bodyOf(request: IncomingMessage): Promise<string> {
  let text = "";
  for await (const chunk of request.setEncoding("utf8")) text += chunk as string;
  return new URLSearchParams(text).get("body") ?? "";
}
