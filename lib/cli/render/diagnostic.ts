import type { Colors } from "picocolors/types.js";

import type { Diagnostic } from "../../diagnostic/diagnostic.js";
import { pathText } from "../../value/path.js";
import type { Terminal } from "../terminal.js";
import { wrapped } from "./fit.js";
import { inTypeScript } from "./in-typescript.js";

export interface DiagnosticLook {
  readonly colors: Colors;
  /** Lines are as long as they are if it is not said: a program's log is searched, not read. */
  readonly width?: number;
}

/** A diagnostic as a person reads it: what, where, and what to do. */
export function diagnosticText(
  { severity, summary, detail, path, address, construct }: Diagnostic,
  { colors, width = Infinity }: DiagnosticLook,
): string {
  const head =
    severity === "error" ? colors.red(colors.bold("Error:")) : colors.yellow(colors.bold("Warning:"));
  // What is about neither an object nor an attribute quotes others, a program that failed.
  const isAboutCode = [path, address, construct].some((named) => named !== undefined);
  const where = [
    construct ?? address,
    path === undefined || path.length === 0 || summary.startsWith(pathText(path))
      ? undefined
      : pathText(path),
  ].filter((part) => part !== undefined);
  const lines = [
    ...(where.join("  ").length <= width - 2 ? [where.join("  ")].filter((line) => line !== "") : where),
    ...(detail === undefined ? [] : (isAboutCode ? inTypeScript(detail) : detail).split("\n")),
  ];
  const word = severity === "error" ? "Error:" : "Warning:";
  const [first = "", ...more] = wrapped(`${word} ${summary}`, width, "  ");
  return [
    first.replace(word, head),
    ...more,
    ...lines.flatMap((line) => wrapped(line, width - 2).map((part) => `  ${part}`)),
    "",
  ].join("\n");
}

export function diagnosticsText(diagnostics: readonly Diagnostic[], look: DiagnosticLook): string {
  const seen = new Set<string>();
  const texts = diagnostics
    .map((diagnostic) => diagnosticText(diagnostic, look))
    .filter((text) => !seen.has(text) && seen.add(text));
  return texts.join("\n");
}

/** How a terminal is to be told: in lines of its width where somebody sits. */
export function lookOf({ colors, width, isInteractive }: Terminal): DiagnosticLook {
  return isInteractive ? { colors, width } : { colors };
}
