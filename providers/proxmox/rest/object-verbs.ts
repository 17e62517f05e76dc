import type { Attribute, Attributes, Facts } from "../../../lib/schema/attribute.js";
import type { Verbs } from "../../../lib/schema/resource.js";
import type { ValueObject } from "../../../lib/value/value.js";
import { means } from "../api/meanings.js";
import type { Connection } from "../connection.js";
import type { Address } from "./address.js";
import { mapped } from "./mapped.js";
import { objectNeeds } from "./object-needs.js";
import { identityIn, type ObjectPlace, type Row } from "./object-place.js";
import { observe } from "./observe.js";
import { sharedStrings } from "./shared-strings.js";
import { creationParameters, updateParameters } from "./parameters-of.js";
import { whileUnchanged } from "./while-unchanged.js";
import { without } from "./without.js";

/** The verbs of an object with GET, POST, PUT and DELETE, from its attributes' names and notations. */
export function objectVerbs<A extends Attributes>(attributes: A, place: ObjectPlace): Verbs<Connection, A> {
  const { row: rowOf = (answer) => answer as Row, more = () => ({}) } = place;
  const apart = place.apart.map(({ attribute }) => attribute);
  const told = without(attributes, ["id", ...apart, ...Object.keys(place.reveal), ...place.own.names]);
  const changed = without(attributes, [...apart, ...place.own.names]);
  const made = without(attributes, place.collection.names);
  const call = ({ api }: Connection, verb: "POST" | "PUT", { path, parameters }: Address) =>
    mapped(attributes, () => api.ask<Row | null>(verb, path, parameters));
  const read: Verbs<Connection, A>["read"] = async (connection, identity) => {
    try {
      const address = await place.told.find(connection, identity);
      if (address === undefined) return undefined;
      const row = rowOf(await connection.api.ask("GET", address.path, address.parameters), identity);
      if (row === undefined) return undefined;
      const digest = row["digest"];
      const facts: Facts = {
        ...sharedStrings(told, row),
        ...(typeof digest === "string" ? { digest } : {}),
      };
      return {
        attributes: {
          ...observe(told, row),
          ...more(row),
          ...identity,
          ...place.derived(identity),
        },
        facts,
      };
    } catch (thrown) {
      if (isGone(thrown)) return undefined;
      throw thrown;
    }
  };
  return {
    read,
    create: async (work, { planned }) => {
      const values = planned as ValueObject;
      const identity = identityIn(place, values);
      const { path, parameters } = await place.collection.at(work.connection, identity);
      await work.intend(identity);
      const sent = { ...parameters, ...creationParameters(made, values) };
      const answer = await call(work.connection, "POST", { path, parameters: sent });
      const revealed = Object.entries(place.reveal).map(([name, of]) => [name, of(answer ?? {})] as const);
      if (revealed.length > 0) work.reveal(Object.fromEntries(revealed));
      return identity;
    },
    update: async ({ connection }, { identity, planned, changes, observed }) => {
      const values = planned as ValueObject;
      const own = place.apart.filter(({ attribute }) => changes.some(({ path }) => path[0] === attribute));
      for (const { attribute, place: apartFrom } of own) {
        const { path, parameters } = await apartFrom.at(connection, identity);
        const value = creationParameters({ [attribute]: attributes[attribute] as Attribute }, values);
        if (Object.keys(value).length > 0)
          await call(connection, "PUT", { path, parameters: { ...parameters, ...value } });
      }
      const { path, parameters } = await place.own.at(connection, identity);
      const parts = updateParameters(changed, { changes, planned: values, now: observed.facts ?? {} });
      if (Object.keys(parts).length === 0) return;
      const sent = place.whole ? creationParameters(changed, values) : parts;
      await mapped(attributes, () =>
        whileUnchanged(
          observed,
          () => read(connection, identity),
          (digest) => connection.api.ask("PUT", path, { ...parameters, ...sent, digest }),
        ),
      );
    },
    delete: async ({ connection }, { identity }) => {
      try {
        const address = await place.own.find(connection, identity);
        if (address !== undefined) await connection.api.ask("DELETE", address.path, address.parameters);
      } catch (thrown) {
        if (!isGone(thrown)) throw thrown;
      }
    },
    needs: (connection, change) => objectNeeds(connection, { attributes, place, change }),
  };
}

/** The object is gone; where the guest that it belongs to is not found, that guest may have moved. */
function isGone(thrown: unknown): boolean {
  return means(thrown, "missing") && !means(thrown, "guestMissing");
}
