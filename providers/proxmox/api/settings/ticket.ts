import { error } from "../../../../lib/diagnostic/diagnostic.js";
import type { Given } from "../../settings/given.js";
import type { Report } from "../../settings/report.js";

/** A login that Proxmox VE vouches for; good for two hours. */
export interface Ticket {
  readonly ticket: string;
  readonly csrfToken: string;
  readonly username: string;
  /** Milliseconds since 1970, by the server's clock. */
  readonly issued: number;
}

/** A ticket that was given: `PVE:user@realm:0A1B2C3D::signature`. */
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
  const stamp = stampOf(value);
  if (stamp !== undefined) return { ticket: value, csrfToken, ...stamp };
  report(
    error(`${from} is not a ticket of Proxmox VE`, {
      path,
      detail:
        "It has the form PVE:user@realm:12345678::signature, as POST /access/ticket answers it. One that was copied from a cookie must be percent-decoded.",
    }),
  );
  return undefined;
}

/** Whose a ticket is, and from when. */
export function stampOf(ticket: string): Pick<Ticket, "username" | "issued"> | undefined {
  const [, username, time] = /^PVE:([^\s:]+):([0-9A-Fa-f]{8})::\S+$/.exec(ticket) ?? [];
  return username === undefined || time === undefined
    ? undefined
    : { username, issued: parseInt(time, 16) * 1000 };
}
