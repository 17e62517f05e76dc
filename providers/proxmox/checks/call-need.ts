import type { Need } from "../../../lib/schema/need.js";
import type { Value, ValueObject } from "../../../lib/value/value.js";
import type { Rule } from "../api/specification/call-rules.js";

/** A call that a change makes. */
export interface Call {
  readonly verb: "POST" | "PUT" | "DELETE";
  /** With its parts filled in and encoded: `/nodes/pve1/qemu/100/config`. */
  readonly path: string;
  /** What rules may ask for; anything else may stay out. Nothing secret. */
  readonly parameters?: Readonly<Record<string, Value | undefined>>;
  /** What Proxmox VE's code asks for, where the rule that it publishes is weaker. */
  readonly rule?: Rule;
}

/** A change makes a call: the login must be permitted to. */
export function callNeed({ verb, path, parameters = {}, rule }: Call, because: string): Need {
  const known: Record<string, Value> = {};
  for (const [name, value] of Object.entries(parameters))
    if (value !== undefined && value !== null && typeof value !== "object") known[name] = value;
  return {
    kind: "call",
    subject: {
      verb,
      path,
      parameters: known,
      rule: (rule ?? null) as Value,
    },
    because,
  };
}

/** A call as `callNeed` keeps it. */
export interface KeptCall {
  readonly verb: string;
  readonly path: string;
  readonly parameters: ValueObject;
  readonly rule: Rule | null;
}

/** Reads what `callNeed` made. */
export function callOf({ subject }: Need): KeptCall {
  return subject as unknown as KeptCall;
}
