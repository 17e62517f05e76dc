import { Refusal } from "../../../lib/diagnostic/refusal.js";

/** Why work was called off: a limit says so itself, else somebody interrupted it. */
export function whyAborted({ reason }: AbortSignal): string {
  return reason instanceof Refusal ? (reason.diagnostics[0]?.summary ?? "interrupted") : "interrupted";
}
