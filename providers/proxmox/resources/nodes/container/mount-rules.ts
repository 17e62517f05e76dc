import { error, type Diagnostic } from "../../../../../lib/diagnostic/diagnostic.js";
import type { Facts } from "../../../../../lib/schema/attribute.js";
import { pathText, type Path } from "../../../../../lib/value/path.js";
import { isObject, isUnknown, type Value, type ValueObject } from "../../../../../lib/value/value.js";
import { runs } from "../guest/effects.js";
import { objectsIn } from "../guest/objects-in.js";
import { nothingToMove, shrunk } from "../guest/volume-rules.js";
import { isUnused, storageOf } from "../guest/volume.js";

type Mounts = Readonly<Record<string, ValueObject>>;

/** Refuses mount points that say two things at once, or the same as another. */
export function wrongMounts(points: Mounts): readonly Diagnostic[] {
  return Object.entries(points).flatMap(([slot, point], index) => {
    const { volume, storage = null, size = null, moved_from: from = null, path } = point;
    const place = ["mount_points", slot];
    const isGiven = typeof volume === "string";
    const other = Object.entries(points)
      .slice(0, index)
      .find(([, { path: taken }]) => typeof path === "string" && taken === path);
    return [
      ...(isGiven && storage !== null ? [excluded([...place, "storage"], "volume")] : []),
      ...(isGiven && from !== null ? [excluded([...place, "moved_from"], "volume")] : []),
      ...(isGiven && volume.startsWith("/") && size !== null
        ? [
            error(
              `${pathText([...place, "size"])}: a directory or device of the node has no size of its own`,
              {
                path: [...place, "size"],
                detail: `It is ${volume}. Leave the size out.`,
              },
            ),
          ]
        : []),
      ...(other === undefined
        ? []
        : [
            error(`${pathText([...place, "path"])}: ${path as string} is used twice`, {
              path: [...place, "path"],
              detail: `${other[0]} is mounted there, too. Choose another path.`,
            }),
          ]),
    ];
  });
}

/** Refuses new volumes of which too little is said. */
export function incompleteVolumes({ rootfs, mount_points: points }: ValueObject): readonly Diagnostic[] {
  const mounts = Object.entries(objectsIn(points));
  const saysRoot =
    isObject(rootfs) && Object.values(rootfs).some((value) => value !== null && !isUnknown(value));
  return [
    ...(saysRoot ? blank(["rootfs"], rootfs) : []),
    ...(!saysRoot && mounts.length > 0
      ? [
          error("rootfs is missing", {
            path: ["rootfs"],
            detail: "PVE takes mount points only with a root of which storage and size are said.",
          }),
        ]
      : []),
    ...mounts.flatMap(([slot, point]) => incomplete(slot, point)),
  ];
}

/** What PVE can't do to the volumes that stand. */
export function volumeChanges(prior: ValueObject, planned: ValueObject, facts: Facts): readonly Diagnostic[] {
  const [before, wishes] = [mountsIn(prior), mountsIn(planned)];
  const volumes = objectsIn(facts["volumes"]);
  const isKeptUp = runs(facts) && planned["running"] !== false && planned["reboot_after_update"] === false;
  return Object.entries(wishes).flatMap(([slot, wish]) => {
    const inCode = { path: slot === "rootfs" ? [slot] : ["mount_points", slot], noun: "volume" } as const;
    const from = wish["moved_from"];
    const isNew = before[slot] === undefined && slot !== "rootfs";
    if (isNew && typeof from !== "string") return incomplete(slot, wish);
    const source = isNew && typeof from === "string" ? from : slot;
    const old = before[source];
    const { volume = old?.["volume"], size = old?.["size"] } = volumes[source] ?? {};
    if (isNew && old === undefined && volume === undefined) return [nothingToMove(inCode, source)];
    const place = [prior["current_node"], volume].filter((each) => typeof each === "string");
    const leaves = source !== slot && !isUnused(source);
    return [
      ...shrunk(inCode, {
        wanted: wish["size"],
        now: size,
        where: place.length === 2 ? ` on ${place[0]} (${place[1]})` : "",
      }),
      ...(isKeptUp && (leaves || changesStorage(wish, volume)) ? [onlyWhileDown(inCode.path)] : []),
    ];
  });
}

function mountsIn({ rootfs, mount_points: points }: ValueObject): Mounts {
  return { ...(isObject(rootfs) ? { rootfs } : {}), ...objectsIn(points) };
}

function changesStorage({ storage }: ValueObject, volume: Value | undefined): boolean {
  return typeof storage === "string" && typeof volume === "string" && storage !== storageOf(volume);
}

/** Refuses a new mount point that says of no volume which one it is, nor how to make it. */
export function incomplete(slot: string, point: ValueObject): readonly Diagnostic[] {
  const { volume = null, moved_from: from = null, storage = null, size = null } = point;
  // Not known yet is what nobody said, and what another object will say: only who makes neither can mean the second.
  const isSaidLater = isUnknown(volume) && storage === null && size === null;
  const isThere = typeof volume === "string" || from !== null || isSaidLater;
  return isThere ? [] : blank(["mount_points", slot], point);
}

/** Refuses a volume to be made of which storage or size are not said. */
function blank(path: Path, { storage = null, size = null }: ValueObject): readonly Diagnostic[] {
  const missing = (name: string, detail: string) =>
    error(`${pathText([...path, name])} is missing`, { path: [...path, name], detail });
  return [
    ...(storage === null ? [missing("storage", "A new volume needs a storage to lie on.")] : []),
    ...(size === null ? [missing("size", "A new volume needs a size (20G).")] : []),
  ];
}

function excluded(path: Path, by: string): Diagnostic {
  return error(`${pathText(path)} and ${by} exclude each other`, {
    path,
    detail: `${by} names what is there already. Leave one of both out.`,
  });
}

function onlyWhileDown(path: Path): Diagnostic {
  return error(`${pathText(path)} can move only while the container is down`, {
    path,
    detail:
      "It runs, and `reboot_after_update = false` rules a restart out. Allow the restart, or shut it down (`running = false`) first.",
  });
}
