import { error, type Diagnostic } from "../../../../lib/diagnostic/diagnostic.js";
import { isUnknown, type Value, type ValueObject } from "../../../../lib/value/value.js";
import { scalarText } from "../../../../lib/value/scalar-text.js";
import { path } from "../../api/path.js";
import type { Connection } from "../../connection.js";

/**
 * Which rules are meant: `cluster`, `node/pve1`, `vm/100`, `container/101`. A guest is meant wherever it is, so its
 * rules stay the same when it moves.
 */
export function scopeId({ node_name, vm_id, container_id }: ValueObject): Value {
  if ([node_name, vm_id, container_id].some(isUnknown) && !given(vm_id) && !given(container_id))
    return node_name ?? null;
  if (given(vm_id)) return isUnknown(vm_id) ? vm_id : `vm/${Number(vm_id)}`;
  if (given(container_id))
    return isUnknown(container_id) ? container_id : `container/${Number(container_id)}`;
  return given(node_name) ? `node/${scalarText(node_name)}` : "cluster";
}

/** The attributes that a scope's id says. A guest's node is for the API to tell. */
export function scopeAttributes(id: string): ValueObject {
  const [kind, name = ""] = id.split("/");
  const none = { node_name: null, vm_id: null, container_id: null };
  if (kind === "node") return { ...none, node_name: name };
  if (kind === "vm") return { vm_id: Number(name), container_id: null };
  return kind === "container" ? { vm_id: null, container_id: Number(name) } : none;
}

/** Where the rules are in the API now; undefined if the guest is gone. */
export async function scopePath(connection: Connection, id: string): Promise<string | undefined> {
  const [kind, name = ""] = id.split("/");
  if (kind === "cluster") return "/cluster/firewall";
  if (kind === "node") return path`/nodes/${name}/firewall`;
  const guest = await connection.locate(Number(name));
  return guest === undefined ? undefined : path`/nodes/${guest.node}/${guest.type}/${name}/firewall`;
}

/** Reads an import id: the scope, where a guest may be named with its node. */
export function parseScope(text: string): ValueObject | undefined {
  const match = /^(?:cluster|node\/[^/]+|(vm|container)\/(?:[^/]+\/)?(\d+))$/.exec(text);
  if (match === null) return undefined;
  const [, kind, vmid] = match;
  return { id: kind === undefined ? text : `${kind}/${vmid}` };
}

export function checkScope({ node_name, vm_id, container_id }: ValueObject): readonly Diagnostic[] {
  if (given(vm_id) && given(container_id))
    return [
      error("rules stand at a VM or at a container, not at both", {
        path: ["container_id"],
        detail: "Keep one of vm_id and container_id.",
      }),
    ];
  if ((given(vm_id) || given(container_id)) && !given(node_name))
    return [
      error("node_name is missing", {
        path: ["node_name"],
        detail: "Rules of a guest need the node that it was made on.",
      }),
    ];
  return [];
}

function given(value: Value | undefined): boolean {
  return value !== undefined && value !== null;
}
