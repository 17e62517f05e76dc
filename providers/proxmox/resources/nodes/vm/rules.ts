import { error, type Diagnostic } from "../../../../../lib/diagnostic/diagnostic.js";
import type { Rules } from "../../../../../lib/schema/resource.js";
import { isObject, isUnknown, type Value, type ValueObject } from "../../../../../lib/value/value.js";
import { backFromTemplate } from "../guest/back-from-template.js";
import { objectsIn } from "../guest/objects-in.js";
import { restartOwed, stillPending } from "../guest/pending.js";
import { keptByProtection } from "../guest/protection.js";
import { runningTemplate } from "../guest/running-template.js";
import { volumeNames, wrongMoves } from "../guest/volume-rules.js";
import type { VmAttributes } from "./attributes.js";
import { defaultDrive } from "./cloud-init.js";
import { diskChanges, incompleteDisks, optionsOfOtherBuses } from "./disk-rules.js";
import { diskSlots } from "./disks.js";
import { firmwareChanges } from "./firmware.js";
import { summary } from "./summary.js";

/** What no schema of single attributes can tell: wrong combinations, and what PVE can't do to what exists. */
export const rules: Rules<VmAttributes> = {
  summary,
  derive: restartOwed,
  remark: stillPending,
  check: (configuration) => [
    ...runningTemplate(configuration),
    ...slotsUsedTwice(configuration),
    ...optionsOfOtherBuses(configuration),
    ...emptyBootOrder(configuration),
    ...wrongMoves(objectsIn(configuration["disks"]), { path: ["disks"], noun: "disk", slots: diskSlots }),
  ],
  checkCreation: (planned) => (isObject(planned["clone"]) ? [] : incompleteDisks(planned)),
  checkRemoval: (_prior, facts) => keptByProtection(facts),
  checkChange: (prior, planned, facts) => [
    ...diskChanges(prior, planned, facts),
    ...drivesThatMove(prior, planned),
    ...firmwareChanges(prior, planned),
    ...backFromTemplate(prior, planned),
    ...withoutBootOrder(prior, planned),
  ],
  data: (prior, facts) => {
    const shown = Object.entries(objectsIn(prior.disks as Value)).map(
      ([slot, disk]) => [slot, disk["size"] ?? null] as const,
    );
    const hidden = isObject(facts["disks"]) ? facts["disks"] : {};
    return volumeNames({ ...Object.fromEntries(shown), ...hidden }, "disk");
  },
};

function slotsUsedTwice(configuration: ValueObject): readonly Diagnostic[] {
  const cloudInit = isObject(configuration["cloud_init"]) ? configuration["cloud_init"] : {};
  const drive = cloudInit["slot"] ?? defaultDrive;
  const uses: readonly (readonly [string, string])[] = [
    ...Object.keys(objectsIn(configuration["disks"])).map((slot) => [slot, "disks"] as const),
    ...Object.keys(objectsIn(configuration["cdroms"])).map((slot) => [slot, "cdroms"] as const),
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

/** PVE chooses an order for a new guest only: one that loses its order starts from no disk. */
function withoutBootOrder(prior: ValueObject, planned: ValueObject): readonly Diagnostic[] {
  const before = prior["boot_order"] ?? null;
  return before === null || planned["boot_order"] !== null
    ? []
    : [
        error("boot_order can't be taken out of the code", {
          path: ["boot_order"],
          detail: `It was ${JSON.stringify(before)}. Without an order the guest would start from no disk, since PVE chooses one for new guests only: write the slots that it is to start from.`,
        }),
      ];
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
          detail: `It is in ${JSON.stringify(from)}. Take \`cloud_init.storage\` out of the code, apply, and put it back with the new slot.`,
        }),
      ];
}
