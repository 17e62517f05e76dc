/** The elements of a parameter that PVE declares as an array. */
export function elementsOf(value: string | number | undefined): readonly string[] {
  return value === undefined || value === "" ? [] : String(value).split("\0");
}
