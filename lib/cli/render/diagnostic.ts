import type { Colors } from "picocolors/types.js";

import type { Diagnostic } from "../../diagnostic/diagnostic.js";
import { pathText } from "../../value/path.js";

/** A diagnostic as a person reads it: what, where, and what to do. */
export function diagnosticText(
  { severity, summary, detail, path, address, construct }: Diagnostic,
  colors: Colors,
): string {
  const head =
    severity === "error" ? colors.red(colors.bold("Error:")) : colors.yellow(colors.bold("Warning:"));
  const where = [
    construct ?? address,
    path === undefined || path.length === 0 || summary.startsWith(pathText(path))
      ? undefined
      : pathText(path),
  ].filter((part) => part !== undefined);
  const lines = [
    ...(where.length === 0 ? [] : [where.join("  ")]),
    ...(detail === undefined ? [] : detail.split("\n")),
  ];
  return [`${head} ${summary}`, ...lines.map((line) => `  ${line}`), ""].join("\n");
}

export function diagnosticsText(diagnostics: readonly Diagnostic[], colors: Colors): string {
  const seen = new Set<string>();
  const texts = diagnostics
    .map((diagnostic) => diagnosticText(diagnostic, colors))
    .filter((text) => !seen.has(text) && seen.add(text));
  return texts.join("\n");
}
