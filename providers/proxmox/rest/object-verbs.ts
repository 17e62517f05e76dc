import { Refusal } from "../../../lib/diagnostic/refusal.js";
import type { Attribute, Attributes, Facts } from "../../../lib/schema/attribute.js";
import type { Need } from "../../../lib/schema/need.js";
import type { Intended, Verbs } from "../../../lib/schema/resource.js";
import { containsUnknown, type Value, type ValueObject } from "../../../lib/value/value.js";
import { ApiError } from "../api/api-error.js";
import { means } from "../api/meanings.js";
import { told } from "../api/told.js";
import { callNeed } from "../checks/call-need.js";
import type { Connection } from "../connection.js";
import type { Address } from "./address.js";
import { observe } from "./observe.js";
import type { Place } from "./place.js";
import { sharedStrings } from "./shared-strings.js";
import { attributeOf, creationParameters, updateParameters } from "./parameters-of.js";
import { whileUnchanged } from "./while-unchanged.js";

type Row = Readonly<Record<string, unknown>>;

/** Where a regular object lives in the API, and how it answers. */
export interface ObjectPlace {
  /** The object itself; the parts of its address are its identity. */
  readonly own: Place;
  /** Where it is made; the parts of the identity that stand in it are not sent again. */
  readonly collection: Place;
  /** Where it is read. */
  readonly told: Place;
  /** The attributes that follow from the identity: `id`. */
  derived(identity: ValueObject): ValueObject;
  /** Attributes that no answer tells and whose changes have a call of their own. */
  readonly apart: readonly { readonly attribute: string; readonly place: Place }[];
  /** Brings an answer into an object whose keys the attributes name; undefined where the object is not in it. */
  row?(answer: unknown, identity: ValueObject): Row | undefined;
  /** The attributes that no key of the row tells. */
  more?(row: Row): ValueObject;
  /** Attributes that only the answer to the creation tells. */
  readonly reveal: Readonly<Record<string, (answer: Row) => Value>>;
  /** Whether a change must repeat everything, since what is not said is gone. */
  readonly whole: boolean;
}

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

function without(attributes: Attributes, names: readonly string[]): Attributes {
  return Object.fromEntries(Object.entries(attributes).filter(([name]) => !names.includes(name)));
}

function identityIn({ own }: Pick<ObjectPlace, "own">, values: ValueObject): ValueObject {
  return Object.fromEntries(own.names.map((name) => [name, values[name] ?? null]));
}

const verbs = { create: "POST", update: "PUT", delete: "DELETE" } as const;

interface Needing {
  readonly attributes: Attributes;
  readonly place: ObjectPlace;
  readonly change: Intended;
}

/** The calls that a change makes; none that could be judged while it is not known where the object is. */
async function objectNeeds(
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

/** Runs a request and tells PVE's complaints about parameters as complaints about attributes. */
export async function mapped<T>(attributes: Attributes, request: () => Promise<T>): Promise<T> {
  try {
    return await request();
  } catch (thrown) {
    if (thrown instanceof ApiError) throw new Refusal(told(thrown.refused, attributeOf(attributes)));
    throw thrown;
  }
}
