import { error, type Diagnostic } from "../../../../lib/diagnostic/diagnostic.js";
import type { ValueObject } from "../../../../lib/value/value.js";
import { scalarText } from "../../../../lib/value/scalar-text.js";
import type { Within } from "../../rest/within.js";
import { scopeInputs } from "./scope-inputs.js";
import { checkScope, parseScope, scopeId, scopePath } from "./scope.js";

/** The cluster's firewall or a guest's: those have names for addresses and sets of them, a node's has none. */
export const anyFirewall: Within = {
  attributes: scopeInputs,
  names: ["vm_id", "container_id"],
  paths: ["/cluster/firewall", "/nodes/{node}/qemu/{vmid}/firewall", "/nodes/{node}/lxc/{vmid}/firewall"],
  importIds: ["cluster", "vm/{node_name}/{vm_id}", "container/{node_name}/{container_id}"],
  texts: "cluster | vm/{vm_id} | container/{container_id}",
  parse: (text) => (text.startsWith("node/") ? undefined : parseScope(text)),
  check: (configuration) => [...checkScope(configuration), ...notOfANode(configuration)],
  text: scopeText,
  path: (connection, identity) => scopePath(connection, scopeText(identity)),
};

/** Of an identity, which has no node. */
function scopeText({ vm_id = null, container_id = null }: ValueObject): string {
  return scalarText(scopeId({ vm_id, container_id }));
}

function notOfANode({ node_name, vm_id, container_id }: ValueObject): readonly Diagnostic[] {
  if ((node_name ?? null) === null || (vm_id ?? container_id ?? null) !== null) return [];
  return [
    error("a node's firewall has none of these", {
      path: ["node_name"],
      detail: "Add `vm_id` or `container_id`, or take `node_name` out for the cluster's.",
    }),
  ];
}
