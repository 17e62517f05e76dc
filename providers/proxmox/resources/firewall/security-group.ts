import { computed, optional, required } from "../../../../lib/schema/roles.js";
import { resource } from "../../../../lib/schema/resource.js";
import { entries } from "../../../../lib/schema/structures.js";
import { text, textLike } from "../../../../lib/schema/types.js";
import type { Connection } from "../../connection.js";
import { emptied } from "../../form/emptied.js";
import { oneLine } from "../../form/one-line.js";
import { ruleAttributes } from "./rule-attributes.js";
import { checkRules, numbered } from "./rule.js";
import { securityGroupVerbs } from "./security-group-verbs.js";

// The file is read in small letters: a group with others would be made, and never be found again.
const groupName = textLike(
  /^[a-z][a-z0-9\-_]{1,17}$/,
  "2 to 18 small letters, digits, `-` or `_`, with a letter first",
);

const attributes = {
  id: computed(text, "`{name}`."),
  name: required(groupName, "The group's name, by which rules insert it."),
  comment: optional(oneLine, "Free text.", emptied),
  rule: entries("optional", "The rules of the group, all of them, in order.", {
    attributes: ruleAttributes,
    block: true,
  }),
} as const;

/** A list of rules with a name, to be inserted into the rules of guests, nodes and the cluster. */
export const securityGroup = resource<Connection, typeof attributes>({
  type: "cluster_firewall_security_group",
  aliases: ["proxmox_virtual_environment_cluster_firewall_security_group"],
  description:
    "A list of firewall rules with a name, to be inserted into the rules of guests, nodes and the cluster.",
  source: "/cluster/firewall/groups/{group}",
  attributes,
  identity: ["name"],
  importId: {
    form: "{name}",
    example: "web",
    parse: (name) => (groupName.safeParse(name).success ? { name } : undefined),
  },
  rules: { check: checkRules, derive: numbered },
  verbs: securityGroupVerbs,
});
