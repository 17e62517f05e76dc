import { Token, Tokenization, type IResolvable } from "cdktf";

import { innerNames, isPlain, snakeCase, type Shape } from "./terraform-names.js";

/** An attribute as cdktf's renderer of HCL takes it. */
export type HclAttribute =
  | { readonly type: "any"; readonly value: unknown }
  | { readonly type: "list"; readonly isBlock: true; readonly value: readonly unknown[] };

/** What `terraformNames` gives to JSON, for `cdktf synth --hcl`: blocks are told apart, and text is escaped. */
export function hclAttributes(
  values: Readonly<Record<string, unknown>>,
  shape: Shape,
): Record<string, HclAttribute | IResolvable> {
  return Object.fromEntries(
    Object.entries(values)
      .filter(([, value]) => value !== undefined && value !== null)
      .map(([name, value]) => [snakeCase(name), attributeOf(value, shape[name])]),
  );
}

function attributeOf(value: unknown, node: Shape[string] | undefined): HclAttribute | IResolvable {
  // Dynamic blocks among them, which the renderer itself finds a place for.
  if (Tokenization.isResolvable(value)) return value;
  const blocks = isPlain(value) ? [value] : value;
  if (node?.kind === "blocks" && Array.isArray(blocks) && !Token.isUnresolved(blocks))
    return {
      type: "list",
      isBlock: true,
      value: blocks.map((entry: unknown) => (isPlain(entry) ? hclAttributes(entry, node.inner) : entry)),
    };
  return { type: "any", value: escaped(innerNames(value, node)) };
}

/** The renderer writes text that begins with a quote as it is, and puts quotes around text with references. */
function escaped(value: unknown): unknown {
  if (typeof value === "string") return value.includes("${") ? withEscapedText(value) : JSON.stringify(value);
  if (Token.isUnresolved(value)) return value;
  if (Array.isArray(value)) return value.map(escaped);
  if (!isPlain(value)) return value;
  return Object.fromEntries(
    Object.entries(value)
      .filter(([, each]) => each !== undefined && each !== null)
      .map(([name, each]) => [name, escaped(each)]),
  );
}

/** Escapes what stands outside of `${...}`; what stands inside is code already. */
function withEscapedText(text: string): string {
  let depth = 0;
  return text.replace(/\$\{|[{}]|["\\\n\r\t]/g, (found) => {
    if (found === "${" || (found === "{" && depth > 0)) depth++;
    else if (found === "}" && depth > 0) depth--;
    else if (depth === 0) return JSON.stringify(found).slice(1, -1);
    return found;
  });
}
