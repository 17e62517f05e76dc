import type { Release } from "../../api/specification/specification.js";

/** What is wrong with a text of a named format, in PVE's words; undefined if nothing is. */
export type FormatCheck = (text: string, release: Release) => string | undefined;

/** Takes texts of a pattern; what is said of others may name them. */
export const like =
  (pattern: RegExp, message: string | ((text: string) => string)): FormatCheck =>
  (text) =>
    pattern.test(text) ? undefined : typeof message === "string" ? message : message(text);
