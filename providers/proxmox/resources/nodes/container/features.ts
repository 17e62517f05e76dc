import { managed } from "../../../../../lib/schema/roles.js";
import { flag, setOf, textLike } from "../../../../../lib/schema/types.js";
import { cold } from "../guest/effects.js";
import { property } from "../guest/property.js";
import { wordSet } from "../guest/key-notations.js";

const fileSystem = textLike(/^[a-zA-Z0-9_]+$/, "must be the name of a file system: nfs");

/** What a container may do that others may not. */
// prettier-ignore
export const features = property({ key: "features" }, "What it may do beyond the usual. All but `nesting` takes root@pam itself, as does any of a privileged container.", {
  nesting: managed(flag, "Containers of its own, and what the systemd of current systems needs.", { effect: cold }),
  keyctl: managed(flag, "The keyctl() call, for Docker in unprivileged containers.", { effect: cold }),
  fuse: managed(flag, "File systems in user space.", { effect: cold }),
  mount: managed(setOf(fileSystem), "File systems that it may mount: `nfs`, `cifs`.", { ...wordSet(), effect: cold }),
  mknod: managed(flag, "Device nodes of its own (unprivileged containers).", { effect: cold }),
  force_rw_sys: managed(flag, "A writable /sys in unprivileged containers.", { effect: cold }),
});
