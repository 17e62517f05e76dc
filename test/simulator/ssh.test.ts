import { afterAll, beforeAll, describe, expect, it } from "vitest";

import type { Simulation } from "../../providers/proxmox/simulator/simulate.js";
import { nodeWithUsers, type Remote } from "./remote.js";

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

const passwordNeeded = "sudo: a password is required\n";
const noTerminal =
  "sudo: a terminal is required to read the password; either use the -S option to read from standard input or configure an askpass helper\n";

describe("a command over SSH", () => {
  const rows: readonly (readonly [user: "root" | "terraform", command: string, answer: Answer])[] = [
    ["root", "whoami; hostname; pwd", { stdout: "root\npve1\n/root\n" }],
    ["terraform", "id -u -n; echo $HOME", { stdout: "terraform\n/home/terraform\n" }],
    ["root", "nothing here", { stderr: "bash: line 1: nothing: command not found\n", status: 127 }],
    ["root", "/no/such", { stderr: "bash: line 1: /no/such: No such file or directory\n", status: 127 }],
    ["root", "if true", { stderr: "bash: -c: line 2: syntax error: unexpected end of file\n", status: 2 }],
    // Words and quoting.
    ["root", `echo 'a  b' "c  d" e\\ f $'g\\th' i`, { stdout: "a  b c  d e f g\th i\n" }],
    ["root", `x="1 2"; printf '<%s>' $x "$x" '$x' "\\$x"`, { stdout: "<1><2><1 2><$x><$x>" }],
    ["root", `echo "$(echo "a  b")" $(echo "a  b") \`echo c\``, { stdout: "a  b a b c\n" }],
    ["root", 'echo ${none:-other} "${HOME}"', { stdout: "other /root\n" }],
    ["root", "A=1 env | grep '^A='; echo $A-", { stdout: "A=1\n-\n" }],
    ["root", "for w in $(echo a b); do echo $w; done; cat <<E\n$(echo c)\nE", { stdout: "a\nb\nc\n" }],
    [
      "root",
      "set -- a 'b c'; f() { local v=1; printf '<%s>' $v \"$@\"; }; v=0; f \"$@\"; echo $v $#",
      { stdout: "<1><a><b c>0 2\n" },
    ],
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
