import { describe, expect, it } from "vitest";

import {
  CloudInit,
  Secret,
  VirtualMachine,
  type CloudInitProps,
  type ProxmoxStack,
} from "../../../providers/proxmox/index.js";
import { all, problems, synthesized } from "./synthesized.js";

const place = { node: "pve1", storage: "local" } as const;

const documents = (build: (stack: ProxmoxStack) => void) =>
  Object.fromEntries(
    all(synthesized(build), "proxmox_file").map(({ source_raw: source }) => {
      const [{ data, file_name: name }] = source as [{ data: string; file_name: string }];
      return [name, data];
    }),
  );
const userData = (props: Partial<CloudInitProps>) =>
  documents((it) => void new CloudInit(it, "data", { ...place, ...props }))["web.data-user.yaml"] ?? "";

describe("documents for cloud-init", () => {
  it("say what the guest does at its first start", () => {
    const text = userData({
      hostname: "web",
      users: [{ name: "ops", sshKeys: ["ssh-ed25519 A"], admin: true, groups: ["docker"] }],
      packages: ["nginx"],
      upgrade: true,
      files: [{ path: "/etc/motd", content: 'Say "hi"\n', permissions: "0600" }],
      commands: ["systemctl enable --now nginx", ["touch", "/a b"]],
      more: { final_message: "done" },
    });
    expect(text).toMatch(/^#cloud-config\n\{\n {2}"hostname": "web",\n/);
    expect(JSON.parse(text.slice("#cloud-config\n".length))).toEqual({
      hostname: "web",
      users: [
        {
          name: "ops",
          groups: ["docker"],
          shell: "/bin/bash",
          sudo: ["ALL=(ALL) NOPASSWD:ALL"],
          ssh_authorized_keys: ["ssh-ed25519 A"],
          lock_passwd: true,
        },
      ],
      package_update: true,
      package_upgrade: true,
      packages: ["nginx"],
      write_files: [{ path: "/etc/motd", content: 'Say "hi"\n', permissions: "0600" }],
      runcmd: ["systemctl enable --now nginx", ["touch", "/a b"]],
      final_message: "done",
    });
  });

  it("leave Terraform's own signs in files alone", () => {
    expect(userData({ files: [{ path: "/a", content: "${HOME} %{if}" }] })).toContain(
      '"content": "$${HOME} %%{if}"',
    );
  });

  it("encode what they refer to, so that no value can break the document", () => {
    const text = documents((it) => {
      const other = new VirtualMachine(it, "db", { node: "pve1" });
      new CloudInit(it, "data", {
        ...place,
        users: [{ name: "ops", passwordHash: Secret.fromVariable("ops_hash") }],
        files: [{ path: "/db", content: `"quoted" ${other.vmid} ${other.nodeName}` }],
        more: { number: other.vmid, tags: other.guest.tags },
      });
    })["web.data-user.yaml"];
    expect(text).toContain('"hashed_passwd": ${jsonencode("${var.ops_hash}")}');
    expect(text).toMatch(
      /"content": \$\{jsonencode\("\\"quoted\\" \$\{proxmox_vm\.db_\w+\.vmid\} \$\{proxmox_vm\.db_\w+\.current_node\}"\)\}/,
    );
    expect(text).toMatch(/"number": \$\{jsonencode\("\$\{proxmox_vm\.db_\w+\.vmid\}"\)\}/);
    expect(text).toMatch(/"tags": \$\{jsonencode\("\$\{proxmox_vm\.db_\w+\.tags\}"\)\}/);
  });

  it("configure interfaces in a document of their own", () => {
    const text = documents(
      (it) =>
        void new CloudInit(it, "data", {
          ...place,
          network: {
            eth0: { addresses: ["dhcp"] },
            lan: {
              macAddress: "BC:24:11:00:00:01",
              addresses: ["10.0.0.5/24"],
              gateways: ["10.0.0.1"],
              nameServers: ["10.0.0.1"],
            },
          },
        }),
    )["web.data-network.yaml"];
    expect(JSON.parse(text ?? "")).toEqual({
      version: 2,
      ethernets: {
        eth0: { dhcp4: true, dhcp6: false },
        lan: {
          match: { macaddress: "bc:24:11:00:00:01" },
          "set-name": "lan",
          dhcp4: false,
          dhcp6: false,
          addresses: ["10.0.0.5/24"],
          routes: [{ to: "default", via: "10.0.0.1" }],
          nameservers: { addresses: ["10.0.0.1"] },
        },
      },
    });
  });

  it("are refused with what can't be", () => {
    const told = problems(
      (it) =>
        void new CloudInit(it, "data", {
          ...place,
          users: [{ name: "a" }, { name: "a" }],
          files: [{ path: "etc/motd", content: "", permissions: "0999" }],
          network: { eth0: { macAddress: "x" } },
        }),
    );
    for (const message of [
      "users: a is there twice",
      '"etc/motd" is not a path',
      '"0999"',
      '"x" is no MAC address',
    ])
      expect(told).toContain(message);
  });
});
