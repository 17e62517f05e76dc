import type { Attributes } from "../../../lib/schema/attribute.js";
import type { ImportId } from "../../../lib/schema/import-id.js";
import { fitting } from "./fitting.js";
import { template } from "./template.js";
import type { Within } from "./within.js";

/** An import id of a form such as `{user_id}!{token_name}`, after what the object belongs to. */
export function importIdOf(
  text: string,
  { example, within, attributes }: { example: string; within: Within; attributes: Attributes },
): ImportId {
  const own = template(text);
  return {
    form: within.importIds.map((begin) => [begin, text].filter((part) => part !== "").join("/")).join(" | "),
    example,
    parse: (given) => {
      const begun = within.parse(given);
      const named = begun === undefined ? undefined : own.parse(begun.rest);
      return named === undefined ? undefined : fitting(attributes, { ...begun?.values, ...named });
    },
  };
}
