import { once } from "node:events";
import { createServer as createHttpsServer, type Server as HttpsServer } from "node:https";
import type { AddressInfo } from "node:net";
import { createServer, type Server } from "node:tls";

import { afterAll, beforeAll, describe, expect, it } from "vitest";

import { diagnosticsOf } from "../../../lib/diagnostic/refusal.js";
import type { Environment } from "../../../lib/schema/provider.js";
import { connectionSettings } from "../../../providers/proxmox/api/settings/connection-settings.js";
import { NotConnected } from "../../../providers/proxmox/api/transport/not-connected.js";
import { obstacleOf } from "../../../providers/proxmox/api/transport/obstacle.js";
import { connect } from "../../../providers/proxmox/connection.js";
import { createCertificate } from "../../../providers/proxmox/simulator/certificate.js";
import { simulate, type Simulation } from "../../../providers/proxmox/simulator/simulate.js";
import { addSecondFactor } from "../../simulator/add-second-factor.js";
import { noteShown } from "../../secrets/notes.js";
import { secretMarker } from "../../secrets/secret-marker.js";
import { environmentOf } from "./environment-of.js";
import { listener, type Listener } from "./listener.js";

let pve: Simulation;
let other: Simulation;
let closing: Listener;
let plain: Listener;
let proxy: Listener;
let old: Server;
let page: HttpsServer;
let redirection: HttpsServer;
const passwords = {
  none: secretMarker("none"),
  off: secretMarker("off"),
  root: secretMarker("root"),
  two: secretMarker("two"),
  wrong: secretMarker("wrong"),
};
let code: () => string;

beforeAll(async () => {
  [pve, other] = await Promise.all([simulate({ rootPassword: passwords.root }), simulate()]);
  closing = await listener((socket) => void socket.destroy());
  plain = await listener((socket) => void socket.end("HTTP/1.1 400 Bad Request\r\n\r\n"));
  proxy = await listener((socket) => void socket.end("HTTP/1.1 403 Forbidden\r\n\r\n"));
  const { certificate: cert, privateKey: key } = createCertificate();
  old = createServer({ cert, key, maxVersion: "TLSv1.2" }).listen(0, "127.0.0.1");
  await once(old, "listening");
  page = createHttpsServer({ cert, key }, (_, response) => void response.end("<html>Welcome</html>"));
  redirection = createHttpsServer(
    { cert, key },
    (_, response) => void response.writeHead(302, { location: "/login" }).end(),
  );
  for (const each of [page, redirection]) await once(each.listen(0, "127.0.0.1"), "listening");
  await pve.post("/access/users", { userid: "two@pve", password: passwords.two });
  code = await addSecondFactor(pve, "two@pve");
  await pve.post("/access/users", { userid: "off@pve", password: passwords.off, enable: 0 });
  await pve.post("/access/users/off@pve/token/tt");
  await pve.post("/access/users/two@pve/token/old", { expire: 1_000_000 });
});
afterAll(async () => {
  await Promise.all([pve.close(), other.close(), closing.close(), plain.close(), proxy.close()]);
  for (const each of [old, page, redirection]) each.close();
});

interface Fault {
  readonly when: string;
  /** What the environment says else than how to reach the simulation with a token of root. */
  readonly environment: () => Environment;
  readonly summary: RegExp;
  /** What to do. */
  readonly detail: RegExp;
  readonly path: string;
}

const login = (username: string, password: string) => ({
  PROXMOX_VE_API_TOKEN: "",
  PROXMOX_VE_USERNAME: username,
  PROXMOX_VE_PASSWORD: password,
});
const at = (server: Server | HttpsServer) => ({
  PROXMOX_VE_ENDPOINT: `https://127.0.0.1:${(server.address() as AddressInfo).port}`,
});
const secretOf = (user: string, token: string) => pve.world.users.get(user)?.tokens.get(token)?.secret ?? "";

const faults: readonly Fault[] = [
  {
    when: "the host's name is wrong",
    environment: () => ({ PROXMOX_VE_ENDPOINT: "https://no-such-host.invalid:8006" }),
    summary: /no-such-host\.invalid:8006 is out of reach: its name can't be resolved/,
    detail: /Check .*name, or write the address|Check it and the name/,
    path: "endpoint",
  },
  {
    when: "the port is closed",
    environment: () => ({ PROXMOX_VE_ENDPOINT: "https://127.0.0.1:1" }),
    summary: /127\.0\.0\.1:1 is out of reach: nothing listens there/,
    detail: /port 8006.*Check the port, and pveproxy/,
    path: "endpoint",
  },
  {
    when: "what listens closes at once, as a node does that starts",
    environment: () => ({ PROXMOX_VE_ENDPOINT: `https://127.0.0.1:${closing.port}` }),
    summary: /is out of reach: the connection fails \((?:ECONNRESET|EPIPE)\)/,
    detail: /what stands in between/,
    path: "endpoint",
  },
  {
    when: "what listens speaks no TLS",
    environment: () => ({ PROXMOX_VE_ENDPOINT: `https://127.0.0.1:${plain.port}` }),
    summary: /does not speak TLS/,
    detail: /https, at port 8006/,
    path: "endpoint",
  },
  {
    when: "what listens speaks only TLS that is too old",
    environment: () => at(old),
    summary: /it speaks no TLS that is new enough/,
    detail: /Let it speak TLS 1\.3, or lower min_tls \(PROXMOX_VE_MIN_TLS\)/,
    path: "min_tls",
  },
  {
    when: "another service listens, which answers with a page",
    environment: () => ({ ...at(page), PROXMOX_VE_FINGERPRINT: "", PROXMOX_VE_INSECURE: "true" }),
    summary: /^what answers at https:\/\/127\.0\.0\.1:\d+ is not the API of Proxmox VE$/,
    detail: /something else than JSON \(200 OK\).*Check host and port: Proxmox VE listens on port 8006/,
    path: "endpoint",
  },
  {
    when: "something stands before it that wants a login of its own",
    environment: () => ({ ...at(redirection), PROXMOX_VE_FINGERPRINT: "", PROXMOX_VE_INSECURE: "true" }),
    summary: /is not the API of Proxmox VE$/,
    detail: /the way to another place \(302 Found\).*wants a login of its own, go past that/,
    path: "endpoint",
  },
  {
    when: "a proxy on the way refuses",
    environment: () => ({
      PROXMOX_VE_ENDPOINT: "https://pve.invalid:8006",
      HTTPS_PROXY: `http://127.0.0.1:${proxy.port}`,
    }),
    summary: /the proxy http:\/\/127\.0\.0\.1:\d+ lets nobody through to it \(403\)/,
    detail: /Allow CONNECT to this address and port at the proxy, or name the host in NO_PROXY/,
    path: "endpoint",
  },
  {
    when: "a proxy on the way is not there",
    environment: () => ({
      PROXMOX_VE_ENDPOINT: "https://pve.invalid:8006",
      HTTPS_PROXY: "http://127.0.0.1:1",
    }),
    summary: /the proxy http:\/\/127\.0\.0\.1:1 is out of reach: nothing listens there/,
    detail: /Check HTTPS_PROXY and whether the proxy runs/,
    path: "endpoint",
  },
  {
    when: "the certificate is self-signed and nothing says that it is to be trusted",
    environment: () => ({ PROXMOX_VE_FINGERPRINT: "" }),
    summary: /its certificate is not trusted \(DEPTH_ZERO_SELF_SIGNED_CERT\)/,
    detail: /fingerprint, PROXMOX_VE_FINGERPRINT.*ca_certificate.*insecure/,
    path: "endpoint",
  },
  {
    when: "the certificate is another one than the pinned one",
    environment: () => ({ PROXMOX_VE_FINGERPRINT: other.fingerprint }),
    summary: /shows another certificate than the pinned one/,
    detail: /Pinned: [0-9A-F:]{95}\. Shown: [0-9A-F:]{95}\..*pin the new one.*do not connect/,
    path: "fingerprint",
  },
  {
    when: "the password is wrong",
    environment: () => login("root@pam", passwords.wrong),
    summary: /^Proxmox VE does not accept the password of root@pam$/,
    detail: /Check username, realm .* and password/,
    path: "password",
  },
  {
    when: "the user is of another realm",
    environment: () => login("root@pve", passwords.root),
    summary: /^Proxmox VE does not accept the password of root@pve$/,
    detail: /root@pam and root@pve are two users/,
    path: "password",
  },
  {
    when: "the user is disabled",
    environment: () => login("off@pve", passwords.off),
    summary: /does not accept the password of off@pve/,
    detail: /that the user is enabled/,
    path: "password",
  },
  {
    when: "a second factor is asked for and no code is given",
    environment: () => login("two@pve", passwords.two),
    summary: /^two@pve has a second factor$/,
    detail: /Use an API token.*auth_ticket with csrf_prevention_token.*otp/,
    path: "otp",
  },
  {
    when: "the code of the second factor is wrong",
    environment: () => ({ ...login("two@pve", passwords.two), PROXMOX_VE_OTP: "000000" }),
    summary: /does not accept the code of two@pve's second factor/,
    detail: /half a minute and for one login.*Terraform logs in more than once/,
    path: "otp",
  },
  {
    when: "the code of the second factor was used before",
    environment: () => {
      for (const factor of pve.world.users.get("two@pve")?.factors.values() ?? [])
        if (factor.type === "totp") factor.last = Math.floor(pve.clock.now() / 30_000) + 1;
      return { ...login("two@pve", passwords.two), PROXMOX_VE_OTP: code() };
    },
    summary: /does not accept the code of two@pve's second factor/,
    detail: /take a fresh one/,
    path: "otp",
  },
  {
    when: "the ticket has ended",
    environment: () => ({
      PROXMOX_VE_API_TOKEN: "",
      PROXMOX_VE_AUTH_TICKET: `PVE:root@pam:12345678::${secretMarker("ticket")}`,
      PROXMOX_VE_CSRF_PREVENTION_TOKEN: `12345678:${secretMarker("csrf")}`,
    }),
    summary: /does not accept the ticket of root@pam/,
    detail: /issued at 1979-.*ends after two hours.*get a new one/,
    path: "auth_ticket",
  },
  {
    when: "the API token has no secret",
    environment: () => ({ PROXMOX_VE_API_TOKEN: "root@pam!simulation" }),
    summary: /^PROXMOX_VE_API_TOKEN in the environment has no secret$/,
    detail: /user@realm!name=secret.*make a new token/,
    path: "api_token",
  },
  {
    when: "the API token has another secret",
    environment: () => ({ PROXMOX_VE_API_TOKEN: other.token }),
    summary: /does not accept the API token root@pam!simulation$/,
    detail:
      /PROXMOX_VE_API_TOKEN in the environment.*Authentication failed!.*its secret is another one.*journalctl/,
    path: "api_token",
  },
  {
    when: "the API token was removed",
    environment: () => ({ PROXMOX_VE_API_TOKEN: pve.token.replace("!simulation=", "!removed=") }),
    summary: /does not accept the API token root@pam!removed$/,
    detail: /PROXMOX_VE_API_TOKEN in the environment.*The token does not exist in this cluster/,
    path: "api_token",
  },
  {
    when: "the API token has expired",
    environment: () => ({ PROXMOX_VE_API_TOKEN: `two@pve!old=${secretOf("two@pve", "old")}` }),
    summary: /does not accept the API token two@pve!old$/,
    detail: /has expired or is disabled/,
    path: "api_token",
  },
  {
    when: "the API token's user is disabled",
    environment: () => ({ PROXMOX_VE_API_TOKEN: `off@pve!tt=${secretOf("off@pve", "tt")}` }),
    summary: /does not accept the API token off@pve!tt$/,
    detail: /has expired or is disabled/,
    path: "api_token",
  },
];

/** What somebody is told who tries to connect. */
async function told(environment: Environment) {
  const { settings, diagnostics } = connectionSettings({}, environment);
  if (settings === undefined) return diagnostics;
  try {
    await (await connect(settings)).close();
    return [];
  } catch (thrown) {
    return diagnosticsOf(thrown);
  }
}

describe("a connection that does not come about tells what to do", () => {
  it.each(faults.map((fault) => [fault.when, fault] as const))("where %s", async (_, fault) => {
    const { environment, summary, detail, path } = fault;
    const diagnostics = await told({ ...environmentOf(pve), ...environment() });
    expect(diagnostics).toMatchObject([{ severity: "error", path: [path] }]);
    const [diagnostic] = diagnostics;
    expect(diagnostic?.summary).toMatch(summary);
    expect(diagnostic?.detail).toMatch(detail);
    noteShown({ by: "a fault of the API", text: JSON.stringify(diagnostics) });
    expect(JSON.stringify(diagnostics)).not.toMatch(/marker|[0-9a-f]{8}-[0-9a-f]{4}-/);
  });

  it.each(["UND_ERR_CONNECT_TIMEOUT", "ETIMEDOUT", "EHOSTUNREACH", "ENETUNREACH"])(
    "where nothing answers (%s)",
    (code) => {
      const failure = new NotConnected(Object.assign(new Error("no answer"), { code }));
      expect(obstacleOf(failure)).toEqual({
        kind: "server",
        what: `nothing answers there (${code})`,
        advice: "Check the address, the network in between, and whether the node runs.",
        path: ["endpoint"],
        passes: true,
      });
    },
  );

  it("where none of several endpoints is in reach, of each why", async () => {
    const endpoints = `https://127.0.0.1:1,${other.endpoint},https://127.0.0.1:${plain.port}`;
    const diagnostics = await told({
      ...environmentOf(pve),
      PROXMOX_VE_ENDPOINT: "",
      PROXMOX_VE_ENDPOINTS: endpoints,
    });
    expect(diagnostics).toMatchObject([{ summary: "no endpoint of the cluster is in reach" }]);
    expect(diagnostics[0]?.detail?.split("\n")).toEqual([
      expect.stringMatching(/127\.0\.0\.1:1: nothing listens there/),
      expect.stringMatching(/another certificate/),
      expect.stringMatching(/does not speak TLS/),
    ]);
  });
});

describe("a call that is refused tells what to do", () => {
  it("where a privilege is missing: which, where, and that it has to be granted", async () => {
    await pve.post("/access/users", { userid: "none@pve", password: passwords.none });
    const { settings } = connectionSettings(
      {},
      { ...environmentOf(pve), ...login("none@pve", passwords.none) },
    );
    const connection = await connect(settings!);
    const refused = await connection.api.get("/cluster/status").catch(diagnosticsOf);
    await connection.close();
    expect(refused).toMatchObject([
      {
        summary: "missing privilege Sys.Audit on /",
        detail: expect.stringMatching(
          /GET \/cluster\/status answered 403\. Grant a role with Sys\.Audit on \//,
        ) as string,
      },
    ]);
  });
});
