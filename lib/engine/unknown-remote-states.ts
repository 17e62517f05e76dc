import { plain, type Marked } from "../expression/marked.js";
import { unknown } from "../value/value.js";
import type { Blueprint } from "./blueprint/blueprint.js";

/** The outputs of other stacks where nobody looks at their states: what they are is not known. */
export async function unknownRemoteStates({
  remoteStates,
}: Blueprint): Promise<Readonly<Record<string, Marked>>> {
  return Object.fromEntries(Object.keys(remoteStates).map((name) => [name, plain(unknown)]));
}
