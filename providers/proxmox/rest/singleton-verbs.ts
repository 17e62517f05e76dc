import type { Attributes } from "../../../lib/schema/attribute.js";
import type { Observed, Verbs } from "../../../lib/schema/resource.js";
import { containsUnknown, type ValueObject } from "../../../lib/value/value.js";
import type { Parameters } from "../api/parameters.js";
import { callNeed } from "../checks/call-need.js";
import type { Connection } from "../connection.js";
import { mapped } from "./mapped.js";
import { observe } from "./observe.js";
import { creationParameters, updateParameters } from "./parameters-of.js";
import { placeOf } from "./place.js";
import { sharedStrings } from "./shared-strings.js";
import { template } from "./template.js";
import { anywhere, type Within } from "./within.js";
import { without } from "./without.js";

type Row = Readonly<Record<string, unknown>>;

export interface SingletonPlace {
  /** What it belongs to, if that moves; the path begins there. */
  readonly within?: Within;
  /** Where it is; its parts are the identity: `/nodes/{node_name}/dns`. */
  readonly path: string;
  /** What `id` looks like. */
  readonly id: string;
  /** Brings an answer into an object whose keys the attributes name. */
  row?(answer: Row): Row;
  /** For what is written as a whole, since the API knows no removal: brings all values into parameters. */
  whole?(values: Parameters): Parameters;
}

/** The verbs of what always exists and has GET and PUT, with `delete` or as a whole. */
export function singletonVerbs<A extends Attributes>(
  attributes: A,
  { within = anywhere, path, id, row: rowOf = (answer) => answer, whole }: SingletonPlace,
): Verbs<Connection, A> {
  const [place, name] = [placeOf(path, within), template(id)];
  const sent = without(attributes, ["id", ...place.names]);
  const identityIn = (values: ValueObject) =>
    Object.fromEntries(place.names.map((each) => [each, values[each] ?? null]));
  return {
    read: async (connection, identity) => {
      const address = await place.find(connection, identity);
      if (address === undefined) return undefined;
      const row = rowOf(await connection.api.ask<Row>("GET", address.path));
      const called = { id: name.fill({ ...identity, within: within.text(identity) }) };
      const values: ValueObject = { ...observe(sent, row), ...identity, ...called };
      return { attributes: values as Observed<A>["attributes"], facts: sharedStrings(sent, row) };
    },
    update: async ({ connection }, { identity, planned, changes, observed }) => {
      const values = planned as ValueObject;
      const parameters =
        whole === undefined
          ? updateParameters(sent, { changes, planned: values, now: observed.facts ?? {} })
          : whole(creationParameters(sent, values));
      if (Object.keys(parameters).length === 0) return;
      const { path: target } = await place.at(connection, identity);
      await mapped(attributes, () => connection.api.ask("PUT", target, parameters));
    },
    needs: async (connection, change) => {
      const identity = identityIn(
        change.action === "create" ? change.planned : (change.prior as ValueObject),
      );
      if (containsUnknown(identity)) return [];
      const address = await place.find(connection, identity);
      return address === undefined ? [] : [callNeed({ verb: "PUT", path: address.path }, "it changes")];
    },
  };
}
