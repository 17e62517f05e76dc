import type { Attributes } from "../../../lib/schema/attribute.js";
import { computed } from "../../../lib/schema/roles.js";
import { resource, type Resource } from "../../../lib/schema/resource.js";
import { text } from "../../../lib/schema/types.js";
import type { Connection } from "../connection.js";
import { importIdOf } from "./import-id-of.js";
import { placeOf } from "./place.js";
import { singletonVerbs, type SingletonPlace } from "./singleton-verbs.js";
import { anywhere } from "./within.js";

export interface RestSingleton extends SingletonPlace {
  readonly type: string;
  readonly aliases?: readonly string[];
  readonly description: string;
  /** What an import id looks like, after what it belongs to: `{node_name}`. */
  readonly importId: string;
  /** An import id for documentation. */
  readonly example: string;
  readonly attributes: Attributes;
}

/** What always exists once at its place, with GET and PUT: taken over by code, put back as it was without. */
export function restSingleton(described: RestSingleton): Resource<Connection> {
  const { path, within = anywhere, id, row, whole, importId, example, attributes, ...same } = described;
  const own: Attributes = {
    id: computed(text, `\`${id.replace("{within}", within.texts)}\`.`),
    ...attributes,
  };
  const all = { ...within.attributes, ...own };
  return resource<Connection, Attributes>({
    ...same,
    source: within.paths.map((begin) => `${begin}${path}`).join(", "),
    attributes: all,
    identity: placeOf(path, within).names,
    importId: importIdOf(importId, { example, within, attributes: all }),
    singleton: true,
    rules: { check: within.check },
    verbs: singletonVerbs(own, {
      within,
      path,
      id,
      ...(row === undefined ? {} : { row }),
      ...(whole === undefined ? {} : { whole }),
    }),
  });
}
