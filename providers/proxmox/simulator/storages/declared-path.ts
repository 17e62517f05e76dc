import type { World } from "../world.js";
import { storageOf } from "./properties.js";
import type { Storage } from "./storage.js";
import { relativePath, volumeOf, type VolumeId } from "./volume.js";

/** The path by which a node knows a volume. */
export function declaredPath(world: World, text: string): string {
  const volume = volumeOf(world, text);
  const { name, format } = volume;
  const storage = storageOf(world, volume.storage);
  const { type, config } = storage;
  switch (type) {
    case "lvm":
    case "lvmthin":
      return `/dev/${config["vgname"]}/${name}`;
    case "zfspool":
      return format === "subvol"
        ? `${config["mountpoint"] ?? `/${config["pool"]}`}/${name}`
        : `/dev/zvol/${config["pool"]}/${name}`;
    case "rbd":
      return blockDevicePath(volume, storage);
    case "iscsi":
      return `/dev/disk/by-id/${name}`;
    case "iscsidirect":
    case "zfs":
      return `iscsi://${config["portal"]}/${config["target"]}/${type === "zfs" ? 0 : name}`;
    case "pbs": {
      const port = config["port"] === undefined || config["port"] === 8007 ? "" : `:${config["port"]}`;
      const space = config["namespace"];
      return `pbs://${config["username"] ?? "root@pam"}@${config["server"]}${port}:${config["datastore"]}/${name}${
        space === undefined ? "" : `?ns=${String(space).replaceAll("/", "%2f")}`
      }`;
    }
    case "esxi":
      return `/run/pve/import/esxi/${volume.storage}/mnt/${name}`;
    default:
      return `${config["path"]}/${relativePath(storage, volume)}`;
  }
}

function blockDevicePath({ storage, name }: VolumeId, { config }: Storage): string {
  const pool = [config["pool"] ?? "rbd", config["namespace"]].filter((part) => part !== undefined).join("/");
  if (config["krbd"] === 1) return `/dev/rbd-pve/${pool}/${name}`;
  const monitors = config["monhost"];
  const where =
    monitors === undefined
      ? ":conf=/etc/pve/ceph.conf"
      : `:mon_host=${String(monitors)
          .split(/[,; ]+/)
          .join(";")
          .replaceAll(":", "\\:")}:auth_supported=cephx`;
  return `rbd:${pool}/${name}${where}:id=${config["username"] ?? "admin"}:keyring=/etc/pve/priv/ceph/${storage}.keyring`;
}
