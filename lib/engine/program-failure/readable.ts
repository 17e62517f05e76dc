import { sep } from "node:path";
import { pathToFileURL } from "node:url";

import { frameOf } from "./frame.js";

/**
 * Lines of a program for who wrote it: of stacks only what stands in the person's own files, which are named as seen
 * from the program's folder. Neither indented as a whole, nor with empty lines around.
 */
export function readable(lines: readonly string[], directory: string): readonly string[] {
  const named = lines.flatMap((line) => {
    const frame = frameOf(line);
    if (frame?.isOwn === false) return [];
    const text = frame === undefined ? line : frame.text;
    return [text.replaceAll(`${pathToFileURL(directory).href}/`, "").replaceAll(`${directory}${sep}`, "")];
  });
  const first = named.findIndex((line) => line.trim() !== "");
  const last = named.findLastIndex((line) => line.trim() !== "");
  const told = first === -1 ? [] : named.slice(first, last + 1);
  const margin = Math.min(...told.filter((line) => line.trim() !== "").map(indentation));
  return told.map((line) => line.slice(margin));
}

function indentation(line: string): number {
  return line.length - line.trimStart().length;
}
