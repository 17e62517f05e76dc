/**
 * Which attributes of a resource hold further attributes, and how, and which are secrets: all other values are passed
 * on as they are.
 */
export interface Shape {
  readonly [name: string]:
    | { readonly kind: "nested" | "slots" | "entries" | "blocks"; readonly inner: Shape }
    | { readonly kind: "secret" };
}

type Values = Readonly<Record<string, unknown>>;

/** Values by Terraform's names: `sshKeys` becomes `ssh_keys`, at every depth; slots keep their names. */
export function terraformNames(values: Values, shape: Shape): Record<string, unknown> {
  const given = Object.entries(values).filter(([, value]) => value !== undefined);
  return Object.fromEntries(given.map(([name, value]) => [snakeCase(name), innerNames(value, shape[name])]));
}

export function innerNames(value: unknown, node: Shape[string] | undefined): unknown {
  if (node === undefined || node.kind === "secret") return value;
  if (!isPlain(value)) {
    if ((node.kind === "entries" || node.kind === "blocks") && Array.isArray(value))
      return value.map((entry: unknown) => (isPlain(entry) ? terraformNames(entry, node.inner) : entry));
    return value;
  }
  if (node.kind !== "slots") return terraformNames(value, node.inner);
  const slots = Object.entries(value).filter(([, element]) => element !== undefined);
  return Object.fromEntries(
    slots.map(([slot, element]) => [slot, isPlain(element) ? terraformNames(element, node.inner) : element]),
  );
}

/** A written object, as opposed to a token or a list. */
export function isPlain(value: unknown): value is Values {
  return typeof value === "object" && value !== null && !Array.isArray(value) && !("resolve" in value);
}

export function snakeCase(name: string): string {
  return name.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);
}
