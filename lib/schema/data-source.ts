import type { Diagnostic } from "../diagnostic/diagnostic.js";
import type { ValueObject } from "../value/value.js";
import type { Attribute, Values } from "./attribute.js";
import type { Rules } from "./resource.js";

/** Attributes of a data source: the author asks with some, the answer stands in the computed ones. Defaults have no meaning here. */
export interface DataAttributes {
  readonly [name: string]: Attribute & { readonly role: "required" | "optional" | "computed" };
}

/** Tells what a person must know of an answer: that it is not complete. */
export type Warn = (diagnostic: Diagnostic) => void;

/** Something that is read for others to refer to, and never changed. */
export interface DataDefinition<C, A extends DataAttributes> {
  /** Short type name: `nodes` for `proxmox_nodes`. */
  readonly type: string;
  /** Full names under which users of other tools know it. */
  readonly aliases?: readonly string[];
  readonly description: string;
  /** The endpoint or document the facts come from. */
  readonly source: string;
  readonly attributes: A;
  readonly rules?: Pick<Rules<A>, "check">;
  /** The values of computed attributes, for what was asked. Throws where there is no answer. */
  read(connection: C, asked: Values<A>, warn: Warn): Promise<ValueObject>;
}

/** A definition whose attributes are no longer known to the compiler; what every reader of definitions takes. */
export type DataSource<C = unknown> = DataDefinition<C, DataAttributes>;

/** Describes a data source. */
export function dataSource<C, const A extends DataAttributes>(
  definition: DataDefinition<C, A>,
): DataSource<C> {
  return definition;
}
