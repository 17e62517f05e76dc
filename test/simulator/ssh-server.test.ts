import { existsSync, symlinkSync } from "node:fs";
import { promisify } from "node:util";
import { join } from "node:path";

import ssh2 from "ssh2";
import { afterAll, beforeAll, describe, expect, it } from "vitest";

import { readyLine } from "../../providers/proxmox/simulator/ready.js";
import { simulate, type Simulation } from "../../providers/proxmox/simulator/simulate.js";
import { nodeWithUsers, remote, type Remote } from "./remote.js";
import { directoryOf } from "../../providers/proxmox/simulator/storages/places.js";

let simulation: Simulation;
let root: Remote;
let terraform: Remote;
beforeAll(async () => {
  ({ simulation, root, terraform } = await nodeWithUsers());
});
afterAll(async () => {
  root.end();
  terraform.end();
  await simulation.close();
});

describe("a disk image", () => {
  it("is imported by a client's script under sudo, as the disk that the script then attaches", async () => {
    await simulation.post("/nodes/pve1/qemu", { vmid: 120, scsihw: "virtio-scsi-pci" });
    await root.run("cat > /var/lib/vz/template/iso/image.img", "x".repeat(2 ** 20));
    const script = `set -e && \\
      try_sudo(){ if [ $(sudo -n pvesm apiinfo 2>&1 | grep "APIVER" | wc -l) -gt 0 ]; then sudo $1; else $1; fi } && \\
      image=$(try_sudo "pvesm path local:iso/image.img") && \\
      disk="$(try_sudo "qm disk import 120 $image local -format raw" | grep unused0 | cut -d ":" -f 3 | cut -d "'" -f 1)" && \\
      try_sudo "qm set 120 -scsi0 local:$disk,discard=on"`;
    const { status, stderr } = await terraform.run(`/bin/bash -c '${script.replaceAll("'", `'"'"'`)}'`);
    expect([status, stderr]).toEqual([0, ""]);
    const config = (await simulation.get("/nodes/pve1/qemu/120/config")) as Record<string, string>;
    expect(config["scsi0"]).toBe("local:120/vm-120-disk-0.raw,discard=on,size=1M");
    expect(config).not.toHaveProperty("unused0");
  });

  it("stays unused until somebody attaches it", async () => {
    await simulation.post("/nodes/pve1/qemu", { vmid: 121 });
    const { stdout } = await root.run("echo -n x > /tmp/i; qm importdisk 121 /tmp/i local");
    expect(stdout).toContain("unused0: successfully imported disk 'local:121/vm-121-disk-0.raw'\n");
    expect(await simulation.get("/nodes/pve1/qemu/121/config")).toMatchObject({
      unused0: "local:121/vm-121-disk-0.raw",
    });
  });
});

describe("the commands of guides", () => {
  it("make users, roles, tokens and realms", async () => {
    const commands = `
      pveum user add terraform@pve
      pveum role add Terraform -privs "Datastore.AllocateSpace Datastore.Audit VM.Allocate VM.Audit"
      pveum aclmod / -user terraform@pve -role Terraform
      pveum realm add sso --type openid --issuer-url https://sso.example/ --client-id x --client-key y --username-claim username --autocreate 1
      pvesh create /pools --poolid 'Some-VMs'
      pvesh create /access/users --userid 'some@pve'
      pvesh create /access/users/some@pve/token/prod01
      pvesh create /access/roles --roleid 'Some-General' --privs 'Sys.Audit, Sys.Console'
      pvesh set /access/acl --path '/' --roles 'Some-General' --users 'some@pve' --tokens 'some@pve!prod01'`;
    expect(await root.run(`set -e${commands}`)).toMatchObject({ status: 0, stderr: "" });
    const { stdout } = await root.run("pveum user token add terraform@pve provider --privsep=0");
    expect(stdout).toMatch(/│ full-tokenid │ terraform@pve!provider +│\n[^]*│ value +│ [0-9a-f-]{36} +│\n/);
    const granted = (await simulation.get("/access/acl")) as readonly { readonly ugid: string }[];
    expect(granted.map(({ ugid }) => ugid)).toEqual(
      expect.arrayContaining(["terraform@pve", "some@pve", "some@pve!prod01"]),
    );
  });
});

describe("logging in", () => {
  const refused = "All configured authentication methods failed";

  it("asks for the password that the API knows, or the user's own", async () => {
    simulation.addSystemUser({ name: "own", password: "ownpass1" });
    simulation.addSystemUser({ name: "admin" });
    await simulation.post("/access/users", { userid: "admin@pam", password: "adminpass1" });
    for (const [username, password] of [
      ["own", "ownpass1"],
      ["admin", "adminpass1"],
    ] as const) {
      const somebody = await remote(simulation, { username, password });
      expect((await somebody.run("whoami")).stdout).toBe(`${username}\n`);
      somebody.end();
    }
    // The realm pam asks the system.
    await simulation.post("/access/users", { userid: "own@pam" });
    const login = simulation.post("/access/ticket", { username: "own@pam", password: "ownpass1" });
    await expect(login).resolves.toMatchObject({ username: "own@pam" });
    await expect(remote(simulation, { username: "root", password: "wrong" })).rejects.toThrow(refused);
    await expect(remote(simulation, { username: "nobody", password: "" })).rejects.toThrow(refused);
  });

  it("takes a key only if it is authorized, in the world or by the user's own file", async () => {
    const other = ssh2.utils.generateKeyPairSync("ecdsa", { bits: 256 });
    const login = { username: "terraform", privateKey: other.private };
    await expect(remote(simulation, login)).rejects.toThrow(refused);
    await terraform.run("mkdir -p .ssh && cat >> .ssh/authorized_keys", `${other.public}\n`);
    const somebody = await remote(simulation, login);
    somebody.end();
  });

  it("tells a program that started it where it is and by which key it is known", () => {
    const { ssh } = JSON.parse(readyLine(simulation)) as Simulation;
    expect(ssh).toEqual({
      host: "127.0.0.1",
      port: simulation.ssh!.port,
      fingerprint: expect.stringMatching(/^SHA256:[\w+/]{43}$/) as string,
      hostKey: expect.stringMatching(/^ssh-ed25519 AAAA/) as string,
    });
  });

  it("offers nothing unless an SSH server was asked for", async () => {
    const plain = await simulate();
    expect(plain.ssh).toBeUndefined();
    await plain.close();
  });
});

describe("the node's files", () => {
  it("tell guests' configurations, and change them where they are written", async () => {
    await simulation.post("/nodes/pve1/qemu", { vmid: 130, name: "web", description: "one\ntwo", boot: "" });
    const file = "/etc/pve/qemu-server/130.conf";
    const { stdout } = await root.run(`cat ${file}; cat /etc/pve/storage.cfg`);
    expect(stdout).toMatch(/^#one\n#two\nboot: {2}\nmeta: .*\nname: web\n[^]*\ndir: local\n\t/);
    await root.run(`sed -i 's/^name: .*/name: other/' ${file} && echo 'cores: 3' | tee -a ${file}`);
    expect(await simulation.get("/nodes/pve1/qemu/130/config")).toMatchObject({
      name: "other",
      cores: 3,
      boot: " ",
      description: "one\ntwo",
    });
  });

  it("are the storages', and nothing leads out of them", async () => {
    await root.run("mkdir -p /etc/sub && echo x > /etc/sub/../../../../up; cat /up");
    expect(existsSync(join(simulation.world.directory, "..", "up"))).toBe(false);
    symlinkSync("/etc", join(directoryOf(simulation.world, "local"), "out"));
    const { status, stderr } = await root.run("cat /var/lib/vz/out/hostname");
    expect([status, stderr]).toEqual([1, "cat: /var/lib/vz/out/hostname: Permission denied\n"]);
  });

  it("are served over SFTP with the same rights", async () => {
    const sftp = await terraform.sftp();
    const write = promisify(sftp.writeFile.bind(sftp)) as (path: string, text: string) => Promise<void>;
    await write("notes", "text");
    expect((await terraform.run("cat notes")).stdout).toBe("text");
    await expect(write("/var/lib/vz/snippets/x", "text")).rejects.toThrow("Permission denied");
    sftp.end();
    const asRoot = await root.sftp();
    await (promisify(asRoot.writeFile.bind(asRoot)) as typeof write)("/var/lib/vz/snippets/x.yaml", "text");
    asRoot.end();
    const volumes = await simulation.get("/nodes/pve1/storage/local/content", { content: "snippets" });
    expect(volumes).toContainEqual(expect.objectContaining({ volid: "local:snippets/x.yaml", size: 4 }));
  });
});
