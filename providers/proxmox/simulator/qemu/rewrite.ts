import { randomUUID } from "node:crypto";

import { specification } from "../../api/specification/specification.js";
import { foldedTags } from "../guests/tags.js";

/** Keys that an empty text removes; others keep a blank. */
const removedWhenEmpty = new Set(["affinity", "description", "sshkeys"]);
const parameters =
  specification().methods.find(
    ({ method, path }) => method === "PUT" && path === "/nodes/{node}/qemu/{vmid}/config",
  )?.parameters ?? {};

/** The declared type of a plain key. */
export function typeOf(key: string): string {
  return parameters[key]?.type ?? "string";
}

const isWhole = (key: string) => typeOf(key) === "integer" || typeOf(key) === "boolean";

/** What PVE stores for a plain key (no drive, no interface); undefined where it stores nothing. */
export function storedText(key: string, sent: string): string | undefined {
  if (sent.trim() === "") return removedWhenEmpty.has(key) ? undefined : " ";
  switch (key) {
    case "description":
      return sent.replace(/\s+$/, "");
    case "tags":
      return foldedTags(sent);
    case "cpuunits":
      return String(Math.max(2, Number(sent)));
    case "vmgenid":
      return sent === "1" ? randomUUID() : sent;
    default:
      return isWhole(key) && /^\d+$/.test(sent) ? String(Number(sent)) : sent.trim();
  }
}

/** A stored text as the API shows it: numbers as numbers, secrets as stars. */
export function shownValue(key: string, stored: string): string | number {
  return key === "cipassword" ? "**********" : storedType(key, stored);
}

/** A stored text as what it is: numbers as numbers. */
export function storedType(key: string, stored: string): string | number {
  return isWhole(key) && /^-?\d+$/.test(stored) ? Number(stored) : stored;
}
