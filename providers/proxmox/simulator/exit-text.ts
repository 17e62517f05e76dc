import { ApiFailure } from "./failure.js";

/** The text with which a task ends that fails so: what an answer tells by its status stands before it. */
export function exitText(thrown: unknown): string {
  const text = thrown instanceof Error ? thrown.message : String(thrown);
  if (!(thrown instanceof ApiFailure) || thrown.status === 500) return text.replace(/\n+$/, "");
  const errors = Object.entries(thrown.errors ?? {}).map(([key, problem]) => `${key}: ${problem}`);
  // A text that ends with its line leaves a blank of it.
  return `${thrown.status} ${[text, ...errors].join("\n")}`.replace(/\n/g, " ");
}
