import { isObject, isUnknown, type Value, type ValueObject } from "../../lib/value/value.js";

type Machines = Readonly<Record<string, ValueObject>>;

/** Of no known type, so that it fits everywhere: the result of something that is not made yet. */
const later = "${jsondecode(terraform_data.later.output)}";

/** Toy machines by name, as `main.tf.json`. */
export function toyStack(machines: Machines): ValueObject {
  return {
    terraform: { required_providers: { toy: { source: "pve-cdk/toy" } } },
    resource: {
      terraform_data: { later: { input: "{}" } },
      toy_machine: mapValues(machines, machineInCode),
    },
  };
}

/** What each kind of block says, where it isn't known yet how often it is there. */
const blocks: Readonly<Record<string, string>> = {
  note: "words",
  guest: "name",
  friend: "name",
};

function machineInCode(machine: ValueObject): ValueObject {
  const isLater = (name: string) => name in blocks && isUnknown(machine[name]);
  const written = Object.entries(machine).filter(
    ([name, value]) => !isLater(name) && !(name in blocks && value === null),
  );
  const later = Object.keys(machine).filter(isLater);
  return {
    ...(inCode(Object.fromEntries(written)) as ValueObject),
    ...(later.length === 0
      ? {}
      : { dynamic: Object.fromEntries(later.map((name) => [name, laterBlocks(name)])) }),
  };
}

function laterBlocks(name: string): ValueObject {
  return { for_each: later, content: { [blocks[name] ?? ""]: `\${${name}.value}` } };
}

function inCode(value: Value): Value {
  if (isUnknown(value)) return later;
  if (isObject(value)) return mapValues(value, inCode);
  return Array.isArray(value) ? value.map((each: Value) => inCode(each)) : value;
}

/** A state file that holds toy machines by name. */
export function toyState(machines: Machines): ValueObject {
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
      provider: 'provider["registry.terraform.io/pve-cdk/toy"]',
      instances: [{ schema_version: 0, attributes, sensitive_attributes: [] }],
    })),
    check_results: null,
  };
}

function mapValues<T>(values: Readonly<Record<string, T>>, transform: (value: T) => Value): ValueObject {
  return Object.fromEntries(Object.entries(values).map(([name, each]) => [name, transform(each)]));
}
