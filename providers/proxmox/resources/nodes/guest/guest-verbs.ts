import type { Attributes } from "../../../../../lib/schema/attribute.js";
import type { Verbs } from "../../../../../lib/schema/resource.js";
import type { ValueObject } from "../../../../../lib/value/value.js";
import type { Connection } from "../../../connection.js";
import { create } from "./create.js";
import { remove } from "./delete.js";
import type { GuestType } from "./guest-type.js";
import { isOurs } from "./is-ours.js";
import { read } from "./read.js";
import { update } from "./update.js";

/** The verbs of a kind of guest. */
export function guestVerbs<A extends Attributes>(type: GuestType): Verbs<Connection, A> {
  return {
    read: (connection, { vmid }) => read(connection, type, Number(vmid)),
    create: (work, { planned, secrets }) =>
      create(work, type, { planned: planned as unknown as ValueObject, secrets }),
    update: (work, wish) => update(work, type, wish),
    delete: (work, { identity }) => remove(work, { kind: type.kind, vmid: Number(identity["vmid"]) }),
    isOurs: (connection, intent) => isOurs(connection, type, intent),
  };
}
