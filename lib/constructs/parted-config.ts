/** A construct's configuration, parted. */
export interface PartedConfig<Meta> {
  /** The arguments that every block of its kind has: `dependsOn`, `provider`. */
  readonly meta: Meta;
  /** The attributes of its type. */
  readonly values: Readonly<Record<string, unknown>>;
}

/** Parts the arguments that Terraform itself understands from the attributes of a type. */
export function partedConfig<Meta extends object>(
  config: object,
  metaArguments: readonly (keyof Meta & string)[],
): PartedConfig<Meta> {
  const given = Object.entries(config);
  const isMeta = (name: string) => (metaArguments as readonly string[]).includes(name);
  return {
    meta: Object.fromEntries(given.filter(([name, value]) => isMeta(name) && value !== undefined)) as Meta,
    values: Object.fromEntries(given.filter(([name]) => !isMeta(name))),
  };
}
