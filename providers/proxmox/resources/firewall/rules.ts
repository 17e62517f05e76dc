import { assigned } from "../../../../lib/schema/roles.js";
import { resource } from "../../../../lib/schema/resource.js";
import { entries } from "../../../../lib/schema/structures.js";
import { text } from "../../../../lib/schema/types.js";
import type { Connection } from "../../connection.js";
import { ruleAttributes } from "./rule-attributes.js";
import { checkRules, numbered } from "./rule.js";
import { rulesVerbs } from "./rules-verbs.js";
import { scopeInputs } from "./scope-inputs.js";
import { checkScope, parseScope, scopeId } from "./scope.js";

const attributes = {
  id: assigned(text, "The scope: `cluster`, `node/pve1`, `vm/100`, `container/101`."),
  ...scopeInputs,
  rule: entries("optional", "The rules of the scope, all of them, in order.", {
    attributes: ruleAttributes,
    block: true,
  }),
} as const;

/** All firewall rules of one scope, as one document in order. */
export const firewallRules = resource<Connection, typeof attributes>({
  type: "firewall_rules",
  aliases: ["proxmox_virtual_environment_firewall_rules"],
  description:
    "All firewall rules of the cluster, a node or a guest, as one document in order. Only what differs is moved, changed, inserted or removed.",
  source: "/cluster/firewall/rules, /nodes/{node}/firewall/rules, /nodes/{node}/qemu/{vmid}/firewall/rules",
  attributes,
  identity: ["id"],
  importId: {
    form: "cluster | node/{node} | vm/{node}/{vmid} | container/{node}/{vmid}",
    example: "vm/pve1/100",
    parse: (text) => {
      const { values, rest } = parseScope(text) ?? {};
      return values === undefined || rest !== "" ? undefined : { ...values, id: scopeId(values) };
    },
  },
  rules: {
    check: (configuration) => [...checkScope(configuration), ...checkRules(configuration)],
    derive: (planned) => ({ ...numbered(planned), id: scopeId(planned) }),
  },
  verbs: rulesVerbs,
});
