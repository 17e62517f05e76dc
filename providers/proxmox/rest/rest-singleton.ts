import type { Attributes } from "../../../lib/schema/attribute.js";
import { computed } from "../../../lib/schema/roles.js";
import { resource, type Resource } from "../../../lib/schema/resource.js";
import { text } from "../../../lib/schema/types.js";
import type { Connection } from "../connection.js";
import { addressOf } from "./address.js";
import { fitting } from "./fitting.js";
import { singletonVerbs, type SingletonPlace } from "./singleton-verbs.js";
import { template } from "./template.js";

export interface RestSingleton extends SingletonPlace {
  readonly type: string;
  readonly aliases?: readonly string[];
  readonly description: string;
  /** What an import id looks like: `{node_name}`. */
  readonly importId: string;
  /** An import id for documentation. */
  readonly example: string;
  readonly attributes: Attributes;
}

/** What always exists once at its place, with GET and PUT: taken over by code, put back as it was without. */
export function restSingleton(described: RestSingleton): Resource<Connection> {
  const { path, id, row, whole, importId, example, attributes, ...same } = described;
  const all: Attributes = { id: computed(text, `\`${id}\`.`), ...attributes };
  const form = template(importId);
  return resource<Connection, Attributes>({
    ...same,
    source: path,
    attributes: all,
    identity: addressOf(path).names,
    importId: { form: importId, example, parse: (given) => fitting(all, form.parse(given)) },
    singleton: true,
    verbs: singletonVerbs(all, {
      path,
      id,
      ...(row === undefined ? {} : { row }),
      ...(whole === undefined ? {} : { whole }),
    }),
  });
}
