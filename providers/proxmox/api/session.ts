import { refuse } from "../../../lib/diagnostic/refusal.js";
import type { Credentials } from "./settings/credentials.js";
import type { Transport } from "./transport.js";

/** A ticket is good for two hours; it is renewed at half of that. */
const renewAfter = 60 * 60 * 1000;

interface Ticket {
  readonly ticket: string;
  readonly csrfToken: string;
  readonly issued: number;
}

/** Proves who we are: headers for each request, a ticket renewed before it ends. */
export class Session {
  readonly #credentials: Credentials;
  readonly #transport: Transport;
  #ticket: Promise<Ticket> | undefined;

  constructor(credentials: Credentials, transport: Transport) {
    this.#credentials = credentials;
    this.#transport = transport;
  }

  async headers(verb: string): Promise<Readonly<Record<string, string>>> {
    const credentials = this.#credentials;
    switch (credentials.kind) {
      case "token":
        return { authorization: `PVEAPIToken=${credentials.token}` };
      case "ticket":
        return ticketHeaders(verb, credentials.ticket);
      case "password":
        return ticketHeaders(verb, await this.#current(credentials.username, credentials.password));
    }
  }

  async #current(username: string, password: string): Promise<Ticket> {
    const known = await this.#ticket;
    if (known !== undefined && Date.now() - known.issued < renewAfter) return known;
    // A ticket is its own password for the next one.
    this.#ticket = this.#login(username, known?.ticket ?? password);
    this.#ticket.catch(() => (this.#ticket = undefined));
    return this.#ticket;
  }

  async #login(username: string, password: string): Promise<Ticket> {
    const { status, text } = await this.#transport.send({
      verb: "POST",
      target: "/api2/json/access/ticket",
      headers: { "content-type": "application/x-www-form-urlencoded" },
      body: new URLSearchParams({ username, password }).toString(),
    });
    if (status === 401)
      refuse(`Proxmox VE does not accept the password of ${username}`, {
        path: ["password"],
        detail: "Check username, realm and password. A user with a second factor needs an API token.",
      });
    const { data } = JSON.parse(text === "" ? "{}" : text) as {
      readonly data?: {
        readonly ticket?: string;
        readonly CSRFPreventionToken?: string;
        readonly NeedTFA?: number;
      };
    };
    if (data?.ticket === undefined || data.CSRFPreventionToken === undefined || data.NeedTFA === 1)
      refuse(`login of ${username} gave no ticket`, {
        path: ["username"],
        detail:
          data?.NeedTFA === 1
            ? "The user has a second factor. Use an API token."
            : `POST /access/ticket answered ${status}.`,
      });
    return { ticket: data.ticket, csrfToken: data.CSRFPreventionToken, issued: Date.now() };
  }
}

function ticketHeaders(
  verb: string,
  { ticket, csrfToken }: { readonly ticket: string; readonly csrfToken: string },
): Readonly<Record<string, string>> {
  return {
    cookie: `PVEAuthCookie=${encodeURIComponent(ticket)}`,
    ...(verb === "GET" ? {} : { csrfpreventiontoken: csrfToken }),
  };
}
