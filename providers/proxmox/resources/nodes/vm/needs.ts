import type { Need } from "../../../../../lib/schema/need.js";
import type { Intended } from "../../../../../lib/schema/resource.js";
import { isObject, type ValueObject } from "../../../../../lib/value/value.js";
import type { Connection } from "../../../connection.js";
import { sshNeed } from "../../../ssh/ssh-need.js";
import { attributes, type VmAttributes } from "./attributes.js";
import { newDisks } from "./import-on-node.js";
import { madeOnTheNode } from "./import-way.js";
import { callNeeds, type GuestRules } from "../guest/call-needs.js";
import { keyRules } from "../guest/key-rules.js";
import { storageNeeds } from "../guest/storage-needs.js";
import { keyRule } from "./key-rule.js";
import { parametersFor } from "./parameters.js";

/** What a guest's change needs of the world: rights for the calls that it makes, storages, and SSH where the API can't import. */
export async function needs(
  connection: Connection,
  change: Intended<VmAttributes>,
): Promise<readonly Need[]> {
  return [
    ...(await imports(connection, newDisksOf(change))),
    ...(await callNeeds(connection, vmRules, change)),
    ...storageNeeds(vmRules, change),
  ];
}

const vmRules: GuestRules = {
  kind: "qemu",
  attributes,
  kept: [
    { attribute: "disks", content: "images", move: "move_disk" },
    { attribute: "efi_disk", content: "images" },
    { attribute: "tpm_state", content: "images" },
    { attribute: "cloud_init", content: null },
    { attribute: "clone", content: "images" },
  ],
  rulesOf: (changes, planned) =>
    keyRules(parametersFor({ changes, planned, secrets: {}, configuration: {} }), keyRule),
  rulesOfOrigin: () => [],
  placesOfOrigin: () => [],
};

function newDisksOf(change: Intended<VmAttributes>): ValueObject {
  switch (change.action) {
    case "create":
      return change.planned;
    case "update":
      return { node: change.prior.current_node ?? null, disks: newDisks(change.changes) };
    case "delete":
      return {};
  }
}

/** Images that the API can't make disks from go over SSH. */
async function imports(
  connection: Connection,
  { node = null, disks }: ValueObject,
): Promise<readonly Need[]> {
  const reasons = await madeOnTheNode(connection, isObject(disks) ? disks : {});
  return Object.entries(reasons).map(([slot, because]) =>
    sshNeed({ node, work: { kind: "import" } }, because, ["disks", slot, "from"]),
  );
}
