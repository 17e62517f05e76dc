import type { World } from "../world.js";

/** The node that is meant where none is named. */
export function firstNode({ nodes }: World): string {
  const [name = ""] = nodes.keys();
  return name;
}
