import { error, type Diagnostic } from "../../../../../lib/diagnostic/diagnostic.js";
import type { Facts } from "../../../../../lib/schema/attribute.js";
import { isObject, type ValueObject } from "../../../../../lib/value/value.js";
import { objectsIn } from "../guest/objects-in.js";
import { nothingToMove, shrunk } from "../guest/volume-rules.js";
import { busesFor, supports } from "./disk-buses.js";
import { diskOptions } from "./disk-options.js";

/** Refuses options of disks that their bus does not have. */
export function optionsOfOtherBuses(configuration: ValueObject): readonly Diagnostic[] {
  return Object.entries(objectsIn(configuration["disks"])).flatMap(([slot, disk]) =>
    Object.entries(diskOptions).flatMap(([name, option]: [string, { readonly key?: string }]) => {
      const key = option.key ?? name;
      if ((disk[name] ?? null) === null || supports(slot, key)) return [];
      return [
        error(`disks.${slot}.${name}: there is no such option on this bus`, {
          path: ["disks", slot, name],
          detail: `Only ${(busesFor(key) ?? []).join(", ")} disks have it.`,
        }),
      ];
    }),
  );
}

/** Refuses new disks of which too little is said. */
export function incompleteDisks(planned: ValueObject): readonly Diagnostic[] {
  return Object.entries(objectsIn(planned["disks"])).flatMap(([slot, disk]) => incomplete(slot, disk));
}

/** What PVE can't do to the disks that stand. */
export function diskChanges(prior: ValueObject, planned: ValueObject, facts: Facts): readonly Diagnostic[] {
  const before = objectsIn(prior["disks"]);
  const sizes = isObject(facts["disks"]) ? facts["disks"] : {};
  return Object.entries(objectsIn(planned["disks"])).flatMap(([slot, disk]) => {
    const inCode = { path: ["disks", slot], noun: "disk" } as const;
    const movedFrom = disk["moved_from"];
    const isNew = before[slot] === undefined;
    if (isNew && typeof movedFrom !== "string") return incomplete(slot, disk);
    const source = isNew && typeof movedFrom === "string" ? movedFrom : slot;
    const old = before[source];
    if (old === undefined && !(source in sizes)) return [nothingToMove(inCode, source)];
    const place = [prior["current_node"], old?.["file"]].filter((each) => typeof each === "string");
    return shrunk(inCode, {
      wanted: disk["size"],
      now: sizes[source] ?? old?.["size"],
      where: place.length === 2 ? ` on ${place[0]} (${place[1]})` : "",
    });
  });
}

function incomplete(slot: string, disk: ValueObject): readonly Diagnostic[] {
  const has = (name: string) => (disk[name] ?? null) !== null;
  return [
    ...(has("storage")
      ? []
      : [
          error(`disks.${slot}.storage is missing`, {
            path: ["disks", slot, "storage"],
            detail: "A new disk needs a storage to lie on.",
          }),
        ]),
    ...(has("size") || has("from")
      ? []
      : [
          error(`disks.${slot}.size is missing`, {
            path: ["disks", slot, "size"],
            detail: "A new disk needs a size (20G), or an image that it is made from.",
          }),
        ]),
  ];
}
