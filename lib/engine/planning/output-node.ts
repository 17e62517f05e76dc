import type { Value } from "../../value/value.js";
import type { PlannedOutput } from "../plan.js";

/** One output with all that a plan knows of it. Holds secrets in clear. */
export interface OutputNode {
  readonly name: string;
  readonly action: PlannedOutput["action"];
  readonly sensitive: boolean;
  readonly before: Value;
  /** Null where there will be none; what only apply can tell is unknown in it. */
  readonly after: Value;
  /** Whether it becomes another, or a resource that its code names is to be changed. */
  readonly isPending: boolean;
}
