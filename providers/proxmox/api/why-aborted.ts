import type { Diagnostic } from "../../../lib/diagnostic/diagnostic.js";
import { Refusal } from "../../../lib/diagnostic/refusal.js";

/** Why work was called off: a limit says so itself, and which one it is; else somebody interrupted it. */
export function whyAborted({ reason }: AbortSignal): Pick<Diagnostic, "summary" | "path"> {
  const [limit] = reason instanceof Refusal ? reason.diagnostics : [];
  if (limit === undefined) return { summary: "interrupted" };
  const { summary, path } = limit;
  return path === undefined ? { summary } : { summary, path };
}
