import type { World } from "../world.js";

/** The storage that every cluster has: whoever deletes it finds it again as it is by default. */
export function createLocal({ storages }: World): void {
  storages.set("local", {
    type: "dir",
    config: {
      path: "/var/lib/vz",
      content: "backup,images,iso,rootdir,snippets,vztmpl",
      "prune-backups": "keep-all=1",
    },
  });
}
