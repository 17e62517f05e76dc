/** The key of one of several instances of a resource: a position under `count`, a name under `for_each`. */
export type InstanceKey = string | number;

/** Which object of a stack: `proxmox_vm.web`, `proxmox_vm.web["a"]`, `data.proxmox_nodes.all`. */
export interface Address {
  /** Set for what is only read. */
  readonly mode?: "data";
  readonly type: string;
  readonly name: string;
  readonly key?: InstanceKey;
}

export function addressText(address: Address): string {
  const { key } = address;
  const block = blockAddress(address);
  if (key === undefined) return block;
  return typeof key === "number" ? `${block}[${key}]` : `${block}[${JSON.stringify(key)}]`;
}

/** Reads what `addressText` writes; undefined for anything else (modules). */
export function parseAddress(text: string): Address | undefined {
  const match = /^(data\.)?([\w-]+)\.([\w-]+)(?:\[(\d+|"(?:[^"\\]|\\.)*")\])?$/.exec(text.trim());
  if (match === null) return undefined;
  const [, isData, type = "", name = "", key] = match;
  if (type === "data" || type === "module") return undefined;
  return {
    ...(isData === undefined ? {} : { mode: "data" as const }),
    type,
    name,
    ...(key === undefined ? {} : { key: JSON.parse(key) as InstanceKey }),
  };
}

/** The address of all instances together. */
export function blockAddress({ mode, type, name }: BlockName): string {
  return mode === "data" ? `data.${type}.${name}` : `${type}.${name}`;
}

/** The address of one instance of a block. */
export function instanceAddress(block: BlockName, key: InstanceKey | undefined): Address {
  const { mode, type, name } = block;
  return {
    ...(mode === "data" ? { mode } : {}),
    type,
    name,
    ...(key === undefined ? {} : { key }),
  };
}

export interface BlockName {
  readonly mode?: "data" | "managed";
  readonly type: string;
  readonly name: string;
}
