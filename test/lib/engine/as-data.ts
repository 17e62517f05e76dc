export type Lookups = Readonly<Record<string, Readonly<Record<string, unknown>>>>;

/** Lookups as the `data` of synthesized JSON. */
export function asData(lookups: Lookups): { readonly data: Readonly<Record<string, Lookups>> } {
  const named = Object.entries(lookups).map(([name, body]) => [
    name,
    { "//": { metadata: { path: `web/${name}`, uniqueId: name } }, ...body },
  ]);
  return { data: { toy_lookup: Object.fromEntries(named) as Lookups } };
}
