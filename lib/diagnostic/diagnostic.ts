import type { Path } from "../value/path.js";

/** Something to tell the person: what is wrong, what was given, what is allowed, what to do. */
export interface Diagnostic {
  readonly severity: "error" | "warning";
  /** One line, no full stop: what is wrong. */
  readonly summary: string;
  /** Further lines: what was given, what is allowed, what to do. */
  readonly detail?: string;
  /** The attribute concerned. */
  readonly path?: Path;
  /** The resource concerned, as the executor names it (`proxmox_vm.web`). */
  readonly address?: string;
  /** The construct that the resource is made from (`web/group/db`), where the executor knows it. */
  readonly construct?: string;
}

export function error(summary: string, more: Omit<Diagnostic, "severity" | "summary"> = {}): Diagnostic {
  return { severity: "error", summary, ...more };
}

export function warning(summary: string, more: Omit<Diagnostic, "severity" | "summary"> = {}): Diagnostic {
  return { severity: "warning", summary, ...more };
}

export function hasErrors(diagnostics: readonly Diagnostic[]): boolean {
  return diagnostics.some(({ severity }) => severity === "error");
}
