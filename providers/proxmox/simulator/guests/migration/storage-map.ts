import { textOf, type Call } from "../../call.js";
import { parameterFailure } from "../../failure.js";

/** Which storage of the target takes what is on which storage of the source; what is not named stays where it is. */
export interface StorageMap {
  readonly entries: ReadonlyMap<string, string>;
  /** For all that have no entry. */
  readonly rest: string | undefined;
}

/** Reads `other`, `local:other,fast:slow` or `1`, which leaves everything where it is. */
export function storageMapOf(call: Call, parameter: string): StorageMap {
  const parts = (textOf(call, parameter) ?? "1").split(/[;,\s]+/).filter((part) => part !== "");
  const refuse = (problem: string): never => {
    throw parameterFailure({ [parameter]: `failed to parse storage map: ${problem}\n` });
  };
  const entries = new Map<string, string>();
  let rest: string | undefined;
  for (const part of parts.filter((each) => each !== "1")) {
    const [, source, target] = /^([^:]+):([^:]+)$/.exec(part) ?? [];
    if (source !== undefined && target !== undefined) {
      if (entries.has(source)) refuse(`duplicate mapping for source '${source}'`);
      entries.set(source, target);
    } else if (part.includes(":")) refuse(`entry '${part}' contains invalid ID`);
    else if (rest === undefined) rest = part;
    else refuse("default target ID can only be provided once");
  }
  if (parts.includes("1") && (rest !== undefined || entries.size > 0))
    refuse("identity mapping cannot be combined with other mappings");
  return { entries, rest };
}

export function isIdentity({ entries, rest }: StorageMap): boolean {
  return entries.size === 0 && rest === undefined;
}

export function targetStorage({ entries, rest }: StorageMap, storage: string): string {
  return entries.get(storage) ?? rest ?? storage;
}
