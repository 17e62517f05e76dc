import { z } from "zod";

import {
  address,
  change,
  construct,
  dependsOn,
  diagnostic,
  drift,
  effect,
  list,
  path,
  stack,
  type,
  value,
  values,
} from "./parts.js";

const request = z
  .strictObject({
    allowDataLoss: list(z.string()).describe("Objects whose data may be lost; `*` stands for all."),
    targets: list(z.string()).optional().describe("Objects that were planned alone, with what they need."),
    replace: list(z.string()).describe("Objects to be made anew."),
  })
  .meta({ id: "PlanRequest", description: "What was asked for, each by addresses or construct paths." });

const plannedStep = z
  .strictObject({
    address,
    deposed: z.string().optional().describe("Set for what an interrupted replacement left behind."),
    type,
    construct,
    action: z.enum(["none", "create", "update", "replace", "delete", "forget"]),
    reason: z
      .enum(["tainted", "triggered", "requested"])
      .optional()
      .describe("Why it is replaced although no attribute forces it."),
    order: z.enum(["delete first", "create first"]).optional().describe("Of a replacement."),
    movedFrom: z.string().optional().describe("The address that it had before."),
    imports: z.string().optional().describe("The import id, where this plan takes it into the state."),
    prior: values.optional().describe("What stands there now; absent where it is to be made."),
    planned: values.optional().describe("What is to stand there; absent where it is to go."),
    changes: list(change),
    effect,
    replacedBy: list(path).describe("The attributes that force its replacement."),
    loses: list(z.string()).describe("Data that would be lost, by name."),
    dependsOn,
    diagnostics: list(diagnostic).describe("An error here forbids the apply of the whole plan."),
  })
  .meta({ id: "PlannedStep", description: "What is to be done with one object." });

const plannedRead = z
  .strictObject({
    address,
    type,
    construct,
    because: z.enum(["unknown arguments", "pending changes"]).describe("Why it can't be asked before."),
    values: values.describe("What is asked, as far as it is known."),
    dependsOn,
  })
  .meta({ id: "PlannedRead", description: "A data source that apply is to ask." });

const plannedOutput = z
  .strictObject({
    name: z.string(),
    action: z.enum(["none", "create", "update", "delete"]),
    sensitive: z.boolean(),
    before: value,
    after: value,
  })
  .meta({ id: "PlannedOutput", description: "An output of the stack, before and after." });

export const plan = z
  .strictObject({
    format: z.literal(1),
    stack,
    mode: z.enum(["apply", "destroy"]),
    request,
    salt: z.string().describe("Goes into the fingerprints of secrets."),
    made: z.number().describe("Milliseconds since 1970."),
    blueprint: z.string().describe("Stands for the code that was planned."),
    state: z
      .strictObject({ lineage: z.string().nullable(), serial: z.number() })
      .describe("The state that it is based on; it can be applied to no other."),
    awaits: list(z.string()).describe(
      "Stacks that were planned before it and will put out something else than now: it stands on that.",
    ),
    steps: list(plannedStep).describe("Every object, those with nothing to do included, in their order."),
    reads: list(plannedRead).describe("Data sources that apply is to ask."),
    drift: list(drift),
    outputs: list(plannedOutput),
    checks: list(z.string()).describe("What was found to hold of all that its changes need, in words."),
    diagnostics: list(diagnostic).describe("What concerns no single step."),
  })
  .meta({ id: "Plan", description: "What an apply would do. No secret stands in it in clear." });
