import { refuse } from "../../../lib/diagnostic/refusal.js";
import { means } from "../api/meanings.js";

/** Asks something of a node. Throws a refusal that names the attribute where there is no such node. */
export async function onNode<T>(node: string, ask: () => Promise<T>): Promise<T> {
  try {
    return await ask();
  } catch (thrown) {
    if (!means(thrown, "nodeMissing")) throw thrown;
    return refuse(`there is no node "${node}"`, {
      path: ["node_name"],
      detail: "The cluster has no member of that name.",
    });
  }
}
