import { bodyOf } from "./answer-body.js";
import { refuse } from "../../../lib/diagnostic/refusal.js";
import { stampOf, type Ticket } from "./settings/ticket.js";
import type { Answer, Transport } from "./transport/exchange.js";

/** Who logs in, and with what. */
export interface Login {
  readonly username: string;
  /** A password, or the ticket that is to be renewed. */
  readonly password: string;
  /** The code of a second factor; `recovery:...` and the like name another kind than TOTP. */
  readonly otp?: string | undefined;
}

interface LoggedIn {
  readonly ticket: string;
  readonly CSRFPreventionToken: string;
  /** The ticket only asks for the second factor. */
  readonly NeedTFA?: number;
}

/** Gets a ticket, in two steps where the user has a second factor. */
export async function logIn(transport: Transport, { username, password, otp }: Login): Promise<Ticket> {
  const first = await post(transport, { username, password });
  if (first.status === 401)
    refuse(`Proxmox VE does not accept the password of ${username}`, {
      path: ["password"],
      detail:
        "Check username, realm (root@pam and root@pve are two users) and password, and that the user is enabled and has not expired.",
    });
  const half = loggedIn(first, username);
  if (half.NeedTFA !== 1) return ticketOf(first, username);
  if (otp === undefined)
    refuse(`${username} has a second factor`, {
      path: ["otp"],
      detail:
        "Use an API token (`api_token`), which needs none. Or log in by hand and give `auth_ticket` with `csrf_prevention_token`, or set `otp` to the code that is shown now.",
    });
  const second = await post(
    transport,
    {
      username,
      "tfa-challenge": half.ticket,
      password: /^[a-z0-9]+:/.test(otp) ? otp : `totp:${otp}`,
    },
    half.CSRFPreventionToken,
  );
  if (second.status === 401)
    refuse(`Proxmox VE does not accept the code of ${username}'s second factor`, {
      path: ["otp"],
      detail:
        "A code is good for half a minute and for one login: take a fresh one. Terraform logs in more than once in a run, so use `api_token` there, or `auth_ticket` with `csrf_prevention_token`.",
    });
  return ticketOf(second, username);
}

function post(
  transport: Transport,
  parameters: Readonly<Record<string, string>>,
  csrfToken?: string,
): Promise<Answer> {
  return transport.send({
    verb: "POST",
    target: "/api2/json/access/ticket",
    headers: {
      "content-type": "application/x-www-form-urlencoded",
      ...(csrfToken === undefined ? {} : { csrfpreventiontoken: csrfToken }),
    },
    body: new URLSearchParams(parameters).toString(),
  });
}

function loggedIn(answer: Answer, username: string): LoggedIn {
  const data = answer.status === 200 ? ((bodyOf(answer.text)?.data ?? {}) as Partial<LoggedIn>) : {};
  if (typeof data.ticket === "string" && typeof data.CSRFPreventionToken === "string")
    return data as LoggedIn;
  return noTicket(answer, username);
}

function ticketOf(answer: Answer, username: string): Ticket {
  const { ticket, CSRFPreventionToken: csrfToken } = loggedIn(answer, username);
  const stamp = stampOf(ticket);
  return stamp === undefined ? noTicket(answer, username) : { ticket, csrfToken, ...stamp };
}

function noTicket({ status, reason }: Answer, username: string): never {
  refuse(`the login of ${username} gave no ticket`, {
    path: ["username"],
    detail: `POST /access/ticket answered ${status} ${reason}. Check that a Proxmox VE answers at the endpoint.`,
  });
}
