import type { Leaf } from "../../../lib/schema/attribute.js";

/** One setting of the provider: an attribute of its block that the environment may say too. */
export interface Setting<T = unknown> {
  readonly attribute: Leaf<T, "optional">;
  /** Asked where the provider block says nothing; the first that isn't empty counts. */
  readonly variables: readonly string[];
}

export type Settings = Readonly<Record<string, Setting>>;

/** A setting whose description names its variables. */
export function setting<T>(attribute: Leaf<T, "optional">, ...variables: readonly string[]): Setting<T> {
  const names = variables.map((variable) => `\`${variable}\``).join(", ");
  const description = variables.length === 0 ? attribute.description : `${attribute.description} ${names}.`;
  return { attribute: { ...attribute, description }, variables };
}

/** The settings as attributes of the provider block. */
export function attributesOf<S extends Settings>(
  settings: S,
): { readonly [N in keyof S]: S[N]["attribute"] } {
  return Object.fromEntries(Object.entries(settings).map(([name, { attribute }]) => [name, attribute])) as {
    readonly [N in keyof S]: S[N]["attribute"];
  };
}
