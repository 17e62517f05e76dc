import { lineOf, partsOf, type Parts } from "../../../form/property-string.js";

/** How a line is taken apart and put together. */
export interface LineNotation {
  split(line: string): Parts;
  join(parts: Parts): string;
}

/** The notation of most lines: `main` stands first and unnamed, `otherwise` in its place where nobody says it. */
export function lineNotation(main: string, otherwise?: string): LineNotation {
  return {
    split: (line) => partsOf(line, main),
    join: (parts) =>
      lineOf(otherwise === undefined || main in parts ? parts : { ...parts, [main]: otherwise }, main),
  };
}

/** The notation of lines in which every part has its name. */
export const named = lineNotation("");
