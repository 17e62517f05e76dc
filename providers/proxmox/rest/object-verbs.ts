import { Refusal } from "../../../lib/diagnostic/refusal.js";
import type { Attributes, Facts } from "../../../lib/schema/attribute.js";
import type { Need } from "../../../lib/schema/need.js";
import type { Intended, Observed, Verbs } from "../../../lib/schema/resource.js";
import { containsUnknown, type ValueObject } from "../../../lib/value/value.js";
import { ApiError } from "../api/api-error.js";
import { means } from "../api/meanings.js";
import type { Parameters } from "../api/parameters.js";
import { told } from "../api/told.js";
import { callNeed } from "../checks/call-need.js";
import type { Connection } from "../connection.js";
import { observe } from "./observe.js";
import { attributeOf, creationParameters, updateParameters } from "./parameters-of.js";

type Row = Readonly<Record<string, unknown>>;

/** Where a regular object lives in the API. */
export interface ObjectPlace {
  /** The object itself. */
  path(identity: ValueObject): string;
  /** Where it is made; the object's own path if not said. */
  collection?(identity: ValueObject): string;
  /** The attributes that stand in the path: they say which object it is and are not sent. */
  readonly inPath: readonly string[];
  /** The attributes that follow from the identity: `id`. */
  derived(identity: ValueObject): ValueObject;
  /** Takes what only the answer to the creation tells. */
  reveal?(answer: Row): ValueObject;
}

/** The verbs of an object with GET, POST, PUT and DELETE, from its attributes' names and notations. */
export function objectVerbs<A extends Attributes>(attributes: A, place: ObjectPlace): Verbs<Connection, A> {
  const sent = Object.fromEntries(
    Object.entries(attributes).filter(
      ([name, { role }]) => role !== "computed" && !place.inPath.includes(name),
    ),
  );
  return {
    read: async ({ api }, identity) => {
      try {
        const row = await api.ask<Row>("GET", place.path(identity));
        const digest = row["digest"];
        const facts: Facts = typeof digest === "string" ? { digest } : {};
        return {
          attributes: {
            ...observe(sent, row),
            ...identity,
            ...place.derived(identity),
          } as Observed<A>["attributes"],
          facts,
        };
      } catch (thrown) {
        if (means(thrown, "missing")) return undefined;
        throw thrown;
      }
    },
    create: async (work, { planned }) => {
      const identity = Object.fromEntries(
        place.inPath.map((name) => [name, (planned as ValueObject)[name] ?? null]),
      );
      await work.intend(identity);
      const target = (place.collection ?? place.path)(identity);
      const answer = await mapped(attributes, () =>
        work.connection.api.ask<Row | null>("POST", target, creationParameters(sent, planned as ValueObject)),
      );
      if (place.reveal !== undefined && answer !== null) work.reveal(place.reveal(answer));
      return identity;
    },
    update: async (work, { identity, planned, changes, observed }) => {
      const digest = observed.facts?.["digest"];
      const parameters: Parameters = {
        ...updateParameters(sent, { changes, planned: planned as ValueObject, now: {} }),
        ...(typeof digest === "string" ? { digest } : {}),
      };
      await mapped(attributes, () => work.connection.api.ask("PUT", place.path(identity), parameters));
    },
    delete: async (work, { identity }) => {
      try {
        await work.connection.api.ask("DELETE", place.path(identity));
      } catch (thrown) {
        if (!means(thrown, "missing")) throw thrown;
      }
    },
    needs: async (_connection, change) => objectNeeds(attributes, place, change),
  };
}

const verbs = { create: "POST", update: "PUT", delete: "DELETE" } as const;

/** The one call that a change makes; none that could be judged while the identity is not known. */
function objectNeeds(
  attributes: Attributes,
  { path, collection = path, inPath }: ObjectPlace,
  change: Intended,
): readonly Need[] {
  const values = change.action === "create" ? change.planned : (change.prior as ValueObject);
  const identity = Object.fromEntries(inPath.map((name) => [name, values[name] ?? null]));
  if (containsUnknown(identity)) return [];
  const parameters = Object.entries(identity).map(([name, value]) => {
    const attribute = attributes[name];
    return [attribute?.kind === "leaf" ? (attribute.key ?? name) : name, value] as const;
  });
  return [
    callNeed(
      {
        verb: verbs[change.action],
        path: (change.action === "create" ? collection : path)(identity),
        parameters: Object.fromEntries(parameters),
      },
      `the plan is to ${change.action} it`,
    ),
  ];
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
