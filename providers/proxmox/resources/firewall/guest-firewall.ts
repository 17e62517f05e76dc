import { error } from "../../../../lib/diagnostic/diagnostic.js";
import { required } from "../../../../lib/schema/roles.js";
import { nodeName } from "../../form/node-name.js";
import type { Within } from "../../rest/within.js";
import { anyFirewall } from "./any-firewall.js";
import { scopeInputs } from "./scope-inputs.js";
import { checkScope } from "./scope.js";

/** A guest's firewall. */
export const guestFirewall: Within = {
  ...anyFirewall,
  attributes: {
    ...scopeInputs,
    node_name: required(nodeName, "The node that the guest was made on.", { effect: "recorded" }),
  },
  paths: anyFirewall.paths.slice(1),
  importIds: anyFirewall.importIds.slice(1),
  texts: "vm/{vm_id} | container/{container_id}",
  parse: (text) => (text === "cluster" ? undefined : anyFirewall.parse(text)),
  check: (configuration) => {
    const { vm_id = null, container_id = null } = configuration;
    if (vm_id !== null || container_id !== null) return checkScope(configuration);
    const detail = "Set exactly one of `vm_id` and `container_id`.";
    return [error("a firewall of a guest needs the guest", { path: ["vm_id"], detail })];
  },
};
