import { error, type Diagnostic } from "../../../../../lib/diagnostic/diagnostic.js";
import type { Facts } from "../../../../../lib/schema/attribute.js";
import type { Rules } from "../../../../../lib/schema/resource.js";
import { isSlot, slotNamesText } from "../../../../../lib/schema/slot-names.js";
import { isObject, isUnknown, type Value, type ValueObject } from "../../../../../lib/value/value.js";
import type { VmAttributes } from "./attributes.js";
import { defaultDrive } from "./cloud-init.js";
import { busesFor, supports } from "./disk-buses.js";
import { diskOptions } from "./disk-options.js";
import { diskSlots, isUnused } from "./disks.js";
import { firmwareChanges } from "./firmware.js";
import { bytesOf, sizeText } from "./size.js";
import { summary } from "./summary.js";

/** What no schema of single attributes can tell: wrong combinations, and what PVE can't do to what exists. */
export const rules: Rules<VmAttributes> = {
  summary,
  check: (configuration) => [
    ...slotsUsedTwice(configuration),
    ...optionsOfOtherBuses(configuration),
    ...emptyBootOrder(configuration),
    ...wrongMoves(configuration),
  ],
  checkCreation: (planned) =>
    Object.entries(mapOf(planned["disks"])).flatMap(([slot, disk]) =>
      isObject(planned["clone"]) ? [] : incomplete(slot, disk),
    ),
  checkChange: (prior, planned, facts) => [
    ...diskChanges(prior, planned, facts),
    ...drivesThatMove(prior, planned),
    ...firmwareChanges(prior, planned),
    ...backFromTemplate(prior, planned),
  ],
  data: (prior, facts) => {
    const hidden = mapOfText(facts["disks"]);
    const shown = Object.entries(mapOf(prior.disks as Value)).map(([slot, disk]) => [
      slot,
      disk["size"] ?? null,
    ]);
    return Object.entries({ ...(Object.fromEntries(shown) as ValueObject), ...hidden }).map(([slot, size]) =>
      typeof size === "string" ? `disk ${slot} (${sizeText(bytesOf(size))})` : `disk ${slot}`,
    );
  },
};

function slotsUsedTwice(configuration: ValueObject): readonly Diagnostic[] {
  const cloudInit = isObject(configuration["cloud_init"]) ? configuration["cloud_init"] : {};
  const drive = cloudInit["slot"] ?? defaultDrive;
  const uses: readonly (readonly [string, string])[] = [
    ...Object.keys(mapOf(configuration["disks"])).map((slot) => [slot, "disks"] as const),
    ...Object.keys(mapOf(configuration["cdroms"])).map((slot) => [slot, "cdroms"] as const),
    ...(typeof cloudInit["storage"] === "string" && typeof drive === "string"
      ? [[drive, "cloud_init"] as const]
      : []),
  ];
  return uses.flatMap(([slot, place], index) => {
    const first = uses.slice(0, index).find(([other]) => other === slot);
    return first === undefined
      ? []
      : [
          error(`${slot} is used twice`, {
            path: place === "cloud_init" ? [place, "slot"] : [place, slot],
            detail: `It stands in "${first[1]}" and in "${place}". A slot holds one drive: choose another.`,
          }),
        ];
  });
}

function optionsOfOtherBuses(configuration: ValueObject): readonly Diagnostic[] {
  return Object.entries(mapOf(configuration["disks"])).flatMap(([slot, disk]) =>
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

function emptyBootOrder(configuration: ValueObject): readonly Diagnostic[] {
  const order = configuration["boot_order"];
  return Array.isArray(order) && order.length === 0
    ? [
        error("boot_order is empty", {
          path: ["boot_order"],
          detail: "Name at least one slot, or leave it out: then PVE chooses.",
        }),
      ]
    : [];
}

function wrongMoves(configuration: ValueObject): readonly Diagnostic[] {
  const disks = mapOf(configuration["disks"]);
  return Object.entries(disks).flatMap(([slot, disk]) => {
    const from = disk["moved_from"];
    if (typeof from !== "string") return [];
    const path = ["disks", slot, "moved_from"];
    if (!isSlot(diskSlots, from) && !isUnused(from))
      return [
        error(`disks.${slot}.moved_from: there is no slot "${from}"`, {
          path,
          detail: `Slots are ${slotNamesText(diskSlots)}; unused0 and so on are detached disks.`,
        }),
      ];
    return from in disks
      ? [
          error(`disks.${slot}.moved_from: ${from} still has a disk`, {
            path,
            detail: `A disk leaves the slot that it moves from. Remove "${from}" from the code.`,
          }),
        ]
      : [];
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

function diskChanges(prior: ValueObject, planned: ValueObject, facts: Facts): readonly Diagnostic[] {
  const before = mapOf(prior["disks"]);
  const sizes = mapOfText(facts["disks"]);
  return Object.entries(mapOf(planned["disks"])).flatMap(([slot, disk]) => {
    const movedFrom = disk["moved_from"];
    const isNew = before[slot] === undefined;
    if (isNew && typeof movedFrom !== "string") return incomplete(slot, disk);
    const source = isNew && typeof movedFrom === "string" ? movedFrom : slot;
    const old = before[source];
    if (old === undefined && !(source in sizes)) return [nothingToMove(slot, source)];
    const now = sizes[source] ?? old?.["size"];
    const place = [prior["current_node"], old?.["file"]].filter((each) => typeof each === "string");
    return shrunk(slot, disk["size"], {
      now,
      where: place.length === 2 ? ` on ${place[0]} (${place[1]})` : "",
    });
  });
}

function shrunk(
  slot: string,
  wanted: Value | undefined,
  { now, where }: { readonly now: Value | undefined; readonly where: string },
): readonly Diagnostic[] {
  if (typeof wanted !== "string" || typeof now !== "string" || bytesOf(wanted) >= bytesOf(now)) return [];
  return [
    error("disk size can't shrink", {
      path: ["disks", slot, "size"],
      detail:
        `disks.${slot}.size: ${sizeText(bytesOf(wanted))}, now ${sizeText(bytesOf(now))}${where}. ` +
        `Proxmox VE only grows disks. Set at least ${now}, or make a new disk in a free slot and copy the data.`,
    }),
  ];
}

function nothingToMove(slot: string, from: string): Diagnostic {
  return error(`disks.${slot}.moved_from: the guest has no disk in ${from}`, {
    path: ["disks", slot, "moved_from"],
    detail:
      "Name the slot that the disk is in now, or leave it out and give the new disk a storage and a size.",
  });
}

function drivesThatMove(prior: ValueObject, planned: ValueObject): readonly Diagnostic[] {
  const [old, next] = [prior["cloud_init"], planned["cloud_init"]];
  if (!isObject(old) || !isObject(next) || old["storage"] === null || next["storage"] === null) return [];
  const [from, to] = [old["slot"] ?? defaultDrive, next["slot"] ?? defaultDrive];
  return from === to || isUnknown(to)
    ? []
    : [
        error("the cloud-init drive can't move to another slot", {
          path: ["cloud_init", "slot"],
          detail: `It is in ${JSON.stringify(from)}. Take cloud_init.storage out of the code, apply, and put it back with the new slot.`,
        }),
      ];
}

function backFromTemplate(prior: ValueObject, planned: ValueObject): readonly Diagnostic[] {
  return prior["template"] === true && planned["template"] === false
    ? [
        error("a template can't become a guest again", {
          path: ["template"],
          detail: "Make a guest from it (clone), or leave the attribute out.",
        }),
      ]
    : [];
}

function mapOf(value: Value | undefined): Readonly<Record<string, ValueObject>> {
  return isObject(value)
    ? Object.fromEntries(
        Object.entries(value).filter((entry): entry is [string, ValueObject] => isObject(entry[1])),
      )
    : {};
}

function mapOfText(value: Value | undefined): Readonly<Record<string, Value>> {
  return isObject(value) ? value : {};
}
