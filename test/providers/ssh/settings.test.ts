import { describe, expect, it } from "vitest";

import { unknown, type ValueObject } from "../../../lib/value/value.js";
import { connectionSettings } from "../../../providers/proxmox/api/settings/connection-settings.js";
import type { SshSettings } from "../../../providers/proxmox/ssh/settings/ssh-settings.js";
import { sshSettingsOf } from "../../../providers/proxmox/ssh/settings/ssh-settings-of.js";
import { secretMarker } from "../../secrets/secret-marker.js";
import { makePrivateKey } from "./stand/private-keys.js";

const endpoint = "https://pve:8006";
const token = "root@pam!ci=11111111-2222-3333-4444-555555555555";
const byToken = { endpoint, api_token: token };
const apiPassword = secretMarker("api");
const passphrase = secretMarker("passphrase");
const proxyPassword = secretMarker("proxy");
const byPassword = { endpoint, username: "root@pam", password: apiPassword };
const environment = { HOME: "/home/me" };

type Variables = Readonly<Record<string, string>>;

/** SSH as a provider block and an environment say it. */
function ssh(block: ValueObject, variables: Variables = {}): SshSettings {
  const { settings, diagnostics } = connectionSettings(block, { ...environment, ...variables });
  if (settings === undefined) throw new Error(JSON.stringify(diagnostics));
  return settings.ssh;
}

function wrong(block: ValueObject, variables: Variables = {}): readonly string[] {
  const { settings, diagnostics } = connectionSettings(block, { ...environment, ...variables });
  expect(settings).toBeUndefined();
  return diagnostics.map(({ summary, detail = "" }) => `${summary}: ${detail}`);
}

describe("ssh.username", () => {
  it("is the block's, before PROXMOX_VE_SSH_USERNAME", () => {
    const variables = { PROXMOX_VE_SSH_USERNAME: "variable" };
    expect(ssh({ ...byToken, ssh: [{ username: "block" }] }, variables).user).toEqual({ name: "block" });
    expect(ssh({ ...byToken, ssh: [{}] }, variables).user).toEqual({ name: "variable" });
  });

  it("defaults to the user of the API's login where that is one of PAM, without a block too", () => {
    expect(ssh(byPassword).user).toEqual({ name: "root" });
    expect(ssh({ ...byPassword, username: "me@pam", ssh: [{}] }).user).toEqual({ name: "me" });
    const ticket = { auth_ticket: "PVE:root@pam:6543ABCD::signature", csrf_prevention_token: "6543ABCD:x" };
    expect(ssh({ endpoint, ...ticket, ssh: [{}] }).user).toEqual({ name: "root" });
  });

  it("defaults to PROXMOX_VE_USERNAME beside a token", () => {
    expect(ssh({ ...byToken, ssh: [{}] }, { PROXMOX_VE_USERNAME: "terraform@pam" }).user).toEqual({
      name: "terraform",
    });
    expect(ssh({ ...byToken, username: "root@pam", ssh: [{}] }).user).toEqual({ name: "root" });
  });

  it("is required at validation where an ssh block is given and the login is a token, or not of PAM", () => {
    expect(wrong({ ...byToken, ssh: [{ agent: true }] })).toEqual([
      expect.stringMatching(/^ssh.username is missing: An API token .* PROXMOX_VE_SSH_USERNAME/),
    ]);
    expect(wrong({ ...byPassword, username: "terraform@pve", ssh: [{ agent: true }] })).toEqual([
      expect.stringContaining("The API's login is terraform@pve, which is no user of PAM"),
    ]);
  });

  it("is not required of a token while nothing asks for SSH", () => {
    expect(ssh(byToken).user).toMatchObject({ missing: { summary: "ssh.username is missing" } });
  });
});

describe("ssh.password", () => {
  it("is the block's, before PROXMOX_VE_SSH_PASSWORD, before the password of the API's login", () => {
    const variables = { PROXMOX_VE_SSH_PASSWORD: "variable" };
    expect(ssh({ ...byPassword, ssh: [{ password: "block" }] }, variables).password).toBe("block");
    expect(ssh({ ...byPassword, ssh: [{}] }, variables).password).toBe("variable");
    expect(ssh({ ...byPassword, ssh: [{}] }).password).toBe(apiPassword);
    expect(ssh({ endpoint }, { PROXMOX_VE_USERNAME: "root@pam", PROXMOX_VE_PASSWORD: "both" }).password).toBe(
      "both",
    );
    expect(ssh(byToken).password).toBeUndefined();
  });
});

describe("ssh.agent", () => {
  it("defaults to false, and is the block's before PROXMOX_VE_SSH_AGENT", () => {
    expect(ssh(byPassword, { SSH_AUTH_SOCK: "/agent" }).agent).toBeUndefined();
    expect(ssh(byPassword, { SSH_AUTH_SOCK: "/agent", PROXMOX_VE_SSH_AGENT: "true" }).agent?.socket).toBe(
      "/agent",
    );
    expect(
      ssh({ ...byPassword, ssh: [{ agent: false }] }, { PROXMOX_VE_SSH_AGENT: "1" }).agent,
    ).toBeUndefined();
    expect(ssh({ ...byPassword, ssh: [{}] }, { PROXMOX_VE_SSH_AGENT: "true" }).agent).toBeDefined();
  });

  it("is refused where PROXMOX_VE_SSH_AGENT is neither true nor false", () => {
    expect(wrong(byPassword, { PROXMOX_VE_SSH_AGENT: "maybe" }).join()).toContain("PROXMOX_VE_SSH_AGENT");
  });

  it("may be forwarded: ssh.agent_forwarding, PROXMOX_VE_SSH_AGENT_FORWARDING", () => {
    const block = { ...byPassword, ssh: [{ agent: true, agent_socket: "/agent" }] };
    expect(ssh(block).agent?.forwarding).toBe(false);
    expect(ssh(block, { PROXMOX_VE_SSH_AGENT_FORWARDING: "true" }).agent?.forwarding).toBe(true);
  });
});

describe("ssh.agent_socket", () => {
  const block = (socket?: string) => ({
    ...byPassword,
    ssh: [{ agent: true, ...(socket === undefined ? {} : { agent_socket: socket }) }],
  });

  it("is the block's, before PROXMOX_VE_SSH_AUTH_SOCK, before SSH_AUTH_SOCK", () => {
    const variables = { PROXMOX_VE_SSH_AUTH_SOCK: "/ours", SSH_AUTH_SOCK: "/everybody's" };
    expect(ssh(block("/block"), variables).agent?.socket).toBe("/block");
    expect(ssh(block(), variables).agent?.socket).toBe("/ours");
    expect(ssh(block(), { SSH_AUTH_SOCK: "/everybody's" }).agent?.socket).toBe("/everybody's");
    expect(ssh(block()).agent?.socket).toBeUndefined();
  });

  it("is OpenSSH's pipe on Windows if nothing is said", () => {
    const around = { environment, credentials: undefined, platform: "win32" };
    expect(sshSettingsOf({ ssh: [{ agent: true, username: "root" }] }, around).settings?.agent?.socket).toBe(
      "\\\\.\\pipe\\openssh-ssh-agent",
    );
  });

  it("that nobody asks is told", () => {
    const { diagnostics } = connectionSettings(
      { ...byPassword, ssh: [{ agent_socket: "/agent" }] },
      environment,
    );
    expect(diagnostics).toMatchObject([{ severity: "warning", path: ["ssh", 0, "agent_socket"] }]);
  });
});

describe("ssh.private_key", () => {
  const key = makePrivateKey();
  const block = (private_key: string, more: ValueObject = {}) => ({
    ...byPassword,
    ssh: [{ private_key, ...more }],
  });

  it("is the block's, before PROXMOX_VE_SSH_PRIVATE_KEY", () => {
    const variables = { PROXMOX_VE_SSH_PRIVATE_KEY: makePrivateKey() };
    expect(ssh(block(key), variables).privateKey?.text).toBe(key);
    expect(ssh(byPassword, variables).privateKey?.text).toBe(variables.PROXMOX_VE_SSH_PRIVATE_KEY);
  });

  it("keeps its lines where a document indents them, as with heredoc syntax", () => {
    expect(ssh(block(`\n    ${key.replaceAll("\n", "\r\n    ")}`)).privateKey?.text).toBe(key);
  });

  it.each([
    ["a path", "/home/somebody/.ssh/with/a/long/path/to/marker/id_rsa", "is not a private key"],
    ["a public key", "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAI me@here", "is a public key"],
    ["a key that is cut off", key.slice(0, 120), "is cut off"],
    [
      "an encrypted PEM key",
      "-----BEGIN RSA PRIVATE KEY-----\nProc-Type: 4,ENCRYPTED\nDEK-Info: AES-128-CBC,0\n\nAAAA\n-----END RSA PRIVATE KEY-----\n",
      "is encrypted",
    ],
    [
      "an encrypted PKCS#8 key",
      "-----BEGIN ENCRYPTED PRIVATE KEY-----\nAAAA\n-----END ENCRYPTED PRIVATE KEY-----\n",
      "is encrypted",
    ],
    ["an encrypted OpenSSH key", makePrivateKey({ passphrase }), "is encrypted"],
  ])("is refused where it is %s, without showing it", (_name, given, expected) => {
    const [told = ""] = wrong(block(given));
    expect(told).toMatch(new RegExp(`^ssh.private_key in the provider block ${expected}: `));
    expect(told).not.toContain(given.slice(30, 60));
    expect(wrong(byPassword, { PROXMOX_VE_SSH_PRIVATE_KEY: given })[0]).toContain(
      `PROXMOX_VE_SSH_PRIVATE_KEY in the environment ${expected}`,
    );
  });

  it("may be encrypted where the passphrase is given: ssh.private_key_passphrase, PROXMOX_VE_SSH_PRIVATE_KEY_PASSPHRASE", () => {
    const encrypted = makePrivateKey({ passphrase });
    expect(ssh(block(encrypted, { private_key_passphrase: passphrase })).privateKey?.passphrase).toBe(
      passphrase,
    );
    const variables = { PROXMOX_VE_SSH_PRIVATE_KEY_PASSPHRASE: passphrase };
    expect(ssh(block(encrypted), variables).privateKey?.passphrase).toBe(passphrase);
  });
});

describe("ssh.socks5_server", () => {
  const block = (more: ValueObject) => ({ ...byPassword, ssh: [more] });

  it.each([
    ["proxy.example.com:1081", { host: "proxy.example.com", port: 1081 }],
    ["10.0.0.1:1080", { host: "10.0.0.1", port: 1080 }],
    ["[fd00::1]:1080", { host: "fd00::1", port: 1080 }],
    ["proxy", { host: "proxy", port: 1080 }],
    ["socks5://proxy:1", { host: "proxy", port: 1 }],
  ])("is read: %s", (server, expected) => {
    expect(ssh(block({ socks5_server: server })).proxy).toEqual({ ...expected, login: undefined });
    expect(ssh(byPassword, { PROXMOX_VE_SSH_SOCKS5_SERVER: server }).proxy).toMatchObject(expected);
  });

  it.each(["proxy:0", "proxy:99999", "http://proxy:1080", "a b:1", `me:${proxyPassword}@proxy:1080`])(
    "is refused: %s",
    (server) => {
      const [told = ""] = wrong(block({ socks5_server: server }));
      expect(told).toContain("ssh.socks5_server in the provider block is not a proxy's address");
      expect(told).not.toContain(proxyPassword);
    },
  );

  it("may ask for a login: ssh.socks5_username and ssh.socks5_password, from the environment too", () => {
    const login = { username: "me", password: proxyPassword };
    const server = { socks5_server: "proxy:1080" };
    expect(
      ssh(block({ ...server, socks5_username: "me", socks5_password: proxyPassword })).proxy?.login,
    ).toEqual(login);
    const variables = { PROXMOX_VE_SSH_SOCKS5_USERNAME: "me", PROXMOX_VE_SSH_SOCKS5_PASSWORD: proxyPassword };
    expect(ssh(block(server), variables).proxy?.login).toEqual(login);
  });

  it("is not taken with half a login, nor a login without it", () => {
    expect(wrong(block({ socks5_server: "proxy", socks5_username: "me" }))[0]).toContain(
      "ssh.socks5_username in the provider block is given without socks5_password",
    );
    expect(wrong(block({ socks5_password: proxyPassword }))[0]).toContain("is given without socks5_server");
  });
});

describe("ssh.node", () => {
  it("says where nodes are, with 22 as the port if not said, as often as there are nodes", () => {
    const node: readonly ValueObject[] = [
      { name: "pve1", address: "192.168.10.1" },
      { name: "pve2", address: "pve2.example.com", port: 2222 },
    ];
    expect([...ssh({ ...byPassword, ssh: [{ node }] }).addresses]).toEqual([
      ["pve1", { address: "192.168.10.1", port: 22 }],
      ["pve2", { address: "pve2.example.com", port: 2222 }],
    ]);
  });

  it("is refused where a node stands in it twice", () => {
    const node = [
      { name: "pve1", address: "a" },
      { name: "pve1", address: "b" },
    ];
    expect(wrong({ ...byPassword, ssh: [{ node }] })[0]).toContain('ssh.node "pve1" is written twice');
  });
});

describe("ssh.known_hosts, ssh.host_key_checking, ssh.host_keys, ssh.node_address_source", () => {
  it("default to the file of ssh itself, new keys accepted, none pinned, and addresses from the API", () => {
    expect(ssh(byPassword)).toMatchObject({
      knownHosts: "/home/me/.ssh/known_hosts",
      hostKeyChecking: "accept-new",
      hostKeys: new Map(),
      addressSource: "api",
    });
  });

  it("are the block's, before the environment", () => {
    const variables = {
      PROXMOX_VE_SSH_KNOWN_HOSTS: "~/hosts",
      PROXMOX_VE_SSH_HOST_KEY_CHECKING: "strict",
      PROXMOX_VE_SSH_NODE_ADDRESS_SOURCE: "dns",
    };
    expect(ssh(byPassword, variables)).toMatchObject({
      knownHosts: "/home/me/hosts",
      hostKeyChecking: "strict",
      addressSource: "dns",
    });
    const fingerprint = `SHA256:${"A".repeat(43)}`;
    const block = { known_hosts: "/etc/hosts", host_key_checking: "accept-new", node_address_source: "api" };
    const pinned = { ...block, host_keys: { pve1: `${fingerprint}, ssh-ed25519 AAAAC3Nz root@pve1` } };
    expect(ssh({ ...byPassword, ssh: [pinned] }, variables)).toMatchObject({
      knownHosts: "/etc/hosts",
      hostKeyChecking: "accept-new",
      addressSource: "api",
      hostKeys: new Map([["pve1", [fingerprint, "ssh-ed25519 AAAAC3Nz root@pve1"]]]),
    });
  });

  it("are refused where they are none of what is allowed", () => {
    expect(wrong(byPassword, { PROXMOX_VE_SSH_HOST_KEY_CHECKING: "off" }).join()).toContain("strict");
    expect(wrong(byPassword, { PROXMOX_VE_SSH_NODE_ADDRESS_SOURCE: "hosts" }).join()).toContain("dns");
    expect(wrong({ ...byPassword, ssh: [{ host_keys: { pve1: "MD5:aa:bb" } }] })[0]).toContain(
      "ssh.host_keys.pve1 is no host key",
    );
  });
});

describe("the ssh block", () => {
  it("is one: a second is refused", () => {
    expect(wrong({ ...byPassword, ssh: [{}, {}] })).toEqual([
      expect.stringContaining("ssh is written twice"),
    ]);
  });

  it("tells all that is wrong at once, beside what is wrong with the API's settings", () => {
    expect(wrong({ api_token: "x", ssh: [{ socks5_server: ":", private_key: "x" }] })).toHaveLength(4);
  });

  it("is not judged while something in it is not known", () => {
    expect(ssh({ ...byToken, username: "root@pam", ssh: [{ agent: true }] })).toBeDefined();
    const { settings, diagnostics } = connectionSettings(
      { ...byToken, ssh: [{ username: unknown }] },
      environment,
    );
    expect([settings, diagnostics]).toEqual([undefined, []]);
  });
});
