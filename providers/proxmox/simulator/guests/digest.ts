import { digestOf } from "../digest.js";
import type { Guest } from "./guest.js";

/** The digest of a guest's file, pending changes included. */
export function guestDigest({ config, pending }: Guest): string {
  return digestOf(JSON.stringify([config, pending]));
}
