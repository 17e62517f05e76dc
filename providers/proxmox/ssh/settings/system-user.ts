import { error, type Diagnostic } from "../../../../lib/diagnostic/diagnostic.js";
import type { ApiGiven } from "../../api/settings/api-settings.js";
import type { Credentials } from "../../api/settings/credentials.js";

/** The user on the nodes that the API's login stands for; undefined where it stands for none. */
export function systemUserOf(
  { username }: ApiGiven,
  credentials: Credentials | undefined,
): string | undefined {
  switch (credentials?.kind) {
    case undefined:
      return undefined;
    case "password":
      return pamUser(credentials.username);
    case "ticket":
      return pamUser(credentials.ticket.username) ?? nameOf(username?.value);
    // A token proves nothing to a node, and its user may be nobody there. A username beside it is meant for SSH.
    case "token":
      return nameOf(username?.value);
  }
}

/** What to say where there is none. Holds no secrets. */
export function userMissing(credentials: Credentials | undefined): Diagnostic {
  const because =
    credentials?.kind === "password"
      ? noUserOfPam(credentials.username)
      : credentials?.kind === "ticket"
        ? noUserOfPam(credentials.ticket.username)
        : "An API token says nothing about users of the nodes.";
  return error("ssh.username is missing", {
    path: ["ssh", 0, "username"],
    detail: `${because} Set ssh.username, or PROXMOX_VE_SSH_USERNAME, to the user that logs in to the nodes: root, or one with sudo.`,
  });
}

function noUserOfPam(username: string): string {
  return `The API's login is ${username}, which is no user of PAM, so no user of the nodes.`;
}

/** Only users of PAM are users of the nodes. */
function pamUser(userid: string): string | undefined {
  return /^(.+)@pam$/.exec(userid)?.[1];
}

function nameOf(userid: string | undefined): string | undefined {
  return userid === undefined ? undefined : /^([^@\s]+)(?:@\S*)?$/.exec(userid)?.[1];
}
