import { describe, expect, it } from "vitest";

import type { Environment } from "../../../lib/schema/provider.js";
import { unknown, type ValueObject } from "../../../lib/value/value.js";
import { connectionSettings } from "../../../providers/proxmox/api/settings/connection-settings.js";
import { proxmox } from "../../../providers/proxmox/provider.js";
import { createCertificate } from "../../../providers/proxmox/simulator/certificate.js";
import { secretMarker } from "../../secrets/secret-marker.js";

const token = "root@pam!for-terraform-provider=01234567-89ab-cdef-0123-456789abcdef";
const ticket = "PVE:username@realm:66F0A0B0::some_base64_payload==";
const csrf = "66F0A0B0:some_blob";
const payload = JSON.stringify({
  data: { CSRFPreventionToken: csrf, username: "username@realm", ticket, cap: {} },
});
const endpoint = "https://10.0.0.2:8006/";
const urlPassword = secretMarker("in-url");
const wrongToken = secretMarker("token");
const loneTicket = secretMarker("ticket");
const fingerprint = "ab".repeat(32);

/** The settings that block and environment make, with an endpoint and a token unless they say otherwise. */
function settingsOf(block: ValueObject, environment: Environment = {}) {
  const { settings, diagnostics } = connectionSettings(block, environment);
  if (settings === undefined) throw new Error(JSON.stringify(diagnostics));
  return settings;
}

function wrongWith(block: ValueObject, environment: Environment = {}) {
  return connectionSettings(block, environment).diagnostics.map(({ summary }) => summary);
}

describe("the argument endpoint", () => {
  it.each([
    ["https://10.0.0.2:8006/", "https://10.0.0.2:8006"],
    ["https://10.0.0.2:8006", "https://10.0.0.2:8006"],
    ["https://pve.example.com", "https://pve.example.com"],
    ["https://[2001:db8::1]:8006/", "https://[2001:db8::1]:8006"],
    ["HTTPS://PVE.example.com:8006", "https://pve.example.com:8006"],
  ])("is taken with or without slash and port: %s", (given, wanted) => {
    const { settings, diagnostics } = connectionSettings({ endpoint: given, api_token: token }, {});
    expect([settings?.endpoints, diagnostics]).toEqual([[wanted], []]);
  });

  it("can also be sourced from PROXMOX_VE_ENDPOINT", () => {
    expect(settingsOf({ api_token: token }, { PROXMOX_VE_ENDPOINT: endpoint }).endpoints).toEqual([
      "https://10.0.0.2:8006",
    ]);
  });

  it.each(["https://10.0.0.2:8006/api2/json", "https://10.0.0.2:8006/api2/json/"])(
    "forgives %s with a warning",
    (given) => {
      const { settings, diagnostics } = connectionSettings({ endpoint: given, api_token: token }, {});
      expect(settings?.endpoints).toEqual(["https://10.0.0.2:8006"]);
      expect(diagnostics).toMatchObject([
        {
          severity: "warning",
          path: ["endpoint"],
          detail: expect.stringContaining("Write https://10.0.0.2:8006") as string,
        },
      ]);
    },
  );

  it.each([
    ["pve.example.com", "It has no scheme"],
    ["pve.example.com:8006", "does not begin with https"],
    ["http://pve.example.com:8006", "in clear"],
    ["https://pve.example.com/gui", "more than an address"],
    ["https://pve.example.com/?a=b", "more than an address"],
    [`https://root:${urlPassword}@pve.example.com`, "It holds a user"],
  ])("refuses %s and says what to write", (given, detail) => {
    const { diagnostics } = connectionSettings({ api_token: token }, { PROXMOX_VE_ENDPOINT: given });
    expect(diagnostics).toMatchObject([
      {
        severity: "error",
        summary: "PROXMOX_VE_ENDPOINT in the environment is not the address of a Proxmox VE",
        detail: expect.stringContaining(detail) as string,
      },
    ]);
    expect(diagnostics[0]?.detail).toContain("https://pve.example.com:8006");
    expect(diagnostics[0]?.detail).not.toContain(urlPassword);
  });

  it("is required, and the message names both ways to give it", () => {
    const { diagnostics } = connectionSettings({ api_token: token }, {});
    expect(diagnostics).toMatchObject([
      { summary: "no endpoint", detail: expect.stringMatching(/endpoint .* PROXMOX_VE_ENDPOINT/) as string },
    ]);
  });

  it("may be several: endpoints, or PROXMOX_VE_ENDPOINTS with commas between", () => {
    const several = ["https://a:8006", "https://b:8006"];
    expect(
      settingsOf({ endpoint: "https://a:8006/", endpoints: several, api_token: token }).endpoints,
    ).toEqual(several);
    const environment = { PROXMOX_VE_ENDPOINTS: "https://a:8006, https://b:8006/" };
    expect(settingsOf({ api_token: token }, environment).endpoints).toEqual(several);
    expect(wrongWith({ endpoints: ["https://a:8006", "b"], api_token: token })).toEqual([
      "endpoints in the provider block (number 2) is not the address of a Proxmox VE",
    ]);
  });

  it("in code does not mean the further ones that the environment knows", () => {
    const environment = { PROXMOX_VE_ENDPOINTS: "https://other:8006" };
    expect(settingsOf({ endpoint, api_token: token }, environment).endpoints).toEqual([
      "https://10.0.0.2:8006",
    ]);
  });
});

describe("the argument insecure", () => {
  it("defaults to false, skips the verification if true, and can also be sourced from PROXMOX_VE_INSECURE", () => {
    const same = { endpoint, api_token: token };
    expect(settingsOf(same).trust).toEqual({ kind: "system" });
    expect(settingsOf({ ...same, insecure: true }).trust).toEqual({ kind: "any" });
    expect(settingsOf(same, { PROXMOX_VE_INSECURE: "true" }).trust).toEqual({ kind: "any" });
    expect(settingsOf({ ...same, insecure: false }, { PROXMOX_VE_INSECURE: "true" }).trust).toEqual({
      kind: "system",
    });
    expect(wrongWith(same, { PROXMOX_VE_INSECURE: "perhaps" })).toEqual([
      "PROXMOX_VE_INSECURE: must be true or false",
    ]);
  });

  it("is not needed with a pinned fingerprint, which counts before it", () => {
    const pinned = { kind: "pinned", fingerprints: [fingerprint.toUpperCase().match(/../g)?.join(":")] };
    expect(settingsOf({ endpoint, api_token: token, fingerprint, insecure: true }).trust).toEqual(pinned);
    expect(settingsOf({ endpoint, api_token: token }, { PROXMOX_VE_FINGERPRINT: fingerprint }).trust).toEqual(
      pinned,
    );
    expect(
      settingsOf({ endpoint, api_token: token, fingerprint: `${fingerprint}, ${"cd".repeat(32)}` }).trust,
    ).toMatchObject({
      fingerprints: [expect.stringMatching(/^AB/), expect.stringMatching(/^CD/)],
    });
    expect(wrongWith({ endpoint, api_token: token, fingerprint: "sha1" })).toEqual([
      "fingerprint in the provider block is not a SHA-256 fingerprint",
    ]);
  });

  it("is not needed with the cluster's own authority", async () => {
    const { certificate } = createCertificate();
    const trust = { kind: "authority", certificates: certificate };
    expect(settingsOf({ endpoint, api_token: token, ca_certificate: certificate }).trust).toEqual(trust);
    expect(
      settingsOf({ endpoint, api_token: token }, { PROXMOX_VE_CA_CERTIFICATE: certificate }).trust,
    ).toEqual(trust);
    expect(
      wrongWith({ endpoint, api_token: token }, { PROXMOX_VE_CA_CERTIFICATE: "/etc/pve/pve-root-ca.pem" }),
    ).toEqual(["PROXMOX_VE_CA_CERTIFICATE in the environment is not a certificate"]);
  });
});

describe("the argument min_tls", () => {
  it.each([
    ["1.0", "TLSv1"],
    ["1.1", "TLSv1.1"],
    ["1.2", "TLSv1.2"],
    ["1.3", "TLSv1.3"],
  ])("supports %s, in the block and from PROXMOX_VE_MIN_TLS", (given, wanted) => {
    expect(settingsOf({ endpoint, api_token: token, min_tls: given }).minimumTls).toBe(wanted);
    expect(settingsOf({ endpoint, api_token: token }, { PROXMOX_VE_MIN_TLS: given }).minimumTls).toBe(wanted);
  });

  it("defaults to 1.3 and refuses other versions by name", () => {
    expect(settingsOf({ endpoint, api_token: token }).minimumTls).toBe("TLSv1.3");
    expect(wrongWith({ endpoint, api_token: token }, { PROXMOX_VE_MIN_TLS: "1.4" })).toEqual([
      'PROXMOX_VE_MIN_TLS: must be one of "1.0", "1.1", "1.2", "1.3"',
    ]);
  });
});

describe("the credentials", () => {
  const all = {
    endpoint,
    auth_payload: payload,
    auth_ticket: ticket.replace("username", "other"),
    csrf_prevention_token: csrf,
    api_token: token,
    username: "username@realm",
    password: "a-strong-password",
  };

  it("come in the order auth_payload, auth_ticket with csrf_prevention_token, api_token, username with password", () => {
    const { auth_payload, ...withoutPayload } = all;
    const { auth_ticket, csrf_prevention_token, ...withoutTicket } = withoutPayload;
    const { api_token, ...login } = withoutTicket;
    expect(settingsOf(all).credentials).toMatchObject({
      kind: "ticket",
      ticket: { username: "username@realm" },
    });
    expect(settingsOf(withoutPayload).credentials).toMatchObject({
      kind: "ticket",
      ticket: { username: "other@realm" },
    });
    expect(settingsOf(withoutTicket).credentials).toMatchObject({ kind: "token" });
    expect(settingsOf(login).credentials).toMatchObject({ kind: "password" });
    expect([auth_payload, auth_ticket, csrf_prevention_token, api_token]).not.toContain(undefined);
  });

  it("given in the block come before those of the environment, whatever their kind", () => {
    const environment = { PROXMOX_VE_API_TOKEN: token, PROXMOX_VE_AUTH_PAYLOAD: payload };
    const login = { endpoint, username: "root@pam", password: "p" };
    expect(settingsOf(login, environment).credentials).toMatchObject({
      kind: "password",
      from: "password in the provider block",
    });
    expect(settingsOf({ endpoint }, environment).credentials).toMatchObject({
      kind: "ticket",
      from: "PROXMOX_VE_AUTH_PAYLOAD in the environment",
    });
  });

  it("are completed from the environment: a username in the block with the password of the environment", () => {
    const environment = { PROXMOX_VE_PASSWORD: "p", PROXMOX_VE_USERNAME: "environment@pam" };
    expect(settingsOf({ endpoint, username: "root@pam" }, environment).credentials).toMatchObject({
      kind: "password",
      username: "root@pam",
    });
    expect(
      settingsOf({ endpoint, username: "root@pam" }, { PROXMOX_VE_API_TOKEN: token }).credentials,
    ).toMatchObject({ kind: "token" });
  });

  it("auth_payload: the whole JSON of an external login, also from PROXMOX_VE_AUTH_PAYLOAD", () => {
    const credentials = {
      kind: "ticket",
      ticket: { ticket, csrfToken: csrf, username: "username@realm", issued: 0x66f0a0b0 * 1000 },
    };
    expect(settingsOf({ endpoint, auth_payload: payload }).credentials).toMatchObject(credentials);
    expect(settingsOf({ endpoint }, { PROXMOX_VE_AUTH_PAYLOAD: payload }).credentials).toMatchObject(
      credentials,
    );
  });

  it.each([
    ["not JSON", "{ticket"],
    ["JSON without data", '{"ticket":"PVE:a"}'],
    ["a failed login's answer", '{"data":null}'],
    ["no object", '"PVE:a"'],
    ["a list", "null"],
  ])("auth_payload that is %s is refused", (_, given) => {
    expect(wrongWith({ endpoint }, { PROXMOX_VE_AUTH_PAYLOAD: given })).toEqual([
      "PROXMOX_VE_AUTH_PAYLOAD in the environment is not the answer to a login",
    ]);
  });

  it("auth_payload of a login that still asks for the second factor is refused, and says how to go on", () => {
    const half = JSON.stringify({
      data: { NeedTFA: 1, ticket: "PVE:!tfa!%7B%22totp%22%3Atrue%7D:66F0A0B0::x", CSRFPreventionToken: csrf },
    });
    const { diagnostics } = connectionSettings({ endpoint, auth_payload: half }, {});
    expect(diagnostics).toMatchObject([
      {
        summary: "auth_payload in the provider block is only the first half of a login",
        detail: expect.stringContaining("totp:CODE") as string,
      },
    ]);
  });

  it("auth_ticket with csrf_prevention_token, also from PROXMOX_VE_AUTH_TICKET and PROXMOX_VE_CSRF_PREVENTION_TOKEN", () => {
    const credentials = { kind: "ticket", ticket: { ticket, csrfToken: csrf } };
    expect(
      settingsOf({ endpoint, auth_ticket: ticket, csrf_prevention_token: csrf }).credentials,
    ).toMatchObject(credentials);
    const environment = { PROXMOX_VE_AUTH_TICKET: ticket, PROXMOX_VE_CSRF_PREVENTION_TOKEN: csrf };
    expect(settingsOf({ endpoint }, environment).credentials).toMatchObject(credentials);
  });

  it.each([
    [{ auth_ticket: ticket }, {}, "auth_ticket in the provider block is given without csrf_prevention_token"],
    [
      {},
      { PROXMOX_VE_AUTH_TICKET: ticket },
      "PROXMOX_VE_AUTH_TICKET in the environment is given without csrf_prevention_token",
    ],
    [
      { csrf_prevention_token: csrf, api_token: token },
      {},
      "csrf_prevention_token in the provider block is given without auth_ticket",
    ],
    [{ username: "root@pam" }, {}, "username in the provider block is given without password"],
    [{}, { PROXMOX_VE_PASSWORD: "p" }, "PROXMOX_VE_PASSWORD in the environment is given without username"],
    [{ username: "root", password: "p" }, {}, "username in the provider block lacks the realm"],
    [{ api_token: "root@pam!x" }, {}, "api_token in the provider block has no secret"],
    [{}, { PROXMOX_VE_API_TOKEN: "root@pam!x=" }, "PROXMOX_VE_API_TOKEN in the environment has no secret"],
    [{ api_token: "0123" }, {}, "api_token in the provider block is not an API token"],
    [
      { auth_ticket: "PVE%3Aroot", csrf_prevention_token: csrf },
      {},
      "auth_ticket in the provider block is not a ticket of Proxmox VE",
    ],
    [{}, {}, "no credentials"],
  ] as const)("are refused by name and origin: %j %j", (block, environment, summary) => {
    expect(wrongWith({ endpoint, ...block }, environment)).toEqual([summary]);
  });

  it("api_token, also from PROXMOX_VE_API_TOKEN", () => {
    expect(settingsOf({ endpoint, api_token: token }).credentials).toMatchObject({ kind: "token", token });
    expect(settingsOf({ endpoint }, { PROXMOX_VE_API_TOKEN: token }).credentials).toMatchObject({
      kind: "token",
      token,
    });
  });

  it("username and password, also from PROXMOX_VE_USERNAME and PROXMOX_VE_PASSWORD", () => {
    const credentials = { kind: "password", username: "username@realm", password: "a-strong-password" };
    const { username, password } = all;
    expect(settingsOf({ endpoint, username, password }).credentials).toMatchObject(credentials);
    const environment = { PROXMOX_VE_USERNAME: username, PROXMOX_VE_PASSWORD: password };
    expect(settingsOf({ endpoint }, environment).credentials).toMatchObject(credentials);
  });

  it("otp is deprecated but taken, also from PROXMOX_VE_OTP", () => {
    const login = { endpoint, username: "root@pam", password: "p" };
    expect(settingsOf({ ...login, otp: "123456" }).credentials).toMatchObject({ otp: "123456" });
    expect(settingsOf(login, { PROXMOX_VE_OTP: "123456" }).credentials).toMatchObject({ otp: "123456" });
    expect(connectionSettings(login, { PROXMOX_VE_OTP: "123456" }).diagnostics).toMatchObject([
      {
        severity: "warning",
        summary: "PROXMOX_VE_OTP in the environment is deprecated",
        detail: expect.stringContaining("Use api_token") as string,
        path: ["otp"],
      },
    ]);
    expect(proxmox.configuration["otp"]).toMatchObject({
      deprecated: expect.stringContaining("api_token") as string,
    });
  });
});

describe("the other settings", () => {
  const same = { endpoint, api_token: token };

  it("tmp_dir is accepted, also from PROXMOX_VE_TMPDIR, and says that nothing needs it", () => {
    expect(connectionSettings({ ...same, tmp_dir: "/var/tmp" }, {})).toMatchObject({
      settings: { endpoints: [endpoint.slice(0, -1)] },
      diagnostics: [
        {
          severity: "warning",
          summary: "tmp_dir in the provider block is deprecated",
          detail: expect.stringMatching(/nothing needs it: leave it out/) as string,
          path: ["tmp_dir"],
        },
      ],
    });
    for (const variable of ["PROXMOX_VE_TMPDIR", "PM_VE_TMPDIR"])
      expect(wrongWith(same, { [variable]: "/x" })).toEqual([`${variable} in the environment is deprecated`]);
  });

  it("random_vm_ids give a range, with defaults, and from the environment", () => {
    expect(settingsOf(same).randomIds).toBeUndefined();
    expect(settingsOf({ ...same, random_vm_ids: true }).randomIds).toEqual({ first: 10_000, last: 99_999 });
    const environment = {
      PROXMOX_VE_RANDOM_VM_IDS: "1",
      PROXMOX_VE_RANDOM_VM_ID_START: "5000",
      PROXMOX_VE_RANDOM_VM_ID_END: "5999",
    };
    expect(settingsOf(same, environment).randomIds).toEqual({ first: 5000, last: 5999 });
    expect(wrongWith({ ...same, random_vm_ids: true, random_vm_id_start: 200_000 })).toEqual([
      "there is no id between random_vm_id_start and random_vm_id_end",
    ]);
    expect(wrongWith(same, { PROXMOX_VE_RANDOM_VM_ID_START: "99" })).toEqual([
      "PROXMOX_VE_RANDOM_VM_ID_START: must be at least 100",
    ]);
  });

  it("skip_checks turns checks into warnings, also from PROXMOX_VE_SKIP_CHECKS", () => {
    expect(settingsOf(same).checks).toBe("errors");
    expect(settingsOf({ ...same, skip_checks: true }).checks).toBe("warnings");
    expect(settingsOf(same, { PROXMOX_VE_SKIP_CHECKS: "yes" }).checks).toBe("warnings");
  });

  it("tell everything that is wrong at once, and no secret of it", () => {
    const environment = {
      PROXMOX_VE_ENDPOINT: "pve",
      PROXMOX_VE_MIN_TLS: "2",
      PROXMOX_VE_API_TOKEN: wrongToken,
      PROXMOX_VE_FINGERPRINT: "no",
      PROXMOX_VE_AUTH_TICKET: loneTicket,
    };
    const { settings, diagnostics } = connectionSettings({}, environment);
    expect(settings).toBeUndefined();
    expect(diagnostics).toHaveLength(5);
    const told = JSON.stringify(diagnostics);
    expect([told.includes(wrongToken), told.includes(loneTicket)]).toEqual([false, false]);
  });

  it("that are not known yet are not judged", () => {
    expect(connectionSettings({ endpoint: unknown }, {})).toEqual({ settings: undefined, diagnostics: [] });
  });
});
