import type { Need } from "../../../../../lib/schema/need.js";
import type { Change, Intended } from "../../../../../lib/schema/resource.js";
import { isObject, type ValueObject } from "../../../../../lib/value/value.js";
import type { Rule } from "../../../api/specification/call-rules.js";
import type { Connection } from "../../../connection.js";
import { callNeeds, type GuestRules } from "../guest/call-needs.js";
import { keyRules } from "../guest/key-rules.js";
import { onGuest } from "../guest/on-guest.js";
import { storageNeeds } from "../guest/storage-needs.js";
import { storageOf } from "../guest/volume.js";
import type { VolumePlace } from "../guest/volume-places.js";
import { attributes, type ContainerAttributes } from "./attributes.js";
import { keyRule } from "./key-rule.js";
import { parametersFor } from "./parameters.js";

/** What a container's change needs of the world: rights for the calls that it makes, and storages. */
export async function needs(
  connection: Connection,
  change: Intended<ContainerAttributes>,
): Promise<readonly Need[]> {
  const isPrivileged =
    change.action === "create"
      ? change.planned["unprivileged"] === false
      : change.facts["unprivileged"] === false;
  const rules = rulesFor(isPrivileged ? "privileged" : "unprivileged");
  return [...(await callNeeds(connection, rules, change)), ...storageNeeds(rules, change)];
}

function rulesFor(container: "privileged" | "unprivileged"): GuestRules {
  return {
    kind: "lxc",
    attributes,
    kept: [
      { attribute: "rootfs", content: "rootdir", move: "move_volume" },
      { attribute: "mount_points", content: "rootdir", move: "move_volume" },
      { attribute: "clone", content: "rootdir" },
    ],
    rulesOf: (changes, planned) => {
      const written = parametersFor({ changes, planned, secrets: {}, configuration: {} });
      const { features: _features, ...lines } = written;
      return [...keyRules(lines, keyRule), ...featureRules(changes, container)];
    },
    rulesOfOrigin,
    placesOfOrigin,
  };
}

/** Nesting is for who may allocate guests; all else that opens a container to its node is root's. */
function featureRules(changes: readonly Change[], container: "privileged" | "unprivileged"): readonly Rule[] {
  const changed = changes.filter(({ path }) => path[0] === "features");
  if (changed.length === 0) return [];
  const isNestingOnly = changed.every(({ path }) => path[1] === "nesting");
  return [container === "unprivileged" && isNestingOnly ? onGuest(["VM.Allocate"]) : ["root"]];
}

/** What a container is made from must be readable. */
function rulesOfOrigin({ os_template: template }: ValueObject): readonly Rule[] {
  const from = typeof template === "string" ? storageOf(template) : null;
  return from === null ? [] : [readable(from)];
}

/** A root of which nothing is said lies on `local`. */
function placesOfOrigin({ rootfs }: ValueObject): readonly VolumePlace[] {
  const isTold = isObject(rootfs) && (rootfs["storage"] ?? null) !== null;
  return isTold ? [] : [{ storage: "local", content: "rootdir", path: ["rootfs"] }];
}

function readable(storage: string): Rule {
  return ["perm", `/storage/${storage}`, ["Datastore.AllocateSpace", "Datastore.Audit"], "any", 1];
}
