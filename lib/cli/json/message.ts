import { z } from "zod";

import {
  address,
  construct,
  dependsOn,
  diagnostic,
  diagnosticFields,
  drift,
  list,
  stack,
  step,
  type,
  value,
  values,
} from "./parts.js";
import { plan } from "./plan.js";

const milliseconds = z.number().describe("How long the step took.");

/** One kind of line, and what it tells. */
const line = <K extends string, S extends z.ZodRawShape>(kind: K, tells: string, shape: S) =>
  z.strictObject({ kind: z.literal(kind), ...shape }).describe(tells);

const frame = [
  line("begin", "The first line of every stream.", {
    program: z.string(),
    version: z.string().describe("The program's version."),
    format: z
      .literal(1)
      .describe("Grows when a field changes its meaning or goes; new ones may come without."),
  }),
  line(
    "diagnostic",
    "An error or a warning. Whatever is wrong is told by one of these; the plan and the steps repeat theirs.",
    {
      stack: stack.optional(),
      ...diagnosticFields,
    },
  ),
  line("end", "The last line of every stream. A stream without it was cut off.", {
    exitCode: z.union([z.literal(0), z.literal(1), z.literal(2)]),
  }),
] as const;

const working = [
  line("reading", "How many of the state's objects were read for the plan.", {
    stack,
    done: z.number(),
    total: z.number(),
  }),
  line("planned", "A stack's plan: what `plan --out` keeps of it.", { stack, plan }),
  line("started", "A step begins.", { stack, step }),
  line("progress", "A step is under way.", {
    stack,
    step,
    what: z.string().describe("What it is about: `copying`."),
    fraction: z.number().optional().describe("From 0 to 1."),
  }),
  line("task", "A step waits for a task of the server.", {
    stack,
    step,
    task: z.string().describe("The server's id of it (UPID)."),
  }),
  line("log", "A task wrote a line.", { stack, step, line: z.string() }),
  line("finished", "A step is done.", {
    stack,
    step,
    milliseconds,
    diagnostics: list(diagnostic).describe("Warnings."),
  }),
  line("failed", "A step came to nothing, or not to its end.", {
    stack,
    step,
    milliseconds,
    diagnostics: list(diagnostic),
  }),
  line("skipped", "A step was not begun.", {
    stack,
    step,
    because: z
      .union([z.literal("stopped"), z.strictObject({ failed: z.string().describe("Its address.") })])
      .describe("The step that failed before, or that the apply was stopped."),
  }),
  line("saved", "The state was written.", { stack, path: z.string(), serial: z.number() }),
  line("applied", "An apply has ended.", {
    stack,
    outcome: z.enum(["done", "failed", "stopped"]),
    finished: z.number().describe("How many steps; a replacement counts twice."),
    failed: z.number(),
    skipped: z.number(),
    statePath: z.string(),
  }),
] as const;

const answers = [
  line("validated", "What `validate` found; why it is not valid stands in `diagnostic` lines before.", {
    stack,
    valid: z.boolean(),
  }),
  line("refreshed", "What `refresh` found; the state says it now.", {
    stack,
    drift: list(drift),
    statePath: z.string(),
  }),
  line("object", "An object of the state.", {
    stack,
    address,
    type,
    construct,
    tainted: z.boolean().describe("Whether its creation failed half-way: it is made anew."),
    dependsOn,
    attributes: values.describe("Secrets left out."),
    owned: list(z.string()).describe("Paths of what the code owns."),
  }),
  line("output", "An output of the stack.", {
    stack,
    name: z.string(),
    value: value.describe("`null` if it is a secret that was not asked for by its name."),
    sensitive: z.boolean(),
  }),
  line("dependencies", "What a resource or a data source of the code refers to.", {
    stack,
    address,
    type,
    construct,
    dependsOn,
  }),
] as const;

/** Each line that a command prints with `--json`. */
export const message = z
  .discriminatedUnion("kind", [...frame, ...working, ...answers])
  .meta({ title: "pve-cdk --json", description: "Each line is one of these." });

export type Message = z.infer<typeof message>;
