import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";

import { describe, expect, it } from "vitest";
import { parse } from "yaml";

import { githubCommands } from "./docs/pipeline-commands.js";

const root = join(import.meta.dirname, "..");
const folder = join(root, ".github/workflows");
const files = readdirSync(folder);
const textOf = (file: string) => readFileSync(join(folder, file), "utf8");
const { scripts, engines } = JSON.parse(readFileSync(join(root, "package.json"), "utf8")) as {
  readonly scripts: Readonly<Record<string, string>>;
  readonly engines: { readonly node: string };
};

interface Job {
  readonly uses?: string;
  readonly needs?: string;
  readonly permissions?: Readonly<Record<string, string>>;
  readonly strategy?: { readonly matrix: { readonly node: readonly number[] } };
  readonly steps?: readonly {
    readonly run?: string;
    readonly uses?: string;
    readonly env?: Readonly<Record<string, string>>;
  }[];
}

interface Workflow {
  readonly permissions?: Readonly<Record<string, string>>;
  readonly jobs: Readonly<Record<string, Job>>;
}

const workflows = new Map(files.map((file) => [file, parse(textOf(file)) as Workflow]));
const jobs = [...workflows].flatMap(([file, workflow]) =>
  Object.entries(workflow.jobs).map(([name, job]) => ({ file, name, job, workflow })),
);

describe("the project's workflows", () => {
  it.each(jobs)("$file, $name: does something that is there, with a version", ({ file, name, job }) => {
    if (job.uses !== undefined) return expect(files).toContain(job.uses.split("/").at(-1));
    expect(job.steps?.length).toBeGreaterThan(1);
    for (const { uses, run } of job.steps ?? []) {
      expect([uses, run].filter((each) => each !== undefined)).toHaveLength(1);
      if (uses !== undefined) expect(uses).toMatch(/^[\w-]+\/[\w-]+@v\d+$/);
    }
    for (const command of githubCommands(textOf(file), name)) {
      const [, script] = /\bnpm run (\S+)/.exec(command) ?? [];
      if (script !== undefined) expect(Object.keys(scripts)).toContain(script);
    }
  });

  it.each(jobs)("$file, $name: may no more than it needs", ({ name, job, workflow }) => {
    expect(workflow.permissions).toEqual({ contents: "read" });
    expect(job.permissions).toEqual(
      name === "publish" ? { contents: "read", "id-token": "write" } : undefined,
    );
  });

  it("check on every Node from the least that the package takes", () => {
    const nodes = workflows.get("ci.yml")?.jobs["check"]?.strategy?.matrix.node ?? [];
    expect(`>=${Math.min(...nodes)}`).toBe(engines.node.split(".")[0]);
  });

  it("publish what was checked, as the version of its tag, with its provenance and the repository that it comes from", () => {
    const publish = workflows.get("release.yml")?.jobs["publish"];
    expect(publish?.needs).toBe("check");
    const commands = githubCommands(textOf("release.yml"), "publish");
    expect(commands).toEqual([
      expect.stringMatching(/^test .*version.*"\$GITHUB_REF_NAME"$/),
      "npm ci",
      expect.stringContaining("$GITHUB_SERVER_URL/$GITHUB_REPOSITORY.git"),
      "npm publish --provenance --access public",
    ]);
    const tokens = publish?.steps?.flatMap(({ run, env }) =>
      env?.["NODE_AUTH_TOKEN"] === undefined ? [] : [run],
    );
    expect(tokens).toEqual(["npm publish --provenance --access public"]);
  });
});
