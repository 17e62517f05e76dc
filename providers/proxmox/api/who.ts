import type { Credentials } from "./settings/credentials.js";

/** The user or token that tasks are noted under: `root@pam`, `root@pam!deploy`. */
export function who(credentials: Credentials): string {
  switch (credentials.kind) {
    case "token":
      return credentials.token.split("=")[0] ?? "";
    case "ticket":
      return credentials.ticket.username;
    case "password":
      return credentials.username;
  }
}
