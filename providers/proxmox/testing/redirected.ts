import { scalarText } from "../../../lib/value/scalar-text.js";
import { isList, isObject, type Value, type ValueObject } from "../../../lib/value/value.js";

export interface TestPlace {
  /** Where each stack of the app has its state, by its name. */
  readonly statePath: (stack: string) => string;
  /** The settings of the provider. */
  readonly provider: ValueObject;
}

/**
 * Synthesized stacks, by name, as a test runs them: states lie where the test wants them, and whatever the code says of
 * the way to Proxmox VE, all goes to the one of the test.
 */
export function redirected(
  stacks: ReadonlyMap<string, ValueObject>,
  { statePath, provider }: TestPlace,
): ReadonlyMap<string, ValueObject> {
  const places = new Map([...stacks].map(([name, code]) => [placeOf(backendOf(code)), statePath(name)]));
  return new Map(
    [...stacks].map(([name, code]) => [
      name,
      {
        ...code,
        terraform: { ...objectAt(code, "terraform"), backend: { local: { path: statePath(name) } } },
        provider: { ...objectAt(code, "provider"), proxmox: providerBlocks(code, provider) },
        data: withRemoteStates(objectAt(code, "data"), places),
      },
    ]),
  );
}

interface Backend {
  readonly kind: string;
  readonly config: Value;
}

function backendOf(code: ValueObject): Backend {
  const [[kind, config] = ["local", {}]] = Object.entries(objectAt(objectAt(code, "terraform"), "backend"));
  return { kind, config };
}

/** What tells one state from another. */
function placeOf({ kind, config }: Backend): string {
  const entries = isObject(config) ? Object.entries(config) : [];
  return JSON.stringify([kind, entries.sort(([one], [other]) => (one < other ? -1 : 1))]);
}

function providerBlocks({ provider }: ValueObject, settings: ValueObject): readonly Value[] {
  const blocks = isObject(provider) ? provider["proxmox"] : undefined;
  return (isList(blocks) ? blocks.filter(isObject) : [{}]).map(({ alias }) =>
    alias === undefined ? settings : { ...settings, alias },
  );
}

function withRemoteStates(data: ValueObject, places: ReadonlyMap<string, string>): ValueObject {
  const remote = Object.entries(objectAt(data, "terraform_remote_state")).map(
    ([name, block]): [string, Value] => {
      if (!isObject(block)) return [name, block];
      const path = places.get(placeOf({ kind: scalarText(block["backend"]), config: block["config"] ?? {} }));
      return [name, path === undefined ? block : { ...block, backend: "local", config: { path } }];
    },
  );
  return remote.length === 0 ? data : { ...data, terraform_remote_state: Object.fromEntries(remote) };
}

function objectAt(values: ValueObject, name: string): ValueObject {
  const value = values[name];
  return isObject(value) ? value : {};
}
