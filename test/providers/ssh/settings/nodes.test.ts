import { describe, expect, it } from "vitest";

import type { ValueObject } from "../../../../lib/value/value.js";
import { byPassword, ssh, wrong } from "./reading.js";

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
