import { error, type Diagnostic } from "../../../../lib/diagnostic/diagnostic.js";
import { isUnknown, type Value, type ValueObject } from "../../../../lib/value/value.js";
import { scalarText } from "../../../../lib/value/scalar-text.js";
import { path } from "../../api/path.js";
import type { Connection, GuestRow } from "../../connection.js";
import { proveAbsence } from "../../rest/prove-absence.js";

/**
 * Whose firewall is meant: `cluster`, `node/pve1`, `vm/100`, `container/101`. A guest is meant wherever it is, so what
 * its firewall has stays the same when it moves.
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

/** Where the firewall is in the API now; undefined if the guest is gone. */
export async function scopePath(connection: Connection, id: string): Promise<string | undefined> {
  const [kind, name = ""] = id.split("/");
  if (kind === "cluster") return "/cluster/firewall";
  if (kind === "node") return path`/nodes/${name}/firewall`;
  const type = kind === "vm" ? "qemu" : "lxc";
  const guest = await located(connection, Number(name));
  return guest?.type === type ? path`/nodes/${guest.node}/${type}/${name}/firewall` : undefined;
}

/** A guest may be newer than the list that was kept; it is gone only where that is provable. */
async function located(connection: Connection, vmid: number): Promise<GuestRow | undefined> {
  const known = await connection.locate(vmid);
  if (known !== undefined) return known;
  connection.forget();
  const found = await connection.locate(vmid);
  if (found === undefined) await proveAbsence(connection, vmid);
  return found;
}

/** Reads the scope that an import id begins with, where a guest may be named with its node; `rest` follows after a `/`. */
export function parseScope(
  text: string,
): { readonly values: ValueObject; readonly rest: string } | undefined {
  const match = /^(?:cluster|node\/([^/]+)|(vm|container)\/(?:([^/]+)\/)?([1-9]\d{2,8}))(?:\/(.+))?$/.exec(
    text,
  );
  if (match === null) return undefined;
  const [, node, kind, guestsNode, vmid, rest = ""] = match;
  const number = vmid === undefined ? null : Number(vmid);
  const values = {
    ...(kind === undefined || guestsNode !== undefined ? { node_name: node ?? guestsNode ?? null } : {}),
    vm_id: kind === "vm" ? number : null,
    container_id: kind === "container" ? number : null,
  };
  return { values, rest };
}

export function checkScope({ node_name, vm_id, container_id }: ValueObject): readonly Diagnostic[] {
  if (given(vm_id) && given(container_id))
    return [
      error("one firewall is meant: that of a VM or of a container, not both", {
        path: ["container_id"],
        detail: "Keep one of `vm_id` and `container_id`.",
      }),
    ];
  if ((given(vm_id) || given(container_id)) && !given(node_name))
    return [
      error("node_name is missing", {
        path: ["node_name"],
        detail: "The firewall of a guest needs the node that the guest was made on.",
      }),
    ];
  return [];
}

function given(value: Value | undefined): boolean {
  return value !== undefined && value !== null;
}
