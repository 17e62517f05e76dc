import type { Attributes } from "../../../lib/schema/attribute.js";
import { computed } from "../../../lib/schema/roles.js";
import { resource, type Resource, type Rules } from "../../../lib/schema/resource.js";
import { text } from "../../../lib/schema/types.js";
import type { ValueObject } from "../../../lib/value/value.js";
import type { Connection } from "../connection.js";
import { objectVerbs } from "./object-verbs.js";
import { template } from "./template.js";

export interface RestResource<A extends Attributes> {
  readonly type: string;
  readonly aliases?: readonly string[];
  readonly description: string;
  /** Where the object is in the API; its parts are the identity: `/access/users/{user_id}/token/{token_name}`. */
  readonly path: string;
  /** Where it is made, if not at its own path. */
  readonly collection?: string;
  /** What `id` and an import id look like: `{user_id}!{token_name}`. */
  readonly id: string;
  /** An import id for documentation. */
  readonly example: string;
  readonly attributes: A;
  readonly rules?: Rules<A>;
  /** Takes what only the answer to the creation tells. */
  reveal?(answer: Readonly<Record<string, unknown>>): ValueObject;
}

/** A regular object of the API, with GET, POST, PUT and DELETE: all that it can do follows from its attributes. */
export function restResource<const A extends Attributes>(described: RestResource<A>): Resource<Connection> {
  const { path, collection, id, example, attributes, reveal, ...same } = described;
  const [place, name] = [template(path), template(id)];
  const whole = { id: computed(text, `\`${id}\`.`), ...attributes };
  return resource<Connection, Attributes>({
    ...(same as Omit<typeof same, "rules"> & { readonly rules?: Rules<Attributes> }),
    source: path,
    attributes: whole,
    identity: place.names,
    importId: { form: id, example, parse: name.parse },
    verbs: objectVerbs<Attributes>(whole, {
      inPath: place.names,
      path: (identity) => place.fill(identity, encodeURIComponent),
      ...(collection === undefined
        ? {}
        : { collection: (identity) => template(collection).fill(identity, encodeURIComponent) }),
      derived: (identity) => ({ id: name.fill(identity) }),
      ...(reveal === undefined ? {} : { reveal }),
    }),
  });
}
