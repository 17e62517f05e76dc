import type { Reference } from "../../expression/target.js";
import { remoteState } from "./blueprint.js";

/** An output of another stack, by the data source that stands for that one here. */
export interface RemoteOutput {
  readonly source: string;
  /** Undefined where all are meant, or one whose name is worked out. */
  readonly output: string | undefined;
}

/** The output of another stack that a reference names; undefined for a reference to anything else. */
export function remoteOutput({ target, rest: [, output] }: Reference): RemoteOutput | undefined {
  if (target.kind !== "data" || target.type !== remoteState) return undefined;
  return { source: target.name, output: typeof output === "string" ? output : undefined };
}
