import type { Need } from "../../../../../lib/schema/need.js";
import type { Intended } from "../../../../../lib/schema/resource.js";
import { isObject, type Value, type ValueObject } from "../../../../../lib/value/value.js";
import type { Connection } from "../../../connection.js";
import { sshNeed } from "../../../ssh/ssh-need.js";
import type { VmAttributes } from "./attributes.js";
import { newDisks } from "./import-on-node.js";
import { madeOnTheNode } from "./import-way.js";

/** What a guest's change needs of the world. */
export async function needs(
  connection: Connection,
  change: Intended<VmAttributes>,
): Promise<readonly Need[]> {
  switch (change.action) {
    case "create": {
      const { disks, node } = change.planned;
      return imports(connection, isObject(disks) ? disks : {}, node ?? null);
    }
    case "update":
      return imports(connection, newDisks(change.changes), change.prior.current_node ?? null);
    case "delete":
      return [];
  }
}

/** Images that the API can't make disks from go over SSH. */
async function imports(connection: Connection, disks: ValueObject, node: Value): Promise<readonly Need[]> {
  const reasons = await madeOnTheNode(connection, disks);
  return Object.entries(reasons).map(([slot, because]) =>
    sshNeed({ node, work: { kind: "import" } }, because, ["disks", slot, "from"]),
  );
}
