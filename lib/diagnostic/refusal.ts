import { error, type Diagnostic } from "./diagnostic.js";

/** Thrown where work can't go on for a reason that a person must read; carries the diagnostics to show. */
export class Refusal extends Error {
  readonly diagnostics: readonly Diagnostic[];

  constructor(diagnostics: readonly Diagnostic[]) {
    super(
      diagnostics
        .map(({ summary, detail }) => (detail === undefined ? summary : `${summary}\n${detail}`))
        .join("\n"),
    );
    this.name = "Refusal";
    this.diagnostics = diagnostics;
  }
}

/** Throws a refusal with one diagnostic. */
export function refuse(summary: string, more: Omit<Diagnostic, "severity" | "summary"> = {}): never {
  throw new Refusal([error(summary, more)]);
}

/** What to show for anything thrown: a refusal's own diagnostics, or the error's message. */
export function diagnosticsOf(thrown: unknown): readonly Diagnostic[] {
  if (thrown instanceof Refusal) return thrown.diagnostics;
  return [error(thrown instanceof Error ? thrown.message : String(thrown))];
}
