import type { Attributes } from "../../../lib/schema/attribute.js";
import { computed } from "../../../lib/schema/roles.js";
import { resource, type Resource, type Rules } from "../../../lib/schema/resource.js";
import { text } from "../../../lib/schema/types.js";
import type { ValueObject } from "../../../lib/value/value.js";
import type { Connection } from "../connection.js";
import { importIdOf } from "./import-id-of.js";
import type { ObjectPlace } from "./object-place.js";
import { objectVerbs } from "./object-verbs.js";
import { placeOf } from "./place.js";
import { template } from "./template.js";
import { anywhere, type Within } from "./within.js";

export interface RestResource<A extends Attributes>
  extends Pick<ObjectPlace, "row" | "more">, Partial<Pick<ObjectPlace, "reveal" | "whole">> {
  readonly type: string;
  readonly aliases?: readonly string[];
  readonly description: string;
  /** What it belongs to, if that moves; the paths below begin there. */
  readonly within?: Within;
  /** Where the object is in the API; its parts are the identity: `/access/users/{user_id}/token/{token_name}`. */
  readonly path: string;
  /** Where it is made, if not at its own path. Parts of the identity that it lacks are sent. */
  readonly collection?: string;
  /** Where it is read, if not at its own path; `row` finds it in the answer. */
  readonly told?: string;
  /** What `id` and an import id look like: `{user_id}!{token_name}`. Before an import id stands what it belongs to. */
  readonly id: string;
  /** An import id for documentation. */
  readonly example: string;
  readonly attributes: A;
  readonly rules?: Rules<A>;
  /** Attributes whose changes have a call of their own: `{ password: "/access/password?userid={user_id}" }`. */
  readonly apart?: Readonly<Partial<Record<keyof A & string, string>>>;
}

/** A regular object of the API, with GET, POST, PUT and DELETE: all that it can do follows from its attributes. */
export function restResource<const A extends Attributes>(described: RestResource<A>): Resource<Connection> {
  const { path, collection = path, told = path, within = anywhere, ...rest } = described;
  const { id, example, attributes, rules, apart = {}, row, more, reveal = {}, whole = false, ...same } = rest;
  const own: Attributes = {
    // Where the object itself is called `id`, the name and what it looks like are one.
    ...(id === "{id}" ? {} : { id: computed(text, `\`${id}\`.`) }),
    ...attributes,
  };
  const all = { ...within.attributes, ...own };
  const [place, name] = [placeOf(path, within), template(id)];
  return resource<Connection, Attributes>({
    ...same,
    source: within.paths.map((begin) => `${begin}${path.split("?")[0]}`).join(", "),
    attributes: all,
    identity: place.names,
    importId: importIdOf(id, { example, within, attributes: all }),
    rules: {
      ...rules,
      check: (configuration) => [...within.check(configuration), ...(rules?.check?.(configuration) ?? [])],
    },
    verbs: objectVerbs<Attributes>(own, {
      own: place,
      collection: placeOf(collection, within),
      told: placeOf(told, within),
      derived: (identity: ValueObject) => ({ id: name.fill(identity) }),
      apart: Object.entries(apart as Readonly<Record<string, string>>).map(([attribute, address]) => ({
        attribute,
        place: placeOf(address, anywhere),
      })),
      ...(row === undefined ? {} : { row }),
      ...(more === undefined ? {} : { more }),
      reveal,
      whole,
    }),
  });
}
