/** A property string taken apart: `type=secure,network=10.0.0.0/24`. Sub-keys that nobody here knows stay. */
export type Properties = Readonly<Record<string, string>>;

/** Reads a property string, or the object that PVE answers for some of them. */
export function propertiesOf(value: unknown, defaultKey?: string): Properties {
  if (typeof value === "object" && value !== null)
    return Object.fromEntries(Object.entries(value).map(([key, each]) => [key, String(each)]));
  if (typeof value !== "string" || value === "") return {};
  return Object.fromEntries(
    value.split(",").map((part) => {
      const split = part.indexOf("=");
      return split < 0 ? [defaultKey ?? part, part] : [part.slice(0, split), part.slice(split + 1)];
    }),
  );
}

export function propertiesText(properties: Properties): string {
  return Object.entries(properties)
    .map(([key, value]) => `${key}=${value}`)
    .join(",");
}
