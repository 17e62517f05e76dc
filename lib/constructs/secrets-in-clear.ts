import { Token } from "cdktf";

import { isPlain, snakeCase, type Shape } from "./terraform-names.js";

/** What to say of secrets that would stand in the synthesized code as they are; all parts by Terraform's names. */
export function secretsInClear(parts: readonly unknown[], shape: Shape): string[] {
  return parts
    .flatMap((values) => clearPaths(values, shape))
    .map(
      (path) =>
        `${path.join(".")} is a secret, and would be written into the synthesized code as it is. ` +
        `Give Secret.fromVariable("..."), whose value comes from the environment when the stack is planned and applied`,
    );
}

type PathText = readonly string[];

function clearPaths(values: unknown, shape: Shape): readonly PathText[] {
  if (!isPlain(values)) return [];
  return Object.entries(shape).flatMap(([name, node]) => {
    const key = snakeCase(name);
    const value = values[key];
    return inside(value, node).map((path) => [key, ...path]);
  });
}

function inside(value: unknown, node: Shape[string]): readonly PathText[] {
  if (node.kind === "secret") return isClear(value) ? [[]] : [];
  if (node.kind === "nested") return clearPaths(value, node.inner);
  const each: readonly (readonly [string, unknown])[] = Array.isArray(value)
    ? value.map((entry: unknown, index) => [String(index), entry])
    : isPlain(value)
      ? Object.entries(value)
      : [];
  return each.flatMap(([key, entry]) => clearPaths(entry, node.inner).map((path) => [key, ...path]));
}

/** Text that refers to something is none that tells the secret. */
function isClear(value: unknown): boolean {
  return typeof value === "string" && !Token.isUnresolved(value) && !/(^|[^$])\$\{/.test(value);
}
