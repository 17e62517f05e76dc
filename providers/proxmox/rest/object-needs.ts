import type { Attributes } from "../../../lib/schema/attribute.js";
import type { Need } from "../../../lib/schema/need.js";
import type { Intended } from "../../../lib/schema/resource.js";
import { containsUnknown, type ValueObject } from "../../../lib/value/value.js";
import { callNeed } from "../checks/call-need.js";
import type { Connection } from "../connection.js";
import { identityIn, type ObjectPlace } from "./object-place.js";
import { creationParameters } from "./parameters-of.js";
import { without } from "./without.js";

const verbs = { create: "POST", update: "PUT", delete: "DELETE" } as const;

interface Needing {
  readonly attributes: Attributes;
  readonly place: ObjectPlace;
  readonly change: Intended;
}

/** The calls that a change makes; none that could be judged while it is not known where the object is. */
export async function objectNeeds(
  connection: Connection,
  { attributes, place, change }: Needing,
): Promise<readonly Need[]> {
  const identity = identityIn(
    place,
    change.action === "create" ? change.planned : (change.prior as ValueObject),
  );
  if (containsUnknown(identity)) return [];
  const because = `the plan is to ${change.action} it`;
  const address = await (change.action === "create" ? place.collection : place.own).find(
    connection,
    identity,
  );
  if (address === undefined) return [];
  const { path, parameters } = address;
  const others = Object.keys(attributes).filter((name) => !place.own.names.includes(name));
  const named = creationParameters(without(attributes, others), identity);
  const call = { verb: verbs[change.action], path, parameters: { ...parameters, ...named } as ValueObject };
  if (change.action !== "update") return [callNeed(call, because)];
  const own = place.apart.filter(({ attribute }) =>
    change.changes.some(({ path: [name] }) => name === attribute),
  );
  const rest = change.changes.length > own.length ? [callNeed(call, because)] : [];
  const told = own.map(async ({ attribute, place: apart }) => {
    const { path: target, parameters: sent } = await apart.at(connection, identity);
    return callNeed({ verb: "PUT", path: target, parameters: sent }, `${attribute} changes`);
  });
  return [...rest, ...(await Promise.all(told))];
}
