import { error, type Diagnostic } from "../../../../../lib/diagnostic/diagnostic.js";
import type { Facts } from "../../../../../lib/schema/attribute.js";
import type { Guest } from "./find-guest.js";

/** Whether a guest is protected, as a fact for those who plan. */
export function protectionOf({ configuration: { running } }: Guest): Facts {
  return running["protection"] === "1" ? { isProtected: true } : {};
}

/** What stands against removing a guest: Proxmox VE keeps one that is protected, whoever protected it. */
export function keptByProtection({ isProtected }: Facts): readonly Diagnostic[] {
  if (isProtected !== true) return [];
  return [
    error("this guest is protected", {
      path: ["protection"],
      detail: "Its protection forbids removal. Set protection = false, apply that, and remove it then.",
    }),
  ];
}
