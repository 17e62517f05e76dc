/** One key's change on a running guest. */
export interface KeyChange {
  readonly key: string;
  readonly before: string | undefined;
  readonly after: string | undefined;
}

/** Taken at once, perhaps as another text; left for the next cold start; or failed, and left all the same. */
export type Outcome = "taken" | "waits" | { readonly taken: string } | { readonly problem: string };
