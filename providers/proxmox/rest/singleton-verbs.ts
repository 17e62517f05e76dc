import type { Attributes } from "../../../lib/schema/attribute.js";
import type { Observed, Verbs } from "../../../lib/schema/resource.js";
import type { ValueObject } from "../../../lib/value/value.js";
import { callNeed } from "../checks/call-need.js";
import type { Connection } from "../connection.js";
import { leavesOf } from "./leaves.js";
import { mapped } from "./object-verbs.js";
import { observe } from "./observe.js";
import { updateParameters } from "./parameters-of.js";
import { partsOf } from "../form/property-string.js";

/** The verbs of what always exists and has GET and PUT with `delete`. */
export function singletonVerbs<A extends Attributes>(
  attributes: A,
  { path, id }: { readonly path: string; readonly id: string },
): Verbs<Connection, A> {
  const { id: _id, ...sent } = attributes;
  const shared = [
    ...new Set(
      leavesOf(sent)
        .filter(({ property }) => property !== undefined)
        .map(({ parameter }) => parameter),
    ),
  ];
  return {
    read: async ({ api }) => {
      const row = await api.ask<Readonly<Record<string, unknown>>>("GET", path);
      // Sub-keys of property strings belong to several owners, so the whole string is needed when one of them changes.
      const strings = Object.fromEntries(
        shared.filter((name) => name in row).map((name) => [name, partsOf(row[name], "type")]),
      );
      return {
        attributes: { ...observe(sent, row), id } as unknown as Observed<A>["attributes"],
        facts: strings,
      };
    },
    update: async (work, { planned, changes, observed }) => {
      const parameters = updateParameters(sent, {
        changes,
        planned: planned as ValueObject,
        now: observed.facts ?? {},
      });
      await mapped(attributes, () => work.connection.api.ask("PUT", path, parameters));
    },
    needs: async () => [callNeed({ verb: "PUT", path }, "it changes")],
  };
}
