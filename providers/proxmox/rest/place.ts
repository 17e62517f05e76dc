import { refuse } from "../../../lib/diagnostic/refusal.js";
import type { ValueObject } from "../../../lib/value/value.js";
import type { Connection } from "../connection.js";
import { addressOf, type Address } from "./address.js";
import type { Within } from "./within.js";

/** Where an object is, or where it is made. */
export interface Place {
  /** The attributes that say where; what stands in an address is not sent again. */
  readonly names: readonly string[];
  /** Undefined where what it belongs to is gone. */
  find(connection: Connection, identity: ValueObject): Promise<Address | undefined>;
  /** Throws a refusal where what it belongs to is gone. */
  at(connection: Connection, identity: ValueObject): Promise<Address>;
}

/** Reads an address with named parts, as `addressOf` does, below what the object belongs to. */
export function placeOf(text: string, within: Within): Place {
  const { names, fill } = addressOf(text);
  const find: Place["find"] = async (connection, identity) => {
    const before = await within.path(connection, identity);
    if (before === undefined) return undefined;
    const { path, parameters } = fill(identity);
    return { path: `${before}${path}`, parameters };
  };
  return {
    names: [...within.names, ...names],
    find,
    at: async (connection, identity) =>
      (await find(connection, identity)) ??
      refuse(`there is no ${within.text(identity)}`, {
        path: within.names.filter((name) => (identity[name] ?? null) !== null),
        detail: "What this belongs to is not in the cluster, or this login may not see it.",
      }),
  };
}
