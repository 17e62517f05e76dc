import { fail } from "../failure.js";
import type { Section } from "../section.js";
import { storageType } from "./properties.js";

/** A storage's values as its file keeps them: lists without repetitions, and without what the type does not take. */
export function decodeValues(type: string, sent: Section): Section {
  const known = storageType(type);
  return Object.fromEntries(
    Object.entries(sent).flatMap(([key, value]): [string, string | number][] => {
      switch (key) {
        case "content":
          return [[key, contentText(elements(value), known?.content?.allowed)]];
        case "nodes":
          return [[key, [...new Set(elements(value))].join(",")]];
        case "content-dirs":
          return [
            [
              key,
              elements(value)
                .filter((pair) => known?.content?.allowed.includes(pair.split("=")[0] as string) !== false)
                .join(","),
            ],
          ];
        case "format":
          return known?.formats?.allowed.includes(String(value)) === false ? [] : [[key, value]];
        // The file has it or not.
        case "disable":
          return value === 0 ? [[key, ""]] : [[key, value]];
        default:
          return [[key, value]];
      }
    }),
  );
}

function contentText(contents: readonly string[], allowed: readonly string[] | undefined): string {
  const kept = [...new Set(contents)].filter((content) => allowed?.includes(content) !== false);
  if (kept.includes("none") && kept.length > 1) fail("unable to combine 'none' with other content types");
  if (kept.length === 0 && allowed?.includes("none") === false)
    fail("storage does not support content type 'none'");
  return kept.length === 0 ? "none" : kept.join(",");
}

function elements(value: string | number | undefined): readonly string[] {
  return String(value ?? "")
    .split(/[;,\0\s]+/)
    .filter((element) => element !== "");
}
