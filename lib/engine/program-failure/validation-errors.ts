import { error, type Diagnostic } from "../../diagnostic/diagnostic.js";
import { frameOf } from "./frame.js";

/** What constructs found wrong as the app was synthesized: cdktf throws all of it as one error, a line each. */
export function validationErrors(lines: readonly string[]): readonly Diagnostic[] {
  const start = lines.findIndex((line) => line.endsWith("Validation failed with the following errors:"));
  if (start === -1) return [];
  const found: { readonly construct: string; readonly lines: string[] }[] = [];
  for (const line of lines.slice(start + 1)) {
    // Behind them cdktf gives advice, or a stack begins.
    if (line === "" || frameOf(line) !== undefined) break;
    const [, construct, problem] = /^ {2}\[(.+?)\] (.+)$/.exec(line) ?? [];
    if (construct !== undefined && problem !== undefined) found.push({ construct, lines: [problem] });
    else found.at(-1)?.lines.push(line);
  }
  return found.map(({ construct, lines: [summary = "", ...more] }) =>
    error(summary, { construct, ...(more.length === 0 ? {} : { detail: more.join("\n") }) }),
  );
}
