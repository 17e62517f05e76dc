/** A parameter's value; undefined is left out, a list is sent as PVE's comma-separated text. */
export type ParameterValue = string | number | boolean | readonly (string | number)[] | undefined;

export type Parameters = Readonly<Record<string, ParameterValue>>;

/** Parameters as a form: booleans are 0 and 1, property strings are encoded whole. */
export function formOf(parameters: Parameters): URLSearchParams {
  const form = new URLSearchParams();
  for (const [name, value] of Object.entries(parameters))
    if (value !== undefined) form.append(name, textOf(value));
  return form;
}

function textOf(value: Exclude<ParameterValue, undefined>): string {
  if (typeof value === "boolean") return value ? "1" : "0";
  return Array.isArray(value) ? value.join(",") : String(value);
}
