import { specification, type PropertyFormat } from "../../api/specification/specification.js";
import { indexedName } from "../verify/indexed-name.js";

const declared =
  specification().methods.find(
    ({ method, path }) => method === "PUT" && path === "/nodes/{node}/lxc/{vmid}/config",
  )?.parameters ?? {};
const notKeys = new Set(["node", "vmid", "digest", "delete", "revert"]);

/** Whether a container's configuration may have such a key. */
export function isKey(name: string): boolean {
  return !notKeys.has(name) && (isPlain(name) || indexedName(name, declared) !== undefined);
}

const isPlain = (name: string) => name in declared && !name.includes("[");

/** The declared type of a key. */
export function typeOf(key: string): string {
  return (isPlain(key) ? declared[key]?.type : undefined) ?? "string";
}

/** The sub-keys of a key that is a property string. */
export function formatOf(key: string): PropertyFormat {
  const format = (declared[key] ?? declared[indexedName(key, declared) ?? ""])?.format;
  return typeof format === "object" ? format : {};
}
