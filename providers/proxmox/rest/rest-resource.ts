import type { Attributes } from "../../../lib/schema/attribute.js";
import { computed } from "../../../lib/schema/roles.js";
import { resource, type Resource, type Rules } from "../../../lib/schema/resource.js";
import { text } from "../../../lib/schema/types.js";
import type { ValueObject } from "../../../lib/value/value.js";
import type { Connection } from "../connection.js";
import { addressOf } from "./address.js";
import { fitting } from "./fitting.js";
import { objectVerbs, type ObjectPlace } from "./object-verbs.js";
import { template } from "./template.js";

export interface RestResource<A extends Attributes>
  extends Pick<ObjectPlace, "row" | "more">, Partial<Pick<ObjectPlace, "reveal">> {
  readonly type: string;
  readonly aliases?: readonly string[];
  readonly description: string;
  /** Where the object is in the API; its parts are the identity: `/access/users/{user_id}/token/{token_name}`. */
  readonly path: string;
  /** Where it is made, if not at its own path. Parts of the identity that it lacks are sent. */
  readonly collection?: string;
  /** What `id` and an import id look like: `{user_id}!{token_name}`. */
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
  const { path, collection = path, id, example, attributes, apart = {}, ...rest } = described;
  const { row, more, reveal = {}, ...same } = rest;
  const [place, made, name] = [addressOf(path), addressOf(collection), template(id)];
  // Where the object itself is called `id`, the name and what it looks like are one.
  const whole: Attributes = { ...(id === "{id}" ? {} : { id: computed(text, `\`${id}\`.`) }), ...attributes };
  return resource<Connection, Attributes>({
    ...(same as Omit<typeof same, "rules"> & { readonly rules?: Rules<Attributes> }),
    source: path.split("?")[0] ?? path,
    attributes: whole,
    identity: place.names,
    importId: { form: id, example, parse: (given) => fitting(whole, name.parse(given)) },
    verbs: objectVerbs<Attributes>(whole, {
      names: place.names,
      at: place.fill,
      collection: { names: made.names, at: made.fill },
      derived: (identity: ValueObject) => ({ id: name.fill(identity) }),
      apart: Object.entries(apart as Readonly<Record<string, string>>).map(([attribute, text]) => ({
        attribute,
        at: addressOf(text).fill,
      })),
      ...(row === undefined ? {} : { row }),
      ...(more === undefined ? {} : { more }),
      reveal,
    }),
  });
}
