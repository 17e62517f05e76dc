import type { Attributes } from "../../../../../lib/schema/attribute.js";
import { managed } from "../../../../../lib/schema/roles.js";
import { flag, oneOf, setOf, textLike } from "../../../../../lib/schema/types.js";
import { cold } from "../guest/effects.js";
import { wordSet } from "../guest/key-notations.js";

const option = oneOf("discard", "lazytime", "noatime", "nodev", "noexec", "nosuid");
const idMap = textLike(
  /^(passthrough|[ug]:\d+:\d+:[1-9]\d*(;[ug]:\d+:\d+:[1-9]\d*)*)$/,
  "must be `passthrough` or maps of users and groups: u:0:100000:65536;g:0:100000:65536",
);

/** The options with which a volume is mounted: one line each, and nothing else to write for it. */
// prettier-ignore
export const mountOptions = {
  mount_options: managed(setOf(option), "Options of the mount.", { ...wordSet(), key: "mountoptions", effect: cold }),
  read_only: managed(flag, "Can't be written to.", { key: "ro", effect: cold }),
  acl: managed(flag, "Access control lists; as the file system has them if unset.", { effect: cold }),
  quota: managed(flag, "User quotas (privileged containers, not on ZFS).", { effect: cold }),
  replicate: managed(flag, "Is part of replication.", { effect: cold }),
  shared: managed(flag, "Is there on every node, though its storage is not marked as shared.", { effect: cold }),
  id_map: managed(idMap, "Ids of its own, apart from the container's. Proxmox VE 9.2 and later.", { key: "idmap", effect: cold }),
} satisfies Attributes;
