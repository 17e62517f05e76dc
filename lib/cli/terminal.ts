import type { Colors } from "picocolors/types.js";

/** Where a command writes, and what stands at the other end. */
export interface Terminal {
  /** The command's product: goes to stdout. */
  write(text: string): void;
  /** Errors and warnings: go to stderr. */
  complain(text: string): void;
  readonly colors: Colors;
  readonly width: number;
  /** Whether a person sits there: only then is anything asked or redrawn. */
  readonly isInteractive: boolean;
  /** Redraws a few lines in place; nothing where no person sits. */
  redraw(lines: readonly string[]): void;
  /** Asks a person; the typed line, or undefined where nobody sits. */
  ask(question: string): Promise<string | undefined>;
}
