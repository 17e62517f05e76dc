import { storageBytes, type Storage } from "./storage.js";

/** A storage as `cluster/resources` shows it. */
export function storageRow(node: string, id: string, { type, config }: Storage) {
  return {
    id: `storage/${node}/${id}`,
    type: "storage",
    storage: id,
    node,
    status: "available",
    content: String(config["content"] ?? ""),
    shared: Number(config["shared"] ?? 0),
    plugintype: type,
    disk: 2 ** 30,
    maxdisk: storageBytes,
  };
}
