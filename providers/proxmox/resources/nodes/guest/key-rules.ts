import type { Rule } from "../../../api/specification/call-rules.js";
import type { Parameters } from "./writing.js";

/** The rules for setting keys of a guest, each rule once; a line is empty where the key is to go. */
export function keyRules(lines: Parameters, ruleFor: (key: string, line: string) => Rule): readonly Rule[] {
  const rules = Object.entries(lines).map(([key, line]) => JSON.stringify(ruleFor(key, line ?? "")));
  return [...new Set(rules)].map((rule) => JSON.parse(rule) as Rule);
}
