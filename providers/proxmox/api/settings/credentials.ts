import { error, type Diagnostic } from "../../../../lib/diagnostic/diagnostic.js";
import type { Given } from "../../settings/given.js";
import type { Report } from "../../settings/report.js";
import { apiSettings, type ApiGiven } from "./api-settings.js";
import { payloadOf } from "./payload.js";
import { ticketOf, type Ticket } from "./ticket.js";

/** How to prove who we are; secrets inside. `from` says who gave them, for messages. */
export type Credentials = { readonly from: string } & (
  | { readonly kind: "token"; readonly token: string }
  | { readonly kind: "ticket"; readonly ticket: Ticket }
  | {
      readonly kind: "password";
      readonly username: string;
      readonly password: string;
      /** The code of a second factor. */
      readonly otp: string | undefined;
    }
);

/** The first way to log in that is given, in the order that the settings promise. Undefined if it is wrong. */
export function credentialsOf(given: ApiGiven, report: Report): Credentials | undefined {
  const { auth_payload: payload, auth_ticket: ticket, csrf_prevention_token: csrf, api_token: token } = given;
  const pair = pairOf(given, report);
  if (payload !== undefined) return loggedIn(payloadOf(payload, report), payload);
  if (ticket !== undefined || csrf !== undefined) return pair;
  if (token !== undefined) return tokenOf(token, report);
  return loginOf(given, report);
}

/** Half a pair is wrong even where something else comes first: nobody means it. */
function pairOf({ auth_ticket, csrf_prevention_token }: ApiGiven, report: Report): Credentials | undefined {
  if (auth_ticket !== undefined && csrf_prevention_token !== undefined) {
    return loggedIn(
      ticketOf({ ...auth_ticket, csrfToken: csrf_prevention_token.value }, report),
      auth_ticket,
    );
  }
  if (auth_ticket !== undefined) report(half(auth_ticket, "csrf_prevention_token"));
  if (csrf_prevention_token !== undefined) report(half(csrf_prevention_token, "auth_ticket"));
  return undefined;
}

function loggedIn(ticket: Ticket | undefined, { from }: Given): Credentials | undefined {
  return ticket === undefined ? undefined : { kind: "ticket", ticket, from };
}

function tokenOf({ value, from, path }: Given<string>, report: Report): Credentials | undefined {
  if (/^[^\s:/]+@[A-Za-z][\w.-]*![A-Za-z][\w.-]*=[A-Za-z0-9-]+$/.test(value))
    return { kind: "token", token: value, from };
  const isWithoutSecret = /^[^\s=]+![^\s=]+=?$/.test(value);
  report(
    error(isWithoutSecret ? `${from} has no secret` : `${from} is not an API token`, {
      path,
      detail:
        "It has the form user@realm!name=secret, where the secret is the UUID that Proxmox VE showed when the token was made. A lost secret can't be shown again: make a new token.",
    }),
  );
  return undefined;
}

function loginOf({ username, password, otp }: ApiGiven, report: Report): Credentials | undefined {
  if (username === undefined && password === undefined) {
    report(
      error("no credentials", {
        path: ["api_token"],
        detail:
          "Set api_token, or username and password, in the provider block; or PROXMOX_VE_API_TOKEN, or PROXMOX_VE_USERNAME and PROXMOX_VE_PASSWORD.",
      }),
    );
    return undefined;
  }
  if (username === undefined || password === undefined) {
    if (username !== undefined) report(half(username, "password"));
    if (password !== undefined) report(half(password, "username"));
    return undefined;
  }
  if (/^[^\s:/]+@[A-Za-z][\w.-]*$/.test(username.value))
    return {
      kind: "password",
      username: username.value,
      password: password.value,
      otp: otp?.value,
      from: password.from,
    };
  report(
    error(`${username.from} lacks the realm`, {
      path: username.path,
      detail: `Given: ${JSON.stringify(username.value)}. Write user@realm, for example root@pam.`,
    }),
  );
  return undefined;
}

function half(given: Given, missing: keyof typeof apiSettings): Diagnostic {
  return error(`${given.from} is given without ${missing}`, {
    path: [missing],
    detail: `Both belong together: set ${missing}, or ${apiSettings[missing].variables.join(", ")}.`,
  });
}
