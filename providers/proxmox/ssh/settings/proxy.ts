import { error } from "../../../../lib/diagnostic/diagnostic.js";
import type { GivenOf } from "../../settings/given.js";
import type { Report } from "../../settings/report.js";
import type { sshSettings } from "./ssh-block.js";
import type { ProxySettings } from "./ssh-settings.js";

/** Where SOCKS servers listen if nothing else is said. */
const defaultPort = 1080;

/** Reads the SOCKS5 proxy: `host`, `host:port`, `[address]:port`. */
export function proxyOf(given: GivenOf<typeof sshSettings>, report: Report): ProxySettings | undefined {
  const { socks5_server: server, socks5_username: username, socks5_password: password } = given;
  if (server === undefined) {
    const half = username ?? password;
    // What the environment says beside may be meant for others.
    if (half?.source === "block")
      report(
        error(`${half.from} is given without socks5_server`, {
          path: ["ssh", 0, "socks5_server"],
          detail: "Set ssh.socks5_server, or PROXMOX_VE_SSH_SOCKS5_SERVER, to the proxy's host:port.",
        }),
      );
    return undefined;
  }
  const match = /^(?:socks5h?:\/\/)?(?:\[([0-9A-Fa-f:.]+)\]|([^\s:/@[\]]+))(?::(\d{1,5}))?\/?$/.exec(
    server.value,
  );
  const port = Number(match?.[3] ?? defaultPort);
  if (match === null || port < 1 || port > 65_535) {
    report(
      error(`${server.from} is not a proxy's address`, {
        path: server.path,
        detail: `Given: ${JSON.stringify(withoutLogin(server.value))}. Write host:port, for example proxy.example.com:1080; its login belongs into socks5_username and socks5_password.`,
      }),
    );
    return undefined;
  }
  if ((username === undefined) !== (password === undefined)) {
    const [there, missing] =
      username === undefined ? [password, "socks5_username"] : [username, "socks5_password"];
    report(
      error(`${there?.from} is given without ${missing}`, {
        path: ["ssh", 0, missing],
        detail: `A login at the proxy needs both: set ssh.${missing}, or PROXMOX_VE_SSH_${missing.toUpperCase()}.`,
      }),
    );
  }
  return {
    host: match[1] ?? match[2] ?? "",
    port,
    login:
      username === undefined || password === undefined
        ? undefined
        : { username: username.value, password: password.value },
  };
}

function withoutLogin(server: string): string {
  return server.replace(/[^/]*@/, "...@");
}
