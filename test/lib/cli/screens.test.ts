import { createColors } from "picocolors";
import { describe, expect, it } from "vitest";

import { diagnosticsText } from "../../../lib/cli/render/diagnostic.js";
import { planText } from "../../../lib/cli/render/plan.js";
import { Progress } from "../../../lib/cli/render/progress.js";
import { error } from "../../../lib/diagnostic/diagnostic.js";
import type { Plan, PlannedStep } from "../../../lib/engine/plan.js";
import { recordingTerminal } from "./stage.js";
import { emptyPlan } from "../engine/empty-plan.js";
import { emptyStep } from "../engine/empty-step.js";

const long = "a-machine-with-a-name-that-is-longer-than-any-column-can-ever-be";
const sentence = "which answers on the addresses of the load balancer in front of it ".repeat(4).trim();

const step = (name: string, more: Partial<PlannedStep>): PlannedStep => ({
  ...emptyStep,
  address: `toy_machine.${name}`,
  type: "toy_machine",
  construct: `web/${name}`,
  ...more,
});

const change = (path: string, after: string, effect: PlannedStep["effect"] = "live") => ({
  path: path.split("."),
  before: "before",
  after,
  effect,
  sensitive: false,
});

const plan: Plan = {
  ...emptyPlan,
  awaits: ["the-network", "the-storage", "the-users"],
  steps: [
    step("short", { planned: { description: sentence } }),
    step(long, { planned: { description: sentence } }),
    step("changed", {
      action: "update",
      effect: "reboot",
      prior: { id: "100" },
      changes: [
        change("cores", "4", "pending"),
        change("description", sentence, "reboot"),
        change("a.path.that.is.longer.than.its.column", "x"),
      ],
    }),
    step("gone", {
      action: "delete",
      loses: Array.from({ length: 9 }, (_, disk) => `disk scsi${disk} (${disk + 1} TiB)`),
    }),
  ],
  reads: [
    {
      address: "data.toy_machines.all",
      type: "toy_machines",
      construct: "web/all",
      because: "pending changes",
      values: {},
      dependsOn: [],
    },
  ],
  drift: [{ address: "toy_machine.changed", kind: "changed", changes: [change("comment", sentence)] }],
  outputs: [{ name: "told", action: "create", sensitive: false, before: null, after: sentence }],
  checks: ["permissions (ci@pve!ci has all 120 that this plan needs)", "SSH to pve1, pve2, pve3 as root"],
};

const look = (width: number) => ({ colors: createColors(false), width });
const linesAt = (width: number) => planText(plan, look(width)).split("\n");

describe.each([40, 50, 80, 120, 160])("at %i columns", (width) => {
  it("no line of a plan is wider, and what is cut ends with an ellipsis", () => {
    const lines = linesAt(width);
    expect(lines.filter((line) => line.length > width)).toEqual([]);
    expect(lines.find((line) => line.includes("description"))).toMatch(/… |…$/);
  });

  it("a plan names every step, all data that would be lost, and what each change costs", () => {
    const text = linesAt(width).join(" ").replaceAll(/\s+/g, " ");
    for (const part of [
      "machine short",
      "machine a-machine-with-a-name",
      "machine changed (100)",
      "DESTROYS DATA: disk scsi0 (1 TiB)",
      "disk scsi8 (9 TiB)",
      "pending until restart",
      "needs a reboot",
      "in front of it which answers",
      "SSH to pve1, pve2, pve3 as root",
      "Planned with what the-network, the-storage, the-users will put out.",
      "Power: machine changed (100) shuts down and starts once.",
    ])
      expect(text).toContain(part);
  });

  it("a plan that restarts several guests says that each is restarted once", () => {
    const cycled = ["one", "two", "three"].map((name) => step(name, { action: "update", effect: "reboot" }));
    const waits = step("four", { action: "update", effect: "pending" });
    const text = (steps: readonly PlannedStep[]) =>
      planText({ ...plan, steps }, look(width)).replaceAll(/\s+/g, " ");
    expect(text([...cycled, waits])).toContain(
      "Power: machine one, machine two, and machine three each shut down and start once. " +
        "Waiting: machine four takes the change with the next restart.",
    );
    expect(text(cycled.slice(1))).toContain("machine two and machine three each shut down and start once.");
  });

  it("what changes stands in one column, and what it costs in another", () => {
    const lines = linesAt(width);
    const rows = lines.filter((line) => /^ {6}(?:cores|description|a\.path).* {2}before → /.test(line));
    expect(rows).toHaveLength(3);
    expect(new Set(rows.map((line) => line.indexOf("before → "))).size).toBe(1);
    const costs = lines
      .filter((line) => /(?:pending until restart|needs a reboot|live)$/.test(line))
      .slice(-3);
    expect(
      new Set(costs.map((line) => line.search(/(?:pending until restart|needs a reboot|live)$/))).size,
    ).toBe(1);
  });

  it("an error is told in lines of whole words", () => {
    const told = error("disk size can't shrink below what is on it now, whatever the code says of it", {
      construct: `web/${long}`,
      path: ["disks", "scsi0", "size"],
      detail: `${sentence}\n    at an indented place ${sentence}`,
    });
    const lines = diagnosticsText([told], look(width)).split("\n");
    expect(lines.filter((line) => line.length > width && line.trim().includes(" "))).toEqual([]);
    expect(lines.filter((line) => line.startsWith("    ")).length).toBeGreaterThan(1);
    expect(lines.join(" ").replaceAll(/\s+/g, " ")).toContain(sentence);
  });

  it("an apply that is watched draws lines that fit, with its times below each other", () => {
    const terminal = recordingTerminal();
    let drawn: readonly string[] = [];
    const progress = new Progress(
      { ...terminal, width, isInteractive: true, redraw: (lines) => (drawn = lines) },
      plan,
    );
    for (const name of ["short", long]) {
      const reference = { address: `toy_machine.${name}`, type: "toy_machine", action: "create" } as const;
      progress.listen({ kind: "started", step: reference });
      progress.listen({ kind: "log", step: reference, line: sentence });
      progress.listen({ kind: "progress", step: reference, what: sentence, fraction: 0.5 });
    }
    progress.listen({
      kind: "skipped",
      step: { address: "toy_machine.x", type: "toy_machine", action: "create" },
      because: "stopped",
    });
    expect(drawn).toHaveLength(4);
    expect(drawn.filter((line) => line.length > width)).toEqual([]);
    for (const name of ["short", long])
      progress.listen({
        kind: "finished",
        step: { address: `toy_machine.${name}`, type: "toy_machine", action: "create" },
        milliseconds: 1234,
        diagnostics: [],
      });
    const ended = terminal.out.filter((line) => line.includes("✔"));
    expect(ended).toHaveLength(2);
    expect(new Set(ended.map((line) => line.indexOf("1.2 s"))).size).toBe(1);
    progress.close(
      { outcome: "done", finished: [], failed: [], skipped: [], outputs: [], diagnostics: [] },
      "web.tfstate",
    );
  });
});

describe("without a terminal", () => {
  it("an apply prints a line for what ended, nothing that moves, and no escape sequence", () => {
    const terminal = recordingTerminal();
    const reference = { address: "toy_machine.short", type: "toy_machine", action: "create" } as const;
    const progress = new Progress(terminal, plan);
    progress.listen({ kind: "started", step: reference });
    progress.listen({ kind: "progress", step: reference, what: "copying", fraction: 0.5 });
    progress.listen({ kind: "finished", step: reference, milliseconds: 1234, diagnostics: [] });
    expect(terminal.out).toEqual([expect.stringMatching(/^ {2}✔ machine short +1\.2 s\n$/)]);
    expect(terminal.out.join("")).not.toContain("\u001b");
  });

  it("an error keeps each of its lines whole, for whoever searches a log", () => {
    const told = error("wrong", { detail: sentence });
    expect(diagnosticsText([told], { colors: createColors(false) })).toContain(`  ${sentence}\n`);
  });
});
