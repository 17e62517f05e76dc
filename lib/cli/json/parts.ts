import { z } from "zod";

import { effects } from "../../schema/effect.js";
import type { Value, ValueObject } from "../../value/value.js";

export const list = <T extends z.ZodType>(of: T) => z.array(of).readonly();

export const value: z.ZodType<Value> = z
  .lazy(() => z.union([z.null(), z.boolean(), z.number(), z.string(), z.array(value), values]))
  .meta({
    id: "Value",
    description:
      'Any JSON. A secret stands there as `{ "$secret": "<fingerprint>" }`, what only apply can tell as `{ "$unknown": true }`.',
  });

export const values: z.ZodType<ValueObject> = z
  .lazy(() => z.record(z.string(), value))
  .meta({
    id: "Values",
    description: "Attributes by name.",
  });

export const path = list(z.union([z.string(), z.number()])).describe(
  'Where in the object: `["disks", "scsi0", "size"]`.',
);

export const stack = z.string().describe("The stack's name.");
export const address = z.string().describe("What the state calls the object: `proxmox_vm.web`.");
export const type = z.string().describe("The full name of its type: `proxmox_vm`.");
export const construct = z.string().optional().describe("Where the code makes it: `web/group/db`.");
export const dependsOn = list(z.string()).describe("Addresses of what must be there first.");
export const effect = z.enum(effects).describe("What it costs, the mildest first.");

export const diagnosticFields = {
  severity: z.enum(["error", "warning"]),
  summary: z.string().describe("What is wrong, in one line."),
  detail: z
    .string()
    .optional()
    .describe("What was given, what is allowed, what to do; may have several lines."),
  path: path.optional(),
  address: z.string().optional().describe("The object concerned."),
  construct,
};

export const diagnostic = z
  .strictObject(diagnosticFields)
  .meta({ id: "Diagnostic", description: "What is wrong or worth a warning." });

export const step = z
  .strictObject({
    address,
    construct,
    type,
    action: z
      .enum(["create", "update", "delete", "forget", "read"])
      .describe("A replacement is two steps: one `delete`, one `create`."),
  })
  .meta({ id: "Step", description: "What is done with one object." });

export const change = z
  .strictObject({
    path,
    before: value,
    after: value,
    effect,
    sensitive: z.boolean().describe("Whether `before` and `after` are fingerprints of secrets."),
  })
  .meta({ id: "Change", description: "One attribute that becomes another." });

export const drift = z
  .strictObject({
    address,
    construct,
    kind: z.enum(["changed", "gone"]),
    changes: list(change).describe("From what the state says to what was found."),
  })
  .meta({ id: "Drift", description: "What somebody else changed since the state was written." });
