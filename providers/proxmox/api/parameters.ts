/** Parameters as they are sent; undefined is left out. */
export type ParameterValue =
  | string
  | number
  | boolean
  /** Sent as one text with commas between. */
  | readonly (string | number)[]
  /** Sent once for each. */
  | { readonly repeated: readonly (string | number)[] }
  | undefined;

export type Parameters = Readonly<Record<string, ParameterValue>>;

/** Parameters as a form: booleans are 0 and 1, property strings are encoded whole. */
export function formOf(parameters: Parameters): URLSearchParams {
  const form = new URLSearchParams();
  for (const [name, value] of Object.entries(parameters))
    for (const text of textsOf(value)) form.append(name, text);
  return form;
}

function textsOf(value: ParameterValue): readonly string[] {
  if (value === undefined) return [];
  return typeof value === "object" && "repeated" in value ? value.repeated.map(String) : [textOf(value)];
}

/** One value as PVE writes it. */
export function textOf(value: string | number | boolean | readonly (string | number)[]): string {
  if (typeof value === "boolean") return value ? "1" : "0";
  return typeof value === "object" ? value.join(",") : String(value);
}
