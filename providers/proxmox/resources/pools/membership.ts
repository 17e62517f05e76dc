import type { Attributes } from "../../../../lib/schema/attribute.js";
import { computed, optional, required } from "../../../../lib/schema/roles.js";
import { resource } from "../../../../lib/schema/resource.js";
import { integer, text } from "../../../../lib/schema/types.js";
import type { Connection } from "../../connection.js";
import { exactlyOneMember, membershipVerbs, parseMembership } from "./membership-verbs.js";
import { poolName } from "../../form/pool-name.js";
import { storageName } from "../../form/storage-name.js";

const attributes = {
  id: computed(text, "`{pool_id}/vm/{vm_id}` or `{pool_id}/storage/{storage_id}`."),
  type: computed(text, "What the member is: `vm` or `storage`."),
  pool_id: required(poolName, "The pool."),
  vm_id: optional(integer({ min: 100, max: 999_999_999 }), "The guest that is in it.", { replace: true }),
  storage_id: optional(storageName, "The storage that is in it.", { replace: true }),
} as const;

/** One guest or storage in one pool. */
export const poolMembership = resource<Connection, Attributes>({
  type: "pool_membership",
  aliases: ["proxmox_virtual_environment_pool_membership"],
  description: "One guest or storage in one pool. A guest is in one pool at most.",
  source: "/pools",
  attributes,
  identity: ["pool_id", "vm_id", "storage_id"],
  importId: {
    form: "{pool_id}/vm/{vm_id} | {pool_id}/storage/{storage_id}",
    example: "web/vm/100",
    parse: parseMembership,
  },
  rules: { check: exactlyOneMember },
  verbs: membershipVerbs,
});
