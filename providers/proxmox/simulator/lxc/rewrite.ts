import { foldedTags } from "../guests/tags.js";
import { typeOf } from "./declared.js";

/** How a file writes numbers: what is written otherwise is not read from it. */
const written: Readonly<Record<string, RegExp>> = {
  integer: /^\d+$/,
  boolean: /^\d$/,
  number: /^\d+(?:\.\d+)?$/,
};
const isWhole = (key: string) => typeOf(key) === "integer" || typeOf(key) === "boolean";

/** What a container's file keeps of a key as sent; nothing of what it could not read again, a blank of other empty texts. */
export function storedText(key: string, sent: string): string | undefined {
  if (key === "description") return describing(sent);
  if (sent.trim() === "") return " ";
  if (written[typeOf(key)]?.test(sent) === false) return undefined;
  switch (key) {
    case "tags":
      return foldedTags(sent);
    case "cpuunits":
      return String(Math.max(2, Number(sent)));
    case "nameserver":
    case "searchdomain":
      return sent
        .split(/[;,\s]+/)
        .filter((each) => each !== "")
        .join(" ");
    default:
      return isWhole(key) ? String(Number(sent)) : sent.trim();
  }
}

/** A description is kept line by line, without empty ones at its end. */
function describing(text: string): string | undefined {
  const lines = text.replace(/\n+$/, "");
  return lines === "" ? undefined : `${lines}\n`;
}

/** A stored text as the API shows it. */
export function shownValue(key: string, stored: string): unknown {
  if (key === "lxc") return stored.split("\n").map((line) => line.split(/:\s*/, 2));
  return isWhole(key) && /^-?\d+$/.test(stored) ? Number(stored) : stored;
}
