import { type Attributes } from "../../lib/schema/attribute.js";
import { isObject, isUnknown, type Value, type ValueObject } from "../../lib/value/value.js";

const provider = "registry.terraform.io/pve-cdk/toy";
const notKnownYet = "${terraform_data.later.output}";

/** Machines by name, as `main.tf.json`. A `terraform_data` not made yet stands for whatever is unknown. */
export function toyStack(attributes: Attributes, machines: Readonly<Record<string, ValueObject>>): unknown {
  return {
    terraform: { required_providers: { toy: { source: "pve-cdk/toy" } } },
    resource: {
      terraform_data: { later: { input: "known after apply" } },
      toy_machine: mapValues(machines, (machine) => bodyOf(attributes, machine)),
    },
  };
}

function bodyOf(attributes: Attributes, machine: ValueObject): ValueObject {
  const { note, ...rest } = machine;
  const body = inCode(rest) as ValueObject;
  if (!("note" in attributes) || note === undefined || note === null) return body;
  if (!isUnknown(note)) return { ...body, note: inCode(note) };
  return { ...body, dynamic: { note: { for_each: notKnownYet, content: { words: "${note.value}" } } } };
}

/** The value as JSON code says it: null where nothing is written. */
function inCode(value: Value): Value {
  if (isUnknown(value)) return notKnownYet;
  if (isObject(value)) return mapValues(value, inCode);
  return Array.isArray(value) ? value.map((each: Value) => inCode(each)) : value;
}

/** A state file that holds machines by name. */
export function toyState(machines: Readonly<Record<string, ValueObject>>): unknown {
  return {
    version: 4,
    terraform_version: "1.11.4",
    serial: 1,
    lineage: "5f5c3c5e-8f6b-4d0e-9a58-0c7f6c1f7f11",
    outputs: {},
    resources: Object.entries(machines).map(([name, attributes]) => ({
      mode: "managed",
      type: "toy_machine",
      name,
      provider: `provider["${provider}"]`,
      instances: [{ schema_version: 0, attributes, sensitive_attributes: [] }],
    })),
    check_results: null,
  };
}

function mapValues(values: ValueObject, transform: (value: never) => Value): ValueObject {
  return Object.fromEntries(Object.entries(values).map(([name, each]) => [name, transform(each as never)]));
}
