import type { Diagnostic } from "../../diagnostic/diagnostic.js";
import type { Mark } from "../../expression/marked.js";
import type { DataSource } from "../../schema/data-source.js";
import type { Tasks } from "../../schema/provider.js";
import type { ValueObject } from "../../value/value.js";
import type { Address } from "../address.js";
import type { DataBlock } from "../blueprint/blueprint.js";
import type { Round } from "../evaluation.js";
import type { PlannedRead } from "../plan.js";

/** One instance of a data source with all that plan and apply know of it. Holds secrets in clear. */
export interface DataNode {
  readonly address: Address;
  readonly text: string;
  readonly source: DataSource<Tasks>;
  readonly block: DataBlock;
  readonly round?: Round;
  /** All attributes by name. The answer is unknown where apply is to ask, and where there was none. */
  readonly values: ValueObject;
  /** Where secrets lie in the values. */
  readonly marks: readonly Mark[];
  /** Undefined where it was asked when it was planned. */
  readonly deferred?: PlannedRead["because"];
  readonly diagnostics: readonly Diagnostic[];
}
