import { digestOf } from "../digest.js";
import type { Guest } from "./guest.js";

/** What stands for a guest's file, pending changes included. */
export function guestText({ config, pending }: Guest): string {
  return JSON.stringify([config, pending]);
}

export function guestDigest(guest: Guest): string {
  return digestOf(guestText(guest));
}
