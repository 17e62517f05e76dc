import { error } from "../../../../lib/diagnostic/diagnostic.js";
import type { Given } from "../../settings/given.js";
import type { Report } from "../../settings/report.js";

/** A login that Proxmox VE vouches for; good for two hours. */
export interface Ticket {
  readonly ticket: string;
  readonly csrfToken: string;
  readonly username: string;
  /** From when its age is counted, in milliseconds since 1970. */
  readonly issued: number;
}

/** Reads what a ticket says of itself: `PVE:user@realm:0A1B2C3D::signature`. */
export function ticketOf(
  { value, from, path, csrfToken }: Given<string> & { readonly csrfToken: string },
  report: Report,
): Ticket | undefined {
  if (value.startsWith("PVE:!tfa!")) {
    report(
      error(`${from} is only the first half of a login`, {
        path,
        detail:
          "The user has a second factor, and the ticket asks for it. Send the code to /access/ticket as password=totp:CODE with this ticket as tfa-challenge, and use the ticket of that answer.",
      }),
    );
    return undefined;
  }
  const [, username, time] = /^PVE:([^\s:]+):([0-9A-Fa-f]{8})::\S+$/.exec(value) ?? [];
  if (username !== undefined && time !== undefined)
    return { ticket: value, csrfToken, username, issued: parseInt(time, 16) * 1000 };
  report(
    error(`${from} is not a ticket of Proxmox VE`, {
      path,
      detail:
        "It has the form PVE:user@realm:12345678::signature, as POST /access/ticket answers it. One that was copied from a cookie must be percent-decoded.",
    }),
  );
  return undefined;
}
