import { error, type Diagnostic } from "../../../../lib/diagnostic/diagnostic.js";
import type { ValueObject } from "../../../../lib/value/value.js";
import { path } from "../../api/path.js";

/** Where firewall rules stand: the cluster, a node, a VM or a container. */
export function scopePath({ node_name, vm_id, container_id }: ValueObject): string {
  if (given(vm_id)) return path`/nodes/${String(node_name)}/qemu/${Number(vm_id)}/firewall`;
  if (given(container_id)) return path`/nodes/${String(node_name)}/lxc/${Number(container_id)}/firewall`;
  return given(node_name) ? path`/nodes/${String(node_name)}/firewall` : "/cluster/firewall";
}

/** How a scope is named in an import and as `id`. */
export function scopeText({ node_name, vm_id, container_id }: ValueObject): string {
  if (given(vm_id)) return `vm/${String(node_name)}/${Number(vm_id)}`;
  if (given(container_id)) return `container/${String(node_name)}/${Number(container_id)}`;
  return given(node_name) ? `node/${String(node_name)}` : "cluster";
}

export function parseScope(text: string): ValueObject | undefined {
  const none = { node_name: null, vm_id: null, container_id: null };
  if (text === "cluster") return none;
  const [, kind, node_name, vmid] = /^(node|vm|container)\/([^/]+)(?:\/(\d+))?$/.exec(text) ?? [];
  if (kind === undefined || node_name === undefined || (kind === "node") !== (vmid === undefined))
    return undefined;
  return {
    ...none,
    node_name,
    ...(kind === "vm" ? { vm_id: Number(vmid) } : kind === "container" ? { container_id: Number(vmid) } : {}),
  };
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
        detail: "Rules of a guest need the node that it is on.",
      }),
    ];
  return [];
}

function given(value: ValueObject[string] | undefined): boolean {
  return value !== undefined && value !== null;
}
