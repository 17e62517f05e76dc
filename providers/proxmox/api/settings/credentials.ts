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

/**
 * The first way to log in that is given whole: what the block says before what the environment says, and within each
 * in the order that the settings promise. Undefined if it is wrong.
 */
export function credentialsOf(given: ApiGiven, report: Report): Credentials | undefined {
  const { auth_payload, auth_ticket, csrf_prevention_token, api_token, username, password } = given;
  const ways = [
    { parts: [auth_payload], read: () => loggedIn(auth_payload, (each) => payloadOf(each, report)) },
    {
      parts: [auth_ticket, csrf_prevention_token],
      read: () =>
        loggedIn(auth_ticket, (each) =>
          ticketOf({ ...each, csrfToken: csrf_prevention_token?.value ?? "" }, report),
        ),
    },
    { parts: [api_token], read: () => api_token && tokenOf(api_token, report) },
    { parts: [username, password], read: () => loginOf(given, report) },
  ];
  // Half a pair is wrong even where something else is whole: nobody means it. A username may be meant for SSH.
  if (auth_ticket !== undefined && csrf_prevention_token === undefined)
    report(half(auth_ticket, "csrf_prevention_token"));
  if (csrf_prevention_token !== undefined && auth_ticket === undefined)
    report(half(csrf_prevention_token, "auth_ticket"));
  const whole = ways.filter(({ parts }) => parts.every((part) => part !== undefined));
  const written = whole.find(({ parts }) => parts.every((part) => part?.source === "block"));
  const way = written ?? whole[0];
  if (way !== undefined) return way.read();
  if (username !== undefined) report(half(username, "password"));
  else if (password !== undefined) report(half(password, "username"));
  else if (auth_ticket === undefined && csrf_prevention_token === undefined) report(nothing);
  return undefined;
}

const nothing = error("no credentials", {
  path: ["api_token"],
  detail:
    "Set `api_token`, or `username` and `password`, in the provider block; or PROXMOX_VE_API_TOKEN, or PROXMOX_VE_USERNAME and PROXMOX_VE_PASSWORD.",
});

function loggedIn(
  given: Given<string> | undefined,
  read: (given: Given<string>) => Ticket | undefined,
): Credentials | undefined {
  const ticket = given === undefined ? undefined : read(given);
  return given === undefined || ticket === undefined
    ? undefined
    : { kind: "ticket", ticket, from: given.from };
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
  if (username === undefined || password === undefined) return undefined;
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
