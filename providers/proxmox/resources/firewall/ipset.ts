import { computed, optional, required } from "../../../../lib/schema/roles.js";
import { resource } from "../../../../lib/schema/resource.js";
import { entries } from "../../../../lib/schema/structures.js";
import { flag, text, textLike } from "../../../../lib/schema/types.js";
import type { Connection } from "../../connection.js";
import { emptied } from "../../form/emptied.js";
import { network } from "../../form/network.js";
import { oneLine } from "../../form/one-line.js";
import { trimmed } from "../../form/trimmed.js";
import { importIdOf } from "../../rest/import-id-of.js";
import { anyFirewall } from "./any-firewall.js";
import { checkMembers } from "./ipset-members.js";
import { ipSetVerbs } from "./ipset-verbs.js";
import { scopeInputs } from "./scope-inputs.js";

// The file is read in small letters: a set with others would be made, and never be found again.
const setName = textLike(
  /^[a-z][a-z0-9\-_]{1,63}$/,
  "2 to 64 small letters, digits, `-` or `_`, with a letter first",
);
const member = textLike(
  /^(?:[0-9A-Fa-f:.]+(?:\/\d{1,3})?|(?:dc\/|guest\/)?[A-Za-z][A-Za-z0-9\-_]*)$/,
  "an address, a network or the name of an alias: `10.0.0.1`, `10.0.0.0/24`, `fd00::/8`, `dc/office`",
);

const attributes = {
  ...scopeInputs,
  id: computed(text, "`{name}`."),
  name: required(setName, "The name, which rules write with a `+` before it."),
  comment: optional(oneLine, "Free text.", emptied),
  cidr: entries("optional", "The addresses in it, all of them, in any order.", {
    block: true,
    unordered: "list",
    attributes: {
      name: required(member, "An address, a network or an alias.", { canonical: network.canonical }),
      comment: optional(oneLine, "Free text.", { default: "", ...trimmed }),
      nomatch: optional(flag, "Whether it is taken out of what the others say.", { default: false }),
    },
  }),
} as const;

/** A set of addresses in the firewall of the cluster or of a guest. */
export const firewallIpset = resource<Connection, typeof attributes>({
  type: "firewall_ipset",
  aliases: ["proxmox_virtual_environment_firewall_ipset"],
  description: "A set of addresses with a name, for the rules of the cluster or of one guest.",
  source: anyFirewall.paths.map((path) => `${path}/ipset/{name}`).join(", "),
  attributes,
  identity: ["vm_id", "container_id", "name"],
  importId: importIdOf("{name}", { example: "cluster/office", within: anyFirewall, attributes }),
  rules: { check: (configuration) => [...anyFirewall.check(configuration), ...checkMembers(configuration)] },
  verbs: ipSetVerbs,
});
