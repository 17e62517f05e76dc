import type { Reference } from "../expression/target.js";
import { remoteOutput } from "./blueprint/remote-output.js";

/** What another stack is yet to put out. */
export interface AwaitedOutputs {
  readonly stack: string;
  /** The name of the data source that stands for it here. */
  readonly source: string;
  readonly outputs: ReadonlySet<string>;
}

/** The stacks that are to be applied before. */
export function awaitedStacks(awaited: readonly AwaitedOutputs[]): readonly string[] {
  return [...new Set(awaited.map(({ stack }) => stack))];
}

/** Whether references name something that is awaited. */
export function isAwaited(found: readonly Reference[], awaited: readonly AwaitedOutputs[]): boolean {
  return found.some((reference) => {
    const named = remoteOutput(reference);
    return awaited.some(
      ({ source, outputs }) =>
        source === named?.source &&
        (named.output === undefined ? outputs.size > 0 : outputs.has(named.output)),
    );
  });
}
