import { equal } from "../../value/equal.js";
import type { Address } from "../address.js";
import type { StateInstance, StateResource } from "./format.js";

/** One data source as the state keeps it: what was last read. Terraform reads it anew each time, and so do we. */
export interface DataRecord {
  readonly address: Address;
  /** The provider's alias. */
  readonly alias?: string;
  readonly instance: StateInstance;
}

/** The instances of a data source that a state file holds. */
export function dataRecordsOf(
  { type, name, instances }: StateResource,
  alias: string | undefined,
): readonly DataRecord[] {
  return instances.map((instance) => ({
    address: {
      mode: "data",
      type,
      name,
      ...(instance.index_key === undefined ? {} : { key: instance.index_key }),
    },
    ...(alias === undefined ? {} : { alias }),
    instance,
  }));
}

/** Whether the state would say the same of both. */
export function isSameData(left: DataRecord, right: DataRecord): boolean {
  const marks = ({ instance }: DataRecord) => JSON.stringify(instance.sensitive_attributes ?? []);
  return (
    left.alias === right.alias &&
    marks(left) === marks(right) &&
    equal(left.instance.attributes, right.instance.attributes)
  );
}
