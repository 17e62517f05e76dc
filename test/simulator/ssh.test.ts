import { existsSync, symlinkSync } from "node:fs";
import { promisify } from "node:util";
import { join } from "node:path";

import ssh2 from "ssh2";
import { afterAll, beforeAll, describe, expect, it } from "vitest";

import { readyLine } from "../../providers/proxmox/simulator/ready.js";
import { simulate, type Simulation } from "../../providers/proxmox/simulator/simulate.js";
import { remote, type Remote } from "./remote.js";

const key = ssh2.utils.generateKeyPairSync("ed25519");
const sudoers = [
  "terraform ALL=(root) NOPASSWD: /sbin/pvesm",
  "terraform ALL=(root) NOPASSWD: /sbin/qm",
  "terraform ALL=(root) NOPASSWD: /usr/bin/tee /var/lib/vz/*",
];

let simulation: Simulation;
let root: Remote;
let terraform: Remote;
beforeAll(async () => {
  simulation = await simulate({ ssh: true, rootPassword: "rootpass1" });
  simulation.addSystemUser({ name: "terraform", authorizedKeys: [key.public], sudoers });
  root = await remote(simulation, { username: "root", password: "rootpass1" });
  terraform = await remote(simulation, { username: "terraform", privateKey: key.private });
});
afterAll(async () => {
  root.end();
  terraform.end();
  await simulation.close();
});

const passwordNeeded = "sudo: a password is required\n";
const noTerminal =
  "sudo: a terminal is required to read the password; either use the -S option to read from standard input or configure an askpass helper\n";

describe("a command over SSH", () => {
  const rows: readonly (readonly [user: "root" | "terraform", command: string, answer: Answer])[] = [
    ["root", "whoami; hostname; pwd", { stdout: "root\npve1\n/root\n" }],
    ["terraform", "id -u -n; echo $HOME", { stdout: "terraform\n/home/terraform\n" }],
    ["root", "nothing here", { stderr: "bash: line 1: nothing: command not found\n", status: 127 }],
    ["root", "/no/such", { stderr: "bash: line 1: /no/such: No such file or directory\n", status: 127 }],
    ["root", "if true", { stderr: "bash: -c: line 1: syntax error: unexpected end of file\n", status: 2 }],
    // Words and quoting.
    ["root", `echo 'a  b' "c  d" e\\ f $'g\\th' i`, { stdout: "a  b c  d e f g\th i\n" }],
    ["root", `x="1 2"; printf '<%s>' $x "$x" '$x' "\\$x"`, { stdout: "<1><2><1 2><$x><$x>" }],
    ["root", `echo "$(echo "a  b")" $(echo "a  b") \`echo c\``, { stdout: "a  b a b c\n" }],
    ["root", 'echo ${none:-other} "${HOME}"', { stdout: "other /root\n" }],
    ["root", "A=1 env | grep '^A='; echo $A-", { stdout: "A=1\n-\n" }],
    // Order and status.
    ["root", "false && echo no || echo yes; true && exit 3; echo no", { stdout: "yes\n", status: 3 }],
    ["root", "set -e; false || true; ! true; echo on; false; echo no", { stdout: "on\n", status: 1 }],
    [
      "root",
      "if [ 2 -gt 1 ]; then echo more; elif true; then echo no; else echo no; fi",
      { stdout: "more\n" },
    ],
    ["root", 'for n in a "b c"; do echo "<$n>"; done', { stdout: "<a>\n<b c>\n" }],
    ["root", "f(){ echo $1; return 4; }; f x; echo $?", { stdout: "x\n4\n" }],
    [
      "root",
      "echo a | (cat; false); echo $?; set -o pipefail; false | true",
      { stdout: "a\n1\n", status: 1 },
    ],
    ["root", "bash -c 'echo \"$1\"' name value", { stdout: "value\n" }],
    // Redirections.
    ["root", "echo a > /tmp/a; echo b >> /tmp/a; cat < /tmp/a", { stdout: "a\nb\n" }],
    ["root", "ls /none 2>&1 | wc -l; ls /none 2>/dev/null", { stdout: "1\n", status: 2 }],
    ["root", "cat <<END > /tmp/h\n$HOME\nEND\ncat /tmp/h", { stdout: "/root\n" }],
    ["root", "echo a > /none/a", { stderr: "bash: line 1: /none/a: No such file or directory\n", status: 1 }],
    // Tools that filter.
    ["root", "printf 'a:b:c\\nd\\n' | cut -d : -f 2", { stdout: "b\nd\n" }],
    ["root", "printf '3\\n1\\n2\\n' | sort | head -n 2 | tail -n 1", { stdout: "2\n" }],
    ["root", "echo aGVsbG8= | base64 -d; echo hello | base64", { stdout: "helloaGVsbG8K\n" }],
    [
      "root",
      "echo x | sha256sum",
      { stdout: /^73cb3858a687a8494ca3323053016282f3dad39d42cf62ca4e79dda2aac7d9ac {2}-\n/ },
    ],
    [
      "root",
      "printf '' > /tmp/g1; touch /tmp/g2; echo /tmp/g*; echo /tmp/none*",
      { stdout: "/tmp/g1 /tmp/g2\n/tmp/none*\n" },
    ],
    [
      "root",
      "mkdir -p /tmp/d/e && test -d /tmp/d/e && rm -r /tmp/d && [ ! -e /tmp/d ] && echo gone",
      { stdout: "gone\n" },
    ],
    [
      "root",
      "echo abc > /tmp/s; chmod 640 /tmp/s; stat -c '%s %a %U %n' /tmp/s",
      { stdout: "4 640 root /tmp/s\n" },
    ],
    [
      "root",
      "printf 'a1\\nb2\\n' | sed -E 's/([a-z])([0-9])/\\2\\1&/;/b/d'; echo abc | head -c 2",
      { stdout: "1aa1\nab" },
    ],
    // Rights.
    [
      "terraform",
      "echo a > /var/lib/vz/snippets/a",
      { stderr: "bash: line 1: /var/lib/vz/snippets/a: Permission denied\n", status: 1 },
    ],
    [
      "terraform",
      "cat /etc/pve/storage.cfg",
      { stderr: "cat: /etc/pve/storage.cfg: Permission denied\n", status: 1 },
    ],
    ["terraform", "pvesm status", { stderr: "please run as root\n", status: 255 }],
    ["terraform", "sudo pvesm apiinfo", { stdout: /^APIVER \d+\nAPIAGE \d+\n$/ }],
    [
      "terraform",
      "sudo /usr/sbin/pvesm path local:snippets/a.yaml",
      { stdout: "/var/lib/vz/snippets/a.yaml\n" },
    ],
    [
      "terraform",
      "echo a | sudo tee /var/lib/vz/snippets/a.yaml; cat /var/lib/vz/snippets/a.yaml",
      { stdout: "a\na\n" },
    ],
    ["terraform", "echo a | sudo tee /etc/a", { stderr: noTerminal + passwordNeeded, status: 1 }],
    ["terraform", "sudo -n true", { stderr: passwordNeeded, status: 1 }],
    ["terraform", "sudo -n pvesh get /version", { stderr: passwordNeeded, status: 1 }],
    ["root", "sudo nothing", { stderr: "sudo: nothing: command not found\n", status: 1 }],
    // The API.
    [
      "root",
      "pvesh get /version --output-format json",
      { stdout: /^\{"release":"9\.2",.*"version":"9\.2\.11"\}\n$/ },
    ],
    [
      "root",
      "pvesh create /pools --poolid made; pvesh get /pools --output-format json",
      { stdout: '[{"poolid":"made"}]\n' },
    ],
    ["root", "pvesh get /none", { stderr: "No 'get' handler defined for '/none'\n", status: 255 }],
    [
      "root",
      "qm config 999",
      { stderr: "Configuration file 'nodes/pve1/qemu-server/999.conf' does not exist\n", status: 2 },
    ],
    ["root", "qm start", { stderr: "400 not enough arguments\nqm start <vmid> [OPTIONS]\n", status: 255 }],
    [
      "root",
      "qm create 101 --name web --onboot && qm config 101 | grep -E 'name|onboot'; qm status 101",
      { stdout: "name: web\nonboot: 1\nstatus: stopped\n" },
    ],
    [
      "root",
      "qm set 101 -memory none",
      {
        stdout: "update VM 101: -memory none\n",
        stderr: /^400 Parameter verification failed\.\nmemory: /,
        status: 255,
      },
    ],
    [
      "root",
      "pveum user add tf@pve && pveum aclmod / -user tf@pve -role PVEAuditor && pveum acl list --noborder --noheader",
      { stdout: /PVEAuditor +user +tf@pve\n$/ },
    ],
  ];

  it.each(rows)("%s: %s", async (user, command, answer) => {
    const { status = 0, stdout = "", stderr = "" } = answer;
    const heard = await (user === "root" ? root : terraform).run(command);
    expect(heard).toEqual({ status, stdout: like(stdout), stderr: like(stderr) });
  });
});

interface Answer {
  readonly status?: number;
  readonly stdout?: string | RegExp;
  readonly stderr?: string | RegExp;
}

function like(wanted: string | RegExp): unknown {
  return wanted instanceof RegExp ? expect.stringMatching(wanted) : wanted;
}

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
    symlinkSync("/etc", join(simulation.world.storages.get("local")!.directory, "out"));
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
