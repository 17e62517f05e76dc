import { describe, expect, it } from "vitest";

import type { Attributes } from "../../lib/schema/attribute.js";
import type { Value, ValueObject } from "../../lib/value/value.js";
import type { ConnectionSettings } from "../../providers/proxmox/api/settings/connection-settings.js";
import { proxmox } from "../../providers/proxmox/provider.js";
import { sshBlock } from "../../providers/proxmox/ssh/settings/ssh-block.js";
import { secretMarker } from "../secrets/secret-marker.js";
import { parsedSettings } from "./parsed-settings.js";
import { makePrivateKey } from "./ssh/stand/private-keys.js";

const issued = "66F0A0B0";
const marks = { ticket: secretMarker("ticket"), csrf: secretMarker("csrf"), token: secretMarker("token") };
const secretIn = { code: secretMarker("code"), environment: secretMarker("environment") } as const;
const apiPassword = secretMarker("api");
const ticketOf = (user: string) => `PVE:${user}@realm:${issued}::${marks.ticket}`;
const csrf = (end: string) => `${issued}:${marks.csrf}${end}`;
const payloadOf = (user: string) =>
  JSON.stringify({
    data: {
      CSRFPreventionToken: csrf("blob"),
      username: `${user}@realm`,
      ticket: ticketOf(user),
      cap: { access: { "User.Modify": 1 } },
    },
  });
const tokenOf = (end: number) => `root@pam!for-us=${marks.token}${end}`;
const keys = { code: makePrivateKey(), environment: makePrivateKey() } as const;

/** A line of the argument reference. */
interface Line {
  /** `ssh.agent` lies in the `ssh` block. */
  readonly argument: string;
  readonly variable: string;
  readonly code: Value;
  readonly environment: string;
  readonly read: (settings: ConnectionSettings) => unknown;
  /** What is read of what code says, of what the environment says, and of nothing: undefined where it is refused. */
  readonly expected: readonly [code: unknown, environment: unknown, nothing: unknown];
  /** What must be said beside it, wherever it comes from. */
  readonly beside?: ValueObject;
  /** Variables that must be set beside its own. */
  readonly variables?: Readonly<Record<string, string>>;
}

const address = { endpoint: "https://10.0.0.2:8006/" };
const byToken = { ...address, api_token: tokenOf(0) };
const byPassword = { ...address, username: "root@pam", password: apiPassword };
const credentials = ({ credentials: given }: ConnectionSettings): unknown =>
  given.kind === "ticket" ? given.ticket : given;

const lines: readonly Line[] = [
  {
    argument: "endpoint",
    variable: "PROXMOX_VE_ENDPOINT",
    code: "https://code:8006/",
    environment: "https://environment:8006",
    beside: { api_token: tokenOf(0) },
    read: ({ endpoints }) => endpoints,
    expected: [["https://code:8006"], ["https://environment:8006"], undefined],
  },
  {
    argument: "insecure",
    variable: "PROXMOX_VE_INSECURE",
    code: false,
    environment: "true",
    beside: byToken,
    read: ({ trust }) => trust.kind,
    expected: ["system", "any", "system"],
  },
  {
    argument: "min_tls",
    variable: "PROXMOX_VE_MIN_TLS",
    code: "1.0",
    environment: "1.2",
    beside: byToken,
    read: ({ minimumTls }) => minimumTls,
    expected: ["TLSv1", "TLSv1.2", "TLSv1.3"],
  },
  {
    argument: "auth_payload",
    variable: "PROXMOX_VE_AUTH_PAYLOAD",
    code: payloadOf("code"),
    environment: payloadOf("environment"),
    beside: address,
    read: credentials,
    expected: [{ ticket: ticketOf("code") }, { ticket: ticketOf("environment") }, undefined],
  },
  {
    argument: "auth_ticket",
    variable: "PROXMOX_VE_AUTH_TICKET",
    code: ticketOf("code"),
    environment: ticketOf("environment"),
    beside: { ...address, csrf_prevention_token: csrf("blob") },
    read: credentials,
    expected: [{ username: "code@realm" }, { username: "environment@realm" }, undefined],
  },
  {
    argument: "csrf_prevention_token",
    variable: "PROXMOX_VE_CSRF_PREVENTION_TOKEN",
    code: csrf("code"),
    environment: csrf("environment"),
    beside: { ...address, auth_ticket: ticketOf("somebody") },
    read: credentials,
    expected: [{ csrfToken: csrf("code") }, { csrfToken: csrf("environment") }, undefined],
  },
  {
    argument: "api_token",
    variable: "PROXMOX_VE_API_TOKEN",
    code: tokenOf(1),
    environment: tokenOf(2),
    beside: address,
    read: credentials,
    expected: [{ token: tokenOf(1) }, { token: tokenOf(2) }, undefined],
  },
  {
    argument: "otp",
    variable: "PROXMOX_VE_OTP",
    code: "111111",
    environment: "222222",
    beside: byPassword,
    read: credentials,
    expected: [{ otp: "111111" }, { otp: "222222" }, { otp: undefined }],
  },
  {
    argument: "username",
    variable: "PROXMOX_VE_USERNAME",
    code: "code@pam",
    environment: "environment@pam",
    beside: { ...address, password: apiPassword },
    read: credentials,
    expected: [{ username: "code@pam" }, { username: "environment@pam" }, undefined],
  },
  {
    argument: "password",
    variable: "PROXMOX_VE_PASSWORD",
    code: secretIn.code,
    environment: secretIn.environment,
    beside: { ...address, username: "root@pam" },
    read: credentials,
    expected: [{ password: secretIn.code }, { password: secretIn.environment }, undefined],
  },
  {
    argument: "ssh.username",
    variable: "PROXMOX_VE_SSH_USERNAME",
    code: "code",
    environment: "environment",
    beside: byPassword,
    read: ({ ssh }) => ssh.user,
    expected: [{ name: "code" }, { name: "environment" }, { name: "root" }],
  },
  {
    argument: "ssh.password",
    variable: "PROXMOX_VE_SSH_PASSWORD",
    code: secretIn.code,
    environment: secretIn.environment,
    beside: byPassword,
    read: ({ ssh }) => ssh.password,
    expected: [secretIn.code, secretIn.environment, apiPassword],
  },
  {
    argument: "ssh.agent",
    variable: "PROXMOX_VE_SSH_AGENT",
    code: false,
    environment: "true",
    beside: byPassword,
    read: ({ ssh }) => ssh.agent !== undefined,
    expected: [false, true, false],
  },
  {
    argument: "ssh.agent_socket",
    variable: "PROXMOX_VE_SSH_AUTH_SOCK",
    code: "/code",
    environment: "/environment",
    beside: { ...byPassword, ssh: [{ agent: true }] },
    variables: { SSH_AUTH_SOCK: "/of the user" },
    read: ({ ssh }) => ssh.agent?.socket,
    expected: ["/code", "/environment", "/of the user"],
  },
  {
    argument: "ssh.private_key",
    variable: "PROXMOX_VE_SSH_PRIVATE_KEY",
    code: keys.code,
    environment: keys.environment,
    beside: byPassword,
    read: ({ ssh }) => ssh.privateKey?.text,
    expected: [keys.code, keys.environment, "nothing"],
  },
  {
    argument: "ssh.socks5_server",
    variable: "PROXMOX_VE_SSH_SOCKS5_SERVER",
    code: "code:1",
    environment: "environment:2",
    beside: byPassword,
    read: ({ ssh }) => ssh.proxy?.host,
    expected: ["code", "environment", "nothing"],
  },
  {
    argument: "ssh.socks5_username",
    variable: "PROXMOX_VE_SSH_SOCKS5_USERNAME",
    code: "code",
    environment: "environment",
    beside: { ...byPassword, ssh: [{ socks5_server: "proxy:1", socks5_password: secretMarker("proxy") }] },
    read: ({ ssh }) => ssh.proxy?.login,
    expected: [{ username: "code" }, { username: "environment" }, undefined],
  },
  {
    argument: "ssh.socks5_password",
    variable: "PROXMOX_VE_SSH_SOCKS5_PASSWORD",
    code: secretIn.code,
    environment: secretIn.environment,
    beside: { ...byPassword, ssh: [{ socks5_server: "proxy:1", socks5_username: "somebody" }] },
    read: ({ ssh }) => ssh.proxy?.login,
    expected: [{ password: secretIn.code }, { password: secretIn.environment }, undefined],
  },
  {
    argument: "tmp_dir",
    variable: "PROXMOX_VE_TMPDIR",
    code: "/code",
    environment: "/environment",
    beside: byToken,
    read: () => "accepted",
    expected: ["accepted", "accepted", "accepted"],
  },
];

const sshAttributes: Attributes = sshBlock.attributes;

/** A provider block that says one thing more. */
function blockWith({ argument, beside = {}, code }: Line): ValueObject {
  const [outer = "", inner] = argument.split(".");
  if (inner === undefined) return { ...beside, [outer]: code };
  const [within = {}] = (beside["ssh"] ?? []) as readonly ValueObject[];
  return { ...beside, ssh: [{ ...within, [inner]: code }] };
}

describe.each(lines)("the argument $argument", (line) => {
  const { argument, variable, environment, beside = {}, variables = {}, read, expected } = line;
  const around = { HOME: "/home/me", ...variables };
  const readOf = (block: ValueObject, more: Readonly<Record<string, string>> = {}): unknown => {
    const { settings } = parsedSettings(block, { ...around, ...more });
    return settings === undefined ? undefined : (read(settings) ?? "nothing");
  };
  const like = (wanted: unknown): unknown =>
    typeof wanted === "object" && !Array.isArray(wanted) ? expect.objectContaining(wanted as object) : wanted;

  it(`is taken from code, also while ${variable} says something else`, () => {
    expect(readOf(blockWith(line))).toEqual(like(expected[0]));
    expect(readOf(blockWith(line), { [variable]: environment })).toEqual(like(expected[0]));
  });

  it(`can also be sourced from ${variable}`, () => {
    expect(readOf(beside, { [variable]: environment })).toEqual(like(expected[1]));
  });

  it(expected[2] === undefined ? "has no default: its absence is told" : "has its default", () => {
    expect(readOf(beside)).toEqual(like(expected[2]));
    if (expected[2] !== undefined) return;
    const { diagnostics } = parsedSettings(beside, around);
    expect(diagnostics.some(({ severity }) => severity === "error")).toBe(true);
  });

  it("is an argument of HCL, optional, whose description names the variable", () => {
    const [outer = "", inner] = argument.split(".");
    const attribute = inner === undefined ? proxmox.configuration[outer] : sshAttributes[inner];
    expect(attribute).toMatchObject({
      role: "optional",
      description: expect.stringContaining(variable) as string,
    });
  });
});

describe("the block ssh.node", () => {
  const settingsOf = (node: readonly ValueObject[]) =>
    parsedSettings({ ...byPassword, ssh: [{ node }] }, { HOME: "/home/me" }).settings?.ssh.addresses;

  it("ssh.node.name and ssh.node.address say where a node is, as often as there are nodes", () => {
    expect([
      ...(settingsOf([
        { name: "pve1", address: "192.168.10.1" },
        { name: "pve2", address: "pve2.example.com" },
      ]) ?? []),
    ]).toMatchObject([
      ["pve1", { address: "192.168.10.1" }],
      ["pve2", { address: "pve2.example.com" }],
    ]);
  });

  it("ssh.node.name and ssh.node.address are required, ssh.node.port is optional", () => {
    const { node } = sshBlock.attributes;
    expect(node).toMatchObject({
      attributes: { name: { role: "required" }, address: { role: "required" }, port: { role: "optional" } },
    });
  });

  it("ssh.node.port defaults to 22", () => {
    expect(settingsOf([{ name: "pve1", address: "a" }])?.get("pve1")?.port).toBe(22);
    expect(settingsOf([{ name: "pve1", address: "a", port: 2222 }])?.get("pve1")?.port).toBe(2222);
  });
});

it("has a test for every argument that the settings know by a variable of the reference", () => {
  expect(lines.map(({ argument }) => argument)).toHaveLength(19);
  expect(new Set(lines.map(({ variable }) => variable)).size).toBe(19);
});
