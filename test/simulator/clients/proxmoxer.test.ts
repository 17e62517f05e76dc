import { fileURLToPath } from "node:url";

import { afterAll, beforeAll, expect, it } from "vitest";

import { simulate, type Simulation } from "../../../providers/proxmox/simulator/simulate.js";
import { describeWith, ran } from "./program.js";

// Debian's packages belong to Debian's Python, whichever else is on the PATH.
const python = "/usr/bin/python3";
const scriptNamed = (name: string) => fileURLToPath(new URL(name, import.meta.url));
const script = scriptNamed("with_proxmoxer.py");
const guestScript = scriptNamed("with_proxmoxer_guests.py");
const scriptOverSsh = scriptNamed("with_proxmoxer_ssh.py");

describeWith("proxmoxer", [python, "-c", "import proxmoxer, requests"], () => {
  let simulation: Simulation;
  beforeAll(async () => {
    simulation = await simulate({ rootPassword: "rootpass1" });
  });
  afterAll(() => simulation.close());

  it("does what its documentation shows", async () => {
    const { port } = new URL(simulation.endpoint);
    const { status, stdout, stderr } = await ran([python, script, port], {
      env: { PASSWORD: "rootpass1", TOKEN: simulation.token },
    });
    expect([status, stderr]).toEqual([0, ""]);
    expect(JSON.parse(stdout)).toEqual({
      version: "9.2.11",
      paths: ["pve1", "pve1", "pve1"],
      users: ["ann@pve", "root@pam"],
      ann: expect.objectContaining({
        firstname: "Ann",
        email: "ann@example.org",
        groups: ["ops"],
      }) as unknown,
      annSees: "pve1",
      refused: "403 Forbidden: Permission check failed (/pool/forbidden, Pool.Allocate)",
      pools: ["web"],
      create: "OK",
      config: { name: "web1", cores: 2, description: "made by proxmoxer" },
      start: "OK",
      running: "running",
      stop: "OK",
      clone: "OK",
      machines: [100, 101],
      resources: ["web1", "web2"],
      delete: "OK",
      upload: "OK",
      content: [["local:iso/small.iso", 100000]],
      token: "web1",
    });
  });
});

describeWith(
  "proxmoxer with storages, containers and snapshots",
  [python, "-c", "import proxmoxer, requests"],
  () => {
    it("makes, changes and removes them", async () => {
      await using simulation = await simulate({ rootPassword: "rootpass1" });
      const { port } = new URL(simulation.endpoint);
      const { status, stdout, stderr } = await ran([python, guestScript, port], {
        env: { PASSWORD: "rootpass1" },
      });
      expect([status, stderr]).toEqual([0, ""]);
      expect(JSON.parse(stdout)).toEqual({
        storages: ["local", "second"],
        contents: "images,rootdir",
        active: 1,
        upload: "OK",
        create: "OK",
        config: ["box", 512, 0, "made by proxmoxer\n"],
        rootfs: "second:200/vm-200-disk-0.raw",
        start: "OK",
        interfaces: ["lo", "eth0"],
        stop: "OK",
        resize: "OK",
        delete: "OK",
        containers: [],
        snapshot: "OK",
        snapshots: ["before", "current"],
        rollback: "OK",
        name: "web1",
        forget: "OK",
        left: ["current"],
      });
    });
  },
);

describeWith("proxmoxer over SSH", [python, "-c", "import proxmoxer, paramiko"], () => {
  let simulation: Simulation;
  beforeAll(async () => {
    simulation = await simulate({ ssh: true, rootPassword: "rootpass1" });
    simulation.addSystemUser({
      name: "automation",
      password: "userpass1",
      sudoers: ["automation ALL=(ALL) NOPASSWD: /usr/bin/pvesh get *"],
    });
  });
  afterAll(() => simulation.close());

  it("asks pvesh, and reads what it prints", async () => {
    const words = [python, scriptOverSsh, String(simulation.ssh?.port)];
    const { status, stdout, stderr } = await ran(words, {
      env: { PASSWORD: "rootpass1", USER_PASSWORD: "userpass1" },
    });
    expect([status, stderr]).toEqual([0, ""]);
    expect(JSON.parse(stdout)).toEqual({
      nodes: ["pve1"],
      pools: [{ poolid: "web", comment: "it’s made over SSH" }],
      cores: 2,
      refused: expect.stringContaining("pool 'none' does not exist") as unknown,
      underSudo: "9.2",
    });
  });
});
