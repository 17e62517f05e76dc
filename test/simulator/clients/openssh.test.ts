import { randomBytes } from "node:crypto";
import { chmodSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

import { afterAll, beforeAll, expect, it } from "vitest";

import { simulate, type Simulation } from "../../../providers/proxmox/simulator/simulate.js";
import { describeWith, ran, type Ran } from "./program.js";

const sudoers = ["/sbin/pvesm", "/sbin/qm", "/usr/bin/tee /var/lib/vz/*"]
  .map((command) => `terraform ALL=(root) NOPASSWD: ${command}\n`)
  .join("");

describeWith("OpenSSH", ["ssh", "-V"], () => {
  let simulation: Simulation;
  let folder: string;
  const file = (name: string) => join(folder, name);
  const publicKey = (name: string) => readFileSync(file(`${name}.pub`), "utf8");
  const options = () => [
    "-F",
    "/dev/null",
    "-o",
    `UserKnownHostsFile=${file("known_hosts")}`,
    "-o",
    "LogLevel=ERROR",
  ];
  const withKey = (name = "key") => [
    ...options(),
    "-o",
    "BatchMode=yes",
    "-o",
    "IdentitiesOnly=yes",
    "-i",
    file(name),
  ];
  const port = () => String(simulation.ssh!.port);
  const ssh = (user: string, command: string, { stdin = "", more = withKey() } = {}): Promise<Ran> =>
    ran(["ssh", ...more, "-p", port(), `${user}@127.0.0.1`, command], { stdin });

  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), "openssh-"));
    for (const [name, type] of [
      ["key", "ed25519"],
      ["rsa", "rsa"],
      ["other", "ed25519"],
    ] as const)
      await ran(["ssh-keygen", "-q", "-t", type, "-N", "", "-C", name, "-f", file(name)]);
    simulation = await simulate({ ssh: true, rootPassword: "rootpass1" });
    simulation.addSystemUser({ name: "root", authorizedKeys: [publicKey("key"), publicKey("rsa")] });
    writeFileSync(file("known_hosts"), `[127.0.0.1]:${port()} ${simulation.ssh!.hostKey}\n`);
  });
  afterAll(async () => {
    await simulation.close();
    rmSync(folder, { recursive: true, force: true });
  });

  it("knows the host by the key and the fingerprint that the simulation tells", async () => {
    expect(await ssh("root", "hostname")).toEqual({ status: 0, stdout: "pve1\n", stderr: "" });
    const { stdout } = await ran(["ssh-keygen", "-lf", file("known_hosts")]);
    expect(stdout).toContain(simulation.ssh!.fingerprint);
  });

  it("logs in with an RSA key, a key of the agent, or a password, and with nothing else", async () => {
    expect((await ssh("root", "whoami", { more: withKey("rsa") })).stdout).toBe("root\n");
    expect((await ssh("root", "whoami", { more: withKey("other") })).stderr).toContain(
      "Permission denied (publickey,password)",
    );
    const line = ["ssh", ...options(), "-o", "BatchMode=yes", "-p", port(), "root@127.0.0.1", "whoami"].join(
      " ",
    );
    const agent = await ran(["ssh-agent", "sh", "-c", `ssh-add -q ${file("key")} && ${line}`]);
    expect(agent).toMatchObject({ status: 0, stdout: "root\n" });
    writeFileSync(file("askpass"), "#!/bin/sh\necho rootpass1\n");
    chmodSync(file("askpass"), 0o700);
    const password = await ran(
      ["ssh", ...options(), "-o", "PubkeyAuthentication=no", "-p", port(), "root@127.0.0.1", "whoami"],
      {
        env: { SSH_ASKPASS: file("askpass"), SSH_ASKPASS_REQUIRE: "force", DISPLAY: ":0" },
      },
    );
    expect(password).toMatchObject({ status: 0, stdout: "root\n" });
  });

  it("sets up a user for automation as the guides tell, who can then do what sudoers says and no more", async () => {
    expect((await ssh("root", "useradd -m terraform")).status).toBe(0);
    await ssh("root", "tee /etc/sudoers.d/terraform", { stdin: sudoers });
    await ssh("root", "mkdir -p /home/terraform/.ssh; cat > /home/terraform/.ssh/authorized_keys", {
      stdin: publicKey("other"),
    });
    const more = withKey("other");
    const as = (command: string, stdin = "") => ssh("terraform", command, { stdin, more });
    expect((await as("sudo pvesm apiinfo")).stdout).toMatch(/^APIVER \d+$/m);
    expect((await as("sudo tee /var/lib/vz/snippets/user.yaml", "#cloud-config\n")).status).toBe(0);
    expect(await as("sudo pvesm list local --content snippets")).toMatchObject({
      stdout: expect.stringMatching(/^local:snippets\/user\.yaml +snippet +snippets +14/m) as string,
    });
    expect(await as("sudo -n rm /var/lib/vz/snippets/user.yaml")).toEqual({
      status: 1,
      stdout: "",
      stderr: "sudo: a password is required\n",
    });
  });

  it("copies files both ways with scp and sftp, byte by byte", async () => {
    const bytes = randomBytes(3_000_000);
    writeFileSync(file("image"), bytes);
    const there = "root@127.0.0.1:/var/lib/vz/import/image.raw";
    expect((await ran(["scp", ...withKey(), "-P", port(), file("image"), there])).status).toBe(0);
    expect((await ran(["scp", ...withKey(), "-P", port(), there, file("back")])).status).toBe(0);
    expect(readFileSync(file("back")).equals(bytes)).toBe(true);
    // The protocol of older clients.
    expect((await ran(["scp", "-O", ...withKey(), "-P", port(), file("image"), there])).status).toBe(0);
    expect((await ran(["scp", "-O", ...withKey(), "-P", port(), there, file("older")])).status).toBe(0);
    expect(readFileSync(file("older")).equals(bytes)).toBe(true);
    expect(await simulation.get("/nodes/pve1/storage/local/content", { content: "import" })).toMatchObject([
      { volid: "local:import/image.raw", size: 3_000_000 },
    ]);
    writeFileSync(
      file("batch"),
      `mkdir d\nput ${file("image")} d/a\nrename d/a d/b\nchmod 600 d/b\nls -l d\nget d/b ${file("again")}\nrm d/b\nrmdir d\nls\n`,
    );
    const sftp = await ran(["sftp", ...withKey(), "-b", file("batch"), "-P", port(), "root@127.0.0.1"]);
    expect(sftp).toMatchObject({
      status: 0,
      stdout: expect.stringContaining("-rw------- 1 root root 3000000 ") as string,
    });
    expect(readFileSync(file("again")).equals(bytes)).toBe(true);
  });

  it("pipes a file through a command, and learns its exit status", async () => {
    const { stdout } = await ssh("root", "tee /tmp/in | sha256sum; stat -c %s /tmp/in; exit 7", {
      stdin: "x".repeat(2_000_000),
    });
    expect(stdout).toMatch(/^[0-9a-f]{64} {2}-\n2000000\n$/);
    expect((await ssh("root", "cat /tmp/in >/dev/null; exit 7")).status).toBe(7);
  });
});
