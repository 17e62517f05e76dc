import type { Section } from "../section.js";

/** The realms that are there before anybody adds one. */
export const builtIn: Readonly<Record<string, Section>> = {
  pam: { type: "pam", comment: "Linux PAM standard authentication" },
  pve: { type: "pve", comment: "Proxmox VE authentication server" },
};
