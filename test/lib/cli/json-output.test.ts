import { readFileSync } from "node:fs";
import { join } from "node:path";

import { afterAll, beforeAll, describe, expect, expectTypeOf, it } from "vitest";

import { message, type Message } from "../../../lib/cli/json/message.js";
import type { EngineEvent } from "../../../lib/engine/event.js";
import type { Plan } from "../../../lib/engine/plan.js";
import type { StateEntry } from "../../../lib/engine/stack.js";
import { simulate, type Simulation } from "../../../providers/proxmox/simulator/simulate.js";
import { messageList, messageSchema } from "../../../tools/message-list.js";
import { environmentOf } from "../../contract/executor.js";
import { Workplace } from "./workplace.js";

const page = readFileSync(join(import.meta.dirname, "../../../docs/json-output.md"), "utf8");
const kinds = message.options.map(({ shape }) => shape.kind.value);
const seen = new Set<string>();

const machine = {
  "//": { metadata: { path: "web/web-1" } },
  node: "pve1",
  cores: 1,
  memory: 512,
  disks: { scsi0: { storage: "local", size: "1G" } },
};
const token = { user_id: "root@pam", token_name: "ci" };
const outputs = {
  output: {
    id: { value: "${proxmox_vm.web.vmid}" },
    token: { value: "${proxmox_user_token.ci.value}", sensitive: true },
  },
};

let pve: Simulation;
let place: Workplace;

beforeAll(async () => {
  pve = await simulate();
  place = await Workplace.open(environmentOf(pve));
  await place.code({ proxmox_vm: { web: machine }, proxmox_user_token: { ci: token } }, outputs);
});
afterAll(async () => {
  await place[Symbol.asyncDispose]();
  await pve.close();
});

/** Every line that a command prints, held against the schema. */
async function told(...words: readonly string[]): Promise<{ code: number; lines: readonly Message[] }> {
  const { code, out } = await place.command(...words, "--json");
  const lines = out
    .trimEnd()
    .split("\n")
    .map((line) => message.parse(JSON.parse(line)));
  expect(lines[0]).toEqual({ kind: "begin", program: "pve-cdk", version: "0", format: 1 });
  expect(lines.at(-1)).toEqual({ kind: "end", exitCode: code });
  for (const { kind } of lines) seen.add(kind);
  return { code, lines };
}

const kindsOf = (lines: readonly Message[]) => [...new Set(lines.map(({ kind }) => kind))];

describe("with --json every line holds what the schema says, and nothing else:", () => {
  it("validate and graph, before anything was asked", async () => {
    expect(await told("validate")).toMatchObject({
      code: 0,
      lines: [{}, { kind: "validated", valid: true }, {}],
    });
    const { lines } = await told("graph");
    expect(kindsOf(lines)).toEqual(["begin", "dependencies", "end"]);
  });

  it("plan, and a plan that is kept", async () => {
    const { code, lines } = await told("plan", "--detailed-exitcode", "--out", place.path("plan.json"));
    expect(code).toBe(2);
    expect(lines).toContainEqual(
      expect.objectContaining({ kind: "planned", plan: expect.objectContaining({ stack: "web" }) as Plan }),
    );
    const shown = await told("show", "plan.json");
    expect(kindsOf(shown.lines)).toEqual(["begin", "planned", "end"]);
  });

  it("apply, which asks nobody", async () => {
    const refused = await told("apply");
    expect(refused.code).toBe(1);
    expect(refused.lines).toContainEqual(
      expect.objectContaining({ kind: "diagnostic", summary: "nobody is there to confirm" }),
    );
    const { code, lines } = await told("apply", "--yes");
    expect(code).toBe(0);
    expect(lines).toContainEqual(
      expect.objectContaining({ kind: "applied", outcome: "done", finished: 2, failed: 0, skipped: 0 }),
    );
    for (const kind of ["started", "task", "finished", "saved"]) expect(kindsOf(lines)).toContain(kind);
    expect(lines).toContainEqual({
      kind: "output",
      stack: "web",
      name: "token",
      value: null,
      sensitive: true,
    });
  });

  it("refresh, output, state list, state show and show", async () => {
    await pve.put("/nodes/pve1/qemu/100/config", { cores: 2 });
    const { lines } = await told("refresh");
    expect(lines).toContainEqual(
      expect.objectContaining({
        kind: "refreshed",
        drift: [expect.objectContaining({ address: "proxmox_vm.web", kind: "changed" })],
      }),
    );
    expect(await told("output", "id")).toMatchObject({ lines: [{}, { name: "id", value: 100 }, {}] });
    for (const words of [["state", "list"], ["state", "show", "web/web-1"], ["show"]]) {
      const { lines: listed } = await told(...words);
      expect(kindsOf(listed)).toEqual(["begin", "object", "end"]);
      expect(listed).toContainEqual(
        expect.objectContaining({ kind: "object", address: "proxmox_vm.web", construct: "web/web-1" }),
      );
    }
  });

  it("import of what is there, and of what is not", async () => {
    await place.command("state", "rm", "web/web-1");
    expect(await told("import", "web/web-1", "100?own=cores,memory,disks.scsi0")).toMatchObject({
      code: 0,
      lines: [
        {},
        { kind: "object", owned: expect.arrayContaining(["cores", "disks.scsi0"]) as string[] },
        {},
      ],
    });
    expect(await told("import", "web/web-2", "101")).toMatchObject({
      code: 1,
      lines: [{}, { kind: "diagnostic", severity: "error" }, {}],
    });
  });

  it("an apply that fails half-way, and what is wrong with the code", async () => {
    pve.faults.add({ when: { task: "qmcreate" }, then: { fail: "no space left" } });
    await place.code(
      {
        proxmox_vm: {
          web: { ...machine, cores: 2 },
          two: { ...machine, "//": { metadata: { path: "web/two" } } },
        },
        proxmox_user_token: { ci: token },
        proxmox_pool: { both: { pool_id: "both", comment: "of ${proxmox_vm.two.vmid}" } },
      },
      outputs,
    );
    const { code, lines } = await told("apply", "--yes");
    expect(code).toBe(1);
    for (const kind of ["failed", "skipped"]) expect(kindsOf(lines)).toContain(kind);
    expect(lines).toContainEqual(
      expect.objectContaining({ kind: "diagnostic", stack: "web", severity: "error", construct: "web/two" }),
    );
    await place.code({ proxmox_vm: { web: { ...machine, cores: 0 } } });
    expect(await told("validate")).toMatchObject({
      code: 1,
      lines: [{}, { kind: "diagnostic", construct: "web/web-1" }, { kind: "validated", valid: false }, {}],
    });
  });

  it("a program that fails", async () => {
    const app = await place.read("app.cjs");
    await place.write("app.cjs", "process.exit(3)");
    expect(await told("plan")).toMatchObject({
      code: 1,
      lines: [{}, { kind: "diagnostic", summary: expect.stringContaining("exit code 3") as string }, {}],
    });
    await place.write("app.cjs", app);
  });

  it("destroy", async () => {
    await place.code({}, {});
    const { code, lines } = await told("destroy", "--yes", "--allow-data-loss", "*");
    expect(code).toBe(0);
    expect(lines).toContainEqual(expect.objectContaining({ kind: "applied", outcome: "done" }));
  });

  it("and every kind of line that the schema knows was among them", () => {
    expect([...seen].sort()).toEqual([...kinds].sort());
  });
});

describe("the page on --json", () => {
  it("has each line and each field of the schema, and no other", () => {
    expect(page).toContain(`<!-- generated: messages -->\n\n${messageList()}\n\n<!-- end -->`);
  });

  it("lists the lines of each command by names that the schema knows, and forgets none", () => {
    const table = /\| command [\s\S]*?\n\n/.exec(page)?.[0] ?? "";
    const named = [...table.matchAll(/`([a-z]+)`/g)].map(([, name]) => name as string);
    expect(kinds.filter((kind) => !named.includes(kind))).toEqual([]);
  });

  it("says of each field what it means, or has one that needs no words", () => {
    const { oneOf = [], $defs = {} } = messageSchema();
    for (const part of [...oneOf, ...Object.values($defs)]) expect(part.description).toMatch(/^[A-Z].*\.$/);
  });
});

describe("the schema", () => {
  it("has the shapes that the engine works with", () => {
    type Planned = Extract<Message, { kind: "planned" }>["plan"];
    type Told = Extract<Message, { kind: "object" }>;
    expectTypeOf<Plan>().toExtend<Planned>();
    expectTypeOf<Planned>().toExtend<Plan>();
    expectTypeOf<Omit<Told, "kind" | "stack">>().toExtend<StateEntry>();
    expectTypeOf<EngineEvent & { readonly stack: string }>().toExtend<Message>();
  });
});
