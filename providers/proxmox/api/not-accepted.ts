import { error, type Diagnostic } from "../../../lib/diagnostic/diagnostic.js";
import type { Credentials } from "./settings/credentials.js";
import type { Refused } from "./refused.js";
import { who } from "./who.js";

/** A 401 for a person. PVE says nobody why, only its own log: so all that may be wrong is told. */
export function notAccepted(
  credentials: Credentials,
  endpoint: string,
  { verb, path, text }: Refused,
): readonly Diagnostic[] {
  const answered = `${endpoint} answered ${verb} ${path} with 401: ${text}.`;
  const log = "The node's log says which: journalctl -u pveproxy -u pvedaemon.";
  switch (credentials.kind) {
    case "token":
      return [
        error(`Proxmox VE does not accept the API token ${who(credentials)}`, {
          path: ["api_token"],
          detail: `Given by ${credentials.from}. ${answered} The token does not exist in this cluster, its secret is another one, or it or its user has expired or is disabled. ${log}`,
        }),
      ];
    case "ticket":
      return [
        text.includes("csrf")
          ? error(`Proxmox VE does not accept the csrf_prevention_token of ${who(credentials)}`, {
              path: ["csrf_prevention_token"],
              detail: `${answered} Give the one that came with the ticket.`,
            })
          : error(`Proxmox VE does not accept the ticket of ${who(credentials)}`, {
              path: ["auth_ticket"],
              detail: `Given by ${credentials.from}, issued at ${new Date(credentials.ticket.issued).toISOString()}. ${answered} A ticket ends after two hours, and is good for the cluster that gave it: get a new one from /access/ticket.`,
            }),
      ];
    case "password":
      return [
        error(`Proxmox VE does not accept the login of ${who(credentials)} any more`, {
          path: ["username"],
          detail: `${answered} ${credentials.otp === undefined ? "The user was disabled, has expired, or lost its password meanwhile." : "Its ticket has ended, and the code of a second factor is good for one login: use `api_token`."} ${log}`,
        }),
      ];
  }
}
