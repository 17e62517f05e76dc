import { afterAll, beforeAll, describe, expect, it } from "vitest";

import { NotConnected } from "../../../providers/proxmox/api/transport/not-connected.js";
import { obstacleOf } from "../../../providers/proxmox/api/transport/obstacle.js";
import { startEngineExecutor } from "../../contract/engine-executor.js";
import { secretMarker } from "../../secrets/secret-marker.js";
import { environmentOf } from "../api/environment-of.js";
import { apiStand, type ApiStand } from "./api-stand.js";

let at: ApiStand;
beforeAll(async () => {
  at = await apiStand();
});
afterAll(() => at.close());

type Variables = Readonly<Record<string, string>>;

interface Fault {
  /** The fault in the words, and which of its kinds. */
  readonly fault: string;
  /** What the environment says else than how to reach the simulation with a token of root. */
  readonly environment: () => Variables;
  /** Word for word; ports, fingerprints and times by their names. */
  readonly summary: string;
  readonly detail: string;
  /** The setting to look at; none where it is about what is planned. */
  readonly path?: string;
}

const login = (username: string, password: string) => ({
  PROXMOX_VE_API_TOKEN: "",
  PROXMOX_VE_USERNAME: username,
  PROXMOX_VE_PASSWORD: password,
});
const local = (port: number) => ({ PROXMOX_VE_ENDPOINT: `https://127.0.0.1:${port}` });
/** Too long for a name: no name server has to be asked, and none may be there. */
const noName = `${"x".repeat(64)}.invalid`;
const anyCertificate = { PROXMOX_VE_FINGERPRINT: "", PROXMOX_VE_INSECURE: "true" };
const secretOf = (user: string, token: string) =>
  at.pve.world.users.get(user)?.tokens.get(token)?.secret ?? "";
const checkPort =
  "Proxmox VE listens on port 8006: https://pve.example.com:8006. Check the port, and pveproxy on the node.";
const checkLogin =
  "Check username, realm (root@pam and root@pve are two users) and password, and that the user is enabled and has not expired.";
const isTls = "Proxmox VE's API is https, at port 8006 unless something stands before it. Check the port.";
const log = "The node's log says which: journalctl -u pveproxy -u pvedaemon.";
const noToken = `Given by PROXMOX_VE_API_TOKEN in the environment. https://127.0.0.1:PORT answered GET /version with 401: Authentication failed!. The token does not exist in this cluster, its secret is another one, or it or its user has expired or is disabled. ${log}`;

const faults: readonly Fault[] = [
  {
    fault: "wrong host: a name that nobody has",
    environment: () => ({ PROXMOX_VE_ENDPOINT: `https://${noName}:8006` }),
    summary: "https://LONG.invalid:8006 is out of reach: its name can't be resolved",
    detail: "Check the name, or write the address.",
    path: "endpoint",
  },
  {
    fault: "wrong host: another service, which answers with a page",
    environment: () => ({ ...local(at.page), ...anyCertificate }),
    summary: "what answers at https://127.0.0.1:PORT is not the API of Proxmox VE",
    detail:
      "It answered GET /version with something else than JSON (200 OK). Check host and port: Proxmox VE listens on port 8006. If something stands before it that wants a login of its own, go past that.",
    path: "endpoint",
  },
  {
    fault: "wrong host: something that wants a login of its own",
    environment: () => ({ ...local(at.redirection), ...anyCertificate }),
    summary: "what answers at https://127.0.0.1:PORT is not the API of Proxmox VE",
    detail:
      "It answered GET /version with the way to another place (302 Found). Check host and port: Proxmox VE listens on port 8006. If something stands before it that wants a login of its own, go past that.",
    path: "endpoint",
  },
  {
    fault: "wrong host: something that speaks no TLS",
    environment: () => local(at.plain),
    summary: "https://127.0.0.1:PORT is out of reach: it does not speak TLS (ERR_SSL_WRONG_VERSION_NUMBER)",
    detail: isTls,
    path: "endpoint",
  },
  {
    fault: "port closed",
    environment: () => local(1),
    summary: "https://127.0.0.1:PORT is out of reach: nothing listens there",
    detail: checkPort,
    path: "endpoint",
  },
  {
    fault: "port closed: what listens closes at once, as a node does that starts",
    environment: () => local(at.closing),
    summary: "https://127.0.0.1:PORT is out of reach: the connection fails (ECONNRESET)",
    detail: "Check the address, the port, and what stands in between.",
    path: "endpoint",
  },
  {
    fault: "TLS too old",
    environment: () => local(at.old),
    summary:
      "https://127.0.0.1:PORT is out of reach: it speaks no TLS that is new enough (ERR_SSL_TLSV1_ALERT_PROTOCOL_VERSION)",
    detail: "Let it speak TLS 1.3, or lower `min_tls` (PROXMOX_VE_MIN_TLS).",
    path: "min_tls",
  },
  {
    fault: "self-signed without insecure",
    environment: () => ({ PROXMOX_VE_FINGERPRINT: "" }),
    summary:
      "https://127.0.0.1:PORT is out of reach: its certificate is not trusted (DEPTH_ZERO_SELF_SIGNED_CERT)",
    detail:
      "Pin it (`fingerprint`, PROXMOX_VE_FINGERPRINT), give the cluster's authority (`ca_certificate`), or, for a test, set `insecure`.",
    path: "endpoint",
  },
  {
    fault: "fingerprint mismatch",
    environment: () => ({ PROXMOX_VE_FINGERPRINT: at.other.fingerprint }),
    summary: "https://127.0.0.1:PORT is out of reach: it shows another certificate than the pinned one",
    detail:
      "Pinned: FINGERPRINT. Shown: FINGERPRINT. If the certificate was renewed, pin the new one; otherwise somebody is in between: do not connect.",
    path: "fingerprint",
  },
  {
    fault: "wrong password",
    environment: () => login("root@pam", at.passwords.wrong),
    summary: "Proxmox VE does not accept the password of root@pam",
    detail: checkLogin,
    path: "password",
  },
  {
    fault: "wrong password: of a user of another realm",
    environment: () => login("root@pve", at.passwords.root),
    summary: "Proxmox VE does not accept the password of root@pve",
    detail: checkLogin,
    path: "password",
  },
  {
    fault: "wrong password: of a user that is disabled",
    environment: () => login("off@pve", at.passwords.off),
    summary: "Proxmox VE does not accept the password of off@pve",
    detail: checkLogin,
    path: "password",
  },
  {
    fault: "wrong OTP",
    environment: () => ({ ...login("two@pve", at.passwords.two), PROXMOX_VE_OTP: "000000" }),
    summary: "Proxmox VE does not accept the code of two@pve's second factor",
    detail:
      "A code is good for half a minute and for one login: take a fresh one. Terraform logs in more than once in a run, so use `api_token` there, or `auth_ticket` with `csrf_prevention_token`.",
    path: "otp",
  },
  {
    fault: "wrong OTP: one that was used before",
    environment: () => {
      for (const factor of at.pve.world.users.get("two@pve")?.factors.values() ?? [])
        if (factor.type === "totp") factor.last = Math.floor(at.pve.clock.now() / 30_000) + 1;
      return {
        ...login("two@pve", at.passwords.two),
        PROXMOX_VE_OTP: at.code(),
      };
    },
    summary: "Proxmox VE does not accept the code of two@pve's second factor",
    detail:
      "A code is good for half a minute and for one login: take a fresh one. Terraform logs in more than once in a run, so use `api_token` there, or `auth_ticket` with `csrf_prevention_token`.",
    path: "otp",
  },
  {
    fault: "wrong OTP: none at all",
    environment: () => login("two@pve", at.passwords.two),
    summary: "two@pve has a second factor",
    detail:
      "Use an API token (`api_token`), which needs none. Or log in by hand and give `auth_ticket` with `csrf_prevention_token`, or set `otp` to the code that is shown now.",
    path: "otp",
  },
  {
    fault: "expired ticket",
    environment: () => ({
      PROXMOX_VE_API_TOKEN: "",
      PROXMOX_VE_AUTH_TICKET: `PVE:root@pam:12345678::${secretMarker("ticket")}`,
      PROXMOX_VE_CSRF_PREVENTION_TOKEN: `12345678:${secretMarker("csrf")}`,
    }),
    summary: "Proxmox VE does not accept the ticket of root@pam",
    detail:
      "Given by PROXMOX_VE_AUTH_TICKET in the environment, issued at 1979-09-05T22:51:36.000Z. https://127.0.0.1:PORT answered GET /version with 401: Authentication failed!. A ticket ends after two hours, and is good for the cluster that gave it: get a new one from /access/ticket.",
    path: "auth_ticket",
  },
  {
    fault: "token without secret",
    environment: () => ({ PROXMOX_VE_API_TOKEN: "root@pam!simulation" }),
    summary: "PROXMOX_VE_API_TOKEN in the environment has no secret",
    detail:
      "It has the form user@realm!name=secret, where the secret is the UUID that Proxmox VE showed when the token was made. A lost secret can't be shown again: make a new token.",
    path: "api_token",
  },
  {
    fault: "token without secret: with another one's",
    environment: () => ({ PROXMOX_VE_API_TOKEN: at.other.token }),
    summary: "Proxmox VE does not accept the API token root@pam!simulation",
    detail: noToken,
    path: "api_token",
  },
  {
    fault: "token disabled: its user is",
    environment: () => ({ PROXMOX_VE_API_TOKEN: `off@pve!tt=${secretOf("off@pve", "tt")}` }),
    summary: "Proxmox VE does not accept the API token off@pve!tt",
    detail: noToken,
    path: "api_token",
  },
  {
    fault: "token disabled: it was removed",
    environment: () => ({ PROXMOX_VE_API_TOKEN: at.pve.token.replace("!simulation=", "!removed=") }),
    summary: "Proxmox VE does not accept the API token root@pam!removed",
    detail: noToken,
    path: "api_token",
  },
  {
    fault: "token expired",
    environment: () => ({ PROXMOX_VE_API_TOKEN: `two@pve!old=${secretOf("two@pve", "old")}` }),
    summary: "Proxmox VE does not accept the API token two@pve!old",
    detail: noToken,
    path: "api_token",
  },
  {
    fault: "missing privilege, seen before the first write",
    environment: () => login("none@pve", at.passwords.none),
    summary: "missing privilege Pool.Allocate on /pool/web",
    detail: [
      "Proxmox VE's own rules for POST /pools ask for it, because the plan is to create it (proxmox_pool.it).",
      "Grant none@pve a role that has it.",
      "Nothing was written. To go on all the same: `skip_checks = true`, or PROXMOX_VE_SKIP_CHECKS=1.",
    ].join("\n"),
  },
  {
    fault: "missing privilege, told by Proxmox VE itself",
    environment: () => ({ ...login("none@pve", at.passwords.none), PROXMOX_VE_SKIP_CHECKS: "true" }),
    summary: "missing privilege Pool.Allocate on /pool/web",
    detail: "POST /pools answered 403. Grant a role with Pool.Allocate on /pool/web to this login.",
  },
  {
    fault: "proxy refusing",
    environment: () => ({
      PROXMOX_VE_ENDPOINT: "https://pve.invalid:8006",
      HTTPS_PROXY: `http://127.0.0.1:${at.proxy}`,
    }),
    summary:
      "https://pve.invalid:8006 is out of reach: the proxy http://127.0.0.1:PORT lets nobody through to it (403)",
    detail: "Allow CONNECT to this address and port at the proxy, or name the host in NO_PROXY.",
    path: "endpoint",
  },
  {
    fault: "proxy refusing: it is not there",
    environment: () => ({
      PROXMOX_VE_ENDPOINT: "https://pve.invalid:8006",
      HTTPS_PROXY: "http://127.0.0.1:1",
    }),
    summary:
      "https://pve.invalid:8006 is out of reach: the proxy http://127.0.0.1:PORT is out of reach: nothing listens there",
    detail: "Check HTTPS_PROXY and whether the proxy runs, or name the host in NO_PROXY.",
    path: "endpoint",
  },
  {
    fault: "port closed, and the other endpoint is something else",
    environment: () => ({
      PROXMOX_VE_ENDPOINT: "",
      PROXMOX_VE_ENDPOINTS: `https://127.0.0.1:1,https://127.0.0.1:${at.plain}`,
    }),
    summary: "no endpoint of the cluster is in reach",
    detail: [
      `https://127.0.0.1:PORT: nothing listens there. ${checkPort}`,
      `https://127.0.0.1:PORT: it does not speak TLS (ERR_SSL_WRONG_VERSION_NUMBER). ${isTls}`,
    ].join("\n"),
    path: "endpoint",
  },
];

/** A text without what differs from run to run. */
function plainly(text: string): string {
  return text
    .replaceAll(noName, "LONG.invalid")
    .replaceAll("EPIPE", "ECONNRESET")
    .replaceAll(/127\.0\.0\.1:\d+/g, "127.0.0.1:PORT")
    .replaceAll(/(?:[0-9A-F]{2}:){31}[0-9A-F]{2}/g, "FINGERPRINT");
}

const silence = {
  what: "nothing answers there (CODE)",
  advice: "Check the address, the network in between, and whether the node runs.",
};

/** How many entries of the journal are open in what an executor wrote. */
function openIn(written: string): number {
  const [begun, closed] = ["begin", "close"].map((what) => written.split(`"do":"${what}"`).length);
  return (begun ?? 0) - (closed ?? 0);
}

describe("a fault on the way to the API is told with what to do, and leaves nothing", () => {
  it.each(faults.map((each) => [each.fault, each] as const))(
    "%s",
    async (_, { environment, summary, detail, path }) => {
      const variables = { ...environmentOf(at.pve), PROXMOX_VE_USERNAME: "", PROXMOX_VE_PASSWORD: "" };
      const executor = await startEngineExecutor("proxmox_pool", at.pve, {
        environment: { ...variables, ...environment() },
      });
      const before = at.pve.requests.length;
      try {
        const { errors, instance } = await (await executor.plan({ pool_id: "web" })).apply();
        expect(
          errors.map((error) => ({
            summary: plainly(error.summary),
            detail: plainly(error.detail ?? ""),
            path: error.path?.[0],
          })),
        ).toEqual([{ summary, detail, path }]);
        expect(instance).toBeUndefined();
        expect(openIn(await executor.written())).toBe(0);
        const written = at.pve.requests
          .slice(before)
          .filter(({ verb, path }) => verb !== "GET" && !path.includes("ticket"));
        expect(written.filter(({ status }) => status === 200)).toEqual([]);
        expect(await at.pve.get("/pools")).toEqual([]);
      } finally {
        await executor.close();
      }
    },
  );

  // No machine has such a network at hand.
  it.each([
    [
      "DNS failure: the name server does not answer",
      "EAI_AGAIN",
      {
        what: "its name can't be resolved at the moment",
        advice: "The name server does not answer. Check it and the name, or write the address.",
      },
    ],
    ["wrong host: nothing answers within the time", "UND_ERR_CONNECT_TIMEOUT", silence],
    ["wrong host: nothing answers", "ETIMEDOUT", silence],
    ["wrong host: there is no way to it", "EHOSTUNREACH", silence],
    ["wrong host: there is no way to its network", "ENETUNREACH", silence],
  ])("%s (%s)", (_fault, code, told) => {
    const failure = new NotConnected(Object.assign(new Error("no answer"), { code }));
    expect(obstacleOf(failure)).toEqual({
      kind: "server",
      path: ["endpoint"],
      passes: true,
      what: told.what.replace("CODE", code),
      advice: told.advice,
    });
  });
});
