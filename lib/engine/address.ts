/** The key of one of several instances of a resource: a position under `count`, a name under `for_each`. */
export type InstanceKey = string | number;

/** Which object of a stack: `proxmox_vm.web`, `proxmox_vm.web["a"]`. */
export interface Address {
  readonly type: string;
  readonly name: string;
  readonly key?: InstanceKey;
}

export function addressText({ type, name, key }: Address): string {
  if (key === undefined) return `${type}.${name}`;
  return typeof key === "number" ? `${type}.${name}[${key}]` : `${type}.${name}[${JSON.stringify(key)}]`;
}

/** Reads what `addressText` writes; undefined for anything else (data sources, modules). */
export function parseAddress(text: string): Address | undefined {
  const match = /^([\w-]+)\.([\w-]+)(?:\[(\d+|"(?:[^"\\]|\\.)*")\])?$/.exec(text.trim());
  if (match === null) return undefined;
  const [, type = "", name = "", key] = match;
  if (type === "data" || type === "module") return undefined;
  return { type, name, ...(key === undefined ? {} : { key: JSON.parse(key) as InstanceKey }) };
}

/** The address of all instances together. */
export function blockAddress({ type, name }: Pick<Address, "type" | "name">): string {
  return `${type}.${name}`;
}
