import { TerraformOutput, type App } from "cdktf";
import { CloudImage, CloudInit, Pool, ProxmoxStack, Role, User, VirtualMachine } from "pve-cdk";

/** A machine that sets itself up at its first start, in a pool, and somebody who may operate what is in the pool. */
export function build(
  app: App,
  image = "https://cloud.debian.org/images/cloud/trixie/latest/debian-13-genericcloud-amd64.qcow2",
): void {
  const stack = new ProxmoxStack(app, "machine");
  const place = { node: "pve1", storage: "local" };

  const debian = new CloudImage(stack, "debian", { ...place, url: image });
  const setup = new CloudInit(stack, "setup", {
    ...place,
    hostname: "web",
    users: [
      { name: "ops", admin: true, sshKeys: ["ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIExample ops@example.com"] },
    ],
    packages: ["nginx"],
    files: [{ path: "/var/www/html/index.html", content: "<h1>It works</h1>\n" }],
    commands: ["systemctl enable --now nginx"],
  });

  const pool = new Pool(stack, "pool", { poolId: "web", comment: "Everything of the web shop" });
  const web = new VirtualMachine(stack, "web", {
    ...{ node: place.node, pool },
    cores: 2,
    memory: "2 GiB",
    disks: { scsi0: { storage: "local", size: "20 GiB", from: debian } },
    network: { net0: { bridge: "vmbr0" } },
    cloudInit: { storage: "local", data: setup, address: "dhcp" },
    running: true,
    allowDataLoss: true, // a machine to play with
  });

  const operator = new Role(stack, "operator", {
    roleId: "WebOperator",
    privileges: ["VM.Audit", "VM.Console", "VM.PowerMgmt"],
  });
  const alice = new User(stack, "alice", { userId: "alice@pve", comment: "Operates the web shop" });
  operator.grantTo(alice, { on: pool });

  new TerraformOutput(stack, "number", { value: web.vmid });
}
