/** The code of a failure, wherever it was put. */
export function codeOf(thrown: unknown): string | undefined {
  if (!(thrown instanceof Error)) return undefined;
  const { code } = thrown as { readonly code?: unknown };
  if (typeof code === "string") return code;
  // A name with several addresses fails once for each of them.
  const [first] = thrown instanceof AggregateError ? (thrown.errors as readonly unknown[]) : [];
  return codeOf(first ?? thrown.cause);
}

export function messageOf(thrown: unknown): string {
  return thrown instanceof Error ? thrown.message : String(thrown);
}
