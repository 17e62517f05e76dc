import { lockTimeout } from "./meanings.js";
import type { Answer } from "./transport/exchange.js";

/** What became of an attempt to send a request. */
export type Outcome =
  | { readonly kind: "answer"; readonly answer: Answer }
  /** No endpoint is in reach. */
  | { readonly kind: "not sent"; readonly passes: boolean; readonly thrown: unknown }
  /** It was sent, and the connection broke. */
  | { readonly kind: "lost"; readonly thrown: unknown };

/** What PVE, or a proxy before it, answers where nobody knows whether something was done. */
export function isDoubtful(status: number): boolean {
  return (status >= 502 && status <= 504) || status === 595 || status === 596;
}

/** Milliseconds until a request may be repeated safely; undefined where it may not, or not any more. */
export function waitBeforeRepeating(
  outcome: Outcome,
  {
    verb,
    attempt,
    hasWorked,
  }: { readonly verb: string; readonly attempt: number; readonly hasWorked: boolean },
): number | undefined {
  const isRead = verb === "GET";
  switch (outcome.kind) {
    case "answer": {
      const { status, text } = outcome.answer;
      // PVE gave up waiting for a lock before it did anything.
      if (status === 500 && lockTimeout.test(text)) return attempt < 4 ? spread(1000, attempt) : undefined;
      return isRead && isDoubtful(status) && attempt < 3 ? spread(250, attempt) : undefined;
    }
    case "not sent":
      // A node's proxy restarts within seconds; where nothing has ever worked, the settings are wrong.
      return hasWorked && outcome.passes && attempt < 6 ? spread(250, attempt) : undefined;
    case "lost":
      return isRead && attempt < 3 ? spread(100, attempt) : undefined;
  }
}

/** Doubles each time, and is spread so that many do not come back at once. */
function spread(base: number, attempt: number): number {
  return base * 2 ** (attempt - 1) * (0.5 + Math.random() / 2);
}
