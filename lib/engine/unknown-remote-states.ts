import { plain } from "../expression/marked.js";
import { unknown } from "../value/value.js";
import type { Blueprint } from "./blueprint/blueprint.js";
import type { Remote } from "./remote-states.js";

/** The outputs of other stacks where nobody looks at their states: what they are is not known. */
export async function unknownRemoteStates({ remoteStates }: Blueprint): Promise<Remote> {
  return {
    remote: Object.fromEntries(Object.keys(remoteStates).map((name) => [name, plain(unknown)])),
    awaited: [],
    absent: [],
  };
}
