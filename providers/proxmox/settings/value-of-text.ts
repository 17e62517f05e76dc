import type { ValueType } from "../../../lib/schema/value-type.js";
import type { Value } from "../../../lib/value/value.js";

/** What an environment variable's text means for a setting of this type; text that means nothing stays text. */
export function valueOfText(text: string, type: ValueType): Value {
  switch (type) {
    case "string":
      return text;
    case "bool":
      if (/^(?:1|t|true|yes|on)$/i.test(text)) return true;
      return /^(?:0|f|false|no|off)$/i.test(text) ? false : text;
    case "number":
      return /^-?\d+(?:\.\d+)?$/.test(text) ? Number(text) : text;
  }
  const element = "list" in type ? type.list : "set" in type ? type.set : undefined;
  if (element === undefined) throw new Error("an environment variable can't hold a map or an object");
  const parts = text.split(",").map((part) => part.trim());
  return parts.filter((part) => part !== "").map((part) => valueOfText(part, element));
}
