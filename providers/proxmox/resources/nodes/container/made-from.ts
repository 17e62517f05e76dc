import type { Attributes } from "../../../../../lib/schema/attribute.js";
import { assigned, managed } from "../../../../../lib/schema/roles.js";
import { flag, integer, listOf, text, textLike } from "../../../../../lib/schema/types.js";

const volume = textLike(
  /^[^/:\s]+:\S+$/,
  "must be a volume id: local:vztmpl/debian-13-standard_13.1-2_amd64.tar.zst",
);
const password = textLike(/^.{5,}$/, "must have at least 5 characters");
const recorded = { origin: true } as const;

/** What a container that is no copy is made from, and told once: PVE takes it at creation and never again. */
// prettier-ignore
export const madeFrom = {
  os_template: managed(volume, "Template (`local:vztmpl/debian-13-standard_13.1-2_amd64.tar.zst`) or, from Proxmox VE 9.1 on, OCI image that it is made from.", { ...recorded, key: "ostemplate" }),
  unprivileged: assigned(flag, "Whether its root is nobody on the node; PVE's default if unset: true from Proxmox VE 9 on. PVE never changes it: another value makes the container anew.", { replace: true }),
  password: managed(password, "Password of its root.", { writeOnly: { version: "password_version" } }),
  password_version: managed(integer(), "Goes with the password. PVE sets a password only at creation: a change is recorded, the container keeps its password.", recorded),
  ssh_keys: managed(listOf(text), "Public SSH keys of its root.", { ...recorded, key: "ssh-public-keys", encode: (given) => given.map((key) => key.trim()).join("\n") }),
} satisfies Attributes;
