import type { Attributes } from "../../../../../lib/schema/attribute.js";
import type { Need } from "../../../../../lib/schema/need.js";
import type { Intended } from "../../../../../lib/schema/resource.js";
import { isObject, type ValueObject } from "../../../../../lib/value/value.js";
import { storageNeed } from "../../../checks/storage-need.js";
import type { GuestRules } from "./call-needs.js";
import { changesToward } from "./changes-toward.js";
import { volumePlaces, type VolumePlace } from "./volume-places.js";

/** The storages that a guest's change puts something on: its node must have them. */
export function storageNeeds<A extends Attributes>(type: GuestRules, change: Intended<A>): readonly Need[] {
  switch (change.action) {
    case "create":
      return onNode(change.planned["node"], placesOfNew(type, change.planned));
    case "update":
      return onNode(
        (change.prior as unknown as ValueObject)["current_node"],
        volumePlaces(change.changes, type.kept),
      );
    case "delete":
      return [];
  }
}

function placesOfNew(type: GuestRules, planned: ValueObject): readonly VolumePlace[] {
  const { clone } = planned;
  const changes = changesToward(type.attributes, { planned, seen: {} });
  return isObject(clone)
    ? volumePlaces([...changes, { path: ["clone", "storage"], after: clone["storage"] ?? null }], type.kept)
    : [...volumePlaces(changes, type.kept), ...type.placesOfOrigin(planned)];
}

function onNode(node: ValueObject[string] | undefined, places: readonly VolumePlace[]): readonly Need[] {
  if (typeof node !== "string") return [];
  return places.map(({ path, ...place }) =>
    storageNeed({ node, ...place }, "something is to lie there", path),
  );
}
