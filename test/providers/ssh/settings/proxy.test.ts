import { describe, expect, it } from "vitest";

import type { ValueObject } from "../../../../lib/value/value.js";
import { secretMarker } from "../../../secrets/secret-marker.js";
import { byPassword, ssh, wrong } from "./reading.js";

const proxyPassword = secretMarker("proxy");

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
