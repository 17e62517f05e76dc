import { diagnosticsOf } from "../../diagnostic/refusal.js";
import type { Diagnostic } from "../../diagnostic/diagnostic.js";
import type { DataAttributes, DataSource } from "../../schema/data-source.js";
import { objectType } from "../../schema/object-type.js";
import { valueOfType } from "../../schema/value-of-type.js";
import type { ValueObject } from "../../value/value.js";

export interface Answered {
  /** All attributes by name; undefined where there is no answer. */
  readonly values: ValueObject | undefined;
  readonly diagnostics: readonly Diagnostic[];
}

/** Asks a data source. What the author wrote stands beside the answer. */
export async function readDataSource<C>(
  { attributes, read }: DataSource<C>,
  connection: C,
  asked: ValueObject,
): Promise<Answered> {
  const warnings: Diagnostic[] = [];
  try {
    const answer = await read(connection, asked, (warning) => {
      warnings.push(warning);
    });
    const given = Object.fromEntries(Object.entries(asked).filter(([, value]) => value !== null));
    const values = valueOfType({ ...withoutBlocks(attributes), ...answer, ...given }, objectType(attributes));
    return { values: values as ValueObject, diagnostics: warnings };
  } catch (thrown) {
    return { values: undefined, diagnostics: [...warnings, ...diagnosticsOf(thrown)] };
  }
}

/** Blocks are never null to Terraform; without one the list is empty. */
function withoutBlocks(attributes: DataAttributes): ValueObject {
  const blocks = Object.entries(attributes).filter(
    ([, attribute]) => attribute.kind === "entries" && attribute.block === true,
  );
  return Object.fromEntries(blocks.map(([name]) => [name, []]));
}
