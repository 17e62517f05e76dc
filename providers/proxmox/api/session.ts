import { logIn } from "./log-in.js";
import type { Credentials } from "./settings/credentials.js";
import type { Ticket } from "./settings/ticket.js";
import type { Transport } from "./transport/exchange.js";

const hour = 60 * 60 * 1000;
/** A ticket is good for two hours; it is renewed at half of that. */
const renewedAfter = hour;
const endsAfter = 2 * hour;

/** What a request carries to prove who asks. */
export interface Proof {
  readonly headers: Readonly<Record<string, string>>;
  /** Undefined for an API token. */
  readonly ticket: Ticket | undefined;
}

/** Proves who we are, with a ticket that is renewed before it ends where there is one. */
export class Session {
  readonly #credentials: Credentials;
  readonly #transport: Transport;
  readonly #now: () => number;
  #ticket: Promise<Ticket> | undefined;

  /** `now` is the server's clock, in milliseconds since 1970. */
  constructor(credentials: Credentials, transport: Transport, now: () => number) {
    this.#credentials = credentials;
    this.#transport = transport;
    this.#now = now;
  }

  async proof(verb: string): Promise<Proof> {
    if (this.#credentials.kind === "token")
      return { headers: { authorization: `PVEAPIToken=${this.#credentials.token}` }, ticket: undefined };
    const ticket = await this.#current();
    return { headers: ticketHeaders(verb, ticket), ticket };
  }

  /** Forgets a ticket that was refused. False where there is no other way to prove who we are. */
  async distrust({ ticket }: Proof): Promise<boolean> {
    if (ticket === undefined) return false;
    const current = await this.#ticket?.catch(() => undefined);
    // Another request has seen to it already.
    if (current !== ticket) return true;
    if (!this.#canLogIn) return false;
    this.#ticket = undefined;
    return true;
  }

  /** The code of a second factor is good for one login, and a given ticket can't be had anew. */
  get #canLogIn(): boolean {
    return this.#credentials.kind === "password" && this.#credentials.otp === undefined;
  }

  async #current(): Promise<Ticket> {
    const pending = (this.#ticket ??= this.#kept(this.#first()));
    const ticket = await pending;
    if (!this.#isDue(ticket)) return ticket;
    if (this.#ticket === pending) this.#ticket = this.#kept(this.#renewed(ticket));
    return this.#ticket ?? this.#current();
  }

  /** A login that fails is not kept: the next request tries again. */
  #kept(ticket: Promise<Ticket>): Promise<Ticket> {
    ticket.catch(() => (this.#ticket = undefined));
    return ticket;
  }

  async #first(): Promise<Ticket> {
    const credentials = this.#credentials;
    switch (credentials.kind) {
      case "token":
        throw new Error("a token needs no ticket");
      case "ticket":
        return credentials.ticket;
      case "password":
        return logIn(this.#transport, credentials);
    }
  }

  #isDue({ issued }: Ticket): boolean {
    const age = this.#now() - issued;
    return age >= renewedAfter && (age < endsAfter || this.#canLogIn);
  }

  /** A ticket is its own password for the next one. */
  async #renewed(ticket: Ticket): Promise<Ticket> {
    // What has ended opens nothing, not even the next one.
    if (this.#now() - ticket.issued >= endsAfter) return this.#first();
    const { username, ticket: password } = ticket;
    try {
      return await logIn(this.#transport, { username, password });
    } catch {
      if (this.#canLogIn) return this.#first();
      // It is good for another hour, and why it can't be renewed shows when it has ended.
      return { ...ticket, issued: this.#now() };
    }
  }
}

function ticketHeaders(verb: string, { ticket, csrfToken }: Ticket): Readonly<Record<string, string>> {
  return {
    cookie: `PVEAuthCookie=${encodeURIComponent(ticket)}`,
    ...(verb === "GET" ? {} : { csrfpreventiontoken: csrfToken }),
  };
}
