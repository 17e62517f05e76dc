import type { Attributes } from "../../../../../lib/schema/attribute.js";
import type { Need } from "../../../../../lib/schema/need.js";
import type { Change, Intended } from "../../../../../lib/schema/resource.js";
import { nullForUnknown } from "../../../../../lib/value/known.js";
import { isObject, type Value, type ValueObject } from "../../../../../lib/value/value.js";
import { path } from "../../../api/path.js";
import type { Rule } from "../../../api/specification/call-rules.js";
import { callNeed } from "../../../checks/call-need.js";
import type { Connection } from "../../../connection.js";
import { changesToward } from "./changes-toward.js";
import type { GuestType } from "./guest-type.js";
import { onGuest } from "./on-guest.js";
import { volumePlaces, type Kept, type VolumePlace } from "./volume-places.js";

/** What changes of one kind of guest ask for. */
export interface GuestRules extends Pick<GuestType, "kind" | "attributes"> {
  /** The attributes that say what lies on storages. */
  readonly kept: readonly Kept[];
  /** The rules for the keys that changes come to. */
  rulesOf(changes: readonly Change[], planned: ValueObject): readonly Rule[];
  /** The rules for what a guest that is no copy is made from. */
  rulesOfOrigin(planned: ValueObject): readonly Rule[];
  /** The storages that Proxmox VE chooses for a guest that is no copy, where its code says none. */
  placesOfOrigin(planned: ValueObject): readonly VolumePlace[];
}

/** The rights for the calls that a guest's change makes. */
export async function callNeeds<A extends Attributes>(
  connection: Connection,
  type: GuestRules,
  change: Intended<A>,
): Promise<readonly Need[]> {
  switch (change.action) {
    case "create": {
      const planned = nullForUnknown(change.planned);
      const { clone = null } = planned;
      return isObject(clone) ? copying(connection, { type, planned, clone }) : [creation(type, planned)];
    }
    case "update":
      return changing(type, change);
    case "delete": {
      const { running = null } = change.prior as unknown as ValueObject;
      const guest = pathOf(type, change.prior as unknown as ValueObject);
      return [
        callNeed({ verb: "DELETE", path: guest }, "the guest goes"),
        ...(running === true
          ? [callNeed({ verb: "POST", path: `${guest}/status/stop` }, "it is stopped")]
          : []),
      ];
    }
  }
}

function creation(type: GuestRules, planned: ValueObject): Need {
  const { node, vmid, pool } = planned;
  const changes = changesToward(type.attributes, { planned, seen: {} });
  const rule: Rule = [
    "and",
    onGuest(["VM.Allocate"]),
    ...type.rulesOf(changes, planned),
    ...storageRules([...volumePlaces(changes, type.kept), ...type.placesOfOrigin(planned)]),
    ...type.rulesOfOrigin(planned),
  ];
  const where = `${path`/nodes/${nameOf(node)}`}/${type.kind}`;
  return callNeed({ verb: "POST", path: where, parameters: { vmid, pool }, rule }, "the guest is made");
}

async function copying(
  connection: Connection,
  {
    type,
    planned,
    clone,
  }: { readonly type: GuestRules; readonly planned: ValueObject; readonly clone: ValueObject },
): Promise<readonly Need[]> {
  const { vmid, pool } = planned;
  const source = Number(clone["vmid"]);
  const place = await connection.locate(source);
  if (place === undefined) return [];
  const parameters = { newid: vmid, pool, vmid: source };
  const call = `${pathOf(type, { vmid: source, current_node: place.node })}/clone`;
  return [callNeed({ verb: "POST", path: call, parameters }, "the guest is copied")];
}

function changing<A extends Attributes>(
  type: GuestRules,
  { prior, planned, changes: intended }: Extract<Intended<A>, { readonly action: "update" }>,
): readonly Need[] {
  const changes = intended.map(asFarAsKnown);
  const guest = pathOf(type, prior as unknown as ValueObject);
  const rules = [
    ...type.rulesOf(changes, nullForUnknown(planned)),
    ...storageRules(volumePlaces(changes, type.kept)),
  ];
  const touches = (test: (change: Change) => boolean) => changes.some(test);
  const movesOf = (part: string) =>
    changes
      .filter(({ path: at }) => at.at(-1) === part)
      .flatMap(({ path: [name] }) => type.kept.find(({ attribute }) => attribute === name)?.move ?? []);
  const [move] = movesOf("storage");
  const isPowered = touches(({ path: [name], effect }) => name === "running" || effect === "reboot");
  const becomesTemplate = touches(({ path: [name], after }) => name === "template" && after === true);
  return [
    ...(rules.length === 0
      ? []
      : [callNeed({ verb: "PUT", path: `${guest}/config`, rule: ["and", ...rules] }, "the guest changes")]),
    ...(move === undefined ? [] : [callNeed({ verb: "POST", path: `${guest}/${move}` }, "a volume moves")]),
    ...(movesOf("size").length > 0
      ? [callNeed({ verb: "PUT", path: `${guest}/resize` }, "a volume grows")]
      : []),
    ...(isPowered ? [callNeed({ verb: "POST", path: `${guest}/status/start` }, "its power changes")] : []),
    ...(becomesTemplate
      ? [callNeed({ verb: "POST", path: `${guest}/template` }, "it becomes a template")]
      : []),
  ];
}

/** What a key asks for follows from the key alone, mostly; what its value adds, the check before the write finds. */
function asFarAsKnown(change: Change): Change {
  return { ...change, ...nullForUnknown({ after: change.after }) };
}

function pathOf({ kind }: GuestRules, { current_node: node, vmid }: ValueObject): string {
  return path`/nodes/${nameOf(node)}/${kind}/${Number(vmid)}`;
}

function storageRules(places: readonly VolumePlace[]): readonly Rule[] {
  const asked = places.filter(({ content }) => content !== null).map(({ storage }) => storage);
  return [...new Set(asked)].map((storage) => ["perm", `/storage/${storage}`, ["Datastore.AllocateSpace"]]);
}

/** A node of which is not known yet which one it is has no rules of its own. */
function nameOf(node: Value | undefined): string {
  return typeof node === "string" ? node : "unknown";
}
