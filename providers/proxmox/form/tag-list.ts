/** Tags as PVE tells them, `web;prod`, in order. */
export const tagList = {
  decode: (tags: string): readonly string[] =>
    tags
      .split(/[,;\s]+/)
      .filter((tag) => tag !== "")
      .sort(),
} as const;
