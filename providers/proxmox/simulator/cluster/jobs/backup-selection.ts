import type { Guest } from "../../guests/guest.js";
import { diskSlot } from "../../guests/guest.js";
import { isCdrom, parseDrive } from "../../qemu/drive.js";
import type { Section } from "../../section.js";
import type { World } from "../../world.js";

/** The guests that a backup job is about, by id. */
export function selectedGuests(world: World, job: Section): readonly (readonly [number, Guest])[] {
  const listed = idsIn(job["vmid"]);
  const excluded = idsIn(job["exclude"]);
  return [...world.guests]
    .filter(
      ([vmid, { pool }]) =>
        (Number(job["all"] ?? 0) === 1 && !excluded.has(vmid)) ||
        (job["pool"] !== undefined && job["pool"] === pool && !excluded.has(vmid)) ||
        listed.has(vmid),
    )
    .filter(([, { node }]) => job["node"] === undefined || job["node"] === node)
    .sort(([a], [b]) => a - b);
}

/** A guest with what of it a backup takes. */
export function volumesOf(vmid: number, { kind, config }: Guest) {
  const children = kind === "qemu" ? disksOf(vmid, config) : mountPointsOf(vmid, config);
  return {
    id: vmid,
    name: (kind === "qemu" ? config["name"] : config["hostname"]) ?? null,
    type: kind,
    children,
    leaf: children.length === 0 ? 1 : 0,
  };
}

function disksOf(vmid: number, config: Guest["config"]) {
  return Object.entries(config)
    .filter(([key, line]) => diskSlot.test(key) && !isCdrom(parseDrive(key, line)))
    .map(([key, line]) => {
      const { file, options } = parseDrive(key, line);
      const isLeftOut = /^(?:0|no|off|false)$/i.test(options["backup"] ?? "1");
      return {
        id: `${vmid}:${key}`,
        name: file,
        included: isLeftOut ? 0 : 1,
        reason: isLeftOut ? "backup=no" : "backup=yes",
        leaf: 1,
      };
    });
}

function mountPointsOf(vmid: number, config: Guest["config"]) {
  return Object.entries(config)
    .filter(([key]) => /^(?:rootfs|mp\d+)$/.test(key))
    .map(([key, line]) => {
      const [name = ""] = line.replace(/^volume=/, "").split(",");
      return { id: `${vmid}:${key}`, name, leaf: 1, ...mountPointReason(key, name, line) };
    });
}

function mountPointReason(key: string, name: string, line: string) {
  if (key === "rootfs") return { included: 1, reason: "rootfs" };
  if (name.startsWith("/")) return { included: 0, reason: "not a volume" };
  const isEnabled = /(?:^|,)backup=(?:1|yes|on|true)(?:,|$)/i.test(line);
  return { included: isEnabled ? 1 : 0, reason: isEnabled ? "enabled" : "disabled" };
}

function idsIn(list: string | number | undefined): ReadonlySet<number> {
  return new Set(
    String(list ?? "")
      .split(/[;,\s]+/)
      .filter((each) => each !== "")
      .map(Number),
  );
}
