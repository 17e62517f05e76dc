import type { Diagnostic } from "../../../lib/diagnostic/diagnostic.js";
import type { Attributes } from "../../../lib/schema/attribute.js";
import type { ValueObject } from "../../../lib/value/value.js";
import type { Connection } from "../connection.js";

/** What an object belongs to, where its path can't be worked out: a guest's firewall is on the node that has the guest. */
export interface Within {
  /** Say what is meant; none of them is sent. */
  readonly attributes: Attributes;
  /** Those of them that are part of the identity. */
  readonly names: readonly string[];
  /** Where it can be in the API. */
  readonly paths: readonly string[];
  /** What the beginning of an import id looks like: `cluster`, `vm/{node_name}/{vm_id}`. */
  readonly importIds: readonly string[];
  /** Reads the beginning of an import id; `rest` names the object itself. */
  parse(text: string): { readonly values: ValueObject; readonly rest: string } | undefined;
  check(configuration: ValueObject): readonly Diagnostic[];
  /** What `{within}` in an id stands for: `vm/100`, and the forms of it. */
  text(identity: ValueObject): string;
  readonly texts: string;
  /** Its path now; undefined where it is gone. */
  path(connection: Connection, identity: ValueObject): Promise<string | undefined>;
}

/** For objects whose path follows from their attributes alone. */
export const anywhere: Within = {
  attributes: {},
  names: [],
  paths: [""],
  importIds: [""],
  parse: (rest) => ({ values: {}, rest }),
  check: () => [],
  text: () => "",
  texts: "",
  path: async () => "",
};
